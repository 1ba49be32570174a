"""Whether an entry could be recorded now: asked by doing what recording one begins with."""

from __future__ import annotations

from typing import NamedTuple

from .apart import NOBODY
from .distributing import assert_workers_durable, is_distributed
from .engine import DATABASE_ERRORS, writing
from .queries import read_authority
from .records import Records
from .trouble import CannotRead


class Recordable(NamedTuple):
    """Which clocks disagree with ours, of any authority: then nothing is appended there."""

    disagreeing: frozenset[str]


def assert_recordable(records: Records) -> Recordable:
    """Raise `StorageError` unless each authority's record can be read, is sound and takes entries.

    A replica, a server that is read-only or recovering, and a lock that is not had in time are
    refused by the database itself, when the head is asked for as if to move it.
    """
    found: frozenset[str] = frozenset()
    for authority, ledger in records.ledgers.items():
        records.soundness[authority].assert_sound()
        # First, because where reading waits for an answer that does not come, it says so at once.
        own = read_authority(records, authority)
        try:
            with writing(records.engine, authority) as connection:
                head = ledger.store.lock_head(connection)
                records.clock.ask(connection)
        except DATABASE_ERRORS as error:
            raise CannotRead("The database takes no entries.") from error
        found |= records.clock.disagreeing(head.at, own.stamped_to)
    try:
        with writing(records.engine, NOBODY) as connection:
            if is_distributed(connection):
                assert_workers_durable(connection)
    except DATABASE_ERRORS as error:
        raise CannotRead("The database gave no answer.") from error
    return Recordable(found)
