"""The database itself refuses to change what is recorded, to whoever is not its administrator."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.api.running import OURS, Running
from tests.builders import a_check, assert_ledger_sound, rows_of

pytestmark = pytest.mark.each_database

HERE = f"WHERE authority = '{OURS}' AND seq = 1"
REFUSED_BY_BOTH = {
    "change an entry": f"UPDATE ledger_entries SET data = hash {HERE}",
    "change its hash": f"UPDATE ledger_entries SET hash = data {HERE}",
    "change its place": f"UPDATE ledger_entries SET seq = 1000 {HERE}",
    "give it to another authority": f"UPDATE ledger_entries SET authority = 'x' {HERE}",
    "change nothing of it": f"UPDATE ledger_entries SET seq = seq {HERE}",
    "remove an entry": f"DELETE FROM ledger_entries {HERE}",
    "remove every entry": "DELETE FROM ledger_entries",
    "change a content": f"UPDATE entry_contents SET sealed = file_keys.wrapped FROM file_keys "
    f"WHERE entry_contents.authority = '{OURS}' AND seq = 1",
    "move a content": f"UPDATE entry_contents SET file = 'x' {HERE}",
    "change whether it changes its file": f"UPDATE entry_contents SET changes = NOT changes {HERE}",
}
COPY = "SELECT authority, 1, hash, data FROM ledger_entries WHERE seq = 0"
CONTENT = "SELECT authority, 1, file, changes, sealed FROM entry_contents WHERE seq = 0"
REFUSED = {
    "sqlite": {
        "replace an entry": f"REPLACE INTO ledger_entries {COPY} AND authority = '{OURS}'",
        "replace an entry by its hash": "REPLACE INTO ledger_entries "
        "SELECT authority, 1000, hash, data FROM ledger_entries",
        "update by conflict": f"INSERT INTO ledger_entries {COPY} AND authority = '{OURS}' "
        "ON CONFLICT DO UPDATE SET data = excluded.data",
        "change or ignore": f"UPDATE OR REPLACE ledger_entries SET seq = 0 {HERE}",
        "replace a content": f"REPLACE INTO entry_contents {CONTENT} AND authority = '{OURS}'",
    },
    "postgresql": {
        "empty the entries": "TRUNCATE ledger_entries",
        "empty the entries and what hangs on them": "TRUNCATE ledger_entries CASCADE",
        "empty the contents": "TRUNCATE entry_contents",
        "empty everything": "TRUNCATE ledger_heads, ledger_entries, entry_contents",
        "update by conflict": f"INSERT INTO ledger_entries {COPY} AND authority = '{OURS}' "
        "ON CONFLICT (authority, seq) DO UPDATE SET data = excluded.data",
        "merge": "MERGE INTO ledger_entries USING file_keys "
        "ON ledger_entries.authority = file_keys.authority WHEN MATCHED THEN DELETE",
    },
}


@contextmanager
def ours(service: Running) -> Iterator[Callable[[str], object]]:
    """A connection of the service's own."""
    with service.storage.engine.connect().execution_options(writes=True) as connection:
        yield connection.exec_driver_sql


@contextmanager
def anybodys(service: Running) -> Iterator[Callable[[str], object]]:
    """A connection with nothing set on it, as any other program makes."""
    url = sa.make_url(service.settings.database_url)
    if url.get_backend_name() == "sqlite":
        plain = sqlite3.connect(url.database or "")
        yield plain.execute
        plain.rollback()
        plain.close()
        return
    with psycopg.connect(service.settings.database_url) as server:
        yield server.execute
        server.rollback()


def dialect_of(service: Running) -> str:
    return service.storage.engine.dialect.name


def refusal(execute: Callable[[str], object], statement: str) -> str:
    try:
        execute(statement)
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        return str(error)
    return "nothing was refused"


@pytest.mark.parametrize("whose", [ours, anybodys])
def test_nobody_changes_or_removes_what_is_recorded(
    service: Running,
    whose: Callable[[Running], AbstractContextManager[Callable[[str], object]]],
) -> None:
    service.storage.records.run(a_check())
    before = rows_of(service, OURS)
    possible = []
    for name, statement in (REFUSED_BY_BOTH | REFUSED[dialect_of(service)]).items():
        with whose(service) as execute:
            if "append-only" not in refusal(execute, statement):
                possible.append(name)
    assert possible == []
    assert rows_of(service, OURS) == before
    assert_ledger_sound(service)
