"""Who somebody is, put right: a name, a birth, a language and the like. Their id stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

import msgspec

from .births import born_in, due_in, is_about, last_of, middle_of
from .circumstances import PersonAmended
from .event import Event
from .events import ChildAdded

E = TypeVar("E", bound=Event)

#: What is put right; a member left out stays as it was.
_MEMBERS = (
    *("names", "dob", "gender", "estimated_due_date", "born_in", "due_in"),
    *("language", "interpreter_needed", "format", "digital_access", "communication_needs"),
)
#: Of these one is known: which is said last takes the place of the others.
_BIRTH: Final[Mapping[str, Any]] = {"dob": None, "estimated_dob": None, "born_in": msgspec.UNSET}
_DUE: Final[Mapping[str, Any]] = {"estimated_due_date": None, "due_in": msgspec.UNSET}


def put_right(said: PersonAmended) -> dict[str, Any]:
    """What it puts right: its members that are said."""
    every = ((name, getattr(said, name)) for name in _MEMBERS)
    return {name: value for name, value in every if value not in (None, msgspec.UNSET)}


def amended(person: E, amendments: Iterable[PersonAmended]) -> E:
    """The person as put right, the last word on each member counting."""
    changes: dict[str, Any] = {}
    for one in amendments:
        said = put_right(one)
        for of_one in (_BIRTH, _DUE) if isinstance(person, ChildAdded) else ():
            if not of_one.keys().isdisjoint(said):
                changes |= of_one
        changes |= {name: it for name, it in said.items() if name in person.__struct_fields__}
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
