"""PostgreSQL's roles, each with no more than it is for: `consent-service migrate --roles`.

Who serves is neither a superuser nor the owner of the tables, because row-level security holds
neither; nor can it change a table, take a trigger away or empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, text

from ..door.trouble import CannotSplit
from .postgresql import LOCK_SECONDS, PATH, STATEMENT_SECONDS
from .tables import authorities, metadata

#: Owns everything, and nobody signs in as it.
OWNER: Final = "consent_owner"
#: What the service runs as, and every command but `migrate`.
APP: Final = "consent_app"
#: `consent-service verify`, on a machine that is to change nothing.
VERIFY: Final = "consent_verify"
#: `consent-service keys`: seals again, and indexes again, and changes no entry.
KEYS: Final = "consent_keys"
#: Dumps. One that row-level security held would be a copy with rows missing.
BACKUP: Final = "consent_backup"
#: Owns the view of which authorities there are, and may read that column alone.
CENSUS: Final = "consent_census"

_SIGNS_IN: Final = (APP, VERIFY, KEYS, BACKUP)
_ATTRIBUTES: Final = {
    OWNER: "NOLOGIN NOBYPASSRLS",
    APP: "LOGIN NOBYPASSRLS",
    VERIFY: "LOGIN NOBYPASSRLS",
    KEYS: "LOGIN NOBYPASSRLS",
    BACKUP: "LOGIN BYPASSRLS",
    CENSUS: "NOLOGIN NOBYPASSRLS",
}
_NO_MORE: Final = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"

#: What the service does with each table. The ledger only grows; the head moves with it. A content
#: can be taken out and put back under its own file, as `rebuild` does, and never changed; one of
#: who looked can be taken out for good (`migrations/0010`).
GRANTS: Final = {
    "ledger_heads": "SELECT, INSERT, UPDATE",
    "ledger_entries": "SELECT, INSERT",
    "entry_contents": "SELECT, INSERT, DELETE",
    # A policy leaves no key to be destroyed but those of who looked: `migrations/0006`.
    "file_keys": "SELECT, INSERT, DELETE",
    "case_files": "SELECT, INSERT, UPDATE, DELETE",
    "case_references": "SELECT, INSERT, DELETE",
    "case_names": "SELECT, INSERT, DELETE",
    "case_lists": "SELECT, INSERT, DELETE",
    "list_places": "SELECT, INSERT, DELETE",
    "once": "SELECT, INSERT, DELETE",
    "accounts": "SELECT, INSERT, UPDATE, DELETE",
    "sessions": "SELECT, INSERT, UPDATE, DELETE",
    "sign_in_codes": "SELECT, INSERT, DELETE",
    "counts": "SELECT, INSERT, UPDATE, DELETE",
    "drafts": "SELECT, INSERT, DELETE",
}

#: What rotating keys needs beside reading. Who serves cannot put another wrapped key in the place
#: of a family's, which would be to destroy it.
KEYS_GRANTS: Final = {
    # A lock needs the right to change something. This column can be changed to itself alone.
    "ledger_heads": "UPDATE (authority)",
    "file_keys": "UPDATE (wrapped)",
    "case_references": "INSERT, DELETE",
    "case_names": "INSERT, DELETE",
    "case_lists": "INSERT, DELETE",
    "list_places": "INSERT, DELETE",
    "once": "INSERT, DELETE",
    "accounts": "INSERT, UPDATE, DELETE",
    "sessions": "UPDATE",
    "sign_in_codes": "UPDATE",
}

_VERSION: Final = "alembic_version"


def is_split(connection: Connection) -> bool:
    """Whether the tables here have been given to the roles."""
    return connection.dialect.name == "postgresql" and bool(
        connection.scalar(
            text("SELECT count(*) FROM pg_tables WHERE tablename = :heads AND tableowner = :owner"),
            {"heads": "ledger_heads", "owner": OWNER},
        )
    )


def may_split(connection: Connection) -> bool:
    """Whether whoever is connected can make every role. Only a superuser gives BYPASSRLS."""
    return connection.dialect.name == "postgresql" and bool(
        connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
    )


def split(connection: Connection) -> None:
    """Make the roles that are not there, and give each what is its own: no more, no less.

    May be run again, and takes back what was given beside it. Raises `CannotSplit`.
    """
    if not may_split(connection):
        raise CannotSplit(
            "Roles can be made only on PostgreSQL, and by a superuser. Nothing was changed but "
            "what `migrate` alone does."
        )
    for statement in (*_roles(), *_owned(), *_granted()):
        connection.execute(text(statement))


def _roles() -> Iterator[str]:
    for role, attributes in _ATTRIBUTES.items():
        # Roles belong to the whole server: another database may be making the same at this moment.
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} {attributes} {_NO_MORE}; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN "
            f"ALTER ROLE {role} {attributes} {_NO_MORE}; END $$"
        )
    for role in (APP, VERIFY, KEYS):
        # As on each connection, for where a pooler keeps that from the server.
        for setting in (
            f"lock_timeout = '{LOCK_SECONDS}s'",
            f"statement_timeout = '{STATEMENT_SECONDS}s'",
            f"idle_in_transaction_session_timeout = '{STATEMENT_SECONDS}s'",
            f"search_path = {PATH}",
        ):
            yield f"ALTER ROLE {role} SET {setting}"


def _owned() -> Iterator[str]:
    everybody = ", ".join((OWNER, *_SIGNS_IN, CENSUS))
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {everybody}"
    yield f"GRANT CREATE ON SCHEMA public TO {OWNER}"
    for kind in ("TEMPORARY, CREATE", "CONNECT"):
        yield _here(f"REVOKE {kind} ON DATABASE %I FROM PUBLIC")
    yield _here(f"GRANT CONNECT ON DATABASE %I TO {', '.join(_SIGNS_IN)}")
    for table in (*sorted(metadata.tables), _VERSION):
        yield f"ALTER TABLE {table} OWNER TO {OWNER}"
    for function in ("refuse_change", "refuse_loss"):
        yield f"ALTER FUNCTION {function}() OWNER TO {OWNER}"
    yield f"ALTER VIEW {authorities.name} OWNER TO {CENSUS}"


def _granted() -> Iterator[str]:
    signed_in = ", ".join(_SIGNS_IN)
    for table in sorted(metadata.tables):
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {signed_in}, {CENSUS}"
        yield f"GRANT {GRANTS[table]} ON {table} TO {APP}"
        yield f"GRANT SELECT ON {table} TO {VERIFY}, {KEYS}, {BACKUP}"
        if table in KEYS_GRANTS:
            yield f"GRANT {KEYS_GRANTS[table]} ON {table} TO {KEYS}"
        yield f"GRANT SELECT (authority) ON {table} TO {CENSUS}"
        # A policy of its own: it names no authority, and reads nothing but their names.
        yield f"DROP POLICY IF EXISTS census ON {table}"
        yield f"CREATE POLICY census ON {table} FOR SELECT TO {CENSUS} USING (true)"
    for other in (authorities.name, _VERSION):
        yield f"REVOKE ALL ON {other} FROM PUBLIC, {signed_in}"
        yield f"GRANT SELECT ON {other} TO {signed_in}"


def _here(statement: str) -> str:
    return f"DO $$ BEGIN EXECUTE format('{statement}', current_database()); END $$"
