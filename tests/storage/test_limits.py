"""What was asked of a PostgreSQL is asked back, on each new connection."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, make_url, text

from consent_service.storage.deadline import TRYING
from consent_service.storage.engine import assert_durable, open_engine, writing
from consent_service.storage.postgresql import BoundedConnection
from consent_service.storage.trouble import UnsafeDatabase
from tests.api.running import HOST, OURS, Running, add_family, problem_of, running

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


def test_no_statement_is_prepared_so_that_each_transaction_may_go_to_another_process(
    empty_postgres: str,
) -> None:
    engine = open_engine(empty_postgres, apart=False)
    with writing(engine, OURS) as connection:
        for _ in range(20):
            connection.execute(text("SELECT 1"))
        found = connection.execute(text("SELECT count(*) FROM pg_prepared_statements"))
        assert found.scalar_one() == 0
    engine.dispose()


def ready(service: Running) -> str:
    status: str = service.client.get("/readyz", headers={"Host": HOST}).get_json()["status"]
    return status
