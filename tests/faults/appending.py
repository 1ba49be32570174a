"""Processes that append, so that a test can end them. See `forking`.

Starting Python takes longer than what is tested here. So one process has imported everything, opens
nothing, and forks the writers that each line of its input asks for. They are a process group of
their own, and one signal ends them all.

Each writer says READY and its number when its database answers, waits for the others, and then
writes a line `ACK seq hash` for each request, after the door has returned and never before; or
UNKNOWN, where the door cannot say whether it is recorded. A line is one write to a file opened for
appending: it is there whole or not at all, whenever the writer is ended.
"""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError

from consent_service.machine import system_clock
from consent_service.settings import Settings
from consent_service.storage.door.opening import OpenStorage, open_storage
from consent_service.storage.door.trouble import CannotRead, CannotRecord, StorageError
from tests.api.running import OURS
from tests.builders import a_check, an_adult


def serve() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Its other end closes when this process ends, however it ends: then the writers end too.
    ended, alive = os.pipe()
    for line in sys.stdin:
        _start(json.loads(line), ended, alive)


def _start(asked: dict[str, Any], ended: int, alive: int) -> None:
    """Fork the writers, say which group they are, and let them begin when the test says so."""
    wait, go = os.pipe()
    group = 0
    for number in range(asked["writers"]):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.close(alive)
            _be_a_writer(asked, number, group, wait, ended)
        group = group or child
        # Here and in the child, so that it is done whoever is first.
        _join(child, group)
    os.close(wait)
    sys.stdout.write(f"{group}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    os.close(go)


def _join(process: int, group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.setpgid(process, group)


def _be_a_writer(asked: dict[str, Any], number: int, group: int, wait: int, ended: int) -> None:
    try:
        os.setpgid(0, group)
        threading.Thread(target=_end_with, args=(ended,), daemon=True).start()
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
        _Writer(asked, number).run(wait)
    finally:
        os._exit(0)


def _end_with(ended: int) -> None:
    os.read(ended, 1)
    os._exit(1)


class _Writer:
    def __init__(self, asked: dict[str, Any], number: int) -> None:
        self.asked = asked
        self.number = number
        self.acknowledged = os.open(asked["acks"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        # Held while this process lives: whoever gets it exclusively knows that all have ended.
        fcntl.flock(self.acknowledged, fcntl.LOCK_SH)
        self.settings = Settings(
            database_url=asked["database_url"],
            keys=Path(asked["keys"]),
            checkpoints=Path(asked["checkpoints"]),
            spool=Path(asked["spool"]),
            issuer="",
            audience="",
            roles_apart=False,
        )

    def say(self, line: str) -> None:
        os.write(self.acknowledged, line.encode() + b"\n")

    def run(self, wait: int) -> None:
        opened = open_storage(self.settings, system_clock)
        opened.keepers[OURS].compare()
        self.say(f"READY {os.getpid()}")
        os.read(wait, 1)
        threads = [threading.Thread(target=self._append, args=(opened, n)) for n in range(2)]
        if self.asked["signs"] and self.number == 0:
            threads.append(threading.Thread(target=self._sign, args=(opened,), daemon=True))
        for thread in threads:
            thread.start()
        for thread in threads[:2]:
            thread.join()
        opened.engine.dispose()

    def _append(self, opened: OpenStorage, thread: int) -> None:
        numbers = range(self.asked["each"]) if self.asked["each"] else itertools.count()
        for n in numbers:
            # Most are checks; some change a row that every writer changes.
            one = a_check(f"LCS-{n}") if n % 5 else an_adult(self.asked["file"])
            while True:
                try:
                    entry = opened.records.run(one).entries[0]
                except CannotRead:
                    # The lock was not had in time, and nothing was written.
                    continue
                except CannotRecord as error:
                    # On a busy machine time may run out in the middle, or before a commit is
                    # answered. What contradicts what is there is no matter of time.
                    if not isinstance(error.__cause__, IntegrityError):
                        self.say("UNKNOWN")
                        break
                    self.say(f"TROUBLE {type(error).__name__}")
                    return
                except StorageError as error:
                    self.say(f"TROUBLE {type(error).__name__}")
                    return
                self.say(f"ACK {entry.seq} {entry.entry_hash.hex()}")
                break

    def _sign(self, opened: OpenStorage) -> None:
        while True:
            opened.keepers[OURS].publish_now()
            time.sleep(0.01)
