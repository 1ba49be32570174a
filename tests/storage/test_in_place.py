"""On SQLite what is asked and written goes past SQLAlchemy: with what it would find and raise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from consent_service.storage.database import readback, statements
from consent_service.storage.database.engine import is_full, open_engine, reading, writing
from consent_service.storage.database.inplace import execute_in_place, found_in_place
from consent_service.storage.database.tables import entry_contents, metadata

_OURS = "CHOLMONDELEY"
_FILES = [f"file-{n}" for n in range(7)]


@pytest.fixture
def engine(tmp_path: Any) -> Iterator[sa.Engine]:
    """A database with some contents of two authorities, which hold nothing."""
    engine = open_engine(f"sqlite:///{tmp_path / 'test.db'}", apart=False)
    metadata.create_all(engine)
    rows = [
        {"authority": whose, "seq": n, "file": file, "changes": n % 2 == 0, "sealed": bytes([n])}
        for whose in (_OURS, "OTHERS")
        for n, file in enumerate(_FILES)
    ]
    with writing(engine, _OURS) as connection:
        execute_in_place(connection, statements.ADD_CONTENTS, rows)
    yield engine
    engine.dispose()


@contextmanager
def listening(engine: sa.Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def hear(_: Any, __: Any, sql: str, *___: Any) -> None:
        seen.append(sql)

    sa.event.listen(engine, "before_cursor_execute", hear)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", hear)


def _by_sqlalchemy(connection: sa.Connection, statement: sa.Executable, given: Any) -> Any:
    return connection.execute(statement, given).all()


def test_the_same_is_found_either_way_of_any_number_of_keys(engine: sa.Engine) -> None:
    """As many marks as the next power of two are written out: the last key again finds no more."""
    at_the_keys = readback._AT_THE_KEYS[entry_contents.name]
    asked: list[tuple[sa.Executable, dict[str, Any]]] = [
        (statements.READ_CONTENTS, {"authority": _OURS, "first": 2, "end": 5})
    ]
    for some in range(1, len(_FILES) + 1):
        seqs = list(range(some))
        asked.append((statements.READ_SOME_CONTENTS, {"authority": _OURS, "seqs": seqs}))
        asked.append((statements.STANDS, {"authority": _OURS, "files": _FILES[:some]}))
        asked.append((at_the_keys, {"whose": _OURS, "keys": seqs}))
    with reading(engine, _OURS) as connection:
        for statement, given in asked:
            mine = found_in_place(connection, statement, given)
            theirs = _by_sqlalchemy(connection, statement, given)
            assert [tuple(row) for row in mine] == [tuple(row) for row in theirs]
            assert theirs
        with pytest.raises(ValueError, match="Nothing"):
            found_in_place(connection, statements.STANDS, {"authority": _OURS, "files": []})
        with pytest.raises(ValueError, match="not given"):
            found_in_place(connection, statements.READ_CONTENTS, {"authority": _OURS, "first": 2})


def test_what_stands_there_is_read_as_sqlalchemy_reads_it(engine: sa.Engine) -> None:
    """A text where bytes belong, and a number where yes or no does."""
    changes = sa.select(entry_contents.c.seq, entry_contents.c.changes, entry_contents.c.sealed)
    with writing(engine, _OURS) as connection:
        connection.exec_driver_sql("UPDATE entry_contents SET sealed = 'text' WHERE seq = 1")
        found = [tuple(row) for row in found_in_place(connection, changes, {})]
        assert found == [tuple(row) for row in connection.execute(changes)]
        assert (1, False, "text") in found


def test_keys_that_are_forgotten_are_those_that_were_named(engine: sa.Engine) -> None:
    gone = sa.delete(entry_contents).where(
        entry_contents.c.authority == sa.bindparam("authority"),
        entry_contents.c.seq.in_(sa.bindparam("seqs", expanding=True)),
    )
    with writing(engine, _OURS) as connection:
        execute_in_place(connection, gone, {"authority": _OURS, "seqs": [1, 2, 5]})
    with reading(engine, _OURS) as connection:
        left = connection.execute(sa.select(entry_contents.c.authority, entry_contents.c.seq))
        assert sorted(map(tuple, left)) == sorted(
            (whose, seq)
            for whose in (_OURS, "OTHERS")
            for seq in range(len(_FILES))
            if whose != _OURS or seq not in {1, 2, 5}
        )


def test_whoever_listens_is_told_of_all_that_is_asked_and_written(engine: sa.Engine) -> None:
    row = {"authority": _OURS, "seq": 99, "file": "file-9", "changes": True, "sealed": b""}
    with listening(engine) as seen, writing(engine, _OURS) as connection:
        execute_in_place(connection, statements.ADD_CONTENTS, [row])
        found_in_place(connection, statements.READ_OPENINGS, {"authority": _OURS, "seqs": [99]})
    assert [sql.split()[0] for sql in seen] == ["BEGIN", "INSERT", "SELECT"]


def test_errors_are_those_that_sqlalchemy_raises_and_name_nothing_that_was_given(
    engine: sa.Engine,
) -> None:
    row = {"authority": _OURS, "seq": 1, "file": "file-1", "changes": True, "sealed": b"secret"}
    with writing(engine, _OURS) as connection:
        with pytest.raises(IntegrityError) as taken:
            execute_in_place(connection, statements.ADD_CONTENTS, row)
        assert "secret" not in str(taken.value)
        assert isinstance(taken.value.orig, sqlite3.IntegrityError)
        with pytest.raises(OperationalError):
            found_in_place(connection, sa.select(sa.text("nothing FROM nowhere")), {})
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        much = {**row, "seq": 1000, "sealed": bytes(1_000_000)}
        with pytest.raises(OperationalError) as full:
            execute_in_place(connection, statements.ADD_CONTENTS, much)
        assert is_full(full.value)
        connection.rollback()


def test_a_connection_that_was_closed_is_known_to_be_lost(engine: sa.Engine) -> None:
    given = {"authority": _OURS, "seqs": [1]}
    with reading(engine, _OURS) as connection:
        driven: Any = connection.connection.driver_connection
        driven.close()
        with pytest.raises(DBAPIError) as lost:
            found_in_place(connection, statements.READ_OPENINGS, given)
        assert lost.value.connection_invalidated
        connection.rollback()
    with reading(engine, _OURS) as connection:
        found = found_in_place(connection, statements.READ_OPENINGS, given)
        assert found == [(1, b"\x01")]
