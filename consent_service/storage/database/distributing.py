"""Citus: the tables spread over several PostgreSQL servers, each authority whole on one of them.

Every key begins with the authority and every statement names it, so that a transaction of the door
stays on one server, and one that is away stops its own authorities alone.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

from ..door.trouble import CannotDistribute, UnsafeDatabase
from .postgresql import assert_durable_settings
from .tables import ledger_tables, metadata

#: The head first: its row is the lock, and the others go where it goes.
FIRST: Final = ledger_tables.heads.name

_IS_THERE: Final = text("SELECT to_regclass('citus_tables') IS NOT NULL")
_SPREAD: Final = text(
    "SELECT table_name::text AS name, distribution_column, colocation_id FROM citus_tables "
    "WHERE citus_table_type = 'distributed'"
)
_SETTINGS: Final = (
    # In this transaction, and for whoever changes a table later. A trigger on a distributed table
    # is "unsafe" because it might reach other rows; ours only refuse.
    "SET LOCAL citus.enable_unsafe_triggers = on",
    # Several tables in one transaction, over one connection to each server.
    "SET LOCAL citus.multi_shard_modify_mode = 'sequential'",
)
_KEEP: Final = tuple(
    text(f"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET {kept}', current_database()); END $$")
    for kept in (
        "citus.enable_unsafe_triggers = on",
        # Whose a transaction is, said to the first server, is said to the one that has the rows.
        "citus.propagate_set_commands = local",
    )
)
_SPREAD_OUT: Final = text(
    "SELECT create_distributed_table(:name, 'authority', colocate_with => :beside)"
)
_ASK_WORKERS: Final = text(
    "SELECT nodename, nodeport, success, result FROM run_command_on_workers(:asked)"
)
_ASKED: Final = (
    "SELECT string_agg(name || '=' || setting, ' ') || ' in_recovery=' || pg_is_in_recovery() "
    "FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')"
)


def is_distributed(connection: Connection) -> bool:
    """Whether this product's tables are spread over several servers."""
    return _has_extension(connection) and FIRST in _where(connection)


def distribute(connection: Connection) -> list[str]:
    """Spread every table that is not spread yet, beside the heads. Which those were.

    May be run again. Raises `CannotDistribute`: without the extension, and for a table that is
    spread by something else or elsewhere.
    """
    if not _has_extension(connection):
        raise CannotDistribute(
            "The database is no PostgreSQL with the extension Citus, so there is nothing to "
            "distribute to. Nothing was changed but what `migrate` alone does."
        )
    for setting in _SETTINGS:
        connection.execute(text(setting))
    for statement in _KEEP:
        connection.execute(statement)
    names = [FIRST, *sorted(metadata.tables.keys() - {FIRST})]
    there = _where(connection)
    new = [name for name in names if name not in there]
    for name in new:
        beside = "none" if name == FIRST else FIRST
        connection.execute(_SPREAD_OUT, {"name": name, "beside": beside})
    there = _where(connection)
    together = there.get(FIRST)
    for name in names:
        if there.get(name) != together or together is None or together[0] != "authority":
            raise CannotDistribute(f"The table {name} is not distributed by authority beside it.")
    return new


def assert_workers_durable(connection: Connection) -> None:
    """Refuse servers behind this one that would not keep what they acknowledge, or cannot write.

    Raises `UnsafeDatabase`.
    """
    for row in connection.execute(_ASK_WORKERS, {"asked": _ASKED}):
        where = f"the server {row.nodename}:{row.nodeport}"
        if not row.success:
            raise UnsafeDatabase("nodes", f"{where} does not answer")
        settings = dict(one.split("=", 1) for one in row.result.split(" "))
        if settings.pop("in_recovery") != "false":
            raise UnsafeDatabase("nodes", f"{where} is a replica")
        assert_durable_settings(settings, where)


def _has_extension(connection: Connection) -> bool:
    if connection.dialect.name != "postgresql":
        return False
    return bool(connection.execute(_IS_THERE).scalar_one())


def _where(connection: Connection) -> dict[str, tuple[str, int]]:
    found = connection.execute(_SPREAD).all()
    return {row.name: (row.distribution_column, row.colocation_id) for row in found}
