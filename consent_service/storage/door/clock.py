"""The time, and whether it can be believed.

One wall clock that is wrong by a day makes an agreement expire, a withdrawal begin too late and a
yes outrank it. So it is held to what else there is: the clock that counts since the machine was
started and is never set, the database's where that is another's (PostgreSQL), the times of
witnesses, and the last entry. Where they disagree by more than five minutes nothing is appended.

One thing alone is forgiven: an entry stamped ahead, where every other clock, a witness's among
them, says that it is the odd one. Then the ledger goes on beyond it with the true time in the
contents, and what it says waits for two people (`consent-service clock`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from ..beside.setaside import TwoClocks
from .trouble import ClockInDoubt

#: Clocks that agree are no further apart than this. Staff's own may run ahead of ours by as much.
APART: Final = timedelta(minutes=5)
#: For how long an answer of the database's clock is taken on with our own count of seconds.
ASKED_EVERY: Final = 60.0


class Now(NamedTuple):
    """A time that is believed. `is_beside` says that the last entry is stamped ahead of it, so
    that the entry's content has to say it.
    """

    at: datetime
    is_beside: bool = False


class _ClockSaid(NamedTuple):
    """What another clock said, and what our count of seconds was then."""

    at: datetime
    elapsed: float


class Clocks:
    """The clocks of one process. Called, it gives the wall clock's time, aware UTC.

    `wall` alone is a clock that nothing but the last entry contradicts: a made-up one. `elapsed`
    gives seconds since this machine was started (`boot` says which start), `asks` the time of the
    database, None where that is no second clock. For one that is `answered_for` by two people,
    nothing contradicts it. Thread-safe.
    """

    def __init__(
        self,
        wall: Callable[[], datetime],
        *,
        elapsed: Callable[[], float] | None = None,
        boot: str | None = None,
        asks: Callable[[Connection], datetime | None] | None = None,
        answered_for: bool = False,
    ) -> None:
        self._wall = wall
        self._elapsed = elapsed
        self._boot = boot
        self._asks = asks
        self._answered_for = answered_for
        self._began = None if elapsed is None else _ClockSaid(wall(), elapsed())
        self._database: _ClockSaid | None = None
        self._witness: _ClockSaid | None = None
        self._vouched: datetime | None = None

    def __call__(self) -> datetime:
        return self._wall()

    def told(self) -> TwoClocks:
        """Now, by both clocks."""
        elapsed = None if self._elapsed is None else self._elapsed()
        return TwoClocks(self._wall(), elapsed, self._boot)

    def when(self, told: TwoClocks) -> datetime:
        """When it was, by a clock that is believed now: so many seconds ago, where the machine was
        not started since; else as the wall clock said, and not later than now.
        """
        now = self._wall()
        if told.elapsed is None or self._elapsed is None or told.boot != self._boot:
            return min(told.wall, now)
        was = now - timedelta(seconds=max(0.0, self._elapsed() - told.elapsed))
        return min(told.wall, now) if abs(was - told.wall) <= APART else was

    # ── what others say ─────────────────────────────────────────────────────────────────────

    def ask(self, connection: Connection) -> None:
        """Ask the database's clock, where it was not asked a moment ago."""
        if self._asks is None or self._elapsed is None:
            return
        last = self._database
        if last is None or self._elapsed() - last.elapsed > ASKED_EVERY:
            said = self._asks(connection)
            if said is None:
                self._asks = None
            else:
                self._database = _ClockSaid(said, self._elapsed())

    def heard(self, witness: datetime) -> None:
        """A witness has just dated something by its clock."""
        if self._elapsed is not None:
            self._witness = _ClockSaid(witness, self._elapsed())

    def has_vouched(self, witness: datetime) -> None:
        """A witness dated something with this at some time: it is later than that now."""
        if self._elapsed is not None:
            self._vouched = max(witness, self._vouched or witness)

    # ── whether to believe it ───────────────────────────────────────────────────────────────

    def disagreeing(self, last: datetime | None, settled: datetime | None = None) -> frozenset[str]:
        """Which of the others contradict the wall clock, by name: `monotonic`, `database`,
        `witness`, `entry`. `last` is the stamp of the last entry, `settled` that up to which two
        people have said when it really was.
        """
        return self._disagreeing(self._wall(), last, settled)

    def _disagreeing(
        self, now: datetime, last: datetime | None, settled: datetime | None
    ) -> frozenset[str]:
        found = {name for name, at in self._others().items() if abs(at - now) > APART}
        if self._vouched is not None and self._vouched - now > APART:
            found.add("witness")
        if last is not None and last - now > APART and (settled is None or last > settled):
            found.add("entry")
        return frozenset(found)

    def now(self, last: datetime | None, settled: datetime | None = None) -> Now:
        """The time for what is appended after an entry that is stamped `last`. Raises
        `ClockInDoubt`.
        """
        now = self._wall()
        disagreeing = self._disagreeing(now, last, settled)
        is_believed = not disagreeing or (disagreeing == {"entry"} and self.is_outvoted)
        if not is_believed and not self._answered_for:
            raise ClockInDoubt
        return _beside(now, last)

    def read(self, last: datetime | None) -> datetime:
        """The time for who only looks: the same as what is appended now would have."""
        return _beside(self._wall(), last).at

    def every(self, last: datetime | None) -> list[datetime]:
        """What each of them says, the latest first: nothing that is known is ahead of it."""
        others = [*self._others().values(), *([] if last is None else [last])]
        return sorted({self._wall(), *others}, reverse=True)

    @property
    def is_outvoted(self) -> bool:
        """The last entry is the odd one: all others are there, a witness too, and agree."""
        others = self._others()
        return "witness" in others and (self._asks is None or "database" in others)

    def _others(self) -> dict[str, datetime]:
        if self._elapsed is None:
            return {}
        elapsed = self._elapsed()
        said = {"monotonic": self._began, "database": self._database, "witness": self._witness}
        return {
            name: one.at + timedelta(seconds=elapsed - one.elapsed)
            for name, one in said.items()
            if one is not None
        }


def _beside(now: datetime, last: datetime | None) -> Now:
    if last is None or last - now <= APART:
        return Now(now if last is None else max(now, last))
    return Now(now, is_beside=True)


def database_time(connection: Connection) -> datetime | None:
    """What the database's clock says; None on SQLite, which asks the same machine as we do."""
    if connection.dialect.name != "postgresql":
        return None
    found: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return found
