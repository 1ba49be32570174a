"""Views, triggers and rules by which a database shows, or keeps, another thing than was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Final

import psycopg
from sqlalchemy import make_url

from tests.api.running import OURS
from tests.tamper.case import Case, harmless, known
from tests.tamper.engines import POSTGRESQL, SQLITE
from tests.tamper.forged_story import Forged

Lie = Callable[[Forged], AbstractContextManager[None]]

#: A place in a statement: the file that took its agreement back, the other, and so on.
_TABLES: Final = (
    "ledger_heads",
    "ledger_entries",
    "entry_contents",
    "file_keys",
    "case_files",
    "case_references",
    "case_names",
    "once",
)


def _said(told: Forged, statement: str, *, bytes_as: str) -> str:
    old = told.old("case_files", file=told.file)
    head = told.old("ledger_heads")
    names = {
        ":file": f"'{told.file}'",
        ":other": f"'{told.other}'",
        ":us": f"'{OURS}'",
        ":no": str(told.withdrawal),
        ":yes": str(told.yes),
        ":place": str(old["folded_to"]),
        ":sealed": bytes_as.format(old["sealed"].hex()),
        ":size": str(head["size"]),
        ":tip": bytes_as.format(bytes(head["tip"]).hex()),
        ":frontier": bytes_as.format(bytes(head["frontier"]).hex()),
        ":at": f"'{head['at']}'",
    }
    for name, value in names.items():
        statement = statement.replace(name, value)
    return statement


def in_postgresql(statements: str, undone: str) -> Lie:
    """Statements of whoever owns the tables, and those that undo them."""

    @contextmanager
    def lie(told: Forged) -> Iterator[None]:
        url = told.service.settings.database_url
        name = make_url(url).database
        given = [_said(told, one, bytes_as=r"'\x{}'::bytea") for one in (statements, undone)]
        given = [one.replace(":database", f'"{name}"') for one in given]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(given[0].encode())
        told.service.storage.engine.dispose()
        try:
            yield
        finally:
            told.service.storage.engine.dispose()
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(given[1].encode())

    return lie


def in_sqlite(statements: str, undone: str) -> Lie:
    """The same in SQLite."""

    @contextmanager
    def lie(told: Forged) -> Iterator[None]:
        def run(script: str) -> None:
            told.service.storage.engine.dispose()
            with closing(sqlite3.connect(told.database)) as connection:
                connection.executescript(_said(told, script, bytes_as="x'{}'"))

        run(statements)
        try:
            yield
        finally:
            run(undone)

    return lie


def _view(table: str, columns: str, where: str = "1 = 1") -> tuple[str, str]:
    """A table put aside, and a view in its place."""
    return (
        f"ALTER TABLE {table} RENAME TO aside",
        f"CREATE VIEW {table} AS SELECT {columns} FROM aside WHERE {where}",
    )


def _on_both(name: str, *view: str) -> dict[str, Case]:
    table = view[0].split()[2]
    undone = f"DROP VIEW {table}; ALTER TABLE aside RENAME TO {table}"
    return {
        f"{name}, on SQLite": known(in_sqlite("; ".join(view), undone), only=SQLITE),
        f"{name}, on PostgreSQL": known(in_postgresql("; ".join(view), undone), only=POSTGRESQL),
    }


_OLD_ROW: Final = _view(
    "case_files",
    "authority, file, CASE WHEN file = :file THEN :place ELSE folded_to END AS folded_to, "
    "CASE WHEN file = :file THEN :sealed ELSE sealed END AS sealed",
)
_LATER: Final = "NOT (authority = :us AND seq >= :no)"
_OLD_HEAD: Final = (
    "authority, origin, CASE WHEN authority = :us THEN :size ELSE size END AS size, "
    "CASE WHEN authority = :us THEN :tip ELSE tip END AS tip, "
    "CASE WHEN authority = :us THEN :at ELSE at END AS at, "
    "CASE WHEN authority = :us THEN :frontier ELSE frontier END AS frontier"
)


def _sqlite_trigger(when: str, then: str) -> Lie:
    return in_sqlite(f"CREATE TRIGGER lie {when} BEGIN {then}; END", "DROP TRIGGER lie")


def _postgresql_trigger(when: str, then: str) -> Lie:
    return in_postgresql(
        f"CREATE FUNCTION lie() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {then} END $$; "
        f"CREATE TRIGGER a_lie {when} FOR EACH ROW EXECUTE FUNCTION lie()",
        f"DROP TRIGGER a_lie ON {when.split(' ON ')[1].split(maxsplit=1)[0]}; DROP FUNCTION lie()",
    )


def _copied(told: str) -> tuple[str, str]:
    copies = "; ".join(
        f"CREATE TABLE lies.{table} AS SELECT * FROM public.{table}" for table in _TABLES
    )
    return (
        f"CREATE SCHEMA lies; {copies}; {told}; ALTER DATABASE :database SET search_path = lies",
        "ALTER DATABASE :database RESET search_path; DROP SCHEMA lies CASCADE",
    )


_PINNED: Final = "each connection says for itself in which schema it looks"

#: What is shown is not what stands there.
LYING_VIEW_CASES: Final[dict[str, Case]] = {
    **_on_both("a view that shows an old row", *_OLD_ROW),
    **_on_both("a view that hides the newest entries", *_view("ledger_entries", "*", _LATER)),
    **_on_both("a view that hides the newest contents", *_view("entry_contents", "*", _LATER)),
    **_on_both("a view that shows an old head", *_view("ledger_heads", _OLD_HEAD)),
    **_on_both("a view that hides the key", *_view("file_keys", "*", "file <> :file")),
    **_on_both("a view that hides the row", *_view("case_files", "*", "file <> :file")),
    **_on_both("a view that hides the reference", *_view("case_references", "*", "file <> :file")),
    **_on_both(
        "a view that clears every mark",
        *_view("entry_contents", "authority, seq, file, 1 = 0 AS changes, sealed"),
    ),
    **_on_both(
        "a view that puts what is newest under another file",
        *_view(
            "entry_contents",
            "authority, seq, CASE WHEN seq >= :no THEN :other ELSE file END AS file, changes, "
            "sealed",
        ),
    ),
    "a second row for one file, by inheritance": known(
        in_postgresql(
            "CREATE TABLE more () INHERITS (case_files); "
            "INSERT INTO more VALUES (:us, :file, :place, :sealed)",
            "DROP TABLE more",
        ),
        only=POSTGRESQL,
    ),
    "rows hidden by row-level security": harmless(
        in_postgresql(
            "CREATE POLICY lie ON entry_contents AS RESTRICTIVE USING (false)",
            "DROP POLICY lie ON entry_contents",
        ),
        "a superuser, as in the tests, sees every row; others find entries missing",
        only=POSTGRESQL,
    ),
    "another schema before ours, with the rows as they were": harmless(
        in_postgresql(
            *_copied(
                "UPDATE lies.case_files SET folded_to = :place, sealed = :sealed "
                "WHERE file = :file; DELETE FROM lies.ledger_entries WHERE seq >= :no AND "
                "authority = :us; UPDATE lies.ledger_heads SET size = :size, tip = :tip, at = :at, "
                "frontier = :frontier WHERE authority = :us"
            )
        ),
        _PINNED,
        only=POSTGRESQL,
    ),
    "another schema before ours, with an old row": harmless(
        in_postgresql(
            *_copied(
                "UPDATE lies.case_files SET folded_to = :place, sealed = :sealed WHERE file = :file"
            )
        ),
        _PINNED,
        only=POSTGRESQL,
    ),
}

_IGNORED: Final = "SELECT RAISE(IGNORE)"

#: What is written is not kept. The code is that of the attempt to record a withdrawal.
DROPPED_CASES: Final[dict[str, Case]] = (
    {
        f"{what}, on SQLite": known(_sqlite_trigger(when, then), only=SQLITE)
        for what, when, then in (
            ("entries dropped", "BEFORE INSERT ON ledger_entries", _IGNORED),
            ("contents dropped", "BEFORE INSERT ON entry_contents", _IGNORED),
            ("changes of rows dropped", "BEFORE UPDATE ON case_files", _IGNORED),
            ("changes of the head dropped", "BEFORE UPDATE ON ledger_heads", _IGNORED),
            ("requests dropped", "BEFORE INSERT ON once", _IGNORED),
            (
                "contents removed again",
                "AFTER INSERT ON entry_contents",
                "DELETE FROM entry_contents WHERE seq = NEW.seq AND authority = NEW.authority",
            ),
            (
                "rows removed after their change",
                "AFTER UPDATE ON case_files",
                "DELETE FROM case_files WHERE file = NEW.file",
            ),
        )
    }
    | {
        f"{what}, on PostgreSQL": known(_postgresql_trigger(when, then), only=POSTGRESQL)
        for what, when, then in (
            ("entries dropped", "BEFORE INSERT ON ledger_entries", "RETURN NULL;"),
            ("contents dropped", "BEFORE INSERT ON entry_contents", "RETURN NULL;"),
            ("changes of rows dropped", "BEFORE UPDATE ON case_files", "RETURN NULL;"),
            ("changes of rows undone", "BEFORE UPDATE ON case_files", "RETURN OLD;"),
            (
                "the sealed row kept as it was",
                "BEFORE UPDATE ON case_files",
                "NEW.sealed = OLD.sealed; RETURN NEW;",
            ),
            ("changes of the head dropped", "BEFORE UPDATE ON ledger_heads", "RETURN NULL;"),
            ("requests dropped", "BEFORE INSERT ON once", "RETURN NULL;"),
            (
                "another mark than was written",
                "BEFORE INSERT ON entry_contents",
                "NEW.changes = false; RETURN NEW;",
            ),
            (
                "another content than was written",
                "BEFORE INSERT ON entry_contents",
                r"NEW.sealed = '\x00'::bytea; RETURN NEW;",
            ),
            (
                "another entry than was written",
                "BEFORE INSERT ON ledger_entries",
                r"NEW.data = '\x00'::bytea; RETURN NEW;",
            ),
            (
                "contents removed again",
                "AFTER INSERT ON entry_contents",
                "DELETE FROM entry_contents WHERE seq = NEW.seq; RETURN NULL;",
            ),
        )
    }
    | {
        f"a rule instead of {what}": known(
            in_postgresql(
                f"CREATE RULE lie AS ON {verb} TO {table} DO INSTEAD NOTHING",
                f"DROP RULE lie ON {table}",
            ),
            only=POSTGRESQL,
        )
        for what, verb, table in (
            ("entries", "INSERT", "ledger_entries"),
            ("contents", "INSERT", "entry_contents"),
            ("changes of rows", "UPDATE", "case_files"),
        )
    }
)
