"""What of words that tell of harm is only said not to be done: "mum doesn't hurt us", "we don't
think that anyone hurts them". Pure.

Of two it counts. A child says it in words of their own, plainly, of what is done to them, and
beside nothing that is not known to be harmless: whatever else is said there may be what is done, or
who had them say so. Whoever works with a family says it of what they think, or know of, and last of
all: what another said, and whatever stands beside other harm or before anything else, stands as
harm. What any other adult denies stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..memo import read_once
from .sentences import sentences
from .spelt import as_spelt, spelt
from .tellsofharm import Harm, harms_in
from .tellsofnobody import tells_of_nobody

#: What is not done, in whatever form.
_HARM: Final = r"(?:hurt|hit|harm|smack|slap|beat|kick|punch)(?:s|ed|[pt]?ing|ped|en)?"

# ── by a child ──────────────────────────────────────────────────────────────────────────────

#: Who does none: as one word. What was not done that once says nothing of other days.
_WHO: Final = (
    r"(?:(?:my|our) )?(?!(?:I|we|you|it|who|nobody|they|this|that|these|those|\w+ing|belts?|sticks?"
    r"|slippers?|smack\w*|hands?|fists?)\b)[^\W\d_]+(?:['’]?s)?"
)
_NOT: Final = (
    r"(?:(?:has )?never(?: ever| once)?|do(?:es)?(?: not|n['’]t)(?: ever)?|has(?: not|n['’]t) ever)"
)
#: Whom somebody loves, or where they want to be. It stands beside a denial and limits nothing.
_WHOM: Final = r"(?:(?:my|our) )?(?!(?:not?|it|\w+ing)\b)[^\W\d_]+"
_HARMLESS: Final = (
    rf"I (?:really |do )?love {_WHOM}|I(?:['’]d| would)? (?:just )?(?:want|like|love) to stay"
    rf"(?: (?:here|at home|with {_WHOM}))?"
)
_DENIED: Final = re.compile(
    rf"\W*{_WHO} {_NOT} {_HARM} (?:me|us|any of us)(?:(?: and|,) (?:{_HARMLESS}))?\W*",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(rf"\W*(?:{_HARMLESS})?\W*", re.IGNORECASE)

# ── by whoever works with a family ──────────────────────────────────────────────────────────

_THEM: Final = (
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
    r"|(?:(?:(?:we|I) have|there are|there is|have) )?(?:no|not any|nil) (?:\w+ )?"
    r"(?:worry|worries|concerns?|fears?|suspicions?) (?:about|that|of|re|regarding)"
    rf"|(?:(?:we|I) have |there is |there['’]?s )?{_NO_EVIDENCE}"
    r"|(?:(?:we|I)(?:['’]?re| are|['’]?m| am) )?(?:not aware|unaware)(?: of| that)?"
)
_ONE: Final = rf"(?:{_ANY}|(?!(?:I|we|you|it|this|that|there)\b)[^\W\d_]+)"
_NOT_KNOWN: Final = re.compile(
    r"(?:(?<![\s\S])|(?<=[,;] )|(?<=\band ))"
    rf"(?:(?:{_UNKNOWN}) {_ONE}|nobody|no ?one)"
    rf" (?:is |has |would |has been |is being )?{_HARM} {_THEM}(?: at home)?"
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
    if "?" in words:
        # Somebody asked them.
        return ()
    if us:
        return _denied_by_us(words)
    return denied_in(words) if a_child else ()


@read_once
def denied_in(words: str) -> Sequence[Harm]:
    """Each harm in words of a child's own that is only said not to be done to them."""
    every = [as_spelt(one) for one in sentences(words)]
    rest = [one for one in every if not _DENIED.fullmatch(one)]
    is_plain = "?" not in words and all(map(_BESIDE.fullmatch, rest))
    return tuple(harms_in(words)) if is_plain else ()


@read_once
def _denied_by_us(words: str) -> Sequence[Harm]:
    """Each harm in them of which whoever wrote them knows nothing, and thinks that it is not so."""
    every = [one for one in harms_in(words) if not one.is_kept]
    denied = [one for one in every if _is_not_known(one)]
    # Whatever is said behind it may take it back, or name who does it: "More likely Gary."
    if not denied or _SAYS_MORE.search(words.rpartition(denied[-1].sentence)[2]):
        return ()
    others = (one for one in every if one not in denied)
    return tuple(denied) if all(map(tells_of_nobody, others)) else ()


def _is_not_known(harm: Harm) -> bool:
    """The clause in which it stands says so, and nothing is said behind it."""
    read = spelt(harm.sentence)
    found = _NOT_KNOWN.search(read.text)
    if found is None or _ANOTHER_SAYS.search(read.text, 0, found.start()):
        return False
    return read.typed_at(found.start()) <= harm.start < read.typed_at(found.end())
