"""Who somebody is, put right: a name, a birth, a gender, a due date. Their id stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from .circumstances import PersonAmended
from .event import Event

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
    return msgspec.structs.replace(person, **changes) if changes else person
