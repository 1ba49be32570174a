"""Authorities apart on PostgreSQL, as it is served: by a role of its own, under row-level security.

Everywhere else tests run as the tables' owner, because they break them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from structlog.testing import capture_logs

from consent_service.actions.refused import RecordDamaged
from consent_service.domain.recorded.content import OPERATOR
from consent_service.storage.database.apart import NOBODY, opening
from consent_service.storage.database.engine import counting, open_engine, reading, writing
from consent_service.storage.database.tables import entry_contents, file_keys, metadata
from consent_service.storage.database.wire import StatementSent, sent
from consent_service.storage.door import flights
from consent_service.storage.people.forgetting import forget_looks
from consent_service.storage.sealed.keys import reads_of
from consent_service.storage.whole.rebuilding import rebuild
from tests.api.breaking import altering
from tests.api.running import OURS, THEIRS, Running, add_family, agree
from tests.builders import assert_ledger_sound, rows_of
from tests.rules.test_project import ROOT
from tests.wire import wired

pytestmark = pytest.mark.each_database


@contextmanager
def without_our_filter(engine: sa.Engine) -> Iterator[list[str]]:
    """No statement of ours holds anything to an authority any more; which they were."""
    changed: list[str] = []

    def strip(_: Any, __: Any, sql: str, given: Any, *___: Any) -> tuple[str, Any]:
        without = re.sub(r"\b\w+\.authority = %\(\w+\)s(::\w+)?", "true", sql)
        if without != sql:
            changed.append(without)
        return without, given

    def strip_sent(*arguments: Any) -> Iterator[StatementSent]:
        for one in sent(*arguments):
            sql = one.text.decode()
            without = re.sub(r"\b\w+\.authority = \$\d+::\w+", "true", sql)
            if without != sql:
                changed.append(without)
            yield one._replace(text=without.encode())

    event.listen(engine, "before_cursor_execute", strip, retval=True)
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(flights, "sent", strip_sent)
            yield changed
    finally:
        event.remove(engine, "before_cursor_execute", strip)


def a_day(service: Running) -> None:
    family = add_family(service, "CASE-2")
    agree(service, family)
    assert service.check(family.file, family.question())["recorded"] == "ledger"
    answer = service.check_reference({**family.question(), "reference": "CASE-1"})
    assert answer["recorded"] == "ledger"
    for path in (family.path, f"{family.path}/history", "/v1/policies/current", "/v1/tasks"):
        assert service.get(path, "MASH_MANAGER").status_code == 200
    service.post("/v1/files/searches", {"names": "Ng", "dob": "2024-02-01"})
    service.beat()
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    service.assert_sound()


# ── whoever forgets to say whose ────────────────────────────────────────────────────────────


def test_with_the_applications_filter_taken_out_a_day_goes_by_as_before_and_touches_nobody_else(
    served: Running, whole: Running
) -> None:
    before = rows_of(whole, THEIRS)
    with without_our_filter(served.storage.engine) as changed:
        a_day(served)
        assert_ledger_sound(served)
    assert {sql.split()[0] for sql in changed} == {"SELECT", "UPDATE", "DELETE"}
    assert rows_of(whole, THEIRS) == before


def test_no_row_of_another_comes_back_can_be_changed_or_can_be_added(
    served: Running, whole: Running
) -> None:
    engine = served.storage.engine
    for table in metadata.sorted_tables:
        with reading(engine, OURS) as connection:
            found = set(connection.scalars(sa.select(table.c.authority)))
        assert found == {OURS}, table.name
        with engine.connect().execution_options(authority=OURS) as connection:
            row = connection.execute(sa.select(table).limit(1)).mappings().one()
            with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
                connection.execute(sa.insert(table), {**row, "authority": THEIRS})
    held = rows_of(whole, OURS)
    with engine.connect().execution_options(authority=OURS) as connection:
        for name in ("case_files", "case_names", "entry_contents", "once"):
            gone = connection.exec_driver_sql(f"DELETE FROM {name}")
            assert gone.rowcount == len(held[name])
        moved = connection.exec_driver_sql("UPDATE ledger_heads SET size = 0")
        assert moved.rowcount == 1


def test_a_pooled_connection_keeps_nobodys_authority(served: Running) -> None:
    """Whatever ended the transaction before: a commit, a rollback, an error, nothing at all."""
    engine = served.storage.engine
    engine.dispose()
    asked = sa.text("SELECT authority FROM case_files")

    def seen(whose: str) -> set[str]:
        with reading(engine, whose) as connection:
            return set(connection.scalars(asked))

    def fails(whose: str) -> None:
        with pytest.raises(sa.exc.DBAPIError), writing(engine, whose) as connection:
            connection.exec_driver_sql("SELECT 1 / 0")

    def is_left(whose: str) -> None:
        with engine.connect().execution_options(authority=whose) as connection:
            connection.execute(asked)

    for before in (seen, fails, is_left):
        for whose in (OURS, THEIRS):
            before(whose)
            with engine.connect() as connection:
                assert connection.scalars(asked).all() == []
            assert seen(NOBODY) == set()
            assert seen(OURS if whose == THEIRS else THEIRS) == {OURS, THEIRS} - {whose}
    assert engine.pool.checkedin() == 1  # type: ignore[attr-defined]


def test_only_what_is_counted_may_be_committed_before_it_is_on_disk(served: Running) -> None:
    """It is said for that transaction alone, and in the flight that opens it."""
    engine = served.storage.engine

    def waits(connection: sa.Connection) -> bool:
        return bool(connection.scalar(sa.text("SHOW synchronous_commit")) == "on")

    with counting(engine, OURS, lazily=True) as connection:
        assert not waits(connection)
    for kind in (counting, reading, writing):
        with kind(engine, OURS) as connection:
            assert waits(connection)


def test_another_authoritys_key_opens_nothing(served: Running, whole: Running) -> None:
    ours = served.storage.keys[OURS].seal()
    held = rows_of(whole, THEIRS)["file_keys"]
    assert len(held) == 2
    for _, file, wrapped in held:
        with pytest.raises(RecordDamaged):
            ours.unwrap(wrapped, file)
        served.storage.keys[THEIRS].seal().unwrap(wrapped, file)


def test_which_authorities_there_are_is_all_that_is_seen_of_all(served: Running) -> None:
    assert served.storage.unnamed() == ()
    (served.settings.keys / f"{THEIRS}.json").rename(served.settings.keys / "aside")
    with capture_logs() as said:
        assert served.restarted().storage.unnamed() == (THEIRS,)
    missing = [one["file"] for one in said if one["event"] == "keys.file_is_missing"]
    assert missing == [f"{THEIRS}.json"]


# ── how a transaction says whose it is ──────────────────────────────────────────────────────


def test_to_say_whose_it_is_costs_no_round_trip(whole: Running) -> None:
    """Opening it is one, whatever is said in it; each statement is one, and the commit."""
    with wired(whole.settings.database_url) as (url, wire):
        engine = open_engine(url, apart=False)
        for begins in (reading, writing):
            with begins(engine, OURS):
                pass
            before = wire.turns
            with begins(engine, OURS) as connection:
                connection.exec_driver_sql("SELECT 1")
            assert wire.turns - before == 3
        engine.dispose()


def test_what_is_no_code_of_an_authority_is_not_said() -> None:
    for wrong in ("a'b", "a; ROLLBACK", "a\\", "a b", "a\n", "-'"):
        with pytest.raises(ValueError, match="no code"):
            opening(wrong)


BEGINS = {"reading", "writing", "working", "_begun"}
#: Who works on no authority's rows: the shape of the database, its settings, which there are.
NOBODYS = {"migrating": 2, "readiness": 1, "opening": 1, "engine": 2}


def test_every_transaction_is_begun_in_one_place_and_says_whose_it_is() -> None:
    """An engine's own `connect` and `begin` say nothing, so nothing else calls them."""
    nobodys: dict[str, int] = {}
    found = 0
    for path in sorted((ROOT / "consent_service").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        # Most modules begin nothing, and need not be parsed.
        if not re.search(rf"\.(connect|begin)\b|\b({'|'.join(BEGINS)})\(", source):
            continue
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call):
                continue
            said = ast.unparse(node.func)
            if said.endswith((".connect", ".begin")) and re.search(r"\bengine\.|_engine\.", said):
                assert path.name == "engine.py", (path, said)
            if said.split(".")[-1] not in BEGINS or not node.args:
                continue
            if said == "_begun" and path.name != "engine.py":
                # Of a module's own: another's of this name begins something else.
                continue
            found += 1
            whose = node.args[1]
            is_named = isinstance(whose, ast.Name | ast.Attribute)
            assert is_named, (path, ast.unparse(node))
            if ast.unparse(whose) == "NOBODY":
                nobodys[path.stem] = nobodys.get(path.stem, 0) + 1
            else:
                # An authority, or one of its two ledgers: each has rows of its own.
                named = ast.unparse(whose).split(".")[-1]
                assert named in ("authority", "ledger"), ast.unparse(node)
    assert found > 20
    assert nobodys == NOBODYS


# ── what is forgotten ───────────────────────────────────────────────────────────────────────


def test_who_serves_can_destroy_what_opens_a_look_and_nothing_of_a_family(
    served: Running, whole: Running
) -> None:
    kept = rows_of(whole, OURS)["file_keys"]
    with writing(served.storage.engine, OURS) as connection:
        gone = connection.execute(sa.delete(file_keys).where(file_keys.c.authority == OURS))
        assert gone.rowcount == 0
    assert rows_of(whole, OURS)["file_keys"] == kept
    # Nor a content of one: it is taken out only to be put back at once.
    every = sa.delete(entry_contents).where(entry_contents.c.authority == OURS)
    refused = pytest.raises(sa.exc.DBAPIError, match="append-only")
    with refused, writing(served.storage.engine, OURS) as connection:
        connection.execute(every)
    last = sa.select(sa.func.max(entry_contents.c.seq)).where(entry_contents.c.authority == OURS)
    with altering(whole) as connection:
        row = sa.and_(
            entry_contents.c.authority == OURS, entry_contents.c.seq == connection.scalar(last)
        )
        own = connection.scalar(sa.select(entry_contents.c.file).where(row))
        connection.execute(sa.update(entry_contents).where(row).values(file="0" * 32))
    rebuild(served.storage.records, served.storage.records.ledgers[OURS])
    with altering(whole) as connection:
        assert connection.scalar(sa.select(entry_contents.c.file).where(row)) == own
    family = served.get("/v1/tasks", "MASH_MANAGER")
    assert family.status_code == 200
    served.clock.now += timedelta(days=62)
    month, people = f"{served.clock.now:%Y-%m}", ("m.1", "ig.2")
    assert forget_looks(served.storage, OURS, month, OPERATOR, people) == 1
    served.storage.keepers[reads_of(OURS)].beat()
    assert served.storage.verify(reads_of(OURS)).contents_lost == 2
