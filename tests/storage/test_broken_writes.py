"""Each write broken: refused, lost after it was made, or nobody knows which."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from consent_service.actions.moment import Moment
from consent_service.domain.recorded.events import AnyEvent
from consent_service.storage.door.batch import Batch
from consent_service.storage.door.requests import ByReference, Once
from consent_service.storage.door.trouble import CannotRecord, OutcomeUnknown, StorageError
from tests import databases
from tests.api.running import OURS, Running
from tests.builders import (
    a_check,
    a_new_file,
    add_household,
    an_adult,
    assert_ledger_sound,
    in_one_batch,
    recorded,
    request,
    rows_of,
)
from tests.wire import Cut, through

#: What stands in the flight that writes.
WRITES = b"INSERT INTO ledger_entries"

pytestmark = pytest.mark.each_database

# ── a write that fails ──────────────────────────────────────────────────────────────────────


@contextmanager
def failing(service: Running, statement: str, *, after: bool = False) -> Iterator[None]:
    """The database refuses the next statement that begins like this; `after` it was carried out."""
    if service.storage.engine.dialect.name == "postgresql" and not statement.startswith("SELECT"):
        with refusing(service, statement, after=after):
            yield
        return
    refused: list[str] = []

    def refuse(*arguments: Any) -> None:
        sql: str = arguments[2]
        if sql.startswith(statement) and not refused:
            refused.append(sql)
            raise OperationalError(sql, {}, Exception("broken on purpose"))

    name = "after_cursor_execute" if after else "before_cursor_execute"
    event.listen(service.storage.engine, name, refuse)
    try:
        yield
    finally:
        event.remove(service.storage.engine, name, refuse)
    assert len(refused) == 1


@contextmanager
def refusing(
    service: Running, statement: str, *, after: bool, does: str = "RAISE 'broken on purpose';"
) -> Iterator[None]:
    """A server that refuses to do this to a table, as it does it or `after` it did; or does
    something else beside.
    """
    verb, table = re.fullmatch(r"(\w+) (?:INTO |FROM )?(\w+)", statement).groups()  # type: ignore[union-attr]
    when = "AFTER" if after else "BEFORE"
    engine = service.storage.engine
    with engine.begin() as owner:
        owner.exec_driver_sql(
            "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {does} RETURN coalesce(NEW, OLD); END $$"
        )
        owner.exec_driver_sql(
            f"CREATE TRIGGER broken {when} {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION broken()"
        )
    try:
        yield
    finally:
        with engine.begin() as owner:
            owner.exec_driver_sql("DROP FUNCTION broken CASCADE")


STATEMENTS = (
    "UPDATE ledger_heads",
    "INSERT INTO ledger_entries",
    "INSERT INTO entry_contents",
    "INSERT INTO file_keys",
    "INSERT INTO case_files",
    "INSERT INTO case_references",
    "INSERT INTO case_names",
    "UPDATE case_files",
    "DELETE FROM once",
    "INSERT INTO once",
)


#: Each is refused, or lost after it was carried out, in turn every day; and the other in campaigns.
BROKEN = [
    pytest.param(
        statement,
        after,
        id=f"{statement}-{'lost after' if after else 'refused'}",
        marks=() if number % 2 == after else pytest.mark.campaign,
    )
    for number, statement in enumerate(STATEMENTS)
    for after in (False, True)
]


@pytest.mark.parametrize(("statement", "after"), BROKEN)
def test_when_any_part_of_a_batch_cannot_be_written_none_of_it_is(
    service: Running, statement: str, after: bool
) -> None:
    """A part that is taken back where it is refused, and stays where its answer is lost, or the
    other way round, is found by the campaign if it is another part than today's.
    """
    house = add_household(service)
    asked_before = Once("client-1", "key-0", b"a question", within=timedelta(minutes=10))
    service.storage.records.run(replace(house.check(), once=asked_before))
    service.storage.records.run(an_adult(house.file, "Another Example"))
    start = service.size()
    before = rows_of(service, OURS)

    def batch() -> list[Any]:
        once = Once("client-1", "key-1", b"the body")
        return in_one_batch(
            service,
            # The file has changed since, so that this takes the key over.
            replace(house.check(), once=asked_before),
            an_adult(house.file, once=once),
            a_new_file("LCS-1"),
        )

    with failing(service, statement, after=after):
        results = batch()
    assert all(type(result) is CannotRecord for result in results)
    assert rows_of(service, OURS) == before
    assert_ledger_sound(service)
    assert [recorded(one).entries[0].seq for one in batch()] == [start, start + 1, start + 2]
    assert_ledger_sound(service)


def test_a_case_row_that_something_else_changed_is_not_written_over(service: Running) -> None:
    """The lock keeps other processes of ours out; this is whoever does not ask for it."""
    house = add_household(service)
    start = service.size()

    with interfering(service), pytest.raises(CannotRecord):
        service.storage.records.run(an_adult(house.file))
    assert service.size() == start
    assert_ledger_sound(service)


@contextmanager
def interfering(service: Running) -> Iterator[None]:
    other = "UPDATE case_files SET folded_to = folded_to + 1"
    engine = service.storage.engine
    if engine.dialect.name == "postgresql":
        with refusing(service, "INSERT INTO ledger_entries", after=False, does=f"{other};"):
            yield
        return

    def interfere(*arguments: Any) -> None:
        connection, sql = arguments[0], arguments[2]
        if sql.startswith("INSERT INTO ledger_entries"):
            connection.exec_driver_sql(other)

    event.listen(engine, "before_cursor_execute", interfere)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", interfere)


# ── a commit whose outcome is not known ─────────────────────────────────────────────────────


@contextmanager
def commit_unanswered(service: Running, *, arrives: bool, after: int = 0) -> Iterator[Running]:
    """The next commit of a write gives no answer, whether or not it reached the database; `after`
    so many that write nothing. On PostgreSQL the wire breaks: `test_two_flights` breaks it
    everywhere.
    """
    engine = service.storage.engine
    if engine.dialect.name == "postgresql":
        with through(service) as (far, wire):
            arrived = Cut(WRITES, back=0, ends=b"COMMIT\x00")
            wire.cut = arrived if arrives else Cut(WRITES, forth=99)
            yield far
            assert wire.is_cut
        return
    real: Callable[[Any], None] = engine.dialect.do_commit
    commits = count()

    def do_commit(connection: Any) -> None:
        if next(commits) != after:
            real(connection)
            return
        if arrives:
            real(connection)
        else:
            connection.rollback()
        raise engine.dialect.loaded_dbapi.OperationalError("the connection was lost")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.dialect, "do_commit", do_commit)
        yield service
    assert next(commits) > after


@pytest.mark.parametrize("arrives", [False, True], ids=["absent", "present"])
def test_a_retry_after_an_unknown_outcome_makes_one_event(service: Running, arrives: bool) -> None:
    house = add_household(service)
    start = service.size()
    once = Once("client-1", "key-1", b"the body")
    with commit_unanswered(service, arrives=arrives) as far, pytest.raises(OutcomeUnknown):
        far.storage.records.run(an_adult(house.file, once=once))
    assert service.size() == start + arrives
    assert_ledger_sound(service)
    for _ in range(2):
        again = service.storage.records.run(an_adult(house.file, once=once))
        assert again.entries[0].seq == start
    assert service.size() == start + 1
    assert_ledger_sound(service)


def test_everybody_in_a_batch_of_unknown_outcome_is_told_so(service: Running) -> None:
    house = add_household(service)
    for there in (False, True):
        start = service.size()
        requests = [
            an_adult(house.file, once=Once("client-1", f"{there}-{n}", b"the body"))
            for n in range(5)
        ]
        with commit_unanswered(service, arrives=there, after=1) as far:
            results = in_one_batch(far, *requests)
        assert all(isinstance(result, OutcomeUnknown) for result in results)
        assert service.size() == start + 5 * there
        again = in_one_batch(service, *requests)
        assert [recorded(one).entries[0].seq for one in again] == list(range(start, start + 5))
        assert service.size() == start + 5
    assert_ledger_sound(service)


# ── a connection that is lost ───────────────────────────────────────────────────────────────


def test_a_pooled_connection_that_was_closed_meanwhile_is_not_noticed(service: Running) -> None:
    house = add_household(service)
    for _ in range(3):
        close_every_connection(service)
        service.storage.records.run(house.check())
    assert_ledger_sound(service)


def test_a_repeat_that_meets_a_lost_connection_is_still_a_repeat(service: Running) -> None:
    house = add_household(service)
    once = Once("client-1", "key-1", b"the body")
    first = service.storage.records.run(an_adult(house.file, once=once))
    close_every_connection(service)
    again = service.storage.records.run(an_adult(house.file, once=once))
    assert again.replayed
    assert again.entries == first.entries
    assert_ledger_sound(service)


def test_a_fault_while_an_earlier_request_is_looked_up_is_the_databases(service: Running) -> None:
    """It must not be taken for a refusal of that one request."""
    house = add_household(service)
    once = Once("client-1", "key-1", b"the body")
    service.storage.records.run(an_adult(house.file, once=once))
    with failing(service, "SELECT entry_contents.seq"):
        results = in_one_batch(service, an_adult(house.file, once=once), a_check())
    assert all(isinstance(result, StorageError) for result in results)
    assert_ledger_sound(service)


def close_every_connection(service: Running) -> None:
    """As a restart of the server does. A pool of SQLite connections is emptied."""
    engine = service.storage.engine
    if engine.dialect.name == "sqlite":
        engine.dispose()
        return
    url = service.settings.database_url
    with psycopg.connect(databases.with_database(url, "postgres"), autocommit=True) as beside:
        beside.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            (sa.make_url(url).database,),
        )


# ── the leader fails ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fault", [RuntimeError, MemoryError, SystemExit, KeyboardInterrupt])
def test_nobody_is_left_asleep_when_the_leader_fails(
    service: Running, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    """Whoever waited behind it hears of a failure, and the next one finds the door free."""
    start = service.size()
    entered, may_fail = threading.Event(), threading.Event()
    real = Batch.run

    def fail(*_: Any) -> Any:
        if entered.is_set():
            return real(*_)
        entered.set()
        assert may_fail.wait(30)
        raise fault

    monkeypatch.setattr(Batch, "run", fail)
    heard: list[BaseException] = []

    def lead() -> None:
        try:
            service.storage.records.run(a_check())
        except BaseException as error:  # noqa: BLE001 - what ends the thread is the test's subject
            heard.append(error)

    leader = threading.Thread(target=lead, daemon=True)
    leader.start()
    assert entered.wait(30)
    follower = threading.Thread(target=service.storage.records.run, args=(a_check(),), daemon=True)
    follower.start()
    while not service.storage.records._lanes[OURS].waiting:
        threading.Event().wait(0.001)
    may_fail.set()
    leader.join(30)
    follower.join(30)
    assert not follower.is_alive()
    assert isinstance(heard[0], fault)
    service.storage.records.run(a_check())
    assert service.size() == start + 2
    assert_ledger_sound(service)


def test_those_in_the_batch_of_a_leader_that_is_ended_are_told(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Batch.run

    def fail(self: Batch, requests: Any) -> Any:
        if len(requests) > 1:
            raise SystemExit
        return real(self, requests)

    monkeypatch.setattr(Batch, "run", fail)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    entered, may_go = threading.Event(), threading.Event()

    def hold(_: Moment) -> Sequence[AnyEvent]:
        entered.set()
        assert may_go.wait(30)
        return []

    ends: list[BaseException] = []

    def run(one: Any) -> None:
        try:
            service.storage.records.run(one)
        except BaseException as error:  # noqa: BLE001 - as above
            ends.append(error)

    requests = [request(ByReference("LCS-1"), hold), a_check(), a_check(), a_check()]
    threads = [threading.Thread(target=run, args=(one,), daemon=True) for one in requests]
    threads[0].start()
    assert entered.wait(30)
    for thread in threads[1:]:
        thread.start()
    while len(service.storage.records._lanes[OURS].waiting) < 3:
        threading.Event().wait(0.001)
    may_go.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert len(ends) == 3
    assert sum(isinstance(end, SystemExit) for end in ends) == 1
    assert sum(isinstance(end, StorageError) for end in ends) == 2
    assert_ledger_sound(service)
