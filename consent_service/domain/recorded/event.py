"""The root of the event catalogue: what an event is a fact of. Its law stands in `events.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec


class Event(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True
):
    """The root of the catalogue: a fact of the family's file that it stands under.

    What is something else, or something more, says so by one of the bases below.
    """


class NoFact(Event, frozen=True, kw_only=True):
    """It stands in the ledger and changes no file: a question asked of the record, a beginning."""


class OfTheAuthority(Event, frozen=True, kw_only=True):
    """A fact of the authority's own file."""


class OfEither(Event, frozen=True, kw_only=True):
    """A fact of the family's file; of the authority's own, while the family is not known."""


class Noted(Event, frozen=True, kw_only=True):
    """A fact of the family's file that no rule reads: it is shown with the family as it was typed.

    So that what somebody writes is read by somebody, before anything more is made of it.
    """


def tag_of(kind: type[Event]) -> str:
    """The kind under which events of this class stand in the ledger."""
    tag = kind.__struct_config__.tag
    assert isinstance(tag, str)  # noqa: S101 - every event declares its tag as a string
    return tag


def kind_of(event: Event) -> str:
    """The kind under which an event stands in the ledger."""
    return tag_of(type(event))


def _below(root: type[Event]) -> Iterator[type[Event]]:
    for below in root.__subclasses__():
        if below.__module__ == __name__:
            yield from _below(below)
        else:
            yield below


def kinds(root: type[Event] = Event) -> list[type[Event]]:
    """Every kind there is below `root`, by tag; the bases above are none.

    Python has them in the order of import, which is another one in every command.
    """
    return sorted(_below(root), key=tag_of)


@cache
def _members(names: tuple[str, ...]) -> Callable[[Event], tuple[Any, ...]]:
    # Of one name alone the library gives what it holds, and no tuple of that.
    every = attrgetter(*names)
    return every if len(names) > 1 else lambda event: (every(event),)


def said_of(event: Event, *names: str) -> dict[str, Any]:
    """These members of what was recorded, as they stand there."""
    said = dict(zip(names, _members(names)(event), strict=True))
    # Older entries have not all members of their kind.
    return {name: None if value is msgspec.UNSET else value for name, value in said.items()}
