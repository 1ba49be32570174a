"""The states of an advocate, one for each parent in each enquiry (`domain.md` 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOT_DISCUSSED: Final = "NOT_DISCUSSED"

#: From each status, where it may go. A parent may change their mind at any point they are free to.
NEXT: Final[Mapping[str, frozenset[str]]] = {
    NOT_DISCUSSED: frozenset({"OFFERED"}),
    "OFFERED": frozenset(
        {"DECLINED", "WANTS_TIME", "NOMINATED", "WANTED_NOT_FOUND", "REFERRED_TO_SERVICE"}
    ),
    "DECLINED": frozenset({"OFFERED"}),
    "WANTS_TIME": frozenset({"OFFERED"}),
    "NOMINATED": frozenset({"CHECKING"}),
    "CHECKING": frozenset({"CONFIRMED", "NOT_SUITABLE"}),
    "NOT_SUITABLE": frozenset({"OFFERED"}),
    "CONFIRMED": frozenset({"ACTIVE"}),
    "WANTED_NOT_FOUND": frozenset({"REFERRED_TO_SERVICE"}),
    "REFERRED_TO_SERVICE": frozenset({"WAITING_LIST", "ACTIVE"}),
    "WAITING_LIST": frozenset({"ACTIVE"}),
    "ACTIVE": frozenset({"ENDED"}),
    "ENDED": frozenset(),
}

#: Each must be answered before an advocate is confirmed.
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


def unanswered(suitability: Mapping[str, str]) -> tuple[str, ...]:
    """The suitability questions that have no answer yet."""
    return tuple(q for q in SUITABILITY if suitability.get(q) not in ("YES", "NO"))
