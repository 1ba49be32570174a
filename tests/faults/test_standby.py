"""A second server that repeats the first: it is not written to, not trusted to be up to date, and
takes over without losing what was acknowledged.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from consent_service.storage.door.trouble import CannotRead
from tests import databases
from tests.api.running import HOST, OURS, Running, add_family, running
from tests.builders import a_check, assert_ledger_sound
from tests.faults import standbys
from tests.faults.commands import serving
from tests.faults.test_postgres_restarts import (
    CLIENTS,
    Client,
    assert_each_is_there_once,
    let_them_finish,
    wait_until_empty,
)
from tests.faults.writers import stored

pytestmark = pytest.mark.slow


@contextmanager
def two_servers(folder: Path) -> Iterator[tuple[databases.Cluster, databases.Cluster, Running]]:
    """A primary with two authorities on it, a standby that has all of it, and the service."""
    with databases.made(databases.own_binaries()) as primary:
        primary.start()
        with running(folder, primary.url) as service, standbys.standby_of(primary) as standby:
            standby.start()
            yield primary, standby, service


def said_by(service: Running) -> str:
    reply = service.client.get("/readyz", headers={"Host": HOST})
    status: str = reply.get_json()["status"]
    return status


def test_a_replica_that_lags_is_not_ready_and_speaks_for_nobody_but_itself(tmp_path: Path) -> None:
    """It shares the checkpoints with the primary, and is behind them. It says so of itself alone:
    the primary's ledger is as sound as it was.
    """
    with two_servers(tmp_path) as (_, standby, service):
        service.storage.records.run(a_check())
        service.beat()
        assert said_by(service) == "ready"
        with psycopg.connect(standby.url, autocommit=True) as admin:
            _until_it_has(admin, service.size())
            admin.execute("SELECT pg_wal_replay_pause()")
        behind = service.size()
        family = add_family(service)
        service.beat()

        replica = service.restarted(database_url=standby.url)
        assert replica.size() == behind < service.size()
        assert said_by(replica) == "not-ready"
        found = replica.storage.verify(OURS, replay=True)
        assert found.entries == behind
        with pytest.raises(CannotRead):
            replica.storage.keepers[OURS].beat()
        answer = replica.check(family.file, family.question())
        assert answer["outcome"] == "UNAVAILABLE"

        soundness = service.storage.soundness[OURS]
        assert not soundness.is_distrusted
        assert not soundness.is_altered
        service.storage.records.run(a_check())
        service.beat()
        assert said_by(service) == "ready"
        assert_ledger_sound(service)


@pytest.mark.faults
def test_a_standby_promoted_under_load_has_everything_that_was_acknowledged(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """An address with both servers on it, of which each connection takes the one that is written
    to. Nothing is told to the service, and it is not started again.
    """
    with databases.made(databases.own_binaries()) as primary:
        primary.start()
        with standbys.standby_of(primary) as standby:
            standby.start()
            hosts = [f"host=127.0.0.1:{one.port}" for one in (primary, standby)]
            address = "&".join([*hosts, "target_session_attrs=read-write"])
            with running(tmp_path, f"postgresql://postgres@/postgres?{address}") as service:
                # Nothing is acknowledged that the second does not have on its disk.
                standbys.waiting_for_the_standby(primary)
                families = [add_family(service) for _ in range(CLIENTS)]
                with serving(service.settings, tmp_path / "log") as server:
                    clients = [Client(server, service, one, n) for n, one in enumerate(families)]
                    for client in clients:
                        client.start()
                    time.sleep(3)
                    # Fenced by its end: what is dead takes no entries.
                    primary.end(signal.SIGKILL)
                    time.sleep(1)
                    standbys.promote(standby)
                    let_them_finish(clients)
                    wait_until_empty(service)
                service.storage.engine.dispose()
                held = {seq: entry_hash.hex() for seq, entry_hash in stored(service).items()}
                kept = [one for client in clients for one in client.acknowledged]
                assert kept
                assert [(seq, held.get(seq)) for seq, _ in kept] == kept
                assert_each_is_there_once(service, clients)
                tell(f"a standby promoted under load: {len(kept)} acknowledged, 0 lost")


def _until_it_has(admin: psycopg.Connection, size: int) -> None:
    for _ in range(600):
        found = admin.execute("SELECT size FROM ledger_heads WHERE authority = %s", (OURS,))
        if found.fetchall() == [(size,)]:
            return
        admin.execute("SELECT pg_sleep(0.1)")
    raise AssertionError("the standby did not follow")
