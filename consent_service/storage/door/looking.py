"""One look at an authority's files, at one moment, in a read transaction. It changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection

from ledger.errors import Altered, LedgerError
from ledger.log import Head
from ledger.store import SqlStore

from ...actions.refused import RecordDamaged
from ...domain.file.looks import ForWhom
from ..believed.newest import Outgrown
from ..database.deadline import one_call
from ..database.engine import DATABASE_ERRORS, reading
from ..database.inplace import found_in_place
from .flights import Ahead
from .openfiles import OpenFiles
from .records import Records
from .trouble import CannotRead

T = TypeVar("T")

#: A file that changes while it is looked at is looked at again, so many times.
TRIES: Final = 10


def look(records: Records, authority: str, work: Callable[[OpenFiles], T], for_whom: ForWhom) -> T:
    """What `work` makes of the files as they stand. It may be run more than once.

    That somebody is shown the files which it takes is on record before this returns.

    Raises `NotSound` for a ledger that is not the one that was signed for, or that does not go on
    from what this process has seen of it; `CannotRead`; and what `work` raises.
    """
    with one_call():
        found, handed = _look(records, authority, work, for_whom)
    # After the transaction, which on SQLite would keep the writer from committing.
    records.reads.record(authority, for_whom, sorted(handed))
    return found


def _look(
    records: Records, authority: str, work: Callable[[OpenFiles], T], for_whom: ForWhom
) -> tuple[T, set[str]]:
    records.assert_sound(authority)
    ledger, soundness = records.ledgers[authority], records.soundness[authority]
    for _ in range(TRIES):
        least, ahead, store = ledger.newest.size, Ahead(), ledger.store
        ahead.ask(store.heading, {})
        try:
            with reading(records.engine, authority, ahead=ahead) as connection:
                head = _head(connection, store, ahead)
                seen = ledger.newest.catch_up(connection, head, least)
                files = OpenFiles(ledger, connection, seen, for_whom, soundness.damaged)
                return work(files), files.handed
        except Outgrown:
            continue
        except RecordDamaged:
            raise
        except DATABASE_ERRORS as error:
            raise CannotRead("The database could not be read.") from error
        except LedgerError as error:
            raise records.distrust(authority, error) from error
    raise CannotRead("The file changed faster than it could be read.")


def _head(connection: Connection, store: SqlStore, ahead: Ahead) -> Head:
    found = ahead.answer(store.heading)
    try:
        rows = found_in_place(connection, store.heading, {}) if found is None else found
    except (TypeError, ValueError) as error:
        raise Altered(None, "its stored head is not of the right types") from error
    return store.head_of(rows)
