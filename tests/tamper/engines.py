"""What only one kind of database lets be done to it: by its own statements, schema and files."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import make_url

from tests.tamper.case import (
    Case,
    chain,
    contents,
    harmless,
    missing,
    rolled_back,
    rows,
    unreadable,
)
from tests.tamper.hand import Hand
from tests.tamper.story import Story

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def sql(statement: str) -> Callable[[Hand, Story], None]:
    """One statement, with `:seq` of the fifth entry, `:file` of the first family, `:own` of us."""

    def alter(hand: Hand, story: Story) -> None:
        names = {"seq": "5", "file": f"'{story.house.file}'", "own": f"'{hand.ledger.authority}'"}
        text = statement
        for name, value in names.items():
            text = text.replace(f":{name}", value)
        assert hand.connection.exec_driver_sql(text).rowcount != 0

    return alter


def where(table: str, column: str, value: str, of: str = "seq = :seq") -> Any:
    return sql(f"UPDATE {table} SET {column} = {value} WHERE authority = :own AND {of}")


_FILE = "file = :file"
_TEXT = "CAST(data AS TEXT)"
_PLANTED = (
    "INSERT INTO {table} SELECT authority, -1, {rest} FROM {table} "
    "WHERE authority = :own AND seq = :seq"
)
_ENTRY = _PLANTED.format(table="ledger_entries", rest="x'00', data")
_CONTENT = _PLANTED.format(table="entry_contents", rest="file, changes, sealed")


def unchecked(statement: str) -> Callable[[Hand, Story], None]:
    """With the checks that a table has switched off."""

    def alter(hand: Hand, story: Story) -> None:
        hand.connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        sql(statement)(hand, story)

    return alter


#: Statements that change rows, on a connection that no trigger stops.
STATEMENT_CASES: Final[dict[str, Case]] = {
    "REPLACE over an entry": chain(
        sql(
            "REPLACE INTO ledger_entries SELECT authority, seq, hash, "
            "CAST(replace(CAST(data AS TEXT), '2026', '2025') AS BLOB) FROM ledger_entries "
            "WHERE authority = :own AND seq = :seq"
        ),
        only=SQLITE,
    ),
    "an entry before the first, past the checks": chain(unchecked(_ENTRY), only=SQLITE),
    "a content before the first": contents(unchecked(_CONTENT), only=SQLITE),
    "an entry's bytes as text": chain(where("ledger_entries", "data", _TEXT), only=SQLITE),
    "an entry's hash as a number": chain(where("ledger_entries", "hash", "17"), only=SQLITE),
    "an entry's place as text": chain(where("ledger_entries", "seq", "'five'"), only=SQLITE),
    "an entry's place as a fraction": chain(where("ledger_entries", "seq", "5.5"), only=SQLITE),
    "a content's place as a fraction": contents(where("entry_contents", "seq", "5.5"), only=SQLITE),
    "a content as text": contents(where("entry_contents", "sealed", "'text'"), only=SQLITE),
    "a content as a very large number": contents(
        where("entry_contents", "sealed", "1099511627776"), only=SQLITE
    ),
    "a mark as text": contents(where("entry_contents", "changes", "'no'"), only=SQLITE),
    "a key as a number": contents(where("file_keys", "wrapped", "17", _FILE), only=SQLITE),
    "a case row as text": rows(where("case_files", "sealed", "'text'", _FILE), only=SQLITE),
    "a case row's place as text": rows(
        where("case_files", "folded_to", "'last'", _FILE), only=SQLITE
    ),
    "a reference as text": rows(where("case_references", "blind", "'text'", _FILE), only=SQLITE),
    "a name as a number": rows(where("case_names", "blind", "abs(random())", _FILE), only=SQLITE),
    "a request's count as text": rows(where("once", "count", "'one'", "1 = 1"), only=SQLITE),
    "a request's digest as a number": rows(where("once", "digest", "3", "1 = 1"), only=SQLITE),
    "a file's id as bytes": rows(where("case_files", "file", "x'ff'", _FILE), only=SQLITE),
    "the head's size as text": chain(where("ledger_heads", "size", "'many'", "1 = 1"), only=SQLITE),
    "the head's tip as text": chain(where("ledger_heads", "tip", "'tip'", "1 = 1"), only=SQLITE),
    "the head's time as a number": chain(
        where("ledger_heads", "at", "x'00'", "1 = 1"), only=SQLITE
    ),
    "TRUNCATE of the entries": rolled_back(sql("TRUNCATE ledger_entries"), only=POSTGRESQL),
    "TRUNCATE of the contents": missing(sql("TRUNCATE entry_contents"), only=POSTGRESQL),
    "TRUNCATE of the case rows": rows(sql("TRUNCATE case_files"), only=POSTGRESQL),
    "TRUNCATE of the heads": unreadable(sql("TRUNCATE ledger_heads"), only=POSTGRESQL),
}


# ── the schema, and the files ───────────────────────────────────────────────────────────────


def file_of(story: Story) -> Path:
    name = make_url(story.service.settings.database_url).database
    assert name is not None
    return Path(name)


def _remove_triggers(connection: Any, database: str) -> None:
    if database == SQLITE:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in found.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
    else:
        connection.execute("SET session_replication_role = replica")


def in_sqlite(*statements: str, without_triggers: bool = True) -> Any:
    """Statements on a copy kept aside, which goes back afterwards, schema and all."""

    @contextmanager
    def alter(story: Story) -> Iterator[None]:
        with _put_back_after(story) as file, closing(sqlite3.connect(file)) as connection:
            if without_triggers:
                _remove_triggers(connection, SQLITE)
            for statement in statements:
                connection.execute(statement)
            connection.commit()
            yield

    return alter


@contextmanager
def _put_back_after(story: Story) -> Iterator[Path]:
    file = file_of(story)
    aside = file.with_suffix(".whole")
    story.service.storage.engine.dispose()
    shutil.copy(file, aside)
    try:
        yield file
    finally:
        story.service.storage.engine.dispose()
        for ending in ("-journal", "-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        aside.replace(file)


def in_postgresql(statements: str, undone: str) -> Any:
    """Statements of whoever owns the tables, and those that undo them."""

    @contextmanager
    def alter(story: Story) -> Iterator[None]:
        url = story.service.settings.database_url
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statements.encode())
        story.service.storage.engine.dispose()
        try:
            yield
        finally:
            story.service.storage.engine.dispose()
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(undone.encode())

    return alter


@contextmanager
def old_journal(story: Story) -> Iterator[None]:
    """A journal with every page of an older database, as if a transaction had been cut off.

    Whoever opens the newest file beside it puts the old pages back.
    """
    with _put_back_after(story) as file:
        newest = file.read_bytes()
        with closing(sqlite3.connect(file)) as connection:
            _remove_triggers(connection, SQLITE)
            connection.execute("DELETE FROM ledger_entries WHERE seq >= ?", (story.signed - 2,))
            connection.commit()
        old = file.read_bytes()
        file.write_bytes(newest)
        file.with_name(file.name + "-journal").write_bytes(journal_of(old))
        yield


def journal_of(database: bytes) -> bytes:
    """SQLite's rollback journal of all these pages: sqlite.org/fileformat2.html, section 3."""
    size = int.from_bytes(database[16:18], "big")
    pages = [database[at : at + size] for at in range(0, len(database), size)]
    numbers = (len(pages), 0, len(pages), 512, size)
    header = bytes.fromhex("d9d505f920a163d7") + b"".join(n.to_bytes(4, "big") for n in numbers)
    records = []
    for number, page in enumerate(pages, 1):
        checksum = sum(page[at] for at in range(size - 200, 0, -200))
        records.append(number.to_bytes(4, "big") + page + checksum.to_bytes(4, "big"))
    return header.ljust(512, b"\0") + b"".join(records)


@contextmanager
def spoilt_page(story: Story) -> Iterator[None]:
    """The page at the top of the table of entries, with something else in it."""
    with _put_back_after(story) as file:
        with closing(sqlite3.connect(file)) as connection:
            found = "SELECT rootpage FROM sqlite_master WHERE name = 'ledger_entries'"
            (root,) = connection.execute(found).fetchone()
        data = bytearray(file.read_bytes())
        size = int.from_bytes(data[16:18], "big")
        data[(root - 1) * size : root * size] = b"\xff" * size
        file.write_bytes(data)
        yield


@contextmanager
def wal_of_another(story: Story) -> Iterator[None]:
    """The file in WAL mode, and beside it a WAL in which an entry is another."""
    with _put_back_after(story) as file:
        copy = file.with_suffix(".copy")
        shutil.copy(file, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            _remove_triggers(connection, SQLITE)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("UPDATE ledger_entries SET data = data || x'20' WHERE seq = 5")
            shutil.copy(copy, file)
            shutil.copy(copy.with_name(copy.name + "-wal"), file.with_name(file.name + "-wal"))
        copy.unlink()
        yield


@contextmanager
def stray_wal(story: Story) -> Iterator[None]:
    """Beside a file that is not in WAL mode."""
    with _put_back_after(story) as file:
        file.with_name(file.name + "-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(4096))
        yield


_HIDE = "ALTER TABLE ledger_entries RENAME TO aside; "
_SHOW = "; ALTER TABLE aside RENAME TO ledger_entries"
_UNREAD = "every statement names its columns"

#: Each alters the database while its block runs.
SCHEMA_CASES: Final[dict[str, Case]] = {
    "writable_schema: a check taken out of a table": chain(
        in_sqlite(
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'seq >= 0', 'seq >= -9')",
            "PRAGMA writable_schema = RESET",
            "INSERT INTO ledger_entries SELECT authority, -1, x'00', data FROM ledger_entries "
            "WHERE authority = 'bexley' AND seq = 5",
        ),
        only=SQLITE,
    ),
    "writable_schema: the triggers taken out": chain(
        in_sqlite(
            "PRAGMA writable_schema = ON",
            "DELETE FROM sqlite_master WHERE type = 'trigger'",
            "PRAGMA writable_schema = RESET",
            "UPDATE ledger_entries SET data = data || x'20' WHERE seq = 5",
            without_triggers=False,
        ),
        only=SQLITE,
    ),
    "the sealed rows made NULL, on SQLite": rows(
        in_sqlite(
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'sealed BLOB NOT NULL', 'sealed BLOB') "
            "WHERE name = 'case_files'",
            "PRAGMA writable_schema = RESET",
            "UPDATE case_files SET sealed = NULL",
        ),
        only=SQLITE,
    ),
    "the sealed rows made NULL, on PostgreSQL": rows(
        in_postgresql(
            "ALTER TABLE case_files RENAME sealed TO aside; "
            "ALTER TABLE case_files ADD COLUMN sealed bytea",
            "ALTER TABLE case_files DROP COLUMN sealed; "
            "ALTER TABLE case_files RENAME aside TO sealed",
        ),
        only=POSTGRESQL,
    ),
    "a table's rows behind a view": rolled_back(
        in_sqlite(
            "ALTER TABLE ledger_entries RENAME TO aside",
            "CREATE VIEW ledger_entries AS SELECT * FROM aside WHERE seq < 9",
        ),
        only=SQLITE,
    ),
    "a column added, on SQLite": harmless(
        in_sqlite("ALTER TABLE ledger_entries ADD COLUMN note TEXT DEFAULT 'x'"),
        _UNREAD,
        only=SQLITE,
    ),
    "a rollback journal planted": rolled_back(old_journal, only=SQLITE),
    "a page of the file overwritten": unreadable(spoilt_page, only=SQLITE),
    "another's WAL put beside the file": chain(wal_of_another, only=SQLITE),
    "a stray WAL beside a file in no need of it": harmless(
        stray_wal, "SQLite does not read it", only=SQLITE
    ),
    "the triggers switched off": chain(
        in_postgresql(
            "ALTER TABLE ledger_entries DISABLE TRIGGER ALL; "
            r"UPDATE ledger_entries SET data = data || '\x20'::bytea WHERE seq = 5",
            r"UPDATE ledger_entries SET data = substr(data, 1, length(data) - 1) WHERE seq = 5; "
            "ALTER TABLE ledger_entries ENABLE TRIGGER ALL",
        ),
        only=POSTGRESQL,
    ),
    "an empty table in the place of the entries": rolled_back(
        in_postgresql(
            _HIDE + "CREATE TABLE ledger_entries (LIKE aside)",
            "DROP TABLE ledger_entries" + _SHOW,
        ),
        only=POSTGRESQL,
    ),
    "some of the entries behind a view": rolled_back(
        in_postgresql(
            _HIDE + "CREATE VIEW ledger_entries AS SELECT * FROM aside WHERE seq < 9",
            "DROP VIEW ledger_entries" + _SHOW,
        ),
        only=POSTGRESQL,
    ),
    "the entries' bytes as a column of text": chain(
        in_postgresql(
            _HIDE + "CREATE VIEW ledger_entries AS "
            "SELECT authority, seq, hash, convert_from(data, 'UTF8') AS data FROM aside",
            "DROP VIEW ledger_entries" + _SHOW,
        ),
        only=POSTGRESQL,
    ),
    "a column added, on PostgreSQL": harmless(
        in_postgresql(
            "ALTER TABLE ledger_entries ADD COLUMN note TEXT DEFAULT 'x'",
            "ALTER TABLE ledger_entries DROP COLUMN note",
        ),
        _UNREAD,
        only=POSTGRESQL,
    ),
}
