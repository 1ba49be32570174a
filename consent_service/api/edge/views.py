"""What one page is made from: of one file at one moment one view, however many operations it asks.

A view works out what it is asked and keeps it, so that two of the same file do all of it twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ...domain.file.casefile import CaseFile
from ...domain.file.view import View


class PageViews:
    """Those of one page, which is made at one time: what each part of it says is of the same."""

    def __init__(self) -> None:
        self._now: datetime | None = None
        #: With the very file that each is of: an entry more, and it is another.
        self._made: dict[tuple[int, datetime, datetime], tuple[CaseFile, View]] = {}

    def now(self, read: Callable[[], datetime]) -> datetime:
        """The time of the page, read once."""
        if self._now is None:
            self._now = read()
        return self._now

    def of(self, file: CaseFile, as_of: datetime, known: datetime) -> View:
        """The one of this file at these times."""
        key = (id(file), as_of, known)
        if key not in self._made:
            self._made[key] = file, View(file, as_of, known)
        return self._made[key][1]
