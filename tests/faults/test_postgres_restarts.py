"""PostgreSQL stopped, killed and thrown out under a running server that is being asked."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from consent_service.domain.recorded.checked import CheckUnanswered
from tests import databases
from tests.api.running import HOST, Family, Running, add_family, running, text_of
from tests.builders import assert_ledger_sound
from tests.faults.commands import Serving, serving
from tests.faults.writers import stored

CLIENTS = 3
#: How long a client may go on asking for one thing to be recorded.
PATIENCE_SECONDS = 120
COVERED = {"COVERED", "PARTLY_COVERED", "AUTHORISED"}


@pytest.fixture
def cluster() -> Iterator[databases.Cluster]:
    with databases.made(databases.own_binaries()) as made:
        made.start()
        yield made


# ── what is done to it ──────────────────────────────────────────────────────────────────────


def _stopped_at_once(cluster: databases.Cluster) -> None:
    cluster.end(signal.SIGQUIT)
    cluster.start()


def _killed(cluster: databases.Cluster) -> None:
    cluster.end(signal.SIGKILL)
    cluster.start()


def _a_backend_killed(cluster: databases.Cluster) -> None:
    """The server then ends all of them and recovers, by itself."""
    for process in _backends(cluster, "SELECT pid FROM {} LIMIT 1"):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _everybody_thrown_out(cluster: databases.Cluster) -> None:
    _backends(cluster, "SELECT pg_terminate_backend(pid)::int FROM {}")


def _backends(cluster: databases.Cluster, statement: str) -> list[int]:
    others = (
        "(SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
        "AND pid <> pg_backend_pid()) AS others"
    )
    try:
        with psycopg.connect(cluster.url, autocommit=True, connect_timeout=5) as connection:
            asked = statement.format(others).encode()
            return [row[0] for row in connection.execute(asked).fetchall()]
    except psycopg.OperationalError:
        # Still recovering from the one before.
        return []


FAULTS: dict[str, Callable[[databases.Cluster], None]] = {
    "stopped at once": _stopped_at_once,
    "killed": _killed,
    "a backend killed": _a_backend_killed,
    "everybody thrown out": _everybody_thrown_out,
}


# ── who asks meanwhile ──────────────────────────────────────────────────────────────────────


class Client(threading.Thread):
    """Records an agreement, asks, takes it back, asks, and so on: it knows what must be said."""

    def __init__(self, server: Serving, service: Running, family: Family, number: int) -> None:
        super().__init__(daemon=True)
        self._server, self._family, self._number = server, family, number
        self._headers = service.headers()
        self.going = True
        self.acknowledged: list[tuple[int, str]] = []
        self.recorded: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.rounds = 0
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            while self.going:
                self._round()
                self.rounds += 1
                # What is tried is the database, and not how much three can ask of a machine.
                time.sleep(0.05)
        except BaseException as problem:  # noqa: BLE001 - the test raises it
            self.failed = problem

    def _round(self) -> None:
        family = self._family
        ends = text_of(datetime.now(UTC) + timedelta(days=20))
        self._record("conversations", family.conversation(family.agreement(expires_at=ends)))
        assert self._check() in {"COVERED", "UNAVAILABLE"}
        self._record("withdrawals", {"person": family.mother})
        for _ in range(2):
            outcome = self._check()
            assert outcome not in COVERED, "it said that they agreed, and they had taken it back"

    def _record(self, what: str, body: dict[str, Any]) -> None:
        """Send it, with one key, until it is recorded."""
        key = f"{what}-{self._number}-{self.rounds}"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            reply = self._server.ask(f"{self._family.path}/{what}", body, self._headers, key)
            if reply.status_code == 201:
                break
            assert reply.status_code == 503, reply.text
            assert time.monotonic() < deadline, "the service did not recover"
            self.seen[reply.json()["type"].rpartition("/")[2]] += 1
            time.sleep(0.05)
        self.recorded[what] += 1
        for entry in reply.json()["entries"]:
            self._keep(entry)

    def _check(self) -> str:
        path, question = f"{self._family.path}/checks", self._family.question()
        answer = self._server.ask(path, question, self._headers)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        self.seen[f"{body['outcome']}, {body['recorded']}"] += 1
        assert (body["outcome"] == "UNAVAILABLE") == (body["ledger"] is None)
        if body["ledger"] is not None:
            self._keep(body["ledger"])
        outcome: str = body["outcome"]
        return outcome

    def _keep(self, place: dict[str, Any]) -> None:
        self.acknowledged.append((place["seq"], place["entry_hash"]))


@pytest.mark.slow
@pytest.mark.parametrize(
    "faults",
    [
        pytest.param(len(FAULTS), id="each once"),
        pytest.param(10 * len(FAULTS), id="forty", marks=pytest.mark.faults),
    ],
)
def test_nothing_acknowledged_is_lost_and_nobody_is_left_without_an_answer(
    cluster: databases.Cluster, tmp_path: Path, faults: int, tell: Callable[[str], None]
) -> None:
    """Whatever befalls the database, it goes on by itself. A check is always answered, and never
    with an agreement that was taken back.
    """
    chance = random.Random(34)
    with running(tmp_path, cluster.url) as service:
        families = [add_family(service) for _ in range(CLIENTS)]
        with serving(service.settings, tmp_path / "log") as server:
            clients = [Client(server, service, one, n) for n, one in enumerate(families)]
            for client in clients:
                client.start()
            for number in range(faults):
                time.sleep(chance.uniform(0.6, 1.1))
                list(FAULTS.values())[number % len(FAULTS)](cluster)
            let_them_finish(clients)
            wait_until_empty(service)
        # Connections of ours to a server that is no more.
        service.storage.engine.dispose()
        held = stored(service)
        for client in clients:
            assert client.failed is None
            assert [(seq, held[seq].hex()) for seq, _ in client.acknowledged] == client.acknowledged
        assert_each_is_there_once(service, clients)
        assert_ledger_sound(service)
        seen = sum((client.seen for client in clients), Counter())
        count = sum(len(client.acknowledged) for client in clients)
        tell(f"{faults} faults of PostgreSQL: {count} acknowledged, 0 lost; {dict(seen)}")


def let_them_finish(clients: list[Client]) -> None:
    """Each gets through a whole round more after the last fault, and then ends."""
    rounds = [client.rounds for client in clients]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(
        one.rounds < before + 2 and one.failed is None
        for one, before in zip(clients, rounds, strict=True)
    ):
        assert time.monotonic() < deadline, "the service did not recover"
        time.sleep(0.05)
    for client in clients:
        client.going = False
    for client in clients:
        client.join(PATIENCE_SECONDS)
        assert client.failed is None, repr(client.failed)


def wait_until_empty(service: Running) -> None:
    spool = service.storage.spools[service.authority]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not spool.is_empty:
        assert time.monotonic() < deadline, "the spool was not drained"
        time.sleep(0.05)


def assert_each_is_there_once(service: Running, clients: list[Client]) -> None:
    recorded = sum((client.recorded for client in clients), Counter())
    kinds = Counter(service.kinds())
    assert kinds["conversation-recorded"] == recorded["conversations"]
    assert kinds["agreement-withdrawn"] == recorded["withdrawals"]
    spooled = sum(client.seen["UNAVAILABLE, spooled"] for client in clients)
    answers = [one.content.event for one in service.entries()]
    ids = [one.spool for one in answers if isinstance(one, CheckUnanswered)]
    assert len(ids) == len(set(ids)) == spooled
    assert sum(client.seen["UNAVAILABLE, no"] for client in clients) == 0


@pytest.mark.slow
def test_a_service_started_before_its_database_says_so_and_then_begins_by_itself(
    cluster: databases.Cluster, tmp_path: Path
) -> None:
    with running(tmp_path, cluster.url) as service:
        family = add_family(service)
        service.storage.engine.dispose()
        cluster.end(signal.SIGINT)
        with serving(service.settings, tmp_path / "log", workers=1, as_typed=True) as server:
            ready = requests.get(f"{server.url}/readyz", headers={"Host": HOST}, timeout=60)
            assert ready.json()["status"] == "not-ready"
            path, headers = f"{family.path}/checks", service.headers()
            first = server.ask(path, family.question(), headers).json()
            assert (first["outcome"], first["recorded"]) == ("UNAVAILABLE", "spooled")
            cluster.start()
            deadline = time.monotonic() + PATIENCE_SECONDS
            while server.ask(path, family.question(), headers).json()["recorded"] != "ledger":
                assert time.monotonic() < deadline, "the service did not begin"
                time.sleep(0.1)
            wait_until_empty(service)
        assert "check-unanswered" in service.kinds()
        assert_ledger_sound(service)
