"""Telling whoever reads the log that somebody looked at very many families, or opened very much.

It is worked out from both ledgers, so that it counts what every process served and outlives each of
them; nothing is written for it. The log names nobody but by the opaque id of the staff.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

import structlog

from ...domain.file.looks import SURVEY
from ...domain.noticing.alarms import STRETCH, alarms
from ...domain.recorded.content import Content
from ..door.records import Records
from ..people.lookedat import looks_between
from ..sealed.keys import reads_of
from ..shown.surveys import entries_between

log = structlog.get_logger("consent_service.alarms")

#: Seconds between two looks at the last hour.
_EVERY: Final = 300
_A_MOMENT: Final = timedelta(microseconds=1)


class Watching:
    """One authority's, in each process: asked by whichever holds the lease."""

    def __init__(
        self, records: Records, authority: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._records = records
        self._authority = authority
        self._clock = clock
        self._due = 0.0
        #: Of what, and of whom, it was said, and when.
        self._said: dict[tuple[str, str], datetime] = {}

    def look(self) -> None:
        """Say what there is to say of the last hour, of each person once in it, if it is time.

        Raises `StorageError`.
        """
        if self._clock() < self._due:
            return
        self._due = self._clock() + _EVERY
        now = self._records.now(self._authority)
        self._said = {what: at for what, at in self._said.items() if now - at < STRETCH}
        for alarm in alarms(self._done(now - STRETCH, now + _A_MOMENT)):
            if (alarm.of, alarm.staff) not in self._said:
                self._said[alarm.of, alarm.staff] = now
                log.warning("staff.unusual", authority=self._authority, **alarm._asdict())

    def _done(self, since: datetime, until: datetime) -> Iterator[Content]:
        for ledger in (self._authority, reads_of(self._authority)):
            newest = self._records.ledgers[ledger].newest.at
            if newest is None or newest < since:
                continue
            if ledger == self._authority:
                done = entries_between(self._records, ledger, since, until, SURVEY)
            else:
                done = looks_between(self._records, self._authority, since, until)
            for _, one in done:
                yield one.content
