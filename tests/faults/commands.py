"""The service as an operator runs it: its commands, and its server, in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import requests

from consent_service.settings import Settings
from tests.databases import free_port
from tests.faults.forkers import at_hand
from tests.faults.servers import Starter, environment

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from consent_service.cli import main; main()"]
START_SECONDS = 60
REPLY_SECONDS = 60


#: One row in a transaction, no waiting; and killed before, or after, the nth call of a function of
#: what seals.
KILLED: Final = """
import os, signal, sys
from importlib import import_module
from consent_service.storage.sealed import reindexing, rewrapping, succeeding
when, module, name, nth = sys.argv.pop(1).split()
rewrapping.CHUNK = reindexing.CHUNK = 1
succeeding.LEARN_SECONDS, calls = 0, 0
module = import_module(f"consent_service.storage.sealed.{module}")
real = getattr(module, name)

def call(*arguments, **named):
    global calls
    calls += 1
    if calls == int(nth):
        if when == "after":
            real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **named)

setattr(module, name, call)
from consent_service.cli import main
main()
"""


def killed_at(settings: Settings, where: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that is to be killed at a step, such as `before keyfolder write_secret 1`."""
    return subprocess.run(
        [sys.executable, "-c", KILLED, where, *arguments],
        env=environment(settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def command(
    settings: Settings, *arguments: str, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run one of the operator's commands: in a process that was forked for it, see `typed`, or as
    it is typed, under `before`, if that is given.
    """
    if not before:
        return _forked(settings, arguments)
    return subprocess.run(
        [*before, *COMMAND, *arguments],
        env=environment(settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _forked(settings: Settings, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    server = at_hand().of("typed")
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        asked = {
            "typed": arguments,
            "environment": environment(settings),
            "folder": str(ROOT),
            "out": str(out),
            "err": str(err),
        }
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out.read_text(), err.read_text())


@dataclass(frozen=True)
class Serving:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes] | Starter
    log: Path

    def ask(
        self, path: str, body: Any, headers: dict[str, str], key: str | None = None
    ) -> requests.Response:
        sent = headers if key is None else {**headers, "Idempotency-Key": key}
        return requests.post(f"{self.url}{path}", json=body, headers=sent, timeout=REPLY_SECONDS)


@contextmanager
def serving(
    settings: Settings, log: Path, workers: int = 2, *, as_typed: bool = False
) -> Iterator[Serving]:
    """`consent-service serve`, once it answers, until the block ends: forked for it, see
    `starting`, or as it is typed.
    """
    port = free_port()
    arguments = ["serve", "--port", str(port), "--workers", str(workers), "--threads", "4"]
    process: subprocess.Popen[bytes] | Starter
    log.touch()
    if as_typed:
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*COMMAND, *arguments],
                env=environment(settings),
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    else:
        process = Starter(log, environment(settings), typed=arguments)
    try:
        server = Serving(f"http://127.0.0.1:{port}", process, log)
        _wait_for(server, {"Host": settings.hosts[0]})
        yield server
        assert process.poll() is None, "the server ended by itself"
    finally:
        process.terminate()
        try:
            process.wait(30)
        except (subprocess.TimeoutExpired, TimeoutError):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


def _wait_for(server: Serving, headers: dict[str, str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            requests.get(f"{server.url}/livez", headers=headers, timeout=5).raise_for_status()
        except requests.RequestException:
            assert server.process.poll() is None, server.log.read_text()
            assert time.monotonic() < deadline, server.log.read_text()
            time.sleep(0.1)
            continue
        return
