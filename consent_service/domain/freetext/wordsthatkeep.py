"""Words by which somebody asks that another is not told, as people say it. Pure.

Whom they mean may be feared: that, somebody finds out.
"""

from __future__ import annotations

import re
from typing import Final

from .wordtables import WordTable, one_of

#: By what they are to somebody.
_KIN: Final = r"""
husband wife partner boyfriend girlfriend fella bloke dad daddy father mu?o?a?m mummy mother
step[\s-]?\w+ ex parents? gran nan nana grandma grandad uncle aunt(?:y|ie)? brother sister family
"""
#: What has a capital, and is no name of anybody.
_NOBODY: Final = """
School Primary Nursery Academy College Police Social Children Council Health Surgery Hospital Monday
Tuesday Wednesday Thursday Friday Saturday Sunday The Them Anybody Anyone
"""
_ONE_OF_THEM: Final = rf"(?:(?:my|our|her|his|the|their|your) )?(?:{one_of(_KIN)})\b(?!['’]s)"
_BY_NAME: Final = (
    rf"(?-i:(?!(?:{one_of(_NOBODY)})\b)[A-Z][a-z]+\b(?! (?:[A-Z]|at\b|about\b)))(?!['’]s)"
)
#: It is not done, or is not to be.
_NEVER: Final = r"(?:not|never|(?:do|does|dos|did|would)n['’]?t)"
#: What somebody does then, whoever they are.
_THEN: Final = (
    r"(?:(?:because|cos|cause|coz|as|in case|or) )?(?:he|she|they)(?:['’]?ll|['’]?d|['’]s| will"
    r"| would| might| may| can| could| must| is| gets?| goes)\b"
)
#: What stands before "not dad": anything else is said of him.
_NOT: Final = (
    r"(?:(?<![\s\S])|(?<=[,.;:!?(–-] )|(?<=[(“\"‘'])|(?<=but )|(?<=and )|(?<=yes )|(?<=yeah )"
    r"|(?<=ok )|(?<=okay )|(?<=please )|(?<=just )|(?<=only )|(?<=though )|(?<=school ))not"
)
_KEPT: Final = r"""
(?<!\bI )(?<!\bwe )(?:must|can) ?(?:not|n['’]?t|never) (?:find out|know|hear|be told)
(?:do not|don['’]?t|never|not to) (?:ever )?(?:tell|text|inform|involve|let|warn|mention (?:\w+ )?to
    |(?:speak|talk|say \w+) to) #them
(?:do not|don['’]?t|never|not to) (?:ever )?(?:ring|call|phone|contact|ask) #them
    #not_then
(?:do not|don['’]?t|never|not to) (?:ever )?let #word (?:ever )?(?:know|find out|hear|see)
(?:do not|don['’]?t|never|not to) (?:ever )?tell #word
    (?= *(?:$|[.,;:!?)+&-]|about|that|this|cos|coz|because|he|she|hell|or|pls|please|any|if))
without (?:telling )?#them (?:knowing|finding out|hearing)
without telling #them
#word['’]?s not to (?:be told|know|no|hear|find out)
#never (?:want|like|wish) #word to (?:know|no(?! (?:one|body|avail|more|longer)\b)|find out)
(?:prefer|rather|wish|like)\w* (?:\w+ ){0,2}?(?:#them|#word)
    (?: (?:did|does|do) ?(?:not|n['’]?t) )(?:have|get|got|know|see) (?:\w+ )?(?:\w+ )?
    (?:add?ress|number|num|where)
#never (?:want|like|wish) (?:for |either |any of )?#them (?:to )?#hear
#them (?:is |are |was |were )?not to #hear
#them (?:must|should) ?(?:not|n['’]?t) #hear
(?:ask|want|wish|request|beg)\w* (?:\w+ ){0,3}?#them
    (?: (?:is|are|was|were)) ?(?:not|n['’]?t) #hear
(?:prefer|rather|wish|like)\w* (?:\w+ ){0,2}?#them
    (?: (?:did|was|were))? ?(?:not|n['’]?t) (?:to )?#hear
(?:do not|don['’]?t|never|not to) (?:share|discuss|disclose)\w*(?: \w+){0,2}? (?:with|w/?|to) #them
keep(?:s|ing)? (?:this|it|that|me) (?:away )?from #them
(?:(?:this|it|that|be) kept |#private )from #them
keep(?:s|ing)? #them out of (?:it|this|that)
ke(?:ep|pt) (?:it |this |that )?between us
(?:do not|don['’]?t|never|not to) (?:speak|talk|tell|ask|contact|involve)(?: \w+){1,5}#by_it
#never (?:want|like|wish)(?: \w+){1,4} (?:told|asked|involved|knowing|to know)#by_it
not for (?:(?:my|our|her|his|the|their|your) )?\w+['’]?s['’]? ears
#them (?:is )?unaware,? (?:and )?(?:wants?|would like) (?:to )?keep
only (?:ring|call|phone|text|come) (?:\w+ )?when #them(?:['’]?s| is)? (?:out|away|at work|not)
(?:ring|call|phone|text)\w* (?:\w+ ){0,3}(?:as|because|cos) #them (?:picks up|answers|will answer)
#them (?:does|do|did) ?(?:not|n['’]?t) know (?:that )?(?:I|we|she|he)\b.{0,20}
    (?:told|tell|spoke|speak|talk|here|rang|ring|call|writ|wrote)\w*
#but_not #kin(?= *(?:$|[,.;:!?)”"’'-]|please|thanks|though|because|cos
    |he\b|she\b|they\b|or\b|and\b))
#but_not #name,? #then
(?:please|pls|plz|plse) (?:just )?not (?:to )?#kin(?= *(?:$|[.,;:!?)]|about|abt|with|for|tho))
(?:do not|don['’]?t|never|not to) (?:ever )?let on(?: to #word)?
(?:if|in case) (?:he|she|they|#them) (?:ever )?(?:finds?|found) out (?:that )?
    (?:I|we|you|u)(?:['’]?ve)?(?: (?:have|had|even|ever|was|were|been))?
     (?:rang|ring|rung|called|phoned|told|tell|said|spoke\w*|talk\w*|wrote|texted|here|agreed|asked)
"""
#: Where or when somebody is not to be rung says how they are, and not that they must not hear of
#: it; that they are not to be rung at all, or about this, says that.
_A_DAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?)"
_WORKING: Final = r"(?:(?:work|school|office|shop|working) ?(?:time|hrs|hours)|work|the week)"
#: With this in the sentence it is more than that: at no time, or what somebody would do.
_MORE_THAN_THEN: Final = (
    r"(?![^.!?\n]*\b(?:at all|anywhere|ever|nobody|(?:he|she|they)(?:['’]?ll|['’]?d|['’]?s gonna"
    r"| will| would|['’]?s going to)(?! be (?:at|in|on|out|asleep|working|busy|driving)\b)"
    r"|will go|hell (?:know|go|find)|kno?ws?|knew|find(?:s|ing)? out|found out|mad|mental|nuts"
    r"|spare|ballistic|angry|kick off|kill)\b)"
)
#: Until somebody has done something is no time of day.
_UNTIL_I: Final = r"(?! (?:I|i?['’]?m|im|ive|i['’]ve|we|were|weve|we['’]\w+|you|u|youve)\b)"
#: Nothing else is said before the clause ends.
_TO_THE_END: Final = (
    r"(?: (?!(?:or|about|abt|regarding|re|for|this|that)\b)[\w:'’]+){0,4}? *(?:$|[,.;:!?)&–-]"
    r"|\b(?:tho|though|pls|please|plz|thanks|thx|ta|and|n|but|as|cos|coz|because|so|ring|call|text"
    r"|txt|email|he|she|its|it['’]s|or (?:before|b4|after|on|in|at (?!all)))\b)"
)
_NOT_THEN: Final = (
    rf"(?!{_MORE_THAN_THEN}(?:,? not)? (?:(?:before|b4|after(?! what)|between|until|till?|during"
    rf"|while|whilst){_UNTIL_I}"
    r"|at (?:work|home|school|college|nursery|his|her|their|my|our|the|this|that|night)"
    rf"|on (?:(?:an? )?{_A_DAY}"
    r"|(?:his|her|their|my|the|this|that) (?:\w+ )?(?:mobile|phone|fone|number|landline|line))"
    rf"|in (?:(?:the |his |her )?(?:days?(?:time)?|mornings?|evenings?|afternoons?)|{_WORKING})"
    r"|(?:(?:just|pls|please|only) )?(?:text|txt|email|whatsapp) (?:him|her|them|instead)"
    r"|(?:as |cos |coz |because )?(?:he|she)(?:['’]?s| is)?(?: on| at)?"
    rf" (?:works?|nights|sleeps|days|lates|earlies|driving))\b{_TO_THE_END})"
)
#: That somebody gets to know of it.
_HEAR: Final = (
    r"(?:be |being |get )?(?:told|informed|involved|consulted|notified|know\w*|hear"
    r"|find out|finding out|(?:be )?aware|(?<=to )no(?! (?:one|body|avail|more|longer)\b)"
    rf"|(?:contacted|rung|called|phoned){_NOT_THEN})"
)


def _several(one: str) -> str:
    return rf"{one}(?:(?:,| ?&|/| and| or| n) ?{one})*"


#: Somebody by their name, as it is typed in a hurry; and what is nobody's.
_NO_NAME: Final = """
us me you it the school nursery college them anyone anybody everyone everybody people someone
somebody lies fibs tales stories truth off on what how why when where who which this these
its needs asks wants prefers wishes likes chooses decides hopes says gets thats hosp hospital
gp gps doctor doctors nurse nurses police teacher staff social work hv camhs council surgery
housing dentist counsellor mash ss services this that him her
"""
_LISTS: Final = {
    "word": rf"(?!(?:{one_of(_NO_NAME)})\b)[^\W\d_]{{2,}}",
    "but_not": _NOT,
    #: Whoever is asked or told passes it on.
    "by_it": (
        r",? (?:(?:because|as|cos|coz|or|in case) )?"
        r"(?:they(?:['’]?ll|['’]?d| will| would| might| may| could) (?:\w+ )?(?:tell|ring) #them"
        r"|(?:he|she)(?:['’]?ll|['’]?d| will| would| might| may| could) (?:\w+ )?find out)"
    ),
    "not_then": _NOT_THEN,
    "hear": _HEAR,
    "never": _NEVER,
    "private": r"(?:secret|quiet|private|confidential)",
    "them": _several(rf"(?:{_ONE_OF_THEM}|{_BY_NAME})"),
    "kin": _ONE_OF_THEM,
    "name": _BY_NAME,
    "then": _THEN,
}

#: One group: `kept`.
KEPT: Final = WordTable(_LISTS, before=r"(?<!\w)", after=r"(?!\w)", kept=_KEPT)
#: Only that somebody of the family is not told: a name with a capital may be a service's, and
#: whoever is not to be rung or asked is more than not told.
_TOLD: Final = (
    r"(?:be |being |get )?(?:told|informed|notified|know\w*|hear|find out|finding out|aware)"
)
_KEPT_FROM_KIN: Final = WordTable(
    {**_LISTS, "them": _several(_ONE_OF_THEM), "name": r"(?!)", "hear": _TOLD},
    before=r"(?<!\w)",
    after=r"(?!\w)",
    kept=_KEPT,
)
#: The same of whoever was spoken of before, which is plain where who is told is all that is asked.
_KEPT_FROM_THEM: Final = re.compile(
    rf"\b(?:{_NEVER} (?:want|like|wish)|not for) (?:him|her) (?:to )?{_TOLD}\b", re.IGNORECASE
)


def but_for_who_is_told(words: str) -> str:
    """What else they say."""
    return _KEPT_FROM_THEM.sub(" ", _KEPT_FROM_KIN.blanked(words))
