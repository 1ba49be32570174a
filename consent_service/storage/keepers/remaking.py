"""Rows of lists that no longer hold are made again: by the keeper, and by whoever reads them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

import structlog

from ledger.errors import LedgerError

from ...actions.refused import RecordDamaged
from ...domain.file.looks import KEEPER
from ..believed.newest import LastEntries
from ..database import statements
from ..database.engine import DATABASE_ERRORS, writing
from ..database.inplace import found_in_place
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.records import Records
from ..door.trouble import StorageError
from ..sealed.sealing import ID_BYTES
from ..shown.lists import Made, basis_of, made_or_not, micros, write

#: So many at a time: what is written is written under the door's lock.
A_SLICE: Final = 50
#: Seconds of each beat after which the keeper begins no other slice: after midnight all are late,
#: and those who are at work then wait for nobody's.
A_SHARE: Final = 0.5

log = structlog.get_logger("consent_service.lists")


class Lists:
    """What one process knows of the rows of its ledgers. Thread-safe: each is replaced whole."""

    def __init__(self, records: Records) -> None:
        self._records = records
        #: By ledger: to which place the own file was folded, the id of the index key, and what rows
        #: are made by since.
        self._bases: dict[str, tuple[int, bytes, bytes]] = {}
        #: By ledger: where the keeper goes on.
        self._next: dict[str, str] = {}

    def basis(self, files: OpenFiles) -> bytes:
        """By what rows are made beside their files. The own file is opened only where it is new."""
        ledger = files.ledger
        standing = files.seen.standing(ledger.own_file)
        kept = self._bases.get(ledger.authority)
        now = None if standing is None else (standing.changed, ledger.seal.index_id)
        if kept is None or kept[:2] != now:
            files.load([], [])
            basis = basis_of(files.seal, files.own_state)
            kept = files.own_state.folded_to, basis[:ID_BYTES], basis
            self._bases[ledger.authority] = kept
        return kept[2]

    def how_many_behind(self, files: OpenFiles, now: int) -> int:
        """How many files have no row that holds now, as a look sees it."""
        asked = {
            "authority": files.ledger.authority,
            "basis": self.basis(files),
            "now": now,
        }
        ((standing,),) = found_in_place(files.connection, statements.COUNT_LISTS, asked)
        return max(0, files.ledger.newest.count - int(standing))

    def behind(self, authority: str) -> list[str]:
        """The files that have none, in order; nothing where their number says that none is."""
        now = micros(self._records.now(authority))

        def work(files: OpenFiles) -> list[str]:
            return self._behind(files, now) if self.how_many_behind(files, now) else []

        return look(self._records, authority, work, KEEPER)

    def _behind(self, files: OpenFiles, now: int) -> list[str]:
        asked = {
            "authority": files.ledger.authority,
            "basis": self.basis(files),
            "now": now,
        }
        rows = files.connection.execute(statements.STANDING_LISTS, asked)
        held = {row.file: row.folded_to for row in rows}
        every = ((one, files.seen.standing(one)) for one in files.ledger.newest.files())
        return [one for one, last in every if last is not None and held.get(one) != last.changed]

    def remake(self, authority: str, wanted: Sequence[str]) -> int:
        """Make the rows of these files again, as of now; how many were made.

        They are opened and worked out without the lock, which is then taken to write those that
        have not changed meanwhile: the door has made theirs. Of a file that does not open
        nothing is made. Raises `StorageError`, `RecordDamaged`, `LedgerError` and what the
        database raises.
        """
        records, ledger = self._records, self._records.ledgers[authority]
        at = records.now(authority)

        def work(files: OpenFiles) -> list[Made]:
            files.load(wanted, [])
            every = (files.any(one) for one in wanted if not files.is_damaged(one))
            made = (made_or_not(ledger, one, files.own_state, at) for one in every)
            return [one for one in made if one is not None]

        made = look(records, authority, work, KEEPER)
        with writing(records.engine, authority) as connection:
            head = ledger.store.lock_head(connection)
            seen = ledger.newest.catch_up(connection, head)
            still = [one for one in made if _is_newest(one, seen.standing(one.file))]
            write(connection, ledger, still, [one.file for one in still])
        return len(still)

    def keep(self, authority: str) -> bool:
        """The keeper's share of one beat: slice after slice, each file in its turn, so that one
        which cannot be made keeps no other from it. Whether there was any to be made. Raises what
        `remake` does.
        """
        until = time.monotonic() + A_SHARE
        late = self.behind(authority)
        after = self._next.get(authority, "")
        ahead = [one for one in late if one >= after] or late
        while ahead:
            self.remake(authority, ahead[:A_SLICE])
            ahead = ahead[A_SLICE:]
            self._next[authority] = ahead[0] if ahead else ""
            if time.monotonic() >= until:
                break
        return bool(late)

    def catch_up(self, authority: str, wanted: Sequence[str] | None = None) -> None:
        """The reader's share: a slice, and never in the way of what is read."""
        try:
            late = self.behind(authority) if wanted is None else wanted
            if late:
                self.remake(authority, late[:A_SLICE])
        except (StorageError, RecordDamaged, LedgerError, *DATABASE_ERRORS) as error:
            log.warning("list.not_caught_up", trouble=type(error).__name__)


def _is_newest(made: Made, standing: LastEntries | None) -> bool:
    return standing is not None and standing.changed == made.folded_to
