"""Which members of entries have a mark, as each says where it is declared. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from .event import Event, kinds
from .members import members_of

M = TypeVar("M")


class Marked(NamedTuple, Generic[M]):
    """A member of a kind of entry, and its mark. Of a list, `within` is the member of each part
    that has it, if its parts have members.
    """

    kind: type[Event]
    member: str
    mark: M
    within: str = ""


def marked(*marks: type[M]) -> Sequence[Marked[M]]:
    """Each there is, in the order of these marks and then of the catalogue."""
    return _marked(marks)


def marked_by_kind(*marks: type[M]) -> Mapping[type[Event], Sequence[Marked[M]]]:
    """The same by the kind."""
    return _by_kind(marks)


@cache
def _marked(marks: tuple[type[Any], ...]) -> tuple[Marked[Any], ...]:
    return tuple(
        Marked(kind, member.name, found)
        for mark in marks
        for kind in kinds()
        for member in members_of(kind)
        if (found := member.holds.mark(mark)) is not None
    )


@cache
def _by_kind(marks: tuple[type[Any], ...]) -> Mapping[type[Event], Sequence[Marked[Any]]]:
    found: dict[type[Event], list[Marked[Any]]] = {}
    for one in _marked(marks):
        found.setdefault(one.kind, []).append(one)
    return found
