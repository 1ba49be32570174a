"""What the owner of the database does to a row while processes hold it open, and then puts back.

A file that is kept open is believed only while the very row stands there: also where it is gone but
for its key, is another family's, or was never bytes, and in whichever process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
import sqlalchemy as sa

from consent_service.storage.database.tables import case_files, file_keys
from ledger.errors import Altered
from tests.api.breaking import altering
from tests.api.running import OURS, Family, Running, add_family, agree
from tests.api.weather import only_reason

_Row = dict[str, Any]


@contextmanager
def owning(service: Running) -> Iterator[sa.Connection]:
    """A connection to which no column must be there, as its owner may have it."""
    with altering(service) as connection:
        if service.storage.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE case_files ALTER sealed DROP NOT NULL")
        else:
            connection.exec_driver_sql("PRAGMA writable_schema = ON")
            connection.exec_driver_sql(
                "UPDATE sqlite_schema SET sql = replace(sql, 'sealed BLOB NOT NULL', 'sealed BLOB')"
                " WHERE name = 'case_files'"
            )
            connection.exec_driver_sql("PRAGMA writable_schema = RESET")
        yield connection


def to_nothing(mine: _Row, _: _Row) -> _Row:
    return {**mine, "sealed": None}


def to_no_bytes(mine: _Row, _: _Row) -> _Row:
    return {**mine, "sealed": b""}


def to_anothers(_: _Row, theirs: _Row) -> _Row:
    """As it stands there, with what it is folded to."""
    return theirs


def to_anothers_under_its_own_place(mine: _Row, theirs: _Row) -> _Row:
    return {**mine, "sealed": theirs["sealed"]}


def to_its_own_under_anothers_place(mine: _Row, theirs: _Row) -> _Row:
    return {**mine, "folded_to": theirs["folded_to"]}


CHANGES: Final[tuple[Callable[[_Row, _Row], _Row], ...]] = (
    to_nothing,
    to_no_bytes,
    to_anothers,
    to_anothers_under_its_own_place,
    to_its_own_under_anothers_place,
)


@pytest.mark.each_database
@pytest.mark.breaks_the_ledger("rows are taken out, swapped and put back")
def test_two_warm_processes_see_a_row_that_is_taken_out_or_swapped_and_one_that_is_put_back(
    service: Running, covered: Family
) -> None:
    """One of them has opened the file, and the other has written it."""
    other = add_family(service)
    writes = service.restarted()
    agree(writes, covered)
    processes = (service, writes)

    def asked() -> list[str]:
        answers = [one.check(covered.file, covered.question()) for one in processes]
        return [
            only_reason(one) if one["outcome"] == "UNAVAILABLE" else one["outcome"]
            for one in answers
        ]

    def row(connection: sa.Connection, file: str) -> _Row:
        columns = case_files.c.folded_to, case_files.c.sealed
        found = connection.execute(sa.select(*columns).where(case_files.c.file == file)).one()
        return dict(found._mapping)

    def put(connection: sa.Connection, file: str, values: _Row) -> None:
        connection.execute(sa.update(case_files).where(case_files.c.file == file).values(values))

    assert asked() == ["COVERED"] * 2
    with owning(service) as connection:
        mine, theirs = row(connection, covered.file), row(connection, other.file)
    for change in CHANGES:
        with altering(service) as connection:
            put(connection, covered.file, change(mine, theirs))
        assert asked() == ["RECORD_DAMAGED"] * 2, change.__name__
        with pytest.raises(Altered):
            service.storage.verify(OURS)
        for mark in (service.settings.checkpoints / OURS).glob("altered"):
            mark.unlink()
        with altering(service) as connection:
            put(connection, covered.file, mine)
        assert asked() == ["COVERED"] * 2, change.__name__


@pytest.mark.each_database
@pytest.mark.breaks_the_ledger(
    "keys are swapped and put back, and the authority's own row taken out"
)
def test_two_warm_processes_see_keys_that_are_swapped_and_their_own_file_taken_out(
    service: Running, covered: Family
) -> None:
    other, another = add_family(service), service.restarted()
    processes = (service, another)

    def asked() -> list[str]:
        answers = [one.check(covered.file, covered.question()) for one in processes]
        return [one["outcome"] for one in answers]

    assert asked() == ["COVERED"] * 2
    own = service.storage.records.ledgers[OURS].own_file
    with owning(service) as connection:
        files = {covered.file: other.file, other.file: covered.file}
        keys = {
            file: connection.execute(
                sa.select(file_keys.c.wrapped).where(file_keys.c.file == file)
            ).scalar_one()
            for file in files
        }
        sealed = connection.execute(
            sa.select(case_files.c.sealed).where(case_files.c.file == own)
        ).scalar_one()

    def keyed(by: dict[str, str]) -> None:
        with altering(service) as connection:
            for file, of in by.items():
                here = file_keys.c.file == file
                connection.execute(sa.update(file_keys).where(here).values(wrapped=keys[of]))

    keyed(files)
    assert asked() == ["UNAVAILABLE"] * 2
    keyed({file: file for file in files})
    assert asked() == ["COVERED"] * 2

    def own_row(value: bytes | None) -> None:
        with altering(service) as connection:
            here = case_files.c.file == own
            connection.execute(sa.update(case_files).where(here).values(sealed=value))

    own_row(None)
    assert asked() == ["UNAVAILABLE"] * 2
    own_row(sealed)
    assert asked() == ["COVERED"] * 2
