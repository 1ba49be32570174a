"""Checks over HTTP against the bare route, under the same server settings, on PostgreSQL.

The load comes from `wrk` (a Debian package) where the machine has it, else from `bench.client`,
which costs the servers more of the machine.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from tests.databases import free_port

from .case import Case, case_on
from .client import Ask, Told
from .table import Row

#: As `serve` begins, one process that serves; and as many clients as it has threads.
WORKERS, THREADS, CONNECTIONS = 1, 32, 32
ROOT = Path(__file__).parent.parent


def measure(seconds: int, rounds: int) -> list[Row]:
    """Requests a second of both, in turn. Raises unless every answer is found in the record."""
    with case_on("postgresql") as case:
        with (
            served("consent_service.worker:application", case) as service,
            served("bench.bare:application", case) as bare,
        ):
            _load(case, bare, "/bare", 1)
            _load(case, service, case.path, 1)
            pairs = []
            for _ in range(rounds):
                bare_rate, _ = _load(case, bare, "/bare", seconds)
                pairs.append((_recorded_load(case, service, seconds), bare_rate))
            _assert_each_in_its_place(case, service)
        case.assert_sound()
    return [Row(f"checks over HTTP, connections: {CONNECTIONS}", "token alone", pairs, 0.5)]


def _recorded_load(case: Case, port: int, seconds: int) -> float:
    """Checks a second. As many must be recorded; a few more may be, which `wrk` hung up on."""
    before = _settled(case)
    rate, answered = _load(case, port, case.path, seconds)
    _settled(case)
    grown = len(case.added(before))
    if not answered <= grown <= answered + CONNECTIONS:
        raise AssertionError(f"{answered} checks were answered and {grown} recorded")
    return rate


def _assert_each_in_its_place(case: Case, port: int) -> None:
    """Ask from many clients, to the end: each answer names an entry of its own, and no entry is
    there that no answer names.
    """
    before = _settled(case)
    told = _client(_ask(case, port, case.path, times=20))
    recorded = {(line.seq, line.hash.hex()) for line in case.added(before)}
    if recorded != {(seq, hash_) for seq, hash_ in told.places} or len(recorded) != told.answered:
        raise AssertionError("the answers and the ledger do not name the same entries")


def _settled(case: Case) -> int:
    """How many entries there are once no more are added by requests that `wrk` left behind."""
    size = -1
    while size != (size := case.entries()):
        time.sleep(0.3)
    return size


@contextmanager
def served(target: str, case: Case) -> Iterator[int]:
    """An application served as the service is, on the port given."""
    with served_by(target, case, WORKERS, THREADS) as (port, _):
        yield port


@contextmanager
def served_by(target: str, case: Case, workers: int, threads: int) -> Iterator[tuple[int, int]]:
    """The same by so many processes of so many threads: the port, and the process group."""
    port = free_port()
    how = ("-m", "bench.served", *map(str, (port, workers, threads)), target)
    with _running(how, case, port) as group:
        yield port, group


@contextmanager
def served_by_granian(target: str, case: Case) -> Iterator[int]:
    """The same under the server that was there before."""
    port = free_port()
    code = (
        "from granian import Granian; from granian.constants import HTTPModes, Interfaces; "
        f"Granian({target!r}, address='127.0.0.1', port={port}, interface=Interfaces.WSGI, "
        f"http=HTTPModes.http1, workers={WORKERS}, blocking_threads={THREADS}, "
        f"backpressure={CONNECTIONS * 2}, factory=True, websockets=False, log_access=False, "
        "log_enabled=False).serve()"
    )
    with _running(("-c", code), case, port):
        yield port


@contextmanager
def _running(how: Sequence[str], case: Case, port: int) -> Iterator[int]:
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, *how],
            cwd=ROOT,
            env={**os.environ, **case.environment, "PYTHONPATH": str(ROOT)},
            stderr=log,
            stdout=log,
            start_new_session=True,
        )
        try:
            _wait_for(port)
            yield server.pid
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            # What it says does not matter: the port may be open before anybody answers.
            connection.request("GET", "/livez", headers={"Host": "127.0.0.1"})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError("the server did not start")


def _load(case: Case, port: int, path: str, seconds: int) -> tuple[float, int]:
    """Requests a second, and how many were answered 200. Raises if any was not."""
    if shutil.which("wrk"):
        return _wrk(case, port, path, seconds)
    told = _client(_ask(case, port, path, seconds=seconds))
    return told.answered / told.seconds, told.answered


def headers_of(case: Case) -> dict[str, str]:
    return {"Content-Type": "application/json", "Authorization": f"Bearer {case.token}"}


def _ask(case: Case, port: int, path: str, *, seconds: float = 0.0, times: int = 0) -> Ask:
    return Ask(port, path, case.body, headers_of(case), CONNECTIONS, seconds, times)


def _client(wanted: Ask) -> Told:
    said = subprocess.run(
        [sys.executable, "-m", "bench.client"],
        cwd=ROOT,
        input=json.dumps(asdict(wanted)),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return Told(**json.loads(said))


def _wrk(case: Case, port: int, path: str, seconds: int) -> tuple[float, int]:
    headers = "".join(f"wrk.headers['{k}']='{v}'\n" for k, v in headers_of(case).items())
    script = f"wrk.method='POST'\nwrk.body='{case.body}'\nwrk.path='{path}'\n{headers}"
    with tempfile.TemporaryDirectory() as folder:
        lua = Path(folder) / "load.lua"
        lua.write_text(script)
        command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
        said = subprocess.run(
            [*command, "-s", str(lua), f"http://127.0.0.1:{port}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise AssertionError(said)
    rate = float(re.findall(r"Requests/sec:\s*([\d.]+)", said)[0])
    return rate, int(re.findall(r"(\d+) requests in", said)[0])
