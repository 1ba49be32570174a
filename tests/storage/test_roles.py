"""PostgreSQL's roles, and what its catalogue says of who may see what."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from consent_service.cli import beginning as commands
from consent_service.storage.database import roles
from consent_service.storage.database.engine import assert_durable, open_engine, writing
from consent_service.storage.database.migrating import migrate
from consent_service.storage.database.tables import metadata
from consent_service.storage.door.trouble import CannotSplit, NotApart
from tests.api.rights import give_every_right
from tests.api.running import OURS, Running, add_family, running
from tests.prepared import NewDatabase
from tests.storage.as_served import signed_in_as, split

pytestmark = pytest.mark.each_database

# ── what the catalogue says ─────────────────────────────────────────────────────────────────

#: What a policy that restricts says is no matter: it only takes away.
OPEN = """
SELECT c.relname || ': ' || p.why FROM pg_class c, LATERAL (VALUES
  (NOT c.relrowsecurity, 'no row-level security'),
  (NOT c.relforcerowsecurity, 'not for its owner'),
  (NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'authority'
     AND attnotnull), 'without an authority'),
  ((SELECT array_agg(pg_get_expr(polqual, polrelid) ORDER BY polname) FROM pg_policy
    WHERE polrelid = c.oid AND polpermissive) IS DISTINCT FROM ARRAY['true',
     '((authority)::text = current_setting(''consent.authority''::text, true))'], 'its policies'),
  ((SELECT bool_and(pg_get_expr(polwithcheck, polrelid) = pg_get_expr(polqual, polrelid))
    FROM pg_policy WHERE polrelid = c.oid AND polname = 'one_authority' AND polpermissive
    AND polcmd = '*' AND polroles = '{0}') IS NOT TRUE, 'what it takes'),
  ((SELECT count(*) FROM pg_policy JOIN pg_roles r ON polroles = ARRAY[r.oid]
    WHERE polrelid = c.oid AND polname = 'census' AND polcmd = 'r'
    AND r.rolname = 'consent_census') <> 1, 'its census'),
  (EXISTS (SELECT FROM pg_index i JOIN pg_attribute a
     ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE i.indrelid = c.oid AND a.attname <> 'authority'), 'an index'),
  (EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = 0), 'an expression'),
  (pg_get_userbyid(c.relowner) <> 'consent_owner', 'its owner')
) AS p(is_so, why)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'f')
AND c.relname <> 'alembic_version' AND p.is_so
UNION ALL SELECT c.relname || ': a view of its owner''s' FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false)
AND NOT (c.relname = 'authorities' AND pg_get_userbyid(c.relowner) = 'consent_census')
UNION ALL SELECT proname || ': runs as its owner' FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prosecdef
"""
GRANTED = """
SELECT table_name, grantee, string_agg(privilege_type, ', ' ORDER BY privilege_type)
FROM information_schema.role_table_grants WHERE table_schema = 'public'
AND grantee NOT IN ('consent_owner', current_user) AND table_name <> 'alembic_version'
GROUP BY table_name, grantee
"""


def test_every_table_key_and_index_holds_authorities_apart(empty_postgres: str) -> None:
    split(empty_postgres)
    with psycopg.connect(empty_postgres) as admin:
        assert admin.execute(OPEN).fetchall() == []
        admin.execute("CREATE TABLE forgotten (authority text NOT NULL, n int UNIQUE)")
        admin.execute("CREATE INDEX by_place ON ledger_entries (seq)")
        admin.execute("CREATE VIEW every_key AS SELECT * FROM file_keys")
        admin.execute("ALTER TABLE once NO FORCE ROW LEVEL SECURITY")
        found = {said for (said,) in admin.execute(OPEN).fetchall()}
        admin.rollback()
    assert {
        "forgotten: no row-level security",
        "forgotten: an index",
        "ledger_entries: an index",
        "every_key: a view of its owner's",
        "once: not for its owner",
    } <= found


def test_each_role_may_do_what_it_is_for_and_nothing_else(empty_postgres: str) -> None:
    """The ledger can be added to and not changed; nobody who signs in can change a table."""
    split(empty_postgres)
    signs_in = {roles.APP, roles.VERIFY, roles.KEYS, roles.BACKUP}
    with psycopg.connect(empty_postgres, autocommit=True) as admin:
        admin.execute("GRANT ALL ON ledger_entries TO consent_app, consent_verify")
        split(empty_postgres)
        granted = {(table, role): said for table, role, said in admin.execute(GRANTED)}
        attributes = admin.execute(
            "SELECT rolname, rolcanlogin, rolbypassrls FROM pg_roles "
            "WHERE rolname LIKE 'consent\\_%' AND NOT rolsuper AND NOT rolcreaterole "
            "AND NOT rolcreatedb AND NOT rolreplication ORDER BY 1"
        ).fetchall()
        assert attributes == [
            (role, role in signs_in, role == roles.BACKUP)
            for role in sorted({*signs_in, roles.OWNER, roles.CENSUS})
        ]
        members = "SELECT count(*) FROM pg_auth_members JOIN pg_roles r ON r.oid = member "
        assert admin.execute(f"{members} WHERE rolname LIKE 'consent\\_%'").fetchone() == (0,)
        for right in ("CREATE", "TEMPORARY"):
            asked = "SELECT has_database_privilege(%s, current_database(), %s)"
            for role in signs_in:
                assert admin.execute(asked, (role, right)).fetchone() == (False,)
        for role in signs_in:
            asked = "SELECT has_schema_privilege(%s, 'public', 'CREATE')"
            assert admin.execute(asked, (role,)).fetchone() == (False,)
    expected = {
        (table, roles.APP): ", ".join(sorted(given.split(", ")))
        for table, given in roles.GRANTS.items()
    }
    for role in (roles.VERIFY, roles.BACKUP):
        expected |= {(table, role): "SELECT" for table in metadata.tables}
    for table in metadata.tables:
        # What it may of one column alone is no grant of the table: the next test says what that is.
        of_the_table = roles.KEYS_GRANTS.get(table, "")
        more = "" if "(" in of_the_table else of_the_table
        given = sorted(filter(None, ["SELECT", *more.split(", ")]))
        expected[table, roles.KEYS] = ", ".join(given)
    expected |= {("authorities", role): "SELECT" for role in signs_in}
    # Whoever owns the view of authorities reads one column of each table, which is no grant of it.
    granted = {key: said for key, said in granted.items() if key[1] != roles.CENSUS}
    assert granted == expected
    assert roles.GRANTS["ledger_entries"] == "SELECT, INSERT"


COLUMNS = """
SELECT table_name, column_name FROM information_schema.column_privileges
WHERE grantee = 'consent_keys' AND privilege_type = 'UPDATE' AND table_name IN
('ledger_heads', 'file_keys', 'ledger_entries', 'entry_contents', 'case_files')
"""


def test_who_rotates_keys_changes_no_entry_and_no_content(empty_postgres: str) -> None:
    split(empty_postgres)
    with psycopg.connect(empty_postgres) as admin:
        found = set(admin.execute(COLUMNS).fetchall())
    assert found == {("ledger_heads", "authority"), ("file_keys", "wrapped")}


# ── who may connect ─────────────────────────────────────────────────────────────────────────


def test_a_start_is_refused_to_whom_every_row_is_open(whole: Running) -> None:
    url = whole.settings.database_url
    app = signed_in_as(roles.APP, url)
    engine = open_engine(app, apart=True)
    assert_durable(engine)

    def refused(why: str, address: str = app) -> None:
        engine = open_engine(address, apart=True)
        with pytest.raises(NotApart, match=why) as said:
            assert_durable(engine)
        assert "consent-service migrate --roles" in str(said.value)
        engine.dispose()

    with psycopg.connect(url, autocommit=True) as admin:
        refused("a superuser", url)
        refused("BYPASSRLS", signed_in_as(roles.BACKUP, url))
        admin.execute("GRANT consent_owner TO consent_app")
        refused("the owner of its tables")
        admin.execute("REVOKE consent_owner FROM consent_app")
        admin.execute("ALTER TABLE once NO FORCE ROW LEVEL SECURITY")
        refused("The table once")
        admin.execute("ALTER TABLE once FORCE ROW LEVEL SECURITY")
    engine.dispose()
    assert_durable(engine)
    engine.dispose()


def test_the_service_does_not_run_as_a_superuser_unless_families_are_made_up(
    new_postgres: NewDatabase, empty_postgres: str, tmp_path: Path
) -> None:
    with new_postgres() as fresh, running(tmp_path / "real", fresh, demonstration=False) as service:
        refused = service.restarted(roles_apart=True)
        with pytest.raises(NotApart):
            assert_durable(refused.storage.engine)
    with running(tmp_path / "made-up", empty_postgres, demonstration=True) as service:
        assert_durable(service.restarted(roles_apart=True).storage.engine)


def test_who_only_verifies_needs_to_change_nothing(served: Running, whole: Running) -> None:
    url = signed_in_as(roles.VERIFY, whole.settings.database_url)
    verifying = served.restarted(database_url=url)
    verifying.assert_sound()
    assert verifying.storage.unnamed() == ()
    with (
        pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
        writing(verifying.storage.engine, OURS) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM once")


def test_an_authority_begins_as_the_role_that_serves(
    whole: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = signed_in_as(roles.APP, whole.settings.database_url)
    begun = whole.restarted(database_url=url, roles_apart=True)
    monkeypatch.setattr(commands, "settings", lambda: begun.settings)
    monkeypatch.setattr(commands, "system_clock", begun.clock)
    asked = ["--authority", "dorset", "--origin", "consent.test/dorset"]
    assert CliRunner().invoke(commands.init, asked).exit_code == 0
    third = begun.restarted().as_authority("dorset")
    give_every_right(third)
    add_family(third)
    third.assert_sound()


def test_roles_are_made_by_a_superuser_of_a_postgresql(whole: Running, tmp_path: Path) -> None:
    app = signed_in_as(roles.APP, whole.settings.database_url)
    for url in (app, f"sqlite:///{tmp_path / 'other.db'}"):
        engine = open_engine(url, apart=False)
        with pytest.raises(CannotSplit, match="superuser"):
            migrate(engine, roles=True)
        engine.dispose()
