"""That a telephone is broken, gone or in another's hands, or is not to be rung, in somebody's own
words. Pure.

No pattern decides it: which of theirs they mean, and whether it is theirs, somebody asks them.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once

_PHONE: Final = (
    r"(?:(?:mobile |cell ?)?(?:ph|f)one|mobile|mob|moby|handset|sim(?: card)?|landline"
    r"|(?:mobile |old )?(?:number|num))"
)
_GONE: Final = (
    r"(?:smash\w*|br[oe]ak\w*|broken?|bust(?:ed)?|lost|lose|los(?:es|ing)|st[oe]l[oe]n?|steal\w*"
    r"|t[oa]k(?:e|es|en|ing)|took|tuk|nick\w*|robbed|thr[eo]wn?|chucked|cracked|snapped|hid(?:den|es)?"
    r"|hides|wrecked|destroy\w*|drown\w*|dead|barred|blocked|cut off|switched off)"
)
_HAS: Final = (
    r"(?:has(?: got)?|have|got|gets|keeps|checks?|checking|reads?|reading|watch\w*|monitors?"
    r"|tracks?|looks? (?:at|through|in)|goes through|listens? (?:to|in on)|answers?|picks? up"
    r"|sees?|controls?|uses?|using)"
)
_NOT: Final = (
    r"(?:do(?:es)?\s?n[’']?t|do not|dnt|don|never|stop|no|not to|must ?n[’']?t|can ?n[’']?t)"
)
_RING: Final = (
    r"(?:ring(?:ing)?|call(?:ing|s)?|phon(?:e|ing)|fone|te?xt(?:ing|s)?|messag\w+|msg|whatsapp"
    r"|use|using|contact)"
)
_WHO: Final = r"(?:he|she|they|who|partner|husband|wife|boyfriend|dad|ex)['’]?s?"


def _within(words: int) -> str:
    return rf"(?:[\s,]+[\w'’]+){{0,{words}}}?[\s,]+"


_SAID: Final = (
    # "He smashed my fone"; "my phone is broken"; "he checks my phone".
    rf"{_GONE}{_within(3)}{_PHONE}\b",
    rf"{_PHONE}{_within(3)}{_GONE}\b",
    rf"{_WHO}{_within(1)}{_HAS}{_within(5)}{_PHONE}\b",
    # "Dont ring his fone"; "please do not text me"; "don't ring!"
    rf"{_NOT}{_within(2)}{_RING}{_within(3)}{_PHONE}\b",
    rf"{_NOT}{_within(2)}{_RING}\s+(?:me|us|this|that|it|here|back|at home)\b",
    rf"not\s+(?:on|to|by|via|through)(?:\s+[\w'’]+){{0,2}}?\s+{_PHONE}\b",
    rf"{_NOT}\s+{_RING}\s*(?:$|[.,;!?]|pl[eais]+\b|now\b|yet\b|until\b|till?\b|again\b)",
    # "Do not ring before 3", "never call at night", "dont ring at his": at some times, and places.
    rf"{_NOT}\s+{_RING}\s+(?:before|after|between|during|while|when|at|in|on|from)\b",
    # "Dont phone i cant hear": why stands behind it.
    rf"{_NOT}\s+{_RING}\s+(?:i|i?[’']?m|as|cos|coz|cuz|because|bc|since)\b",
)
#: The same of somebody: "please do not ring her at home".
_OF_THEM: Final = (rf"{_NOT}\s+(?:ring|call|phon\w+|te?xt\w*)\s+(?:her|him|them)\b",)
_SAYS: Final = re.compile("|".join(rf"\b{one}" for one in _SAID), re.IGNORECASE)
_SAYS_OF_THEM: Final = re.compile(
    "|".join(rf"\b{one}" for one in (*_SAID, *_OF_THEM)), re.IGNORECASE
)


#: "My mums phone" is hers.
_MINE: Final = re.compile(
    rf"\bmy\s+(?:(?:own|old|new|work|home|other|mobile)\s+)?{_PHONE}\b", re.IGNORECASE
)
_LOOKS: Final = (
    r"(?:checks?|checking|reads?|reading|watch\w*|monitors?|tracks?|looks? (?:at|through|in)"
    r"|goes through|listens? (?:to|in on)|sees?)"
)
_WATCHED: Final = re.compile(rf"\b{_WHO}{_within(1)}{_LOOKS}{_within(5)}{_PHONE}\b", re.IGNORECASE)


@read_once
def is_my_own(sentence: str) -> bool:
    """It is of a telephone of theirs, and of nobody else's."""
    return _MINE.search(sentence) is not None


@read_once
def is_only_watched(sentence: str) -> bool:
    """Somebody looks at what comes to it, and that is all: it is theirs, and may be rung."""
    said = " ".join(sentence.split())
    return _WATCHED.search(said) is not None and not says_not_to_ring_them(_WATCHED.sub(" ", said))


@read_once
def says_not_to_ring(words: str) -> bool:
    """Whether words may say so."""
    return _SAYS.search(" ".join(words.split())) is not None


@read_once
def says_not_to_ring_them(words: str) -> bool:
    """The same of what somebody writes of them."""
    return _SAYS_OF_THEM.search(" ".join(words.split())) is not None
