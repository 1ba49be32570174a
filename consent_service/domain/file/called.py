"""By which names somebody is known: as they are called now, and as they were before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..recorded.circumstances import PersonAmended
from ..recorded.event import Event
from ..recorded.events import AdultAdded, ChildAdded
from ..recorded.practice import BirthRecorded
from .held import Look

#: Where a name is given, and by which member whose it is.
_GIVEN = (
    (ChildAdded, "child"),
    (AdultAdded, "person"),
    (BirthRecorded, "child"),
    (PersonAmended, "person"),
)


def names_of(look: Look[Any], person: str) -> tuple[str, ...]:
    """Every name that somebody on the file was recorded under, the newest first."""
    return tuple(dict.fromkeys(name for _, name in sorted(_names(look, person), reverse=True)))


def every_name(look: Look[Any]) -> dict[str, list[tuple[int, str]]]:
    """By person: each that they were recorded under, with its place, in the order recorded."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, member in _GIVEN:
        for held in look.recorded[kind]:
            name: str | None = getattr(held.event, "names", None)
            if name is not None:
                found[getattr(held.event, member)].append((held.seq, name))
    return {person: sorted(names) for person, names in found.items()}


def _names(look: Look[Any], person: str) -> Iterator[tuple[int, str]]:
    for kind, member in _GIVEN:
        yield from _of_kind(look, kind, member, person)


def _of_kind(
    look: Look[Any], kind: type[Event], member: str, person: str
) -> Iterator[tuple[int, str]]:
    for held in look.recorded[kind]:
        name: str | None = getattr(held.event, "names", None)
        if getattr(held.event, member) == person and name is not None:
            yield held.seq, name
