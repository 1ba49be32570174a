"""The database: SQLite for a small council, PostgreSQL for production. One way to begin.

Both are set up so that a commit that returned has reached the disk, and so that nothing waits
for ever. Reads that answer a check go to the primary; there is no cache and no replica here.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import ReferenceType, WeakKeyDictionary, ref

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ..door.trouble import UnsafeDatabase
from .apart import NOBODY
from .deadline import CALL_SECONDS, Circuit, assert_time_left, left, one_call, patiently
from .distributing import assert_workers_durable, is_distributed
from .inplace import begin_in_place
from .postgresql import AT_MOST, POOL_SECONDS, open_postgresql
from .tables import ledger_tables

if TYPE_CHECKING:
    from ..door.flights import Ahead

#: Seconds a call waits for SQLite's lock at most, whose waiting writers are not served in turn.
SQLITE_LOCK_SECONDS: Final = CALL_SECONDS

#: What a database that is away, full, locked or broken raises. The drivers' own errors are among
#: them because what fails while a new connection is set up reaches us unwrapped.
DATABASE_ERRORS: Final = (SQLAlchemyError, sqlite3.Error, psycopg.Error)

#: SQLite lost committed writes in WAL mode before these versions (sqlite.org/wal.html#walresetbug).
WAL_SAFE_FROM: Final = ((3, 44, 6, 3, 45, 0), (3, 50, 7, 3, 51, 0), (3, 51, 3, 9, 0, 0))

_circuits: WeakKeyDictionary[Engine, dict[str, Circuit]] = WeakKeyDictionary()
_circuits_guard: Final = threading.Lock()


def open_engine(url: str, *, apart: bool) -> Engine:
    """An engine for `url` with the durability and the time limits this service promises.

    With `apart`, a PostgreSQL is refused that would not keep authorities apart
    (`storage.database.apart`). Raises `sqlalchemy.exc.ArgumentError` for a URL that is not one.
    Nothing is connected yet.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return open_postgresql(url, apart=apart)


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": 0, "check_same_thread": False},
        pool_size=8,
        max_overflow=AT_MOST - 8,
        pool_timeout=POOL_SECONDS,
    )

    @event.listens_for(engine, "do_connect")
    def connect(_: Any, __: Any, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        connection = sqlite3.connect(*given, **named)
        try:
            _configure(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        _wait_for_the_lock(connection)
        # IMMEDIATE takes the write lock at once: the head row is read under it.
        kind = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        begin_in_place(connection, f"BEGIN {kind}")

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        # A commit waits once more, for those who read; of what was only read for nobody.
        if not connection.get_execution_options().get("reads"):
            _wait_for_the_lock(connection)

    return engine


def _configure(connection: sqlite3.Connection) -> None:
    # Python must not open transactions of its own: `begin` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(_waiting())
    # Not WAL: the versions that Debian and Python ship can lose commits in it. EXTRA also syncs the
    # folder after the journal is gone, so that a commit outlives the power.
    cursor.execute("PRAGMA journal_mode=TRUNCATE")
    cursor.execute("PRAGMA synchronous=EXTRA")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Without this, REPLACE walks past the triggers that keep the ledger append-only.
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _wait_for_the_lock(connection: Connection) -> None:
    """Said to the driver itself: it asks the database nothing, and so cannot fail or take long."""
    driven: Any = connection.connection.driver_connection
    driven.execute(_waiting())


def _waiting() -> str:
    """For as long as the call has left."""
    return f"PRAGMA busy_timeout={int(min(left(), SQLITE_LOCK_SECONDS) * 1000)}"


def is_damaged(error: DBAPIError) -> bool:
    """Whether the database says that its own pages are not what it wrote."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    # data_corrupted and index_corrupted: a page whose checksum does not fit is one of these.
    return getattr(error.orig, "sqlstate", None) in ("XX001", "XX002")


def is_full(error: Exception) -> bool:
    """Whether a SQLite had no room. It has then written nothing, at its commit neither.

    A full PostgreSQL is another machine's disk, and is somebody else's to keep room on.
    """
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) == sqlite3.SQLITE_FULL


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


@contextmanager
def writing(engine: Engine, authority: str, ahead: Ahead | None = None) -> Iterator[Connection]:
    """One write transaction: committed, and durable, when the block ends without an error.

    On PostgreSQL it has rows of this authority and of no other, and what is to be asked `ahead` is
    asked in the flight that opens it. Raises `NoAnswer`, and what the database raises, when the
    call's time is over.
    """
    with one_call(), _begun(engine, authority, writes=True, ahead=ahead) as connection:
        yield connection
        # Nothing is committed that nobody waits for any more.
        if not _has_ended(connection):
            assert_time_left()


@contextmanager
def working(engine: Engine, authority: str) -> Iterator[Connection]:
    """The same for an operator's work, which takes as long as it takes.

    Folding a long ledger takes longer than a request may keep its transaction waiting.
    """
    with patiently(), _begun(engine, authority, writes=True) as connection:
        if engine.dialect.name == "postgresql":
            for limit in ("idle_in_transaction_session_timeout", "statement_timeout"):
                connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
        yield connection


@contextmanager
def counting(engine: Engine, authority: str, *, lazily: bool = False) -> Iterator[Connection]:
    """The same beside the door, for what is counted and stands on no ledger. While no answer comes
    nobody waits for one, as with `reading`. What is counted `lazily` may be lost in a crash.
    """
    with (
        one_call(),
        _circuit(engine, authority).call(),
        _begun(engine, authority, writes=True, lazily=lazily) as connection,
    ):
        yield connection
        assert_time_left()


@contextmanager
def reading(
    engine: Engine, authority: str, seconds: float = CALL_SECONDS, ahead: Ahead | None = None
) -> Iterator[Connection]:
    """One read transaction. On PostgreSQL everything in it is seen as of one moment, and what is to
    be asked `ahead` is asked in the flight that opens it. It ends after so many seconds.

    Raises `NoAnswer`, and what the database raises, when the call's time is over: at once, while
    another call about this authority waits for an answer that did not come the last time.
    """
    with (
        one_call(seconds),
        _circuit(engine, authority).call(),
        _begun(engine, authority, reads=True, ahead=ahead) as connection,
    ):
        yield connection


@contextmanager
def _begun(engine: Engine, authority: str, **options: Any) -> Iterator[Connection]:
    assert_time_left()
    told = engine.connect().execution_options(authority=authority, **options)
    with told as connection, connection.begin():
        yield connection


def _has_ended(connection: Connection) -> bool:
    """The transaction was committed in a flight of its own."""
    driven = connection.connection.driver_connection
    if not isinstance(driven, psycopg.Connection):
        return False
    return driven.info.transaction_status == TransactionStatus.IDLE


def _circuit(engine: Engine, authority: str) -> Circuit:
    # Each authority its own: where tables are distributed, one server may be frozen and not others.
    with _circuits_guard:
        circuits = _circuits.setdefault(engine, {})
        if authority not in circuits:
            circuits[authority] = Circuit(
                partial(_read_head, ref(engine), authority), DATABASE_ERRORS
            )
        return circuits[authority]


def _read_head(engine: ReferenceType[Engine], authority: str) -> None:
    known = engine()
    if known is not None:
        with _begun(known, authority, reads=True) as connection:
            heads = ledger_tables.heads
            connection.execute(select(heads.c.size).where(heads.c.authority == authority)).all()


def assert_durable(engine: Engine) -> None:
    """Refuse a database that would acknowledge what it has not kept.

    Raises `UnsafeDatabase`, naming the setting and what to do. A PostgreSQL is asked by each new
    connection, this one included; here the servers that stand behind it are asked as well.
    """
    with _begun(engine, NOBODY) as connection:
        if connection.dialect.name == "sqlite":
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            if journal == "wal" and not wal_is_safe(sqlite3.sqlite_version_info):
                raise UnsafeDatabase(
                    "journal_mode", "take the database out of WAL mode, or use a newer SQLite"
                )
        elif is_distributed(connection):
            assert_workers_durable(connection)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix for the bug that lost commits in WAL mode."""
    return any(low[:3] <= version < low[3:] for low in WAL_SAFE_FROM)


def is_replica(engine: Engine) -> bool:
    """Whether this database only repeats another: it may lag behind it, and is marked for nothing.

    Raises what the database raises.
    """
    if engine.dialect.name != "postgresql":
        return False
    return bool(_asked(engine, "SELECT pg_is_in_recovery()"))


def has_synchronous_standby(engine: Engine) -> bool:
    """Whether a commit waits for a second machine. One SQLite, or one server, is one machine."""
    if engine.dialect.name != "postgresql":
        return False
    return bool(_asked(engine, "SHOW synchronous_standby_names"))


def _asked(engine: Engine, question: str) -> object:
    with _begun(engine, NOBODY, reads=True) as connection:
        return connection.execute(text(question)).scalar_one()
