"""How whoever works with a family says that they know of no harm: "we don't think anyone does".
Pure.

It is said of what they think, or know of, in words of their own, and last of all. Beside any other
harm, before anything else, or where they say what another said, it stands as harm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..memo import read_once
from .saysnoharm import denied_in, tells_of_nobody
from .spelt import spelt
from .tellsofharm import Harm, harms_in

_HARM: Final = r"(?:hurt|hit|harm|smack|slap|beat|kick|punch)(?:s|ed|p?ing|ped|en)?"
_WHOM: Final = (
    r"(?:him|her|them|either of them"
    r"|(?:the|his|her|their|any of the) (?:\w+ )?(?:kids|children|boys|girls))"
)
_DO_NOT: Final = r"(?:(?:I|we) )?(?:do|did|would|have) ?n(?:ot|['’]?t)(?: got)?"
_ANY: Final = r"any ?(?:one|body)|either (?:parent|of them)|any of (?:them|the (?:adults|parents))"
_NO_EVIDENCE: Final = (
    r"(?:no|nothing|any) (?:evidence|signs?|indications?|suggestions?|reasons?)?"
    r" ?(?:that|of|to (?:think|believe|suspect|say|suggest|indicate)(?: that)?)"
)
_UNKNOWN: Final = (
    rf"{_DO_NOT} (?:\w+ly )?(?:think|believe|suspect|know of|know that)(?: that)?"
    rf"|{_DO_NOT} have {_NO_EVIDENCE}"
    rf"|(?:(?:we|I) have |there is |there['’]?s )?{_NO_EVIDENCE}"
    r"|(?:(?:we|I)(?:['’]?re| are|['’]?m| am) )?(?:not aware|unaware)(?: of| that)?"
)
_ONE: Final = rf"(?:{_ANY}|(?!(?:I|we|you|it|this|that|there)\b)[^\W\d_]+)"
_DOES: Final = rf"(?:is |has |would |has been |is being )?{_HARM}"
_NOT_KNOWN: Final = re.compile(
    r"(?:(?<![\s\S])|(?<=[,;] )|(?<=\band ))"
    rf"(?:(?:{_UNKNOWN}) {_ONE}|nobody|no ?one) {_DOES} {_WHOM}(?: at home)?"
    r"(?: as far as (?:we|I)(?:['’]?re| are|['’]?m| am)? (?:know|aware|can (?:see|tell)))?"
    r"(?=[.!?;)”\"’']*$)",
    re.IGNORECASE,
)
#: Before it: it is what another said.
_ANOTHER_SAYS: Final = re.compile(
    r"\b(?:says?|said|told|tells|claims?|claimed|states?|stated|reports?|reported|den(?:ies|ied)"
    r"|insists?|insisted)\b",
    re.IGNORECASE,
)
_SAYS_MORE: Final = re.compile(r"\w")


def denied_by(words: str, *, us: bool, a_child: bool) -> Sequence[Harm]:
    """Each harm in them that is plainly said not to be done: by whoever works with the family, or
    by a child of what is done to them. Nobody else's word frees anybody.
    """
    if us:
        return _denied_by_us(words)
    return denied_in(words) if a_child else ()


@read_once
def _denied_by_us(words: str) -> Sequence[Harm]:
    """Each harm in them of which whoever wrote them knows nothing, and thinks that it is not so."""
    every = [one for one in harms_in(words) if not one.is_kept]
    denied = [one for one in every if _is_denied(one)]
    if not denied or "?" in words:
        return ()
    # Whatever is said behind it may take it back, or name who does it: "More likely Gary."
    if _SAYS_MORE.search(words.rpartition(denied[-1].sentence)[2]):
        return ()
    others = (one for one in every if one not in denied)
    return tuple(denied) if all(map(tells_of_nobody, others)) else ()


def _is_denied(harm: Harm) -> bool:
    """The clause in which it stands says so, and nothing is said behind it."""
    read = spelt(harm.sentence)
    found = _NOT_KNOWN.search(read.text)
    if found is None or _ANOTHER_SAYS.search(read.text, 0, found.start()):
        return False
    return read.typed_at(found.start()) <= harm.start < read.typed_at(found.end())
