"""What everybody is called to whoever looks into a file, until they unlock it. Pure.

Names become "Parent 1" or "Child 2"; of an entry, free text and numbers are left out, by the marks
on its members. Codes, days, who recorded it and what was decided stay. No file is made so, and no
view: the rules go by the words, and would say otherwise of a file without them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

import msgspec

from ..codes import IN_ANY_LIST
from ..recorded.circumstances import PersonAmended
from ..recorded.event import Event
from ..recorded.events import AdultAdded, ChildAdded, RelationshipRecorded
from ..recorded.members import Slot, Text, members_of
from ..recorded.practice import BirthRecorded
from ..writing import folded
from .casefile import CaseFile

#: In the place of what is not shown.
NOT_SHOWN: Final = "Not shown"
#: Lines that name nobody and are read by the rules, or say which service: these stay.
STAYS: Final = frozenset({"gender", "language", "organisation", "team"})
#: A whole request as it was typed, in JSON: anything may stand in it.
_TYPED: Final = "typed"
_PARENTS: Final = frozenset({"MOTHER", "FATHER"})
_E = TypeVar("_E", bound=msgspec.Struct)


class Pseudonyms:
    """What everybody on a file is called instead."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._lines: dict[str, str] = {}
        self._called = dict(_called(file))
        #: The same by each name that anybody on the file has or had.
        self._named = {
            folded(names): self._called[person]
            for person, names in _names(file)
            if person in self._called
        }

    @property
    def called(self) -> Mapping[str, str]:
        """The same by each name as it was typed."""
        every = ((names, self._called.get(person)) for person, names in _names(self._file))
        return {names: called for names, called in every if called is not None}

    @property
    def by_id(self) -> Mapping[str, str]:
        """The same by the id of each."""
        return self._called

    def event(self, event: _E) -> _E:
        """One thing that was recorded, likewise."""
        whose = getattr(event, "child", None) or getattr(event, "person", None)
        return self._without(event, self._called.get(str(whose)))

    def _without(self, held: _E, called: str | None) -> _E:
        changed = {
            member.name: self._shown(getattr(held, member.name), member.holds, member.name, called)
            for member in members_of(type(held))
        }
        return msgspec.structs.replace(held, **changed)

    def _shown(self, value: Any, holds: Slot, name: str, called: str | None) -> Any:
        if isinstance(value, msgspec.Struct):
            return self._without(value, None)
        if isinstance(value, tuple):
            each = holds.each or holds
            return tuple(self._shown(one, each, name, None) for one in value)
        if name == _TYPED:
            return "{}"
        mark = holds.mark(Text)
        if not isinstance(value, str) or mark is None or name in STAYS:
            return value
        if name == "names" and called is not None:
            return called
        if mark.lines:
            return NOT_SHOWN
        if name != "names" and value in IN_ANY_LIST:
            return value
        # What was the same is called the same.
        return self._named.get(folded(value)) or self._lines.setdefault(
            folded(value), f"{NOT_SHOWN} ({len(self._lines) + 1})"
        )


def _called(file: CaseFile) -> Iterator[tuple[str, str]]:
    """In the order in which they were added, so that somebody keeps what they are called."""
    parents = {
        held.event.person for held in file.of(RelationshipRecorded) if held.event.role in _PARENTS
    }
    counted: Mapping[str, list[str]] = defaultdict(list)
    for child in file.of(ChildAdded):
        counted["Child"].append(child.event.child)
    for adult in file.of(AdultAdded):
        is_parent = adult.event.person in parents
        counted["Parent" if is_parent else "Adult"].append(adult.event.person)
    for word, people in counted.items():
        yield from ((person, f"{word} {n}") for n, person in enumerate(people, 1))


def _names(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Everybody on the file, by each name that they have or had."""
    kinds: tuple[type[Event], ...] = (ChildAdded, AdultAdded, PersonAmended, BirthRecorded)
    for kind in kinds:
        for held in file.of(kind):
            said: Any = held.event
            if said.names is not None:
                yield getattr(said, "child", None) or said.person, said.names


#: Members of a reply that say who somebody is without a name, or how to reach them.
LEFT_OUT: Final = frozenset(
    {
        *(
            "dob",
            "estimated_due_date",
            "estimated_dob",
            "born_in",
            "due_in",
            "identifiers",
            "former_names",
        ),
        *("value", "reference"),
    }
)


def left_out(shown: Any) -> Any:
    """A reply without births, numbers, addresses: the rules need them, whoever reads does not."""
    if isinstance(shown, dict):
        return {
            name: _nothing(member) if name in LEFT_OUT else left_out(member)
            for name, member in shown.items()
        }
    return [left_out(one) for one in shown] if isinstance(shown, list | tuple) else shown


def _nothing(member: Any) -> Any:
    return [] if isinstance(member, list | tuple) else None
