"""The states of an advocate, one for each parent in each enquiry (`domain.md` 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..names.nearnames import are_near
from ..writing import folded, untitled

NOT_DISCUSSED: Final = "NOT_DISCUSSED"
OFFERED: Final = "OFFERED"

#: The point of the explanation checklist (3.13) that is an offer.
OFFER_IS_EXPLAINED: Final = "ADVOCATE_OFFERED"

#: Where an advocate who was taken on is so no more, or where nobody was yet.
_LESS: Final = frozenset(
    {
        *(OFFERED, "DECLINED", "WANTS_TIME", "NOMINATED", "CHECKING", "NOT_SUITABLE"),
        *("WANTED_NOT_FOUND", "REFERRED_TO_SERVICE", "WAITING_LIST", "ENDED"),
    }
)
#: What a parent may say, whether or not anybody wrote down that they were asked: they come with
#: somebody, want nobody, or time, or somebody whom nobody has found yet.
_SAID_UNASKED: Final = frozenset(
    {OFFERED, "NOMINATED", "DECLINED", "WANTS_TIME", "WANTED_NOT_FOUND"}
)
#: While nobody is named, a service may be asked as well. Of whoever is, it would check nothing.
_NOBODY_YET: Final = _SAID_UNASKED | {"REFERRED_TO_SERVICE"}
#: From each status, where it may go. Whoever the parent had in mind, an offer begins again: they
#: may change their mind at any point, want nobody, or name somebody else. What takes from whoever
#: was taken on what they were let know waits for no other step, whatever it is.
NEXT: Final[Mapping[str, frozenset[str]]] = {
    NOT_DISCUSSED: _NOBODY_YET,
    OFFERED: _NOBODY_YET - {OFFERED},
    "DECLINED": _NOBODY_YET - {"DECLINED"},
    "WANTS_TIME": _NOBODY_YET - {"WANTS_TIME"},
    "NOMINATED": _SAID_UNASKED | {"CHECKING", "ENDED"},
    "CHECKING": _SAID_UNASKED | {"CONFIRMED", "NOT_SUITABLE", "ENDED"},
    "NOT_SUITABLE": _NOBODY_YET,
    "CONFIRMED": _LESS | {"ACTIVE"},
    "WANTED_NOT_FOUND": _NOBODY_YET - {"WANTED_NOT_FOUND"},
    "REFERRED_TO_SERVICE": _SAID_UNASKED | {"WAITING_LIST", "ACTIVE"},
    "WAITING_LIST": _SAID_UNASKED | {"ACTIVE"},
    "ACTIVE": _LESS,
    "ENDED": _NOBODY_YET,
}

#: Statuses in which somebody in particular has been named.
NAMED: Final = frozenset({"NOMINATED", "CHECKING", "CONFIRMED", "ACTIVE"})

#: Statuses of which a family reads who it is. In the others a name is of nobody who is with them:
#: whoever was not suitable is not the one who is looked for, and whoever is asked for is not found.
SAYS_WHO: Final = NAMED | {"ENDED"}

#: Statuses that somebody in particular goes on from, or a service of which somebody comes. After
#: each other one whoever is named is somebody new, of whom nothing has been said.
_GOES_ON: Final = NAMED | {"REFERRED_TO_SERVICE", "WAITING_LIST"}

#: Statuses that say that this person is to support this parent.
TAKEN_ON: Final = frozenset({"CONFIRMED", "ACTIVE"})

#: Each must be answered YES before an advocate is confirmed.
SUITABILITY: Final = (
    "over_18",
    "not_person_of_concern",
    "no_conflict_with_child",
    "no_conflict_between_parents",
    "parent_happy",
    "no_pressure_concern",
)


def may_follow(current: str, wanted: str) -> bool:
    """Whether the advocate's status may go from `current` to `wanted` in one step."""
    return wanted in NEXT.get(current, frozenset())


def steps_before(current: str, wanted: str) -> tuple[str, ...]:
    """What comes between the two, in order, on the shortest way; nothing where there is none."""
    ways: list[tuple[str, ...]] = [()]
    seen = {current}
    for way in ways:
        # What is next is said in the order of the table, so that one way is always told; what a
        # parent may say last, since it leaves whoever they have named.
        after = NEXT.get(way[-1] if way else current, frozenset())
        if wanted in after:
            return way
        new = [one for one in NEXT if one in after and one not in seen]
        new.sort(key=lambda one: one in _SAID_UNASKED)
        seen.update(new)
        ways.extend((*way, one) for one in new)
    return ()


def unanswered(suitability: Mapping[str, str]) -> tuple[str, ...]:
    """The suitability questions that have no answer yet."""
    return tuple(q for q in SUITABILITY if suitability.get(q) not in ("YES", "NO"))


def unsuitable(suitability: Mapping[str, str]) -> tuple[str, ...]:
    """The suitability questions to which the answer is no."""
    return tuple(q for q in SUITABILITY if suitability.get(q) == "NO")


def is_of_somebody(status: str) -> bool:
    """What was said of an advocate in this status is of whoever is named next as well, if it is the
    same; in the others nobody has been named, or whoever was is so no more.
    """
    return status in _GOES_ON


def begins_again(status: str) -> bool:
    """What was said of an advocate before is not carried into this status: it may be another."""
    return status == OFFERED


def same_name(one: str | None, other: str | None) -> bool:
    """Two spellings of a person's name: case, width, spacing and titles make no difference."""
    if one is None or other is None:
        return False
    return untitled(folded(one).split()) == untitled(folded(other).split())


def may_be_one_name(one: str | None, other: str | None) -> bool:
    """The same, or a name that may be it, spelt otherwise."""
    return one is not None and other is not None and (same_name(one, other) or are_near(one, other))
