"""By which names somebody is known: as they are called now, and as they were before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .circumstances import PersonAmended
from .event import Event
from .events import AdultAdded, ChildAdded
from .held import Look
from .practice import BirthRecorded

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


def names_at(look: Look[Any], person: str, place: int) -> tuple[list[str], list[str]]:
    """Those that they were recorded under before a place in the ledger, and those since."""
    said = sorted(_names(look, person))
    return [n for seq, n in said if seq < place], [n for seq, n in said if seq > place]


def _names(look: Look[Any], person: str) -> Iterator[tuple[int, str]]:
    for kind, member in _GIVEN:
        yield from _of_kind(look, kind, member, person)


def _of_kind(
    look: Look[Any], kind: type[Event], member: str, person: str
) -> Iterator[tuple[int, str]]:
    for held in look.recorded(kind):
        name: str | None = getattr(held.event, "names", None)
        if getattr(held.event, member) == person and name is not None:
            yield held.seq, name
