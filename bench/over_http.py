"""Checks over HTTP against the bare route, under the same server settings, on PostgreSQL.

The load comes from `wrk` (a Debian package) where the machine has it, else from threads of this
process, which cost the servers some of the machine.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import free_port

from .case import Case, case_on

WORKERS, THREADS, CONNECTIONS = 2, 24, 48


def measure(seconds: float, rounds: int = 3) -> list[str]:
    """Requests a second of both, alternating, and the ratio; the record is verified after."""
    with case_on("postgresql") as case:
        with (
            _served("consent_service.serving:application", case, {}) as service,
            _served("bench.bare:application", case, {}) as bare,
        ):
            path = f"/v1/files/{case.file}/checks"
            _load(case, bare, "/bare", 1.0)
            _load(case, service, path, 1.0)
            before = case.entries()
            pairs = [
                (_load(case, bare, "/bare", seconds), _load(case, service, path, seconds))
                for _ in range(rounds)
            ]
            asked = sum(answered for _, (_, answered) in pairs)
            if case.entries() - before < asked:
                raise AssertionError("an answered check is not in the ledger")
        case.assert_sound()
    return [
        f"bare {bare_rate:7,.0f}/s   checks {rate:7,.0f}/s   ratio {rate / bare_rate:4.2f}"
        for (bare_rate, _), (rate, _) in pairs
    ]


@contextmanager
def _served(target: str, case: Case, extra: dict[str, str]) -> Iterator[int]:
    port = free_port()
    code = (
        "import sys; from granian import Granian; from granian.constants import Interfaces; "
        f"Granian({target!r}, address='127.0.0.1', port={port}, interface=Interfaces.WSGI, "
        f"workers={WORKERS}, blocking_threads={THREADS}, backpressure={CONNECTIONS * 2}, "
        "factory=True, log_access=False, log_enabled=False).serve()"
    )
    environment = {**os.environ, **case.environment, **extra, "PYTHONPATH": str(Path.cwd())}
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment,
            stderr=log,
            stdout=log,
            start_new_session=True,
        )
        try:
            _wait_for(port)
            yield port
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def _load(case: Case, port: int, path: str, seconds: float) -> tuple[float, int]:
    """Requests a second, and how many were answered 200."""
    if shutil.which("wrk"):
        return _wrk(case, port, path, seconds)
    return _threads(case, port, path, seconds)


def _wrk(case: Case, port: int, path: str, seconds: float) -> tuple[float, int]:
    script = (
        f"wrk.method='POST'\nwrk.body='{case.body}'\nwrk.path='{path}'\n"
        "wrk.headers['Content-Type']='application/json'\n"
        f"wrk.headers['Authorization']='Bearer {case.token}'\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        lua = Path(folder) / "load.lua"
        lua.write_text(script)
        said = subprocess.run(
            [
                *("wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "-s", str(lua)),
                f"http://127.0.0.1:{port}",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    if "Non-2xx" in said:
        raise AssertionError(said)
    rate = float(re.findall(r"Requests/sec:\s*([\d.]+)", said)[0])
    return rate, int(re.findall(r"(\d+) requests in", said)[0])


def _threads(case: Case, port: int, path: str, seconds: float) -> tuple[float, int]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {case.token}"}
    until = time.perf_counter() + seconds
    done = [0] * CONNECTIONS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            connection.request("POST", path, case.body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise AssertionError(answer.status)
            done[number] += 1

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began), sum(done)
