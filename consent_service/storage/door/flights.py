"""A batch in two round trips: what it asks as it begins, and all that it writes, with its commit.

On PostgreSQL each is one flight (`wire`). On SQLite, which is in this process, what is asked is
asked where it is needed, what is written is written at once, and whoever began it commits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import psycopg
from psycopg.pq.abc import PGresult as Result
from sqlalchemy import Connection, Executable
from sqlalchemy.exc import IntegrityError

from ledger.log import EntryLine, Head
from ledger.store import SqlStore

from ..database import statements
from ..database.inplace import Given, execute_in_place, found_in_place
from ..database.prepared import prepared_on
from ..database.wire import Flight, StatementSent, plain, rows_of, sent
from ..sealed.sealing import AuthoritySeal
from .requests import ByHandle, OwnFile, Request, reasons_keys
from .trouble import CannotRecord, OutcomeUnknown

if TYPE_CHECKING:
    from .openfiles import Ledger

Rows = Sequence[Sequence[Any]]
_COMMIT: Final = plain("COMMIT")


class Lookup(NamedTuple):
    """A statement that finds what stands under some keys of one authority: `name` is what the keys
    are called in it, and the first column of a row is the key that it is found under.
    """

    statement: Executable
    name: str
    #: What is asked ahead in its place, if that is another.
    ahead: Executable | None = None


#: What opens a file and what is opened, by its id; whose a reference is, by its keyed hash; and
#: what was done before under a key, by its own.
FILES: Final = Lookup(statements.LOAD_FILES, "files", ahead=statements.LOAD_CHANGED_FILES)
REFERENCES: Final = Lookup(statements.FIND_REFERENCES, "blinds")
ONCE: Final = Lookup(statements.FIND_ONCE, "blinds")
#: After every place in a ledger.
_END: Final = 2**63 - 1


@dataclass(slots=True)
class _Asked:
    statement: Executable
    given: Given
    rows: Rows = ()


@dataclass(slots=True)
class Ahead:
    """What is asked in the flight that opens a transaction, each in its turn: so what follows the
    lock is as whoever held it has left it. What was not asked so is asked when it is wanted.
    """

    #: The digests that the database was told of sealed rows that are known.
    known: dict[str, bytes] = field(default_factory=dict)
    #: By client and key, the keyed hashes that requests may be remembered by, with these keys.
    blinds: dict[tuple[str, str], tuple[bytes, ...]] = field(default_factory=dict)
    seal: AuthoritySeal | None = None
    _asked: list[_Asked] = field(default_factory=list)
    _lookups: dict[Executable, tuple[frozenset[Any], _Asked]] = field(default_factory=dict)
    _landed: bool = False

    def ask(self, statement: Executable, given: Given) -> None:
        """Ask this as well."""
        self._asked.append(_Asked(statement, given))

    def look_up(self, lookup: Lookup, authority: str, keys: Collection[Any], **more: Any) -> None:
        """Ask what stands under these keys as well, if there are any."""
        if keys:
            given = {"authority": authority, lookup.name: sorted(keys), **more}
            self.ask(lookup.statement if lookup.ahead is None else lookup.ahead, given)
            self._lookups[lookup.statement] = frozenset(keys), self._asked[-1]

    def sent(self) -> list[StatementSent]:
        """What is to be sent after the transaction was opened."""
        return [one for asked in self._asked for one in sent(asked.statement, asked.given)]

    def landed(self, connection: psycopg.Connection[Any], results: Sequence[Result]) -> None:
        """What came of it."""
        for asked, result in zip(self._asked, results, strict=True):
            asked.rows = rows_of(connection, result)
        self._landed = True

    def answer(self, statement: Executable) -> Rows | None:
        """What was found; None where it was not asked."""
        if not self._landed:
            return None
        return next((one.rows for one in self._asked if one.statement is statement), None)

    def head(self, connection: Connection, store: SqlStore) -> tuple[Head, list[EntryLine]]:
        """The head of the ledger, which is locked from here on, and lines that were asked for with
        it.
        """
        rows = self.answer(store.locking) or found_in_place(connection, store.locking, {})
        lines = [EntryLine(*row) for row in self.answer(store.following) or ()]
        return store.head_of(rows), lines

    def found(
        self, connection: Connection, lookup: Lookup, authority: str, keys: Collection[Any]
    ) -> list[Sequence[Any]]:
        """What stands under these keys: as it was found ahead, or asked now."""
        asked, ahead = self._lookups.get(lookup.statement, (frozenset[Any](), None))
        if not self._landed or ahead is None:
            asked = frozenset()
        rows = [] if ahead is None or not asked else [row for row in ahead.rows if row[0] in keys]
        rest = [key for key in sorted(keys) if key not in asked]
        if rest:
            given = {"authority": authority, lookup.name: rest}
            rows += found_in_place(connection, lookup.statement, given)
        return rows


def foreseen(ledger: Ledger, requests: Sequence[Request]) -> Ahead:
    """The lock, and what a batch will look up first, as far as this process can tell before it has
    the lock. Another may have opened a file, or given it another reference, since: so nothing is
    concluded from it, and what the batch then wants and was not asked for is asked.
    """
    seal, whose = ledger.sealing(), ledger.authority
    ahead = Ahead(seal=seal)
    ahead.ask(ledger.store.locking, {})
    if ledger.newest.is_shared:
        ahead.ask(ledger.store.following, {"start": ledger.newest.size, "stop": _END})
    files, references, again = {ledger.own_file}, set[bytes](), set[bytes]()
    for request in requests:
        target = request.target
        if isinstance(target, ByHandle):
            files.add(target.file)
        if not isinstance(target, OwnFile) and target.reference is not None:
            file = ledger.newest.find(target.reference)
            if file is None:
                references.update(seal.blind_references(target.reference))
            else:
                files.add(file)
        if request.once is not None:
            keys = request.once.keys(seal)
            again.update(keys)
            if request.once.asked is None:
                ahead.blinds[request.once.client, request.once.key] = keys
        if request.reasons:
            again.update(reasons_keys(seal, request.by, request.reasons))
    ahead.look_up(REFERENCES, whose, references)
    ahead.known = ledger.kept.digests(files)
    known = [ahead.known[file] for file in sorted(files)]
    ahead.look_up(FILES, whose, files, known=known)
    ahead.look_up(ONCE, whose, again)
    return ahead


class Outgoing:
    """What one transaction writes, in its order. Nothing of it is asked for what came of it: what
    is written is read back in the same flight (`readback`), by a statement that fails unless all
    of it stands there.

    A block, in which all of it is written and sent: what has departed and was not sent whole is
    waited for, and is for whoever began the transaction to roll back.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_one_flight: Final = connection.dialect.name == "postgresql"
        self._sent: list[StatementSent] = []
        #: Writes this after what was written before.
        self.execute: Final[Callable[[Executable, Given | Sequence[Given]], None]] = (
            self._add if self.is_one_flight else partial(execute_in_place, connection)
        )
        self._departed = 0
        self._flight: Flight | None = None

    def __enter__(self) -> Outgoing:
        return self

    def __exit__(self, *_: object) -> None:
        if self._flight is not None:
            # Whatever came of it, nothing of it is committed.
            with suppress(psycopg.Error):
                self._land([])

    def _add(self, statement: Executable, given: Given | Sequence[Given]) -> None:
        self._sent.extend(sent(statement, given))

    def depart(self) -> None:
        """Have the server begin with what was written until now, while more is worked out here:
        until `send` nobody waits for it, nor asks anything else of this connection. Raises
        `CannotRecord`.
        """
        if not self._sent:
            return
        try:
            self._depart()
        except psycopg.Error as error:
            raise CannotRecord("The database could not be written.") from error

    def send(self, *, commits: bool) -> None:
        """Send it: with the commit, or within a transaction in which more is done, and that whoever
        began it commits. On SQLite all of it is written already.

        Raises `CannotRecord` where the server refused one of it and has carried out no commit;
        `IntegrityError` where that was for a constraint; `OutcomeUnknown` where the server did not
        say what became of the commit.
        """
        if not self.is_one_flight:
            return
        self._sent += [_COMMIT] if commits else []
        many, landed = self._departed + len(self._sent), list[Result]()
        try:
            self._depart()
            self._land(landed)
        except psycopg.Error as error:
            if commits and len(landed) == many:
                # It was committed and said so; what became of the connection since is no matter.
                return
            if commits and (error.sqlstate is None or len(landed) == many - 1):
                raise OutcomeUnknown("The database did not say whether it was written.") from error
            if isinstance(error, psycopg.IntegrityError):
                raise IntegrityError(None, None, error) from error
            raise CannotRecord("The database could not be written.") from error

    @property
    def _driven(self) -> psycopg.Connection[Any]:
        driven = self.connection.connection.driver_connection
        assert isinstance(driven, psycopg.Connection)  # noqa: S101 - as `postgresql` makes them
        return driven

    def _depart(self) -> None:
        part, self._sent = self._sent, []
        self._departed += len(part)
        if self._flight is None:
            driven = self._driven
            self._flight = Flight(driven.pgconn, prepared_on(driven))
        self._flight.depart(part)

    def _land(self, landed: list[Result]) -> None:
        flight, self._flight = self._flight, None
        assert flight is not None  # noqa: S101 - whatever is landed has departed
        self._driven.wait(flight.land(landed))
