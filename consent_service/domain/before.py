"""What stood before an entry that says anew who somebody is, or what they are to a child.

It is for whoever reads the entries one by one: what was put right is seen beside what it was. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from msgspec import UNSET

from .circumstances import PersonAmended
from .event import Event
from .events import AdultAdded, ChildAdded, RelationshipRecorded
from .held import Held
from .practice import BirthRecorded

#: The members that say of whom, or between whom, an entry is.
_OF_A_PERSON: Final = ("child", "person")
#: What says who somebody is: of these the last that said a member says what it was.
_WHO: Final = (ChildAdded, AdultAdded, BirthRecorded, PersonAmended)
#: No two of these are told apart by them, or they are words beside the fact.
_BESIDE: Final = frozenset({"effective_at", "reason", "person", "child"})


def stood_before(every: Iterable[Held[Event]], event: Event, seq: int) -> dict[str, Any]:
    """By each member that `event`, at place `seq`, says otherwise: what it was. Empty for an
    entry that changes nothing that stood.
    """
    if isinstance(event, PersonAmended | BirthRecorded):
        kinds: tuple[type[Event], ...] = _WHO
    elif isinstance(event, RelationshipRecorded):
        kinds = (RelationshipRecorded,)
    else:
        return {}
    who = _of(event)
    was: dict[str, Any] = {}
    earlier = [one for one in every if isinstance(one.event, kinds) and one.seq < seq]
    for held in sorted(earlier, key=lambda one: one.seq):
        if _of(held.event) == who:
            was |= {name: said for name, said in _said(held.event).items() if said is not None}
    now = _said(event)
    return {
        name: was[name]
        for name, said in now.items()
        if said is not None and name in was and was[name] != said
    }


def _of(event: Event) -> tuple[str | None, ...]:
    ids = tuple(getattr(event, name, None) for name in _OF_A_PERSON)
    return ids if isinstance(event, RelationshipRecorded) else tuple(filter(None, ids))


def _said(event: Event) -> dict[str, Any]:
    fields = type(event).__struct_fields__
    said = {name: getattr(event, name) for name in fields if name not in _BESIDE}
    return {name: None if value is UNSET else value for name, value in said.items()}
