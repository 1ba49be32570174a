"""Whether somebody else may be behind a number: whoever else of the file has the very same, or
shares their telephone. Whoever answers or reads it need not be the one who is meant (`domain.md`
7.1, F07).
"""

from __future__ import annotations

from typing import Final

from ..file.view import View
from ..freetext.placesinprose import stands_in
from ..memo import worked_out_once
from ..recorded.practice import ContactPointRecorded
from .reaching import same_way

#: What somebody else may pick up or read, where a device is shared. A home is shared by a family.
ON_A_DEVICE: Final = frozenset({"PHONE", "EMAIL", "OTHER"})
_NUMBERED: Final = frozenset({"PHONE", "EMAIL"})


def who_else_has(view: View, point: ContactPointRecorded) -> list[str]:
    """Each other of the file who is reached by the same number, in any reading of it."""
    if point.type not in _NUMBERED or point.value is None:
        return []
    mine = view.the_one(point.person)
    return [one for one in _by_number(view).get(same_way(point.value), ()) if one != mine]


def who_is_reached_by(view: View, typed: str) -> list[str]:
    """Each of the file one of whose numbers stands in what somebody typed, in any reading of it."""
    found: dict[str, None] = {}
    for reading in view.readings_apart:
        for held in reading.newest[ContactPointRecorded, "contact"].values():
            said = held.event
            if said.ended or said.type not in _NUMBERED or said.value is None:
                continue
            if same_way(said.value) == same_way(typed) or stands_in(said.type, said.value, typed):
                found[view.the_one(said.person)] = None
    return [*found]


@worked_out_once
def _by_number(view: View) -> dict[str, list[str]]:
    """By number, as it is compared: who is reached by it, each once, in any reading."""
    found: dict[str, dict[str, None]] = {}
    for reading in view.readings_apart:
        for held in reading.newest[ContactPointRecorded, "contact"].values():
            said = held.event
            if not said.ended and said.type in _NUMBERED and said.value is not None:
                found.setdefault(same_way(said.value), {})[view.the_one(said.person)] = None
    return {number: [*people] for number, people in found.items()}


def shares_device(view: View, point: ContactPointRecorded) -> bool:
    """It was said of whoever it belongs to that they share what they are reached by."""
    adult = view.adults.get(view.the_one(point.person))
    shares = adult is not None and adult.event.digital_access == "SHARED_DEVICE"
    return shares and point.type in ON_A_DEVICE


def is_on_a_shared_device(view: View, contact: str) -> bool:
    """Whoever else has it would have what is said or sent by it."""
    return any(
        bool(who_else_has(view, held.event)) or shares_device(view, held.event)
        for reading in view.readings_apart
        if (held := reading.newest[ContactPointRecorded, "contact"].get(contact)) is not None
    )
