"""Who somebody is, put right: a name, a birth, a gender, a due date. Their id stays.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec

from .event import Event
from .members import Line, Person, Words

E = TypeVar("E", bound=Event)

#: What is put right; a member left out stays as it was.
_MEMBERS = ("names", "dob", "gender", "estimated_due_date")


class PersonAmended(Event, frozen=True, kw_only=True, tag="person-amended"):
    """A name, a date of birth, a gender or a due date was put right. The former names stay known,
    and whatever was recorded of the person is still recorded of them.
    """

    person: Person
    names: Line | None = None
    dob: date | None = None
    gender: Line | None = None
    estimated_due_date: date | None = None
    reason: Words | None = None


def amended(person: E, amendments: Iterable[PersonAmended]) -> E:
    """The person as put right, the last word on each member counting."""
    changes: dict[str, Any] = {
        name: value
        for one in amendments
        for name in _MEMBERS
        if name in person.__struct_fields__ and (value := getattr(one, name)) is not None
    }
    return msgspec.structs.replace(person, **changes) if changes else person
