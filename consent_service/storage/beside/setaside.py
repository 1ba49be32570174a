"""What waits outside the ledger: until the time is known again, with both clocks, so that it can be
told afterwards when it was said; and until others have had their turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from ...domain.recorded.content import By, ByRequest
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.falling import Looked


class TwoClocks(msgspec.Struct, frozen=True):
    """One moment by two clocks: the wall's, and seconds since this machine was started.

    `boot` says of which start; None where no second clock is there.
    """

    wall: datetime
    elapsed: float | None = None
    boot: str | None = None


class Waiting(msgspec.Struct, frozen=True, tag="write"):
    """What somebody recorded while the clocks disagreed, found to be what can be recorded.

    `at` is what stands in the events for now. `file` is None for the authority's own.
    """

    id: str
    by: By
    file: str | None
    events: tuple[AnyEvent, ...]
    at: datetime
    told: TwoClocks
    asked: ByRequest | None = None
    told_by: str | None = None


class LookSetAside(msgspec.Struct, frozen=True, tag="look"):
    """That somebody was shown something, which could not be recorded when they were."""

    by: By
    event: Looked
    told: TwoClocks

    @property
    def id(self) -> str:
        """The look's own."""
        return self.event.look or ""


class StillToTell(msgspec.Struct, frozen=True, tag="tell"):
    """Other files that one has not been held against yet: what is known of these people of it they
    may have to hear, and it what is known there.
    """

    id: str
    file: str
    people: tuple[str, ...]
    others: tuple[str, ...]


def in_one_each(left: Iterable[StillToTell]) -> list[StillToTell]:
    """The same, each file that is still to be told by another once, of everybody it is to hear of:
    it is told of them as they stand then, however often something was written of them before.
    """
    found: dict[tuple[str, str], StillToTell] = {}
    for one in left:
        for other in one.others:
            before = found.get((one.file, other), one)
            people = tuple(sorted({*before.people, *one.people}))
            found[one.file, other] = StillToTell(before.id, one.file, people, (other,))
    return [*found.values()]
