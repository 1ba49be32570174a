"""The database: SQLite for a small council, PostgreSQL for production. One way to begin.

Both are set up so that a commit that returned has reached the disk, and so that nothing waits
for ever. Reads that answer a check go to the primary; there is no cache and no replica here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from .trouble import UnsafeDatabase

#: Seconds a writer waits for the authority's lock before it gives up.
LOCK_SECONDS: Final = 2
#: The same on SQLite, whose waiting writers are not served in turn.
SQLITE_LOCK_SECONDS: Final = 5
#: Seconds any one statement may take.
STATEMENT_SECONDS: Final = 5

#: What a database that is away, full, locked or broken raises. SQLite's own errors are among them
#: because what fails while a new connection is set up reaches us unwrapped.
DATABASE_ERRORS: Final = (SQLAlchemyError, sqlite3.Error)

#: SQLite lost committed writes in WAL mode before these versions (sqlite.org/wal.html#walresetbug).
WAL_SAFE_FROM: Final = ((3, 44, 6, 3, 45, 0), (3, 50, 7, 3, 51, 0), (3, 51, 3, 9, 0, 0))


def open_engine(url: str) -> Engine:
    """An engine for `url` with the durability and the time limits this service promises.

    Raises `sqlalchemy.exc.ArgumentError` for a URL that is not one. Nothing is connected yet.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return _postgresql(url)


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": SQLITE_LOCK_SECONDS, "check_same_thread": False}, pool_size=8
    )

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _: Any) -> None:
        # Python must not open transactions of its own: `begin` below says which kind.
        connection.isolation_level = None
        cursor = connection.cursor()
        # Not WAL: the versions that Debian and Python ship can lose commits in it. EXTRA also
        # syncs the folder after the journal is gone, so that a commit outlives the power.
        cursor.execute("PRAGMA journal_mode=TRUNCATE")
        cursor.execute("PRAGMA synchronous=EXTRA")
        cursor.execute("PRAGMA foreign_keys=ON")
        # Without this, REPLACE walks past the triggers that keep the ledger append-only.
        cursor.execute("PRAGMA recursive_triggers=ON")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE takes the write lock at once: the head row is read under it.
        kind = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _postgresql(url: str) -> Engine:
    settings = (
        f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s "
        f"-c idle_in_transaction_session_timeout={STATEMENT_SECONDS}s -c timezone=UTC"
    )
    return create_engine(
        url,
        pool_size=8,
        pool_timeout=STATEMENT_SECONDS,
        connect_args={
            "options": settings,
            "connect_timeout": 3,
            "tcp_user_timeout": 10_000,
            # The same for one who waits to hear: a machine that lost its power sends nothing, and
            # by itself Linux would wait for two hours, with the whole queue behind it.
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "application_name": "consent-service",
        },
    )


def is_damaged(error: DBAPIError) -> bool:
    """Whether the database says that its own pages are not what it wrote."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    # data_corrupted and index_corrupted: a page whose checksum does not fit is one of these.
    return getattr(error.orig, "sqlstate", None) in ("XX001", "XX002")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed, and durable, when the block ends without an error."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction. On PostgreSQL everything in it is seen as of one moment."""
    options = (
        {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        if engine.dialect.name == "postgresql"
        else {}
    )
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def assert_durable(engine: Engine) -> None:
    """Refuse a database that would acknowledge what it has not kept.

    Raises `UnsafeDatabase`, naming the setting and what to do.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            if journal == "wal" and not wal_is_safe(sqlite3.sqlite_version_info):
                raise UnsafeDatabase(
                    "journal_mode", "take the database out of WAL mode, or use a newer SQLite"
                )
            return
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            value = connection.execute(text(f"SHOW {setting}")).scalar_one()
            if value == "off":
                raise UnsafeDatabase(setting, "turn it on in postgresql.conf and restart")


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix for the bug that lost commits in WAL mode."""
    return any(low[:3] <= version < low[3:] for low in WAL_SAFE_FROM)
