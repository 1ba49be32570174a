"""Rows of lists in a batch on PostgreSQL: the database has the rest of it while they are made, in
one transaction for all that; and those of many files are left to the keeper.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consent_service.storage.database.deadline import one_call
from consent_service.storage.door.requests import Once
from consent_service.storage.door.trouble import CannotRecord, OutcomeUnknown
from consent_service.storage.shown.lists import made_or_not, write_changed
from tests.api.running import OURS, Running, running
from tests.builders import add_household, an_adult, assert_ledger_sound, recorded, rows_of
from tests.prepared import NewDatabase
from tests.wire import Cut, through

WRITES, COMMITS = b"INSERT INTO ledger_entries", b"COMMIT\x00"


@pytest.fixture
def service(new_database: NewDatabase, tmp_path: Path) -> Iterator[Running]:
    with new_database() as fresh, running(tmp_path, fresh) as started:
        yield started


def test_the_database_writes_while_the_rows_of_lists_are_made(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but those rows and the commit. Then it is idle in a transaction, which it ends by itself
    where whoever leads stops there: nobody holds the lock of a ledger for longer.
    """
    house = add_household(service)
    stands = (
        "SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid) "
        "JOIN pg_class ON pg_class.oid = relation WHERE relname = 'ledger_entries' "
        "AND mode = 'RowExclusiveLock' AND state = 'idle in transaction'"
    )
    seen: list[bool] = []

    def slowly(*asked: Any) -> Any:
        until = time.monotonic() + 10
        with service.storage.engine.connect() as beside:
            while not (is_so := beside.exec_driver_sql(stands).scalar_one() > 0):
                if time.monotonic() > until:
                    break
        seen.append(is_so)
        return made_or_not(*asked)

    monkeypatch.setattr("consent_service.storage.shown.lists.made_or_not", slowly)
    with one_call(30):
        recorded(service.storage.records.run(an_adult(house.file)))
    assert seen == [True]
    assert_ledger_sound(service)


def test_what_departed_and_was_not_sent_whole_is_rolled_back(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    houses = [add_household(service) for _ in range(3)]
    before = rows_of(service, OURS)

    def breaks(*asked: Any) -> None:
        write_changed(*asked)
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("consent_service.storage.door.batch.write_changed", breaks)
        results = service.storage.records.run_all([an_adult(one.file) for one in houses])
    assert [type(one) for one in results] == [ZeroDivisionError] * 3
    assert rows_of(service, OURS) == before
    for one in service.storage.records.run_all([an_adult(one.file) for one in houses]):
        recorded(one)
    assert_ledger_sound(service)


def test_where_many_write_at_once_most_rows_are_left_and_whoever_reads_first_makes_them(
    service: Running,
) -> None:
    """Whoever waits for the lock does not wait for other families' lists."""
    houses = [add_household(service) for _ in range(7)]
    records = service.storage.records
    records.lists.catch_up(OURS)
    once = [Once("client-1", str(n), b"a") for n in range(len(houses))]
    every = [one.withdrawal(key) for one, key in zip(houses, once, strict=True)]
    assert all(map(recorded, records.run_all(every)))
    assert len(records.lists.behind(OURS)) == 3
    assert_ledger_sound(service)
    records.lists.catch_up(OURS)
    assert records.lists.behind(OURS) == []
    assert_ledger_sound(service)


@pytest.mark.parametrize("on", [WRITES, COMMITS])
def test_wherever_the_wire_breaks_of_what_departs_in_parts_it_is_whole_or_not_there(
    service: Running, on: bytes
) -> None:
    house = add_household(service)
    with through(service) as (far, wire):
        for forth in (0, 40, 2_000):
            far.storage.engine.dispose()
            far.storage.records.run(house.check())
            before, size = rows_of(service, OURS), service.size()
            wire.cut = Cut(on, forth=forth)
            (result,) = far.storage.records.run_all([an_adult(house.file)])
            wire.cut = None
            if isinstance(result, Exception):
                assert type(result) in {CannotRecord, OutcomeUnknown}
                assert type(result) is OutcomeUnknown or service.size() == size
            if service.size() == size:
                assert isinstance(result, Exception)
                assert rows_of(service, OURS) == before
            assert_ledger_sound(service)
