"""Whether an entry could be recorded now: asked by doing what recording one begins with."""

from __future__ import annotations

from .distributing import assert_workers_durable, is_distributed
from .engine import DATABASE_ERRORS, writing
from .queries import read_authority
from .records import Records
from .trouble import CannotRead


def assert_recordable(records: Records) -> None:
    """Raise `StorageError` unless each authority's record can be read, is sound and takes entries.

    A replica, a server that is read-only or recovering, and a lock that is not had in time are
    refused by the database itself, when the head is asked for as if to move it.
    """
    for authority, ledger in records.ledgers.items():
        records.soundness[authority].assert_sound()
        # First, because where reading waits for an answer that does not come, it says so at once.
        read_authority(records, authority)
        try:
            with writing(records.engine) as connection:
                ledger.store.lock_head(connection)
        except DATABASE_ERRORS as error:
            raise CannotRead("The database takes no entries.") from error
    try:
        with writing(records.engine) as connection:
            if is_distributed(connection):
                assert_workers_durable(connection)
    except DATABASE_ERRORS as error:
        raise CannotRead("The database gave no answer.") from error
