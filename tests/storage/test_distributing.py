"""Spreading the tables over several servers: what is sent, to a stand-in for Citus.

The stand-in is an ordinary PostgreSQL with functions of the extension's names that keep what they
were asked. That Citus then does what it says is not shown here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from consent_service.cli import beginning as commands
from consent_service.settings import Settings
from consent_service.storage.database import postgresql, wire
from consent_service.storage.database.distributing import is_distributed
from consent_service.storage.database.engine import assert_durable, open_engine, reading
from consent_service.storage.database.migrating import migrate
from consent_service.storage.database.tables import metadata
from consent_service.storage.database.wire import StatementSent
from consent_service.storage.door.trouble import CannotDistribute, UnsafeDatabase
from tests.api.running import OURS

pytestmark = pytest.mark.each_database

#: `citus_tables` and the functions have the columns and arguments of Citus 13.
STAND_IN = """
CREATE TABLE asked (name text, by_column text, beside text, triggers text, mode text, n serial);
CREATE VIEW citus_tables AS
  SELECT name::regclass AS table_name, 'distributed' AS citus_table_type,
         by_column AS distribution_column,
         CASE WHEN beside IN ('none', 'ledger_heads') THEN 1 ELSE 2 END AS colocation_id
  FROM asked;
CREATE FUNCTION create_distributed_table(
  table_name regclass, distribution_column text, colocate_with text) RETURNS void
  LANGUAGE sql AS $$ INSERT INTO asked VALUES (table_name::text, distribution_column, colocate_with,
    current_setting('citus.enable_unsafe_triggers'),
    current_setting('citus.multi_shard_modify_mode')) $$;
CREATE TABLE workers (nodename text, nodeport int, up bool, in_force text);
CREATE FUNCTION run_command_on_workers(command text)
  RETURNS TABLE (nodename text, nodeport int, success bool, result text)
  LANGUAGE plpgsql AS $$ DECLARE said text; BEGIN
    EXECUTE command INTO said;
    RETURN QUERY SELECT w.nodename, w.nodeport, w.up,
      CASE WHEN w.up THEN coalesce(w.in_force, said) END FROM workers w; END $$;
"""


@pytest.fixture
def citus(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with the stand-in, not yet migrated."""
    url = request.getfixturevalue("empty_postgres")
    engine = open_engine(url, apart=False)
    with engine.begin() as connection:
        connection.execute(text(STAND_IN))
    yield engine
    engine.dispose()


def asked(engine: Engine) -> list[tuple[str, str, str, str, str]]:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT name, by_column, beside, triggers, mode FROM asked ORDER BY n")
        )
        return [tuple(row) for row in found]


def test_every_table_there_is_goes_to_its_authoritys_server_and_none_twice(citus: Engine) -> None:
    migrate(citus)
    assert asked(citus) == []
    migrate(citus, distributed=True)
    first, *others = asked(citus)
    assert first == ("ledger_heads", "authority", "none", "on", "sequential")
    assert {row[0] for row in others} == metadata.tables.keys() - {"ledger_heads"}
    assert {row[1:] for row in others} == {("authority", "ledger_heads", "on", "sequential")}
    migrate(citus, distributed=True)
    assert asked(citus) == [first, *others]
    with citus.connect() as connection:
        assert is_distributed(connection)


def test_a_table_that_a_later_release_brings_is_spread_without_being_asked_for(
    citus: Engine,
) -> None:
    migrate(citus, distributed=True)
    with citus.begin() as connection:
        connection.execute(text("DELETE FROM asked WHERE name = 'case_names'"))
    migrate(citus)
    assert asked(citus)[-1][:3] == ("case_names", "authority", "ledger_heads")


def test_later_sessions_may_change_a_table_with_a_trigger(citus: Engine) -> None:
    migrate(citus, distributed=True)
    citus.dispose()
    with citus.connect() as connection:
        found = connection.execute(text("SHOW citus.enable_unsafe_triggers")).scalar_one()
    assert found == "on"


def test_whose_a_transaction_is_reaches_the_server_that_has_the_rows(citus: Engine) -> None:
    """Citus hands on a SET LOCAL that is a statement by itself, and only where it is told to."""
    migrate(citus, distributed=True)
    citus.dispose()
    sent: list[list[str]] = []

    def in_flight(pgconn: Any, statements: list[StatementSent], landed: Any, prepared: Any) -> Any:
        sent.append([one.text.decode() for one in statements])
        assert prepared is None
        return wire.in_one_flight(pgconn, statements, landed)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(postgresql, "in_one_flight", in_flight)
        with reading(citus, OURS) as connection:
            found = connection.execute(text("SHOW citus.propagate_set_commands")).scalar_one()
    assert found == "local"
    assert sent == [
        [
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            f"SET LOCAL consent.authority = '{OURS}'",
        ]
    ]


@pytest.mark.parametrize("change", ["by_column = 'file'", "beside = 'elsewhere'"])
def test_a_table_that_stands_elsewhere_is_refused(citus: Engine, change: str) -> None:
    migrate(citus, distributed=True)
    with citus.begin() as connection:
        connection.execute(text(f"UPDATE asked SET {change} WHERE name = 'once'"))
    with pytest.raises(CannotDistribute, match="once"):
        migrate(citus, distributed=True)


@pytest.mark.parametrize(
    ("worker", "why"),
    [
        ("false, NULL", "does not answer"),
        ("true, 'fsync=off full_page_writes=on synchronous_commit=on in_recovery=false'", "fsync"),
        ("true, 'fsync=on full_page_writes=on synchronous_commit=on in_recovery=true'", "replica"),
    ],
    ids=["away", "not durable", "a replica"],
)
def test_servers_behind_the_first_are_asked_too(citus: Engine, worker: str, why: str) -> None:
    migrate(citus, distributed=True)
    with citus.begin() as connection:
        connection.execute(text("INSERT INTO workers VALUES ('one', 5432, true, NULL)"))
    assert_durable(citus)
    with citus.begin() as connection:
        connection.execute(text(f"INSERT INTO workers VALUES ('two', 5432, {worker})"))
    with pytest.raises(UnsafeDatabase, match=why):
        assert_durable(citus)


def test_without_the_extension_nothing_is_distributed_and_that_is_said(
    empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Settings(empty_database_url, tmp_path, tmp_path, *[None] * 3)  # type: ignore[arg-type]
    monkeypatch.setattr(commands, "settings", lambda: given)
    said = CliRunner().invoke(commands.migrate_command, ["--distribute"])
    assert isinstance(said.exception, CannotDistribute)
    assert "Citus" in str(said.exception)
    # What `migrate` does by itself is done.
    assert CliRunner().invoke(commands.migrate_command, []).exit_code == 0
