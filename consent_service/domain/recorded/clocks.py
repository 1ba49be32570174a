"""A clock that was wrong, and is set right: what was recorded under it, and when it really was.

An entry's `at` never goes back, so that the ledger has an order; it is not taken back either. What
was stamped with a time that was still to come keeps its stamp, and an entry says when it really
was recorded. Every fold, page and report goes by that.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from .event import Event, OfEither
from .members import Words

if TYPE_CHECKING:
    # What holds events knows every kind of them, this one among them.
    from ..file.held import Held

E = TypeVar("E", bound=Event)


class TrueTime(msgspec.Struct, frozen=True):
    """The entries from `first` up to but not including `end` were recorded at `recorded_at`."""

    first: int
    end: int
    recorded_at: datetime


class ClockSet(OfEither, frozen=True, kw_only=True, tag="clock-set"):
    """Two people said when entries were really recorded that had been stamped ahead of their time.

    It stands in the authority's own file, and in each family's file that has such entries. No stamp
    up to `stamped_to` says any more that the clock is wrong.
    """

    meant: tuple[TrueTime, ...]
    stamped_to: datetime
    approved_by: tuple[str, ...]
    why: Words

    def when(self, seq: int) -> datetime | None:
        """When this entry was recorded, if it is one of them."""
        return next((m.recorded_at for m in self.meant if m.first <= seq < m.end), None)


def set_right(
    facts: dict[str, tuple[Held[Any], ...]], clock_set: ClockSet
) -> dict[str, tuple[Held[Any], ...]]:
    """The facts, each recorded when it really was.

    Nothing is true only later than it was recorded: what the clock gave as the time from which it
    holds is the time at which it was recorded. Otherwise a no would begin in weeks, and a yes
    outrank every withdrawal until then.
    """
    every = [fact for held in facts.values() for fact in held]
    stamps = {f.recorded_at: clock_set.when(f.seq) for f in every if clock_set.when(f.seq)}
    return {
        kind: tuple(_one(fact, clock_set.when(fact.seq), stamps) for fact in held)
        for kind, held in facts.items()
    }


def _one(
    fact: Held[E], recorded: datetime | None, stamps: dict[datetime, datetime | None]
) -> Held[E]:
    struck = fact.struck_at
    if struck is not None:
        # By a correction that was stamped ahead as well: it has the stamp of that entry.
        struck = stamps.get(struck) or struck
    if recorded is None:
        return fact if struck == fact.struck_at else msgspec.structs.replace(fact, struck_at=struck)
    return msgspec.structs.replace(
        fact,
        recorded_at=recorded,
        effective_at=min(fact.effective_at, recorded),
        struck_at=struck,
    )
