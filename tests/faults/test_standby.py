"""A second server that repeats the first: it is not written to, not trusted to be up to date, and
takes over without losing what was acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from consent_service.storage.trouble import CannotRead
from tests import databases
from tests.api.running import HOST, OURS, Running, add_family, running
from tests.builders import a_check, assert_ledger_sound

pytestmark = pytest.mark.slow


@contextmanager
def two_servers(folder: Path) -> Iterator[tuple[databases.Cluster, databases.Cluster, Running]]:
    """A primary with two authorities on it, a standby that has all of it, and the service."""
    with databases.made(databases.own_binaries()) as primary:
        primary.start()
        with running(folder, primary.url) as service, databases.standby_of(primary) as standby:
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


def _until_it_has(admin: psycopg.Connection, size: int) -> None:
    for _ in range(600):
        found = admin.execute("SELECT size FROM ledger_heads WHERE authority = %s", (OURS,))
        if found.fetchall() == [(size,)]:
            return
        admin.execute("SELECT pg_sleep(0.1)")
    raise AssertionError("the standby did not follow")
