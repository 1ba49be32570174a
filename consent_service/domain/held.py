"""A fact is a held event: what was recorded, who recorded it, its two clocks and its place.

A file is the facts that were recorded under it, by kind. Each knows when it became true
(`effective_at`), when it was recorded (`recorded_at`), its place in the ledger (`seq`) and, if it
was later found to be entered in error, when that was recorded (`struck_at`). Nothing is replaced:
the newest fact that was in effect, and known, is the one that counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

import msgspec

from .event import Event, tag_of
from .events import AnyEvent

E = TypeVar("E", bound=Event)
E_co = TypeVar("E_co", bound=Event, covariant=True)


class Held(msgspec.Struct, Generic[E_co], frozen=True, array_like=True):
    """An event, with who recorded it in which role, its two clocks and its place in the ledger."""

    event: E_co
    effective_at: datetime
    recorded_at: datetime
    seq: int
    by: str
    role: str
    struck_at: datetime | None = None

    def holds(self, as_of: datetime, known: datetime) -> bool:
        """In effect by `as_of`, recorded by `known`, and not by then known to be an error."""
        return (
            self.effective_at <= as_of
            and self.recorded_at <= known
            and (self.struck_at is None or self.struck_at > known)
        )

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        """Later in effect counts; ties go to the later recorded, then to the later place."""
        return (self.effective_at, self.recorded_at, self.seq)


H = TypeVar("H", bound=Held[Any])


def latest(facts: Iterable[H], as_of: datetime, known: datetime) -> H | None:
    """The fact that counts at `as_of`, from what had been recorded by `known`."""
    newest: H | None = None
    for fact in facts:
        if fact.holds(as_of, known) and (newest is None or fact.order > newest.order):
            newest = fact
    return newest


class File(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What was recorded under one handle, folded from its entries and never edited.

    `folded_to` is the `seq` of the last entry that changed it; -1 if none has. A row of another
    shape does not decode, so that it is never taken for a file of which nothing is known.
    """

    id: str
    folded_to: int = -1
    facts: dict[str, tuple[Held[AnyEvent], ...]] = {}

    def keeps(self, event: Event) -> bool:
        """Whether the event is a fact of this file."""
        raise NotImplementedError

    def of(self, kind: type[E]) -> tuple[Held[E], ...]:
        """The facts of one kind, in the order recorded."""
        return cast("tuple[Held[E], ...]", self.facts.get(tag_of(kind), ()))

    def every(self) -> Iterator[Held[Event]]:
        """All facts, kind by kind."""
        for facts in self.facts.values():
            yield from facts
