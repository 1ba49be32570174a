"""Whether words name those alone who are not to be told: "don't tell Nan, she'd take us off Mum" is
kept from her. Pure.

Only where it is plain. Whoever else is named and may be meant, would hear of it or goes mad at it
may be one of them, and so may anybody where they tell of harm as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final

from ..file.view import View
from ..freetext.confided import may_ask_not_to_tell
from ..freetext.sentences import sentences
from ..freetext.tellsofharm import Harm, harms_in
from ..freetext.tellsofnobody import tells_of_nobody
from .namedinprose import Named, as_read, named_at

#: In such a sentence somebody hears of it, or would; and behind whoever would do something then.
_HEARS: Final = re.compile(
    r"\b(?:tell\w*|told|say\w*|said|kno?w\w*|knew|hear\w*|find\w*|found|secret\w*|either|neither"
    r"|nor|same|too|also|plus|especially|liv\w+|there|back"
    r"|mad|mental|ballistic|spare|angry|cross|upset|kill\w*|shout\w*)\b",
    re.IGNORECASE,
)
_WOULD: Final = re.compile(
    r"(?:['’](?:ll|d)\b|\s+(?:will|would|might|may|could|can|gets?|goes|is|gonna)\b)", re.IGNORECASE
)
#: Whoever that is would hear of it there.
_IS_THERE: Final = re.compile(
    r"\b(?:there|back to (?:him|her|them)|(?:he|they)(?:['’]?s|['’]?re)? liv\w+)\b", re.IGNORECASE
)
#: In what keeps it from somebody: before whom it names, between two, and behind.
_BEFORE: Final = re.compile(r"\W*\w?[^A-Z]*")
_BETWEEN: Final = re.compile(r"(?:[\s,/&]|\b(?:and|n|or|my|our|the|her|his)\b)*")
_BEHIND: Final = re.compile(
    r"(?: (?:to|not|know\w*|no|find\w*|found|out|hear\w*|be|being|get|told|informed|must|should|is"
    r"|are|was))*"
)
#: What may follow: an end, whoever was named as "she", or why. Another name may be one more.
_GOES_ON: Final = re.compile(
    r"\W*$|[.!?;:)]|,? (?:s?he|they|it|I|cos|coz|because|please|pls|plz|about|that|this|when|if"
    r"|any\w+|shell|hell|shed|hed|shes|hes)\b",
    re.IGNORECASE,
)
#: So a sentence begins that goes on with whom it is kept from.
_AS_WELL: Final = re.compile(r"\W*(?:and|n|or|nor|not|even|also|plus|&)\b", re.IGNORECASE)


def is_kept_from_these_alone(view: View, words: str, people: Collection[str]) -> bool:
    """These are named as who is not to be told, and nobody else may be."""
    text = as_read(words)
    every = [*harms_in(text)]
    kept = [one for one in every if one.is_kept]
    rest = (one for one in every if not one.is_kept)
    if not kept or not all(map(tells_of_nobody, rest)):
        return False
    left = [_without(view, one, kept, people) for one in sentences(text)]
    is_whole = all(one is not None for one in left)
    return is_whole and not may_ask_not_to_tell(". ".join(one or "" for one in left))


def _without(
    view: View, sentence: str, kept: Iterable[Harm], people: Collection[str]
) -> str | None:
    """The sentence without what keeps it from these; None where somebody else may be kept out."""
    named, left = named_at(view, sentence), sentence
    for one in kept:
        if one.sentence != sentence:
            continue
        inside = [who for who in named if one.start <= who.start < one.end]
        if not _names_these(one, inside, people):
            return None
        left = left[: one.start] + "·" * (one.end - one.start) + left[one.end :]
    others = [one for one in named if not one.people <= {*people}]
    is_more = _AS_WELL.match(left) is not None or left.strip(" .,!") in {
        left[one.start : one.end] for one in others
    }
    if _IS_THERE.search(left) or (others and (is_more or _HEARS.search(left))):
        return None
    return None if any(_WOULD.match(left, one.end) for one in others) else left


def _names_these(harm: Harm, inside: Sequence[Named], people: Collection[str]) -> bool:
    """In it stand these, and nobody whom we do not know."""
    text = harm.sentence
    if not inside or any(not one.people or not one.people <= {*people} for one in inside):
        return False
    return (
        _BEFORE.fullmatch(text, harm.start, inside[0].start) is not None
        and all(_BETWEEN.fullmatch(text, one.end, other.start) for one, other in pairwise(inside))
        and _BEHIND.fullmatch(text, inside[-1].end, harm.end) is not None
        and _GOES_ON.match(text, harm.end) is not None
    )
