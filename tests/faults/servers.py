"""The service served by several real processes, and somebody who ends one of them now and then."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from consent_service.settings import Settings
from tests.api.running import HOST, Running
from tests.faults.forkers import at_hand
from tests.faults.seeded import SERVED_BY

ROOT: Final = Path(__file__).resolve().parents[2]
#: Generous: what is measured here is order, never speed.
SECONDS: Final = 60.0


@dataclass(frozen=True)
class Reply:
    """What came back, and the id of the process it came from."""

    status: int
    body: dict[str, Any]
    process: str | None = None


def send(
    port: int, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
) -> Reply:
    """The reply to one request, over a connection of its own. Raises `OSError`, `HTTPException`,
    and `ValueError` for a body that is no JSON.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    sent = {"Host": HOST, "Connection": "close", "Content-Type": "application/json", **headers}
    try:
        connection.request(method, path, None if body is None else json.dumps(body), sent)
        response = connection.getresponse()
        return Reply(response.status, json.loads(response.read()), response.headers.get(SERVED_BY))
    finally:
        connection.close()


class Starter:
    """A server's first process, which starts the others: see `starting`."""

    def __init__(self, log: Path, environment: dict[str, str], **asked: Any) -> None:
        said = self._asked(log=str(log), environment=environment, **asked)
        self.pid = int(said)
        self._code: int | None = None

    def _asked(self, **asked: Any) -> str:
        forker = at_hand().of("starting")
        forker.stdin.write(json.dumps(asked) + "\n")
        forker.stdin.flush()
        return forker.stdout.readline().strip()

    def poll(self) -> int | None:
        if self._code is None:
            said = self._asked(ended=self.pid)
            self._code = int(said) if said else None
        return self._code

    def wait(self, seconds: float) -> int:
        """Its exit code. Raises `TimeoutError`."""
        end = time.monotonic() + seconds
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise TimeoutError("it does not end")
            time.sleep(0.02)
        return code

    def terminate(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


@dataclass(frozen=True)
class Servers:
    """Several processes on one port, and the one that started them and starts them again."""

    starter: Starter
    port: int
    log: Path
    #: How many there are to be.
    count: int

    def processes(self) -> list[int]:
        """The processes that answer, oldest first."""
        # Children are listed by the thread that started them.
        tasks = Path(f"/proc/{self.starter.pid}/task").glob("*/children")
        return sorted(int(pid) for children in tasks for pid in children.read_text().split())

    def has_a_new_one(self, before: Sequence[int]) -> bool:
        return not set(self.processes()) <= set(before)

    def are_up(self) -> bool:
        """Every one of them: a test that stops one means one that served."""
        said = self.log.read_text()
        assert self.starter.poll() is None, said[-3000:]
        if said.count("worker.up") < self.count:
            return False
        try:
            return send(self.port, "GET", "/readyz", None, {}).status == 200
        except (OSError, HTTPException):
            return False


def environment(settings: Settings) -> dict[str, str]:
    """In which the service, or a command of it, has these settings."""
    return {
        **os.environ,
        "CONSENT_DATABASE_URL": settings.database_url,
        "CONSENT_KEYS": str(settings.keys),
        "CONSENT_CHECKPOINTS": str(settings.checkpoints),
        "CONSENT_SPOOL": str(settings.spool),
        "CONSENT_ISSUER": settings.issuer,
        "CONSENT_AUDIENCE": settings.audience,
        "CONSENT_HOSTS": ",".join(settings.hosts),
        "CONSENT_ROLES_APART": "yes" if settings.roles_apart else "no",
    }


@contextmanager
def served(
    service: Running,
    *,
    processes: int = 3,
    threads: int = 8,
    connections: int = 1_000,
    waiting: int = 64,
    frozen: float = 3.0,
    stands_by: bool = False,
    seeded: bool = False,
) -> Iterator[Servers]:
    """The service of these settings, served by real processes until the block ends."""
    settings, folder = service.settings, service.settings.keys.parent
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "servers.log"
    log.touch()
    sizes = (port, processes, threads, connections, waiting, frozen, stands_by)
    given = environment(settings) | {"SEEDED_FAULTS": "yes" if seeded else "no"}
    starter = Starter(log, given, sizes=sizes)
    servers = Servers(starter, port, log, processes)
    try:
        until(servers.are_up)
        yield servers
        starter.terminate()
        starter.wait(SECONDS)
    finally:
        # The group is ours alone: it was started as a session of its own.
        with suppress(ProcessLookupError):
            os.killpg(starter.pid, signal.SIGKILL)
        starter.wait(SECONDS)


@contextmanager
def killing(servers: Servers, every: float, faults: list[tuple[int, int]]) -> Iterator[None]:
    """End one server process after the other with `kill -9`, one each `every` seconds.

    A fault lasts until the starter has another process in the place of the one that was killed.
    """
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(every):
            before = servers.processes()
            start = time.monotonic_ns()
            os.kill(before[0], signal.SIGKILL)
            until(partial(servers.has_a_new_one, before))
            faults.append((start, time.monotonic_ns()))

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        yield
    finally:
        stop.set()
        killer.join(SECONDS)


@contextmanager
def repeating(
    fault: Callable[[], AbstractContextManager[None]],
    lasting: Sequence[float],
    every: float,
    faults: list[tuple[int, int]],
) -> Iterator[None]:
    """Have this fault each `every` seconds, for as long as the next of `lasting` says."""
    stop = threading.Event()

    def repeat() -> None:
        for seconds in cycle(lasting):
            if stop.wait(every):
                return
            with fault():
                start = time.monotonic_ns()
                stop.wait(seconds)
                faults.append((start, time.monotonic_ns()))

    repeater = threading.Thread(target=repeat, daemon=True)
    repeater.start()
    try:
        yield
    finally:
        stop.set()
        repeater.join(SECONDS)


def until(holds: Callable[[], bool]) -> None:
    """Wait until this holds, at most `SECONDS`."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "this did not come about in time"
        time.sleep(0.02)
