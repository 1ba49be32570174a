"""What stood before an entry that says anew who somebody is, or what they are to a child.

It is for whoever reads the entries one by one: what was put right is seen beside what it was. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from msgspec import UNSET

from ..recorded.circumstances import PersonAmended
from ..recorded.event import Event
from ..recorded.events import AdultAdded, ChildAdded, RelationshipRecorded
from ..recorded.practice import BirthRecorded
from .held import Held, by_place

#: The members that say of whom, or between whom, an entry is.
_OF_A_PERSON: Final = ("child", "person")
#: What says who somebody is: of these the last that said a member says what it was.
_WHO: Final = (ChildAdded, AdultAdded, BirthRecorded, PersonAmended)
#: What may say otherwise what somebody, or what they are to a child, was said to be.
_SAYS_ANEW: Final = (PersonAmended, BirthRecorded, RelationshipRecorded)
#: Whether it is between two, and of whom.
_Whom: TypeAlias = tuple[bool, tuple[str | None, ...]]
#: No two of these are told apart by them, or they are words beside the fact.
_BESIDE: Final = frozenset({"effective_at", "reason", "person", "child"})


class StoodBefore:
    """What was said of each, and of each two, entry by entry: gone through once for a file."""

    def __init__(self, every: Iterable[Held[Event]]) -> None:
        said = [one for one in every if isinstance(one.event, (*_WHO, RelationshipRecorded))]
        self._places: dict[_Whom, list[int]] = defaultdict(list)
        #: After each of these places all that was said by then.
        self._by_then: dict[_Whom, list[dict[str, Any]]] = defaultdict(lambda: [{}])
        for held in sorted(said, key=by_place):
            whom, now = _whom(held.event), _said(held.event)
            last = self._by_then[whom][-1]
            self._by_then[whom].append(last | {k: v for k, v in now.items() if v is not None})
            self._places[whom].append(held.seq)

    def of(self, event: Event, seq: int) -> dict[str, Any]:
        """By each member that `event`, at place `seq`, says otherwise: what it was. Empty for an
        entry that changes nothing that stood.
        """
        whom = _whom(event)
        if not isinstance(event, _SAYS_ANEW) or whom not in self._places:
            return {}
        was = self._by_then[whom][bisect_left(self._places[whom], seq)]
        return {
            name: was[name]
            for name, said in _said(event).items()
            if said is not None and name in was and was[name] != said
        }


def _whom(event: Event) -> _Whom:
    return isinstance(event, RelationshipRecorded), _of(event)


def _of(event: Event) -> tuple[str | None, ...]:
    ids = tuple(getattr(event, name, None) for name in _OF_A_PERSON)
    return ids if isinstance(event, RelationshipRecorded) else tuple(filter(None, ids))


def _said(event: Event) -> dict[str, Any]:
    fields = type(event).__struct_fields__
    said = {name: getattr(event, name) for name in fields if name not in _BESIDE}
    return {name: None if value is UNSET else value for name, value in said.items()}
