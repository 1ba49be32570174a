"""Who somebody is, put right: a name, a birth, a gender, a due date. Their id stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec

from .births import born_in, due_in, is_about, last_of, middle_of
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
        changes |= {"estimated_dob": None, "born_in": msgspec.UNSET}
    if "estimated_due_date" in changes:
        changes["due_in"] = msgspec.UNSET
    return msgspec.structs.replace(person, **changes) if changes else person


def as_estimated(child: ChildAdded) -> ChildAdded:
    """Whoever was born on a day that nobody knows, as born on the one that was estimated, or in the
    middle of the month or year that is known: until it is put right, their age is worked out from
    that. Whoever is expected in a month is expected by its end.
    """
    about, month, due = child.estimated_dob, born_in(child), due_in(child)
    if about is None and month is not None:
        about = middle_of(month)
    if about is not None:
        return msgspec.structs.replace(child, dob=about)
    return child if due is None else msgspec.structs.replace(child, estimated_due_date=last_of(due))


def known_birth(child: ChildAdded) -> date | None:
    """The day of the birth, unless it is only estimated, or its month or year alone is known."""
    return None if is_about(child) else child.dob


def is_overdue(child: ChildAdded, today: date) -> bool:
    """On the file as unborn, and expected before today: nobody knows that they still are."""
    expected = child.estimated_due_date
    return child.dob is None and expected is not None and expected < today


def as_if_born(child: ChildAdded, today: date) -> ChildAdded:
    """Whoever is overdue, as born on the day on which they were expected."""
    if not is_overdue(child, today):
        return child
    return msgspec.structs.replace(child, dob=child.estimated_due_date)
