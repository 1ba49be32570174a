"""The one door. All state is a fold of the ledger, and only `Records.run` appends to it.

Waiting requests share a transaction. Whoever finds the lane free leads: it takes everything that
waits, runs it as one batch, and hands the lead to the next. A batch costs one lock, one load, one
insert and one commit, whatever its size, so nothing is gained by waiting for it to fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from ledger.errors import LedgerError

from ...actions.moment import Moment
from ...actions.refused import RecordDamaged
from ...domain.file.held import File
from ...domain.recorded.events import AnyEvent
from ..believed.unchanged import BatchViews
from ..database.ballast import Ballast
from ..database.deadline import (
    SLOW_SECONDS,
    Circuit,
    NoAnswer,
    left,
)
from ..database.engine import DATABASE_ERRORS, is_full, writing
from ..keepers.marking import mark
from ..keepers.resting import Bell
from ..keepers.soundness import FoundAltered, Soundness
from .batch import Batch, Phase, Result
from .clock import APART, Clocks
from .flights import foreseen
from .lanes import Lane, OtherThreads
from .openfiles import Ledger
from .requests import Recorded, Request
from .trouble import (
    CannotRead,
    CannotRecord,
    NoRoom,
    NotHeardYet,
    OutcomeUnknown,
    StorageError,
)

if TYPE_CHECKING:
    from ..beside.spool import Spool
    from ..keepers.remaking import Lists
    from ..people.reads import Reads

log = structlog.get_logger("consent_service.records")


class Records:
    """The door to every authority's record.

    `compare(authority)` raises `NotSound` if a ledger is behind or beside its last checkpoint; it
    is asked before this process first appends.

    Thread-safe. Any number of processes may each have one on the same database: the authority's
    head row is the lock between them.
    """

    #: Writes down for whom a file is opened. Set where both are made: each needs the other.
    reads: Reads
    #: What this process knows of the rows of lists. Likewise.
    lists: Lists
    #: Where what somebody said waits while nobody knows what time it is. Likewise.
    spools: Mapping[str, Spool]

    def __init__(
        self,
        engine: Engine,
        ledgers: Mapping[str, Ledger],
        clock: Callable[[], datetime],
        soundness: Mapping[str, Soundness],
        compare: Callable[[str], None],
        *,
        bells: Mapping[str, Bell],
        ballast: Ballast | None = None,
    ) -> None:
        self.engine = engine
        self.ledgers = ledgers
        self.clock = clock if isinstance(clock, Clocks) else Clocks(clock)
        self.soundness = soundness
        self.bells = bells
        self._compare = compare
        self._ballast = ballast
        self._lanes = {
            authority: Lane(
                Circuit(partial(self._try_again, authority), (*DATABASE_ERRORS, StorageError)),
                partial(self._run_batch, authority),
            )
            for authority in ledgers
        }

    def _try_again(self, authority: str) -> None:
        """What every batch begins with."""
        self.assert_sound(authority)
        with writing(self.engine, authority) as connection:
            self.ledgers[authority].store.lock_head(connection)

    @property
    def is_full(self) -> bool:
        """The database's disk was full, and only what cannot wait is recorded."""
        return self._ballast is not None and self._ballast.is_released

    def now(self, authority: str) -> datetime:
        """The time for who reads: the same that a check would be answered for."""
        return self.clock.read(self.ledgers[authority].newest.at)

    def family_of(self, authority: str, reference: str) -> str:
        """The id of the file of this reference, as far as this process knows; else what stands for
        it, which is no id.
        """
        ledger = self.ledgers[authority]
        known = ledger.newest.find(reference)
        return known or f"reference {ledger.seal.blind_references(reference)[0].hex()}"

    def is_stamped_ahead(self, authority: str, file: File) -> bool:
        """Something of the file bears a time to come, so that nobody knows how it stands now: it
        may be a no.
        """
        now, last = self.clock(), self.ledgers[authority].newest.at
        if last is None or last - now <= APART:
            return False
        return file.is_stamped_ahead(now + APART)

    def run(self, request: Request) -> Recorded:
        """Carry out one action and return what it put on record, committed and durable.

        The action may be run more than once, so it must not do anything but look and answer. It
        raises whatever the action raises. It raises `StorageError` when the record could not be
        read or written: `CannotRead` (nothing was written), `CannotRecord`, `OutcomeUnknown` (it
        may have been), `NotSound` (nothing is appended to this ledger until it is recovered).
        """
        (result,) = self.run_all([request])
        if isinstance(result, Exception):
            raise result
        return result

    def run_all(self, requests: Sequence[Request]) -> list[Result]:
        """The same of several for one authority, at once: what each came to, or what it raised.

        Raises what `run` does where none of them had its turn.
        """
        return self._lanes[requests[0].authority].run(requests)

    def run_later(
        self, request: Request, told: Callable[[Result], None], others: OtherThreads
    ) -> None:
        """The same of a request for which no thread waits: `told` is called once, by whichever
        has what it came to, with that or with what `run` would have raised. It must raise nothing,
        and take no longer than it takes to answer. Raises `CannotRead` where it is not taken.
        """
        self._lanes[request.authority].run_later(request, told, others)

    def _run_batch(
        self, authority: str, requests: list[Request], views: BatchViews
    ) -> list[Result]:
        try:
            return self._commit(authority, requests, views)
        except IntegrityError as error:
            if len(requests) == 1:
                return [_as_cannot_record(error)]
        except StorageError as error:
            return [error] * len(requests)
        except Exception as error:  # noqa: BLE001 - nothing was written
            if len(requests) == 1:
                return [error]
        # One of them broke a constraint, or has us make a mistake. Each alone: the culprit fails,
        # the others do not.
        return [result for one in requests for result in self._run_batch(authority, [one], views)]

    def assert_sound(self, authority: str) -> FoundAltered:
        """Raise `NotSound` for a ledger that is not the one that was signed for; what was found
        altered of one that is.

        Asked before this process first appends to it or shows anything of it. Raises `CannotRead`
        while that cannot be known.
        """
        try:
            found = self.soundness[authority].assert_sound()
            if not self.ledgers[authority].newest.is_compared:
                self._compare(authority)
        except DATABASE_ERRORS as error:
            raise CannotRead("The database could not be read.") from error
        except OSError as error:
            # Not to know what was signed is not to know that this is the ledger.
            raise CannotRead("The checkpoint folder could not be read.") from error
        return found

    def _commit(self, authority: str, requests: list[Request], views: BatchViews) -> list[Result]:
        # Once for all who ask: to look is a call of the kernel, which hands Python over.
        if any(one.asks for one in requests) and self.spools[authority].has_heard:
            requests = [
                msgspec.structs.replace(one, action=_hear_first) if one.asks else one
                for one in requests
            ]
        try:
            return self._transact(authority, requests, views)
        except _LostEarly:
            # The connection was lost before anything was written: a pooled one that the server
            # had closed, a lock not had in time. Nothing happened, so it is safe to run again.
            try:
                return self._transact(authority, requests, views)
            except _LostEarly as again:
                raise CannotRead("The database gave no answer.") from again
        except NoRoom:
            # It made room for what cannot wait. Who waits with it hears that there is no more.
            if self._ballast is None or not self._ballast.release():
                raise
            log.error("disk.full")
            return self._transact(authority, requests, views)

    def _transact(self, authority: str, requests: list[Request], views: BatchViews) -> list[Result]:
        batch: Batch | None = None
        ledger, found = self.ledgers[authority], self.assert_sound(authority)
        try:
            ahead = foreseen(ledger, requests)
            with writing(self.engine, authority, ahead) as connection:
                batch = Batch(
                    ledger,
                    connection,
                    self.clock,
                    found,
                    commits=True,
                    heard_first_only=self.is_full,
                    ahead=ahead,
                    keep=self.spools[authority].add,
                    views=views,
                )
                results = batch.run(requests)
        except (IntegrityError, StorageError):
            # Which says of itself whether anything may have been written.
            raise
        except DATABASE_ERRORS as error:
            raise _told_apart(error, batch) from error
        except RecordDamaged as error:
            raise CannotRead(str(error)) from error
        except LedgerError as error:
            raise self.distrust(authority, error) from error
        except Exception as error:
            if batch is not None and batch.phase is Phase.COMMITTING:
                raise OutcomeUnknown("Nobody knows whether it was written.") from error
            raise
        try:
            ledger.newest.wrote(batch.before, batch.lines, batch.head, batch.openings)
            if batch.lines:
                self.bells[authority].ring()
        except Exception as error:
            # It was written, and is not to be written again.
            raise OutcomeUnknown("It was written, and not taken note of.") from error
        return results

    def distrust(self, authority: str, error: LedgerError) -> StorageError:
        """Mark a ledger that does not go on from what this process has seen of it: `marking`."""
        return mark(self.soundness[authority], self.engine, error)


def _hear_first(_: Moment) -> Sequence[AnyEvent]:
    raise NotHeardYet


class _LostEarly(Exception):
    """A connection that was gone before anything was written."""


def _told_apart(error: Exception, batch: Batch | None) -> Exception:
    if is_full(error):
        return NoRoom("The disk is full.")
    phase = Phase.READING if batch is None else batch.phase
    if phase is Phase.READING:
        if isinstance(error, DBAPIError) and error.connection_invalidated and left() > SLOW_SECONDS:
            return _LostEarly()
        return CannotRead("The database could not be read.")
    # That time is over is found on our own side, before anything is committed.
    if phase is Phase.COMMITTING and not isinstance(error, NoAnswer):
        return OutcomeUnknown("The database did not say whether it was written.")
    return CannotRecord("The database could not be written.")


def _as_cannot_record(error: Exception) -> CannotRecord:
    trouble = CannotRecord("What was to be recorded contradicts what is there.")
    trouble.__cause__ = error
    return trouble
