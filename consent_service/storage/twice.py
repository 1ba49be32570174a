"""What may stand in a ledger once: an answer from the spool, and what a request asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..domain.checked import CheckUnanswered
from ..domain.event import NoFact
from .reader import OpenedEntry


@dataclass(slots=True)
class Twice:
    """Finds what entered twice: a line of the spool put back, a row of `once` taken away."""

    _spooled: set[str] = field(default_factory=set)
    _asked: dict[bytes, tuple[int, bytes, datetime]] = field(default_factory=dict)

    def take(self, one: OpenedEntry) -> str | None:
        """What is wrong with the next entry, if it has been there before."""
        event, asked, seq = one.content.event, one.content.asked, one.entry.seq
        if isinstance(event, CheckUnanswered) and event.spool is not None:
            if event.spool in self._spooled:
                return "the answer from the spool has been entered before"
            self._spooled.add(event.spool)
        # A question may be asked again under its key, when its first answer no longer holds.
        if asked is None or isinstance(event, NoFact):
            return None
        before = self._asked.get(asked.key)
        self._asked[asked.key] = (seq, asked.body, one.entry.at)
        # The entries of one request stand next to one another and have one time.
        if before is not None and before != (seq - 1, asked.body, one.entry.at):
            return "the request that it comes by was carried out before"
        return None
