"""The migrations make the tables that the code speaks of, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from consent_service.storage.database.engine import open_engine
from consent_service.storage.database.migrating import migrate
from consent_service.storage.database.tables import metadata
from tests.api.running import Running
from tests.builders import a_check, assert_ledger_sound

pytestmark = pytest.mark.each_database


@pytest.fixture
def migrated(empty_database_url: str) -> Iterator[Engine]:
    engine = open_engine(empty_database_url, apart=False)
    migrate(engine)
    yield engine
    engine.dispose()


def test_what_is_migrated_is_what_the_code_speaks_of(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_constraints_and_indexes_have_the_names_the_code_gives_them(migrated: Engine) -> None:
    found = sa.inspect(migrated)
    for table in metadata.sorted_tables:
        assert found.get_pk_constraint(table.name)["name"] == table.primary_key.name
        indexes = {
            index["name"]
            for index in found.get_indexes(table.name)
            if not index.get("duplicates_constraint")
        }
        assert indexes == {index.name for index in table.indexes}


def test_migrating_again_changes_nothing(service: Running) -> None:
    service.storage.records.run(a_check())
    before = everything(service.storage.engine)
    migrate(service.storage.engine)
    migrate(service.storage.engine)
    assert everything(service.storage.engine) == before
    assert_ledger_sound(service)


def everything(engine: Engine) -> list[object]:
    found = sa.inspect(engine)
    with engine.connect() as connection:
        return [
            (
                name,
                repr(found.get_columns(name)),
                connection.execute(sa.text(f'SELECT * FROM "{name}"')).all(),
            )
            for name in sorted(found.get_table_names())
        ]


def test_every_key_and_index_begins_with_the_authority(migrated: Engine) -> None:
    """So that each statement touches one authority, and one shard where there are many."""
    found = sa.inspect(migrated)
    names = set(found.get_table_names()) - {"alembic_version"}
    assert names == {table.name for table in metadata.sorted_tables}
    for name in names:
        assert found.get_pk_constraint(name)["constrained_columns"][0] == "authority", name
        for unique in found.get_unique_constraints(name):
            assert unique["column_names"][0] == "authority", unique["name"]
        for index in found.get_indexes(name):
            assert index["column_names"][0] == "authority", index["name"]
        for foreign in found.get_foreign_keys(name):
            assert foreign["constrained_columns"][0] == "authority", foreign["name"]


def test_the_same_holds_of_what_the_code_speaks_of() -> None:
    for table in metadata.sorted_tables:
        keyed: list[Any] = [table.primary_key, *table.indexes]
        keyed += [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
        for one in keyed:
            assert next(iter(one.columns)).name == "authority", one.name
