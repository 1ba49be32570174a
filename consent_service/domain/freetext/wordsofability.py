"""Words that may tell that somebody cannot decide just now: a table, and no rule. Pure.

Everybody is presumed able to decide (Mental Capacity Act 2005 s.1(2)), and a yes that is unwise is
a yes. So words find nobody unable: whoever goes by the yes is asked to say whether they can, and
how they know. An illness by its name is none of these, nor is what was so once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..memo import read_once
from .sentences import sentences
from .wordtables import WordTable, one_of

_DRUNK: Final = r"""
drunk pissed wasted hammered stoned high intoxicated smashed slaughtered plastered spaced\sout
out\sof\sit off\s(?:her|his|my|their)\s(?:face|head|tits|trolley)
"""
_LISTS: Final = {
    "am": r"(?:I['’]?m|I am|I was|im)",
    "drunk": one_of(_DRUNK),
    "no_work": r"(?![ -](?:team|service|unit|ward|nurse|clinic|care|home|support|patients))",
    "say": r"(?:say|says|said|saying|tell|tells|told|telling|wants?|talks?|talking|shout\w*)",
    "seems": r"(?:sound(?:s|ed|ing)?|seem(?:s|ed|ing)?|appear(?:s|ed)?|clearly|obviously)",
    "they": r"(?:she|he|they|mu?m|mother|dad|father|gran|nan|parent|(?-i:[A-Z])\w+)",
    "very": r"(?:(?:very|really|so|quite|still|a bit|pretty|rather|too|well|completely|like) )?",
    "walls": r"walls?|tv|telly|radio|phone|fone|ceiling|vents?|pipes|floor",
    "no_shop": r"(?![ -](?:shop|box|station|show|line|company|next door))",
}
#: However they speak, or are heard to.
_SPEAKS: Final = r"""
(?:the |my |hearing |hears |heard |them )voices (?:in (?:my|her|his) head|#say|are)
(?:hear(?:s|ing)?|heard) voices(?! (?:outside|next door|downstairs|raised|on the))
the (?:men|man|people|others|devil|demons?) (?:in|behind|under) the (?:#walls)#no_shop
the voices? (?:in|behind|under|through|from) the (?:#walls)#no_shop
(?:people|men|they(?:['’]re|re| are)?) (?:are )?(?:live|living|hiding|listening) in
     (?:the|my) (?:#walls)
florid(?:ly)?
#seems #very#drunk
#am #very(?:drunk|pissed|wasted|hammered|stoned|off my (?:face|head|tits)|out of it)
slurr(?:ed|ing)(?: (?:her|his|their))?(?: (?:words|speech))?
(?:incoherent|rambling|making no sense)
(?:not making|didn['’]t make) (?:any )?sense
(?:#seems|was|is|very|really|so|gets?|got) (?:very |really |quite )?
    (?:confused|muddled|disorient\w+)(?! (?:about|by|over|with|why|what|who|which))
(?:does|did)(?:n['’]t| not) know (?:what|which) (?:day|year|month) it (?:is|was)
(?:does|did)(?:n['’]t| not) know where (?:she|he|they) (?:is|was|are|were)
(?:did|do|does|could|ca)(?:n['’]t| not|not) (?:\w+ )?(?:take|taking) (?:it|any of it|that|this) in
not taking (?:it|anything|any of it) in
"""
#: As it is written of somebody, who may be another than whose yes it is.
_OF_ONE: Final = r"""
psychotic
(?:in|into|having|had|acute|florid|with) (?:a )?psychosis#no_work
delusion(?:s|al)
hallucinat\w+
manic(?! street)
thought[- ]disorder\w*
(?:off|stopped(?: taking)?|not taking|isn['’]t taking|refusing|run out of) (?:her|his|my|their)
     (?:anti-?psychotics?|depot|clozapine|olanzapine|risperidone|lithium|(?:mental health )?med\w*)
section(?:ed|able)(?! (?:off|\d+ (?:child|enq)))
(?:she|he|mu?m|dad|mother|father)(?:['’]s|s| was| is)(?: very| really| clearly)?
     (?:off (?:her|his) (?:face|head|tits)|out of it|intoxicated|drunk|stoned)(?! (?:when|last))
(?:has|have|with|got|advanced|vascular|having|his|her) dementia#no_work
alzheimer\w*
(?:lacks?|lacking|lost|question\w*|doubt\w*) (?:mental )?capacity(?! (?:in|at|to take))
"""
#: What is usual, was so once, is not so, or is somebody's illness of another time.
_USUAL: Final = r"""
(?:no|not|never|nor|without|denies|denied|(?:was|is|does|do|did)n['’]t|do (?:you|they))(?: \w+){0,2}
     (?:psychotic|psychosis|delusion\w*|hallucinat\w+|manic|confused|muddled|voices|slurr\w+
    |intoxicated|drunk|incoherent|sectioned|dementia|rambling|florid)
(?:history of|past|previous(?:ly)?|used to|once|years ago|last year|ex-?|(?:in|since) (?:19|20)\d\d)
     (?:\w+ ){0,3}(?:psycho\w+|delusion\w*|hallucinat\w+|manic|sectioned|voices|drunk)
(?:psychotic|psychosis|manic|sectioned|delusional|hallucinating)(?: \w+){0,2}
     (?:in (?:19|20)\d\d|years ago|last year|as a teen\w*|when (?:she|he|I) was (?:young|a|\d))
manic (?:day|week|morning|time|at work|monday)
"""
#: By group: what may tell of it, and what is usual.
ABILITY: Final = WordTable(_LISTS, after=r"(?!\w)", speaks=_SPEAKS, of_one=_OF_ONE)
USUAL: Final = WordTable(_LISTS, usual=_USUAL)


#: Said by somebody of themselves.
_OF_ONESELF: Final = re.compile(r"\b(?:I|I['’]?m|my)\b", re.IGNORECASE)


class ToldOf(NamedTuple):
    """A sentence in which it is told, where in it, and whether by how somebody speaks; and whether
    whoever speaks says it of themselves.
    """

    sentence: str
    start: int
    end: int
    is_how_they_speak: bool
    is_of_oneself: bool


@read_once
def may_not_decide(words: str) -> tuple[ToldOf, ...]:
    """Each place, as far as it reads."""
    return tuple(_each(words))


def _each(words: str) -> Iterator[ToldOf]:
    for one in sentences(words):
        for at in ABILITY.found_in(USUAL.blanked(one)):
            is_own = _OF_ONESELF.search(one, at.start, at.end) is not None
            yield ToldOf(one, at.start, at.end, at.group == "speaks", is_own)
