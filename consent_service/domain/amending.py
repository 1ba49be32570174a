"""Who somebody is, put right: a name, a birth, a gender, a due date. Their id stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec

from .circumstances import PersonAmended
from .event import Event
from .events import ChildAdded

E = TypeVar("E", bound=Event)

#: What is put right; a member left out stays as it was.
_MEMBERS = ("names", "dob", "gender", "estimated_due_date")


def amended(person: E, amendments: Iterable[PersonAmended]) -> E:
    """The person as put right, the last word on each member counting."""
    changes: dict[str, Any] = {
        name: value
        for one in amendments
        for name in _MEMBERS
        if name in person.__struct_fields__ and (value := getattr(one, name)) is not None
    }
    if "dob" in changes and isinstance(person, ChildAdded):
        changes["estimated_dob"] = None
    return msgspec.structs.replace(person, **changes) if changes else person


def as_estimated(child: ChildAdded) -> ChildAdded:
    """Whoever was born on a day that nobody knows, as born on the one that was estimated: until it
    is put right, their age is worked out from that.
    """
    if child.estimated_dob is None:
        return child
    return msgspec.structs.replace(child, dob=child.estimated_dob)


def known_birth(child: ChildAdded) -> date | None:
    """The day of the birth, unless it is only estimated."""
    return None if child.estimated_dob is not None else child.dob


def is_overdue(child: ChildAdded, today: date) -> bool:
    """On the file as unborn, and expected before today: nobody knows that they still are."""
    expected = child.estimated_due_date
    return child.dob is None and expected is not None and expected < today


def as_if_born(child: ChildAdded, today: date) -> ChildAdded:
    """Whoever is overdue, as born on the day on which they were expected."""
    if not is_overdue(child, today):
        return child
    return msgspec.structs.replace(child, dob=child.estimated_due_date)
