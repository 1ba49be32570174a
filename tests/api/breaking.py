"""Ways in which a database fails a service that is running on it, each undone when its block ends.

The failures are the database's own wherever it can be made to fail: the file is gone, the server
closes the door, another connection holds the lock, there is no room, nothing may be written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from sqlalchemy import Engine, event, make_url

from consent_service.storage.database.tables import metadata
from tests import databases
from tests.api.running import Running
from tests.unhurried import as_served

Breaking = Callable[[Running], AbstractContextManager[None]]


def _is_sqlite(service: Running) -> bool:
    return service.storage.engine.dialect.name == "sqlite"


def _file(service: Running) -> Path:
    name = make_url(service.settings.database_url).database
    assert name is not None
    return Path(name)


@contextmanager
def _server(service: Running) -> Iterator[tuple[psycopg.Connection, str]]:
    """A connection to the server beside the database, and the database's name."""
    url = service.settings.database_url
    name = make_url(url).database
    assert name is not None
    beside = databases.with_database(url, "postgres")
    with psycopg.connect(beside, autocommit=True) as connection:
        yield connection, name


def _everybody_out(connection: psycopg.Connection, name: str) -> None:
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
    )


@contextmanager
def away(service: Running) -> Iterator[None]:
    """The database cannot be reached."""
    if _is_sqlite(service):
        # A folder where the file was: no connection, old or new, can open it.
        file = _file(service)
        aside = file.with_suffix(".aside")
        service.storage.engine.dispose()
        file.rename(aside)
        file.mkdir()
        yield
        file.rmdir()
        aside.rename(file)
        return
    with _server(service) as (connection, name):
        connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
        _everybody_out(connection, name)
        yield
        connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')


@contextmanager
def locked(service: Running) -> Iterator[None]:
    """Something else holds the authority's lock, for longer than we wait."""
    if _is_sqlite(service):
        other = sqlite3.connect(_file(service), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with as_served():
            yield
        other.rollback()
        other.close()
        return
    with psycopg.connect(service.settings.database_url) as other_server:
        other_server.execute("SELECT size FROM ledger_heads FOR UPDATE")
        with as_served():
            yield
        other_server.rollback()


@contextmanager
def full(service: Running) -> Iterator[None]:
    """There is no room for another page."""
    engine = service.storage.engine
    if _is_sqlite(service):
        with _on_every_connection(engine, "PRAGMA max_page_count = 1"):
            yield
        return
    with _server_says(service, "disk_full"):
        yield


@contextmanager
def read_only(service: Running) -> Iterator[None]:
    """Nothing may be written."""
    if _is_sqlite(service):
        with _on_every_connection(service.storage.engine, "PRAGMA query_only = ON"):
            yield
        return
    # A default of read-only would not do: SQLAlchemy begins what is to write with READ WRITE.
    with _server_says(service, "read_only_sql_transaction"):
        yield


@contextmanager
def _on_every_connection(engine: Engine, pragma: str) -> Iterator[None]:
    def run(connection: Any, _: Any) -> None:
        connection.execute(pragma)

    event.listen(engine, "connect", run)
    engine.dispose()
    yield
    event.remove(engine, "connect", run)
    engine.dispose()


@contextmanager
def _server_says(service: Running, condition: str) -> Iterator[None]:
    """The server refuses every new entry with this condition, by its name in its manual."""
    url = service.settings.database_url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{condition}'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER refuse_entry BEFORE INSERT ON ledger_entries "
            "FOR EACH ROW EXECUTE FUNCTION refuse_entry()"
        )
    yield
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TRIGGER refuse_entry ON ledger_entries")
        connection.execute("DROP FUNCTION refuse_entry")


#: Each by the name of its weather.
TROUBLES: Final[dict[str, Breaking]] = {
    "unreachable": away,
    "locked": locked,
    "full": full,
    "read-only": read_only,
}


# ── putting an old copy of the database back ────────────────────────────────────────────────

Snapshot = dict[str, list[dict[str, Any]]]


def snapshot(service: Running) -> Snapshot:
    """Every row of every table, as a backup has them."""
    with service.storage.engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def put_back(service: Running, held: Snapshot) -> None:
    """Make the database what it was, as whoever can write to its disk could."""
    with altering(service) as connection:
        for table in metadata.sorted_tables:
            connection.execute(sa.delete(table))
            if held[table.name]:
                connection.execute(sa.insert(table), held[table.name])


@contextmanager
def altering(service: Running) -> Iterator[sa.Connection]:
    """A connection that the append-only triggers do not stop."""
    engine = sa.create_engine(service.settings.database_url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
            yield connection
            connection.exec_driver_sql("SET session_replication_role = DEFAULT")
        else:
            found = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            triggers = connection.exec_driver_sql(found).all()
            for name, _ in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _, statement in triggers:
                connection.exec_driver_sql(statement)
    engine.dispose()
