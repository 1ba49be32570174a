"""Every statement says whose rows it is about, so that it concerns one shard and no other.

Where tables are distributed by authority, a statement that leaves the authority open at one place,
be it in a sub-select that a join would bind, is sent to every shard: it is slow, and one server
that is away stops every authority.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ColumnElement
from sqlalchemy.sql.selectable import FromClause, Join

from consent_service import storage
from consent_service.storage.database.statements import EVERY_AUTHORITY
from consent_service.storage.database.tables import (
    entry_contents,
    file_keys,
    ledger_tables,
    metadata,
)
from consent_service.storage.whole.rebuilding import rebuild
from ledger.store import SqlStore
from tests.api.running import OURS, Running, add_family, agree, running
from tests.builders import assert_ledger_sound


def open_to_all(statement: sa.ClauseElement) -> list[str]:
    """The tables that some part of the statement does not hold to one authority by a value."""
    return [
        table.name
        for part in visitors.iterate(statement)
        for table, conditions in _tables(part)
        if table.name in metadata.tables and not any(_holds(table, one) for one in conditions)
    ]


def _tables(part: Any) -> Iterator[tuple[sa.Table, list[ColumnElement[Any]]]]:
    """The tables that this part itself names, with what it says of their rows."""
    if isinstance(part, sa.Select):
        tables, conditions = [], _conjuncts(part.whereclause)
        for source in part.get_final_froms():
            more, on = _joined(source)
            tables += more
            conditions += on
        # What it says aloud that it takes from the statement around it is held there.
        yield from ((table, conditions) for table in tables if table not in part._correlate)
    elif isinstance(part, sa.Update | sa.Delete):
        assert isinstance(part.table, sa.Table)
        yield part.table, _conjuncts(part.whereclause)


def _joined(source: FromClause) -> tuple[list[sa.Table], list[ColumnElement[Any]]]:
    if isinstance(source, Join):
        left, on_left = _joined(source.left)
        right, on_right = _joined(source.right)
        return left + right, on_left + on_right + _conjuncts(source.onclause)
    return ([source] if isinstance(source, sa.Table) else []), []


def _conjuncts(clause: Any) -> list[ColumnElement[Any]]:
    if clause is None:
        return []
    if isinstance(clause, sa.BooleanClauseList) and clause.operator is sa.sql.operators.and_:
        return [one for part in clause.clauses for one in _conjuncts(part)]
    return [clause]


def _holds(table: sa.Table, condition: ColumnElement[Any]) -> bool:
    return (
        isinstance(condition, BinaryExpression)
        and condition.operator is sa.sql.operators.eq
        and condition.left is table.c.authority
        and isinstance(condition.right, BindParameter)
    )


def _statements() -> Iterator[tuple[str, sa.ClauseElement]]:
    """All but the one that asks which authorities there are, as an operator's `verify` does."""
    for found in pkgutil.walk_packages(storage.__path__, f"{storage.__name__}."):
        if ".migrations" not in found.name:
            for name, value in vars(importlib.import_module(found.name)).items():
                is_one = isinstance(value, sa.Executable) and isinstance(value, sa.ClauseElement)
                if is_one and value is not EVERY_AUTHORITY:
                    yield f"{found.name}.{name}", value
    for name, value in vars(SqlStore(ledger_tables, OURS, "consent.test/bexley")).items():
        if isinstance(value, sa.ClauseElement):
            yield f"ledger.store.{name}", value


def test_every_statement_holds_each_of_its_tables_to_one_authority() -> None:
    found = {name: open_to_all(statement) for name, statement in _statements()}
    assert len(found) > 20
    assert {name: tables for name, tables in found.items() if tables} == {}


def test_no_insert_takes_its_rows_from_a_select() -> None:
    """One that does is committed in two phases where tables are distributed."""
    inserts = [one for _, one in _statements() if isinstance(one, sa.Insert)]
    assert inserts
    assert [one.table.name for one in inserts if one.select is not None] == []


@contextmanager
def sent(engine: sa.Engine) -> Iterator[list[sa.ClauseElement]]:
    """What is executed on this engine."""
    seen: list[sa.ClauseElement] = []

    def keep(_: Any, statement: sa.ClauseElement, *__: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_execute", keep)
    try:
        yield seen
    finally:
        event.remove(engine, "before_execute", keep)


def test_nothing_that_a_day_sends_reaches_another_authoritys_rows(tmp_path: Path) -> None:
    """What is built where it is used, too: asked, recorded, listed, verified and made again."""
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as begun:
        service = begun.restarted()
        with sent(service.storage.engine) as statements:
            _a_day(service)
        found = {str(one): open_to_all(one) for one in statements if not isinstance(one, sa.Insert)}
        assert len(found) > 20
        assert {sql: tables for sql, tables in found.items() if tables} == {}


def _a_day(service: Running) -> None:
    family = add_family(service, "CASE-1")
    agree(service, family)
    assert service.check(family.file, family.question())["recorded"] == "ledger"
    service.check_reference({**family.question(), "reference": "CASE-1"})
    for path in (family.path, f"{family.path}/history", "/v1/policies/current", "/v1/tasks"):
        service.get(path, "MASH_MANAGER")
    service.post("/v1/files/searches", {"names": "Ng", "dob": "2024-02-01"})
    service.beat()
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert_ledger_sound(service)


@pytest.mark.parametrize(
    "statement",
    [
        sa.select(file_keys.c.wrapped),
        sa.select(file_keys.c.wrapped).where(file_keys.c.file == "0"),
        sa.select(file_keys.c.file).where(
            file_keys.c.authority == OURS,
            sa.exists().where(entry_contents.c.authority == file_keys.c.authority),
        ),
        sa.select(file_keys.c.file)
        .join(entry_contents, entry_contents.c.authority == file_keys.c.authority)
        .where(file_keys.c.authority == OURS),
        sa.select(file_keys.c.file).where(
            sa.or_(file_keys.c.authority == OURS, file_keys.c.file == "0")
        ),
        sa.delete(file_keys).where(file_keys.c.authority > OURS),
    ],
    ids=["nothing", "another column", "a sub-select", "a join", "or", "greater"],
)
def test_a_statement_that_leaves_the_authority_open_somewhere_is_found(
    statement: sa.ClauseElement,
) -> None:
    assert open_to_all(statement)
