"""Whether an entry could be recorded now: asked by doing what recording one begins with."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from ...actions.refused import RecordDamaged
from ..database.apart import NOBODY
from ..database.distributing import assert_workers_durable, is_distributed
from ..database.engine import DATABASE_ERRORS, writing
from ..sealed.keys import is_reads
from .queries import read_authority
from .records import Records
from .trouble import CannotRead, StorageError


class Recordable(NamedTuple):
    """Which clocks disagree with ours, of any authority: then nothing is appended there.

    `looks` says whether it could be recorded as well, everywhere, that somebody looked.
    """

    disagreeing: frozenset[str]
    looks: bool


def assert_recordable(records: Records) -> Recordable:
    """Raise `StorageError` unless each authority's record can be read, is sound and takes entries.

    Not so for the ledgers of who looked: while one takes none, what it would be told waits, and
    nobody is to be sent away for that.

    A replica, a server that is read-only or recovering, and a lock that is not had in time are
    refused by the database itself, when the head is asked for as if to move it.
    """
    found: frozenset[str] = frozenset()
    for authority in records.ledgers:
        if not is_reads(authority):
            found |= _disagreeing(records, authority)
    try:
        with writing(records.engine, NOBODY) as connection:
            if is_distributed(connection):
                assert_workers_durable(connection)
    except DATABASE_ERRORS as error:
        raise CannotRead("The database gave no answer.") from error
    return Recordable(found, all(map(partial(_takes_looks, records), records.ledgers)))


def _disagreeing(records: Records, authority: str) -> frozenset[str]:
    records.soundness[authority].assert_sound()
    # First, because where reading waits for an answer that does not come, it says so at once.
    own = read_authority(records, authority)
    try:
        with writing(records.engine, authority) as connection:
            head = records.ledgers[authority].store.lock_head(connection)
            records.clock.ask(connection)
    except DATABASE_ERRORS as error:
        raise CannotRead("The database takes no entries.") from error
    return records.clock.disagreeing(head.at, own.stamped_to)


def _takes_looks(records: Records, ledger: str) -> bool:
    try:
        return not is_reads(ledger) or not _disagreeing(records, ledger)
    except (StorageError, RecordDamaged):
        return False
