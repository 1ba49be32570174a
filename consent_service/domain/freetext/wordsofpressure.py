"""Words by which somebody tells that they were pressed for an answer, or are not free to give one:
a table, and no rule. Pure.

Each line is a pattern; `~` stands for whoever presses, `@` for who is pressed, and `#` begins the
name of a list. A line more is welcome: whoever reads the words decides, and no pattern does.
"""

from __future__ import annotations

import re
from typing import Final

#: Whoever presses, by a word that is no name.
_WHO: Final = (
    r"(?:he|she|they|(?:(?:my|her|his|their|the) )?(?:mu?o?a?m|mummy|dad|daddy|father|mother"
    r"|partner|husband|wife|boyfriend|girlfriend|ex|step\w+|gran|nan|brother|uncle|family|in-laws)"
    r"|(?-i:[A-Z])[a-z]+)"
)
#: Who is pressed.
_WHOM: Final = (
    r"(?:me|us|him|her|them|(?:my|the|his|her|their) (?:mu?o?a?m|dad|mother|father|daughter|son)"
    r"|mu?o?a?m|dad|(?-i:[A-Z])[a-z]+)"
)

#: Of an answer: whichever they have given by then may be meant. What begins with four blanks goes
#: on with the line before it.
_PRESSED: Final = r"""
(?:told|tells|telling) @ (?:(?:to|that) )?(?:#must )?#answer
(?:told|tells|telling) @ what to (?:say|answer)(?! (?:sorry|if|when))
(?:made|makes|making) @ #answer
(?:forc|push|pressur|bull|guilt-?tripp|threaten|blackmail|coerc)\w* @ (?:in)?to #answers
(?:wants?|wanted|expects?|expected|needs?|warned|ordered|begged) @ to #answer
(?:shout|scream|yell)\w* at @ (?:.{0,30} )?to #answer
(?:was|were|been|being|is|am|I['’]?m|got) (?:told|made|forced|pressured|pushed|bullied)
     (?:in)?to #answers
(?:only|just) (?:said|saying|say|says|agreed|agrees|agree|agreeing|signed) .{0,40}?
    (?:because|cos|cause|coz|so)(?: that)?(?: of)? ~
(?:have|had|has|got|have got|has got) to (?:say|tell you) (?:yes|ok)
(?:have|had|has) to agree(?! with)
(?:I|we|she|he)(?:['’]?ve| have| had| has) (?:got )?no (?:other |real )?choice(?! of)
(?:do|did|does|was|were|has|have|had)#not (?:really )?(?:have|got|given|get|leave @)(?: @)?
     (?:a|any|much|no) (?:choice|say)(?! of)
(?:gave|gives|giving|left|leaves) @ no (?:choice|option)
~#will .{0,40}?if (?:I|she|he|we|they) #refuse
(?:put|puts|putting|under|feels?|felt|feeling) (?:a lot of |so much |too much |real )?pressured?
    (?! (?:at|from|of) (?:work|school|exams?|college))
pressur(?:ed|ing|i[sz]ed|i[sz]ing)
"""
#: Of the moment: what they said that day, and in that talk.
_WATCHED: Final = r"""
(?:I )?(?:can(?:['’]?t|not| not)|could#not|unable to|not (?:able|free) to) (?:really |even )?
    (?:talk|speak|say)\b.{0,40}?\b~#are (?:\w+ ){0,2}#near
(?:I )?(?:can(?:['’]?t|not| not)|could#not) (?:talk|speak|say)(?: \w+)?
     (?:in front of|near|with) ~(?: here| there| in the room| around| about| listening)?
~#are (?:just |right |always |still )?listening(?: in)?
    (?= to (?:me|us|this|every|the call|what)| now| and| so I|\s*[-,.!?)”"']|\s*$)
~#are (?:just |right |always |still )?(?:listening in|watching (?:me|us)
    |st(?:oo|an)d(?:ing)? (?:right )?(?:here|there|next|behind|over)|next to me|beside me
    |right here|in (?:the room|earshot))
~ can hear (?:me|us|this|every\w*|what)
not (?:now|while|when)(?: that)? ~#are #near
(?:I |we )?(?:have|has|had|got|must|need|needs)(?: to)? (?:do|say) #whatever ~ #wants
(?:I (?:do|did|say|said)|she (?:does|did|says|said)) #whatever ~ #wants
(?:I['’]?m|I am|I was|she(?:['’]s| is| was)|he(?:['’]s| is| was)) not allowed to
     (?:talk|speak|answer|decide|say (?:yes|no|anything))
~ (?:wo|would|does|did|will|never)(?:#not)? (?:let|lets|allow|allows) @ (?:to )?
    (?:talk|speak|say|answer|decide|agree|see you|come alone)
~ (?:always |just )?(?:answers|answered|speaks|spoke|talks|talked) for @
(?:shout|scream|yell|whisper|mutter|prompt)\w* (?:.{0,20} )?in the background
whisper\w* (?:that )?(?:s?he|they|I) (?:can(?:['’]?t|not| not)|could#not) (?:talk|speak)
(?:look|glanc)\w* (?:over )?(?:at|towards?|to) the door
(?!kids|children|baby|boys|girls|siblings|everyone)~(?:#are)? in the (?:next|other) room
"""
_YES: Final = r"(?:yes|no|nothing|ok(?:ay)?|that|it)(?! or no)"
_LISTS: Final = {
    "#must": r"I (?:must|have to|should|had to|need to)|she (?:must|has to|should|had to)|just",
    "#answers": rf"say(?:ing)? {_YES}|agree(?:ing)?(?! with)|refus\w+|not (?:talk|speak)ing"
    r"|sign(?:ing)?|withdraw\w*|this|it",
    "#answer": rf"say {_YES}|agree(?! with)|refuse|not (?:to )?(?:talk|speak|say|agree|tell|answer)"
    r"|sign|withdraw|take it back|change (?:my|her|his|their) (?:mind|answer)|keep quiet",
    "#will": r"(?:['’]?ll|['’]?d| will| would| might| may|(?:['’]s| is|['’]re| are) going to"
    r"| said (?:he|she|they)(?:['’]?d|['’]?ll| would))",
    "#refuse": r"(?:do|did)(?: ?n['’]?t| not)|say no|says no|said no|refused?",
    "#not": r" ?n['’]?t| not",
    "#are": r"['’]?s|['’]?re| is| are| was| were",
    "#near": r"here|there|back|home|in|listening|around|about|near|next to|beside|with me"
    r"|downstairs|upstairs|watching|in (?:the|next) \w+",
    "#whatever": r"what|whatever|as|everything|anything",
    "#wants": r"says?|said|tells?|told|wants?|wanted|likes?",
}


def _either(lines: str) -> str:
    """Any of these patterns, with the lists that they name."""
    pattern = "|".join(lines.replace("\n    ", "").strip().split("\n"))
    for name, words in _LISTS.items():
        pattern = pattern.replace(name, f"(?:{words})")
    return pattern.replace("~", _WHO).replace("@", _WHOM)


#: By group: `pressed` is about an answer, `watched` about the moment.
PRESSURE: Final = re.compile(
    rf"\b(?:(?P<pressed>{_either(_PRESSED)})|(?P<watched>{_either(_WATCHED)}))(?!\w)",
    re.IGNORECASE,
)
#: No text without one of these tells of any: looked for first, as most texts have none.
_ANY: Final = re.compile(
    r"\b(?:say|said|agree|refus|sign|withdraw|take it|change|keep quiet|choice|option|pressur"
    r"|if (?:i|she|he|we|they) |talk|speak|spoke|listening|watching|stood|stand|next to|beside"
    r"|right here|in the room|earshot|can hear|not (?:now|while|when)|to (?:this|it)\b"
    r"|do (?:what|as|every|any)|(?:answers|answered) for|in the background|the door"
    r"|(?:next|other) room)",
    re.IGNORECASE,
)


def may_press(words: str) -> bool:
    """Whether it is worth while to look for any of these."""
    return _ANY.search(words) is not None
