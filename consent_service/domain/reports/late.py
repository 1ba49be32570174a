"""What was written down more than a day after it happened."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final

from ..recorded.checked import CheckUnanswered
from ..recorded.event import kind_of
from ..recorded.events import RelationshipRecorded
from ..recorded.practice import BirthRecorded
from .measuring import median
from .report import Entered, Found, Material, Row

LATE_AFTER: Final = timedelta(hours=24)

#: Circumstances that began long before anybody could have told us of them.
_LONG_TRUE: Final = (RelationshipRecorded, BirthRecorded)


def late_recorded(material: Material) -> Found:
    """Entries of the period, by kind. Late is better than never, and nothing refuses it."""
    delays: dict[str, list[timedelta]] = defaultdict(list)
    for entered in material.events():
        at = _happened(entered)
        if at is not None:
            delays[kind_of(entered.content.event)].append(entered.at - at)
    rows: list[Row] = []
    for kind in sorted(delays):
        late = [delay for delay in delays[kind] if delay > LATE_AFTER]
        rows.append(
            {
                "row": "KIND",
                "kind": kind,
                "entries": len(delays[kind]),
                "late": len(late),
                "median_hours_late": median(delay // timedelta(hours=1) for delay in late),
            }
        )
    summary = {
        "row": "SUMMARY",
        "entries": sum(row["entries"] for row in rows),
        "late": sum(row["late"] for row in rows),
    }
    return Found([summary, *rows])


def _happened(entered: Entered) -> datetime | None:
    """When it was true; None for what has no time of its own, or no beginning that was seen."""
    event = entered.content.event
    if isinstance(event, _LONG_TRUE):
        return None
    if isinstance(event, CheckUnanswered):
        return event.answered_at
    at = getattr(event, "effective_at", None)
    return at if isinstance(at, datetime) else None
