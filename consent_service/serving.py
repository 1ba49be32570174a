"""Serve the application from several processes that share nothing but a port and the database.

The parent opens the port, starts the others and starts them again, and does nothing else: it needs
no key and no database. A process that has ended, or has fallen silent and is ended, leaves the port
and what waits on it to the rest.

Where one process serves, another may stand by: it is begun, and lets nobody in while the first
lives and speaks. What it waits for is a lock that the kernel takes from a process with its life, so
nobody has to notice that it ended, and nobody is without an answer for as long as a process takes
to begin (`turns`). One that is silent although it could speak is ended (`patience`).
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Final

import structlog

from . import logs
from .front.server import ProcessLimits
from .patience import LOOKS_EVERY, Patience, seen
from .turns import LETS_IN

log = structlog.get_logger("consent_service.serving")

#: What a worker process runs unless a test says otherwise: a function that makes the application.
APPLICATION: Final = "consent_service.worker:application"
#: In the place of a file where no process waits for its turn.
NO_TURNS: Final = -1
#: Clients that the system holds while all processes are busy letting others in.
BACKLOG: Final = 1_024
#: Seconds from being told to stop to the end of the last process, whatever clients do.
STOPS_WITHIN: Final = 9.5
#: One that has not been heard for so many seconds is looked at.
_HEARD_WITHIN: Final = 2 * LOOKS_EVERY
#: Seconds before a process that did not come up is tried again: the first and the longest.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 10.0


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve, where, and with what."""

    host: str
    port: int
    workers: int
    limits: ProcessLimits
    application: str = APPLICATION
    #: Seconds after which a process that no longer says that its loop turns is ended, whatever
    #: keeps it.
    silent: float = 30.0
    #: The same in seconds in which it could have said so.
    frozen: float = 3.0
    #: One more process is begun than serve, and takes the place of one that ends.
    stands_by: bool = False


class CannotServe(Exception):
    """The port cannot be had, or no process comes up. The message says which."""


def serve(serving: Serving) -> None:
    """Run until stopped. A process that dies is started again at once. Raises `CannotServe`."""
    logs.configure()
    try:
        listening = _listen(serving.host, serving.port)
    except OSError as error:
        where = f"{serving.host}:{serving.port}"
        raise CannotServe(f"Nothing can be served at {where}: {error.strerror}.") from error
    # What is held open here alone tells the others, by its end, that they are orphans.
    watched, held = os.pipe()
    # Whoever has locked it lets clients in.
    turns = os.memfd_create("turns") if serving.stands_by else NO_TURNS
    stopping = threading.Event()
    ended = threading.Event()

    def stop(*_: object) -> None:
        stopping.set()
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    given = (serving, (listening.fileno(), watched, turns), stopping, ended)
    workers = [_Worker(*given) for _ in range(serving.workers + serving.stands_by)]
    for worker in workers:
        worker.start()
    log.info("serving", host=serving.host, port=serving.port, workers=serving.workers)
    while not stopping.is_set() and not _none_came_up(workers):
        ended.wait(1.0)
        ended.clear()
    failed = not stopping.is_set()
    stopping.set()
    listening.close()
    os.close(held)
    _end(workers)
    if failed:
        raise CannotServe("No process of the server comes up. Its log says why.")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(BACKLOG)
    return listening


def _none_came_up(workers: list[_Worker]) -> bool:
    return all(worker.has_failed and not worker.came_up for worker in workers)


def _end(workers: list[_Worker]) -> None:
    until = time.monotonic() + STOPS_WITHIN
    for worker in workers:
        worker.tell(signal.SIGTERM)
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
    for worker in workers:
        worker.tell(signal.SIGKILL)
        worker.join(1.0)


class _Worker(threading.Thread):
    """Keeps one process running."""

    def __init__(
        self,
        serving: Serving,
        files: tuple[int, ...],
        stopping: threading.Event,
        ended: threading.Event,
    ) -> None:
        super().__init__(daemon=True)
        self._serving, self._files = serving, files
        self._stopping, self._ended = stopping, ended
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.came_up = False
        self.has_failed = False

    def run(self) -> None:
        """Start a process, wait for its end, start another."""
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            up = self._start()
            if self._process is None:
                return
            came_up = self._watch(up)
            os.close(up)
            code = self._process.wait()
            if self._stopping.is_set():
                return
            log.error("worker.ended", exit_code=code, came_up=came_up)
            if came_up:
                pause = _FIRST_PAUSE
                continue
            # One that cannot start will not start a millisecond later either.
            self.has_failed = True
            self._ended.set()
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _start(self) -> int:
        """Start a process; what is read here once it lets clients in, or ends before."""
        up, told = os.pipe()
        limits = self._serving.limits
        passed = (*self._files, told)
        numbers = (*passed, limits.connections, limits.threads, limits.waiting)
        command = [sys.executable, "-m", "consent_service.process", self._serving.application]
        with self._guard:
            if not self._stopping.is_set():
                self._process = subprocess.Popen(  # noqa: S603 - our own, and no shell
                    [*command, *map(str, numbers)],
                    pass_fds=[one for one in passed if one != NO_TURNS],
                )
            else:
                self._process = None
        os.close(told)
        return up

    def _watch(self, up: int) -> bool:
        """Wait for the end of what the process says of itself, and bring it about if it falls
        silent: frozen, it would keep what waits in its sockets. Whether it came up at all.
        """
        came_up = lets_in = False
        heard = time.monotonic()
        patience = Patience(self._serving.frozen, heard)
        while True:
            # Before it is up it may read keys from a slow disk, as long as it takes.
            readable, _, _ = select.select([up], [], [], _HEARD_WITHIN if came_up else None)
            if not readable:
                if self._is_frozen(patience, heard):
                    return came_up
                continue
            said = os.read(up, 4_096)
            if said == b"":
                return came_up
            heard = time.monotonic()
            patience = Patience(self._serving.frozen, heard)
            if LETS_IN in said and not lets_in:
                lets_in = True
                log.info("worker.up")
            self.came_up = came_up = True

    def _is_frozen(self, patience: Patience, heard: float) -> bool:
        """Whether one that is silent has been so for too long. Then it is ended."""
        process, now = self._process, time.monotonic()
        now_seen = None if process is None else seen(process.pid)
        if now_seen is None or not (
            patience.is_over(now, now_seen) or now - heard > self._serving.silent
        ):
            return False
        log.error("worker.silent", seconds=round(now - heard, 1))
        self.tell(signal.SIGKILL)
        return True

    def tell(self, number: signal.Signals) -> None:
        """Send the process a signal, if there is one."""
        with self._guard:
            if self._process is not None and self._process.poll() is None:
                self._process.send_signal(number)


def answers(url: str, host: str = "127.0.0.1") -> bool:
    """Whether a running service answers at `url` within two seconds, asked by the name `host`."""
    request = urllib.request.Request(url, headers={"Host": host})  # noqa: S310 - the operator's own
    try:
        with urllib.request.urlopen(request, timeout=2) as response:  # noqa: S310 - the operator's own
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False
