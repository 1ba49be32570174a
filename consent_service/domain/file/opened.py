"""For how long, and how far, a file lies open to whoever opened it with a reason. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from ..recorded.checked import RecordOpened
from .casefile import CaseFile
from .held import Held

#: Whoever looks into records that are not their work opens each with a reason.
LOOK_INTO_THE_RECORD: Final = frozenset({"AUDITOR", "IG_OFFICER", "LEGAL_SERVICES"})
#: After this it is closed again, and is opened with a reason as before.
OPEN_FOR: Final = timedelta(hours=1)
#: So long a single minute of the past stays open, to whoever keeps the way to it.
MINUTE_OPEN_FOR: Final = timedelta(days=1)


class LiesOpen(NamedTuple):
    """What lies open, because of this reason; with names, if it was unlocked."""

    is_unlocked: bool
    reason: str


class Wanted(NamedTuple):
    """What of a file somebody wants to see: one entry of it; or else all of it, as staff could see
    it at a minute of the past, or (None) in any other way.
    """

    entry: int | None = None
    minute: datetime | None = None


def opening_of(file: CaseFile, staff: str, wanted: Wanted, at: datetime) -> LiesOpen | None:
    """What somebody opened of this and that is open now; unlocked, if any of it is.

    A minute that is kept open for a day shows nobody's name, however it was opened.
    """
    found = [
        LiesOpen(held.event.unlocks and held.event.minute is None, held.event.reason)
        for held in file.of(RecordOpened)
        if held.by == staff and _is_open(held, wanted, at)
    ]
    return max(found, key=lambda one: one.is_unlocked, default=None)


def _is_open(held: Held[RecordOpened], wanted: Wanted, at: datetime) -> bool:
    entry, minute = held.event.entry, held.event.minute
    if minute is None:
        is_covered = entry is None or entry == wanted.entry
        return is_covered and held.recorded_at <= at < held.recorded_at + OPEN_FOR
    # An answer of then is read whole in its own entry; none is that came later than this.
    is_before = wanted.entry is not None and wanted.entry < held.seq
    is_covered = is_before or (wanted.entry is None and wanted.minute == minute)
    return is_covered and held.recorded_at <= at < held.recorded_at + MINUTE_OPEN_FOR
