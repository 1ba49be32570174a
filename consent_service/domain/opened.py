"""For how long, and how far, a file lies open to whoever opened it with a reason. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from .casefile import CaseFile
from .checked import RecordOpened

#: Whoever looks into records that are not their work opens each with a reason.
LOOK_INTO_THE_RECORD: Final = frozenset({"AUDITOR", "IG_OFFICER", "LEGAL_SERVICES"})
#: After this it is closed again, and is opened with a reason as before.
OPEN_FOR: Final = timedelta(hours=1)


class Opening(NamedTuple):
    """What lies open: the whole file or the one entry; with names, if it was unlocked."""

    entry: int | None
    is_unlocked: bool
    reason: str

    def covers(self, entry: int | None) -> bool:
        """Whether this entry lies open, or the file where none is named."""
        return self.entry is None or self.entry == entry


def opening_of(file: CaseFile, staff: str, entry: int | None, at: datetime) -> Opening | None:
    """What somebody opened of this and that is open now; unlocked, if any of it is."""
    found = [
        Opening(held.event.entry, held.event.unlocks, held.event.reason)
        for held in file.of(RecordOpened)
        if held.by == staff and held.recorded_at <= at < held.recorded_at + OPEN_FOR
    ]
    open_now = [one for one in found if one.covers(entry)]
    return max(open_now, key=lambda one: one.is_unlocked, default=None)
