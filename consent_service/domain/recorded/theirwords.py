"""Which members of entries may hold somebody's words, as each says where it is declared. Pure.

Two rules read them: what may be a no (`saidbesides.py`), and what tells of harm (`tellsofharm.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from .event import Event, kinds
from .members import TheirWords, members_of


class Declared(NamedTuple):
    """A member of a kind of entry that may hold somebody's words."""

    kind: type[Event]
    member: str
    mark: TheirWords


@cache
def declared() -> tuple[Declared, ...]:
    """Each there is, in the order of the catalogue."""
    return tuple(
        Declared(kind, member.name, mark)
        for kind in kinds()
        for member in members_of(kind)
        if (mark := member.holds.mark(TheirWords)) is not None
    )


@cache
def declared_by_kind() -> Mapping[type[Event], Sequence[Declared]]:
    """The same by the kind."""
    found: dict[type[Event], list[Declared]] = {}
    for one in declared():
        found.setdefault(one.kind, []).append(one)
    return found
