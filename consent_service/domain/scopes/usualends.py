"""When an agreement ends of which nobody said so: by what it is for (`domain.md` 3.3). Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from ..codes import codes
from ..times import LONDON
from ..workingdays import end_of_working_days_after
from .scope import ANY

#: For what has no length of its own: as long as for asking agencies, the shortest there is.
_OTHERWISE: Final = "AGENCY_CHECKS"
_MONTHS: Final = 12


def usual_end(purposes: Collection[str], begins: datetime) -> datetime:
    """Of several purposes the first end. Nothing is agreed for longer because nobody asked."""
    every = codes("purposes") if ANY in purposes else purposes
    return min(_of(purpose, begins) for purpose in every)


def _of(purpose: str, begins: datetime) -> datetime:
    said = codes("purposes")[purpose].attributes
    if "months" in said:
        return _months_after(begins, int(str(said["months"])))
    days = said.get("working_days") or codes("purposes")[_OTHERWISE].attributes["working_days"]
    return end_of_working_days_after(begins, int(str(days)))


def _months_after(begins: datetime, months: int) -> datetime:
    """The end of the same day of a later month in London, or of its last day."""
    day = begins.astimezone(LONDON).date()
    years, month = divmod(day.month - 1 + months, _MONTHS)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    after = min(first + timedelta(days=day.day - 1), last) + timedelta(days=1)
    return datetime.combine(after, time(), LONDON).astimezone(UTC)
