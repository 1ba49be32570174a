"""Servers, each in a process of its own and their workers too, forked. See `forking`.

To start Python and import the service once for each worker, and again for each that was killed,
took longer than what is tried with them. That `serve` starts them by itself is shown by the tests
of the README, by those of a server of which no process comes up, and wherever `commands.serving`
is asked to run what an operator types.

A line of its input asks for a server, and is answered with its process; or whether one has ended,
and is answered with its exit code or nothing.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from types import SimpleNamespace
from typing import Any, Final, NoReturn

from consent_service import process, serving
from consent_service.cli.command import run
from consent_service.front.server import ProcessLimits
from tests.faults import seeded
from tests.faults.ending import ends_with
from tests.unhurried import nobody_hurries

_STREAMS: Final = (0, 1, 2)
#: What runs in each worker, unless the command that is typed says.
APPLICATION: Final = f"{seeded.__name__}:{seeded.application.__name__}"


def answer() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if "ended" in asked:
            found, status = os.waitpid(asked["ended"], os.WNOHANG)
            said = "" if found == 0 else str(os.waitstatus_to_exitcode(status))
        else:
            child = os.fork()
            if child == 0:
                _as_process(partial(_start, asked), ())
            said = str(child)
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()


def _start(asked: dict[str, Any]) -> None:
    """Serve as the product's own command does, but for how workers are started."""
    os.setsid()
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.close(log)
    os.environ.clear()
    os.environ.update(asked["environment"])
    serving.subprocess = SimpleNamespace(Popen=Worker)  # type: ignore[attr-defined, assignment]
    if "typed" in asked:
        sys.argv = ["consent-service", *asked["typed"]]
        # Of a page that is not kept in time a browser sends its form again: where many tests run
        # that would be seen for no fault of the page's.
        nobody_hurries()
        run()
        return
    port, workers, threads, connections, waiting, frozen, stands_by = asked["sizes"]
    limits = ProcessLimits(connections, threads, waiting)
    given = serving.Serving(
        "127.0.0.1", port, workers, limits, APPLICATION, frozen=frozen, stands_by=stands_by
    )
    serving.serve(given)


class Worker:
    """What `serving` asks of a process that it started."""

    def __init__(self, command: Sequence[str], *, pass_fds: Sequence[int]) -> None:
        module = command.index(process.__name__)
        self._reaping = threading.Lock()
        self._code: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _as_process(partial(process.main, *command[module + 1 :]), pass_fds)

    def poll(self) -> int | None:
        # Several threads ask, and a process can be waited for once.
        with self._reaping:
            if self._code is None:
                found, status = os.waitpid(self.pid, os.WNOHANG)
                self._code = os.waitstatus_to_exitcode(status) if found else None
            return self._code

    def wait(self) -> int:
        while (code := self.poll()) is None:
            time.sleep(0.01)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)


def _as_process(work: Callable[[], None], pass_fds: Sequence[int]) -> NoReturn:
    """What is forked does this, and ends as Python itself would: it has what it was given open."""

    def whole() -> None:
        if not pass_fds:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for file in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208 - names, and no paths
            if file not in (*_STREAMS, *pass_fds):
                with suppress(OSError):
                    # The list itself was read by one that is closed already.
                    os.close(file)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        # Streams of its own: a thread that is not here may have held the locks of the others.
        sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
        work()

    ends_with(whole)
