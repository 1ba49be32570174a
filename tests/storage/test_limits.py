"""What was asked of a PostgreSQL is asked back, on each new connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, make_url, text

from consent_service.storage.database.deadline import TRYING
from consent_service.storage.database.engine import assert_durable, open_engine
from consent_service.storage.database.postgresql import BoundedConnection
from consent_service.storage.database.prepared import PreparedTexts
from consent_service.storage.door.trouble import UnsafeDatabase
from tests.api.running import HOST, Running, add_family, problem_of, running

LIMITS = {
    "lock_timeout": "'5s'",
    "statement_timeout": "'5s'",
    "idle_in_transaction_session_timeout": "'5s'",
    "search_path": "public, pg_temp",
}


def set_for_the_database(url: str, setting: str, value: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{make_url(url).database}" SET {setting} = {value}')


@pytest.fixture
def pooled(empty_postgres: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Reached through something that passes no options on, as poolers do."""
    real = BoundedConnection.connect

    def connect(_: Any, *given: Any, **named: Any) -> Any:
        return real(*given, **{**named, "options": ""})

    monkeypatch.setattr(BoundedConnection, "connect", classmethod(connect))
    return open_engine(empty_postgres, apart=False)


def test_a_pooler_that_drops_the_limits_is_refused_until_the_role_has_them(
    pooled: Engine, empty_postgres: str
) -> None:
    for limit, value in LIMITS.items():
        with pytest.raises(UnsafeDatabase, match=limit):
            assert_durable(pooled)
        set_for_the_database(empty_postgres, limit, value)
    assert_durable(pooled)
    pooled.dispose()


def test_a_server_that_does_not_keep_what_it_acknowledges_is_refused_whenever_it_is_reached(
    empty_postgres: str, tmp_path: Path
) -> None:
    """Not at the start alone: after a failover another server answers, with settings of its own."""
    setting = "synchronous_commit"
    with running(tmp_path, empty_postgres) as service:
        family = add_family(service)
        set_for_the_database(empty_postgres, setting, "off")
        service.storage.engine.dispose()
        with pytest.raises(UnsafeDatabase, match=setting):
            assert_durable(service.storage.engine)
        answer = service.check(family.file, family.question())
        assert (answer["outcome"], answer["recorded"]) == ("UNAVAILABLE", "spooled")
        problem_of(service.get(family.path), "storage-unavailable")
        assert ready(service) == "not-ready"
        set_for_the_database(empty_postgres, setting, "on")
        assert service.check(family.file, family.question())["recorded"] == "ledger"
        assert ready(service) == "ready"


def test_a_server_that_takes_nothing_is_not_ready_though_it_can_be_read(
    empty_postgres: str, tmp_path: Path
) -> None:
    with running(tmp_path, empty_postgres) as service:
        family = add_family(service)
        with psycopg.connect(empty_postgres) as other:
            other.execute("LOCK TABLE ledger_heads IN EXCLUSIVE MODE")
            assert service.get(family.path).status_code == 200
            assert ready(service) == "not-ready"
        assert ready(service) == "ready"
        # Whoever tries again by itself, after a call that was kept waiting, ends with that.
        for thread in threading.enumerate():
            if thread.name == TRYING:
                thread.join(30)


@pytest.mark.parametrize("pooled", [True, False], ids=["through a pooler", "itself"])
def test_nothing_is_prepared_where_another_process_may_answer_the_next_transaction(
    empty_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pooled: bool
) -> None:
    """A pooler tells whoever connects of a process that is none of the server's."""
    if pooled:
        told = property(lambda _: 0)
        monkeypatch.setattr(psycopg.ConnectionInfo, "backend_pid", told)
    with running(tmp_path, empty_postgres) as service:
        family = add_family(service)
        for _ in range(8):
            service.check(family.file, family.question())
        with service.storage.engine.connect() as connection:
            found = connection.execute(text("SELECT name FROM pg_prepared_statements"))
            names = found.scalars().all()
        assert (names == []) is pooled
        assert len(names) < 60


@pytest.mark.parametrize(
    "over",
    [
        "DEALLOCATE ALL",
        # What is selected is of another type: no plan may give another than it was made for.
        "ALTER TABLE case_references ALTER file TYPE text",
        "ALTER TABLE once ALTER file TYPE text",
        "ALTER TABLE case_files ALTER file TYPE text",
    ],
)
def test_what_is_prepared_no_more_is_sent_again_by_another_connection(
    empty_postgres: str, tmp_path: Path, over: str
) -> None:
    with running(tmp_path, empty_postgres) as service:
        family = add_family(service)
        for _ in range(8):
            service.check(family.file, family.question())
        with service.storage.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT 1 FROM pg_prepared_statements").first()
        size = service.size()
        for one in _connections(service.storage.engine):
            one.execute(over)
        for nth in range(3):
            answer = service.check(family.file, family.question())
            assert answer["recorded"] == "ledger", nth
        assert service.size() == size + 3


def test_a_text_is_prepared_once_it_was_sent_often_and_not_all_of_them_are() -> None:
    prepared = PreparedTexts()
    named = [prepared.name_for(b"SELECT $1") for _ in range(3)]
    assert named[:2] == [None, None]
    assert named[2] is not None
    # Until the server says so it may have been refused with what stood before it.
    assert prepared.name(b"SELECT $1") is None
    again = prepared.name_for(b"SELECT $1")
    assert again not in (None, named[2])
    prepared.is_prepared(b"SELECT $1", again or b"")
    assert prepared.name(b"SELECT $1") == again
    for text_of in (b"INSERT %d" % rows for rows in range(5_000)):
        for _ in range(3):
            name = prepared.name_for(text_of)
        if name is not None:
            prepared.is_prepared(text_of, name)
    assert sum(prepared.name(b"INSERT %d" % rows) is not None for rows in range(5_000)) < 200


def test_two_connections_never_prepare_under_one_name() -> None:
    """Or through a pooler one might have the other's text carried out, with its own values."""
    names = set[bytes | None]()
    for _ in range(2):
        prepared = PreparedTexts()
        names |= {prepared.name_for(b"SELECT $1") for _ in range(5)} - {None}
    assert len(names) == 6


def _connections(engine: Engine) -> Iterator[Any]:
    """Each of those in the pool, as the driver has it."""
    with ExitStack() as stack:
        for _ in range(max(1, engine.pool.checkedin())):  # type: ignore[attr-defined]
            yield stack.enter_context(engine.connect()).connection.driver_connection


def ready(service: Running) -> str:
    status: str = service.client.get("/readyz", headers={"Host": HOST}).get_json()["status"]
    return status
