"""The test's end of `appending`: start writers, end them, read what they acknowledged."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from consent_service.storage.database.tables import ledger_tables
from tests.api.running import OURS, Running
from tests.faults.forkers import Forker, Forkers


@dataclass(frozen=True)
class Writers:
    """Some processes that append, in one group."""

    server: Forker
    group: int
    acks: Path
    count: int

    def go(self) -> None:
        """Let them begin, once each has said that it is ready."""
        while len(self._lines("READY")) < self.count:
            assert not self.server.ends(within=0)
            time.sleep(0.005)
        _say(self.server, "")

    def kill_one(self, number: int) -> None:
        """End one of them; the others go on."""
        process = int(self._lines("READY")[number].split()[1])
        os.kill(process, signal.SIGKILL)

    def kill(self) -> None:
        """End them all at once, wherever they are, and wait until none is left."""
        os.killpg(self.group, signal.SIGKILL)
        self.wait()

    def wait(self) -> None:
        """Wait until every one of them has ended."""
        with self.acks.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)

    def acknowledged(self) -> list[tuple[int, bytes]]:
        """Every `(seq, hash)` that a writer was given as recorded."""
        found = [line.split() for line in self._lines("ACK")]
        return [(int(seq), bytes.fromhex(entry_hash)) for _, seq, entry_hash in found]

    def unknown(self) -> int:
        """For how many requests the door could not say whether they are recorded."""
        return len(self._lines("UNKNOWN"))

    def troubles(self) -> set[str]:
        """What else the door gave them, but for a lock that was not had in time."""
        return {line.split()[1] for line in self._lines("TROUBLE")}

    def _lines(self, word: str) -> list[str]:
        lines = self.acks.read_text().splitlines() if self.acks.exists() else []
        return [line for line in lines if line.startswith(word)]


class Starter:
    """Starts writers on one service; `file` is a case file whose row all of them change."""

    def __init__(self, forkers: Forkers, service: Running, file: str) -> None:
        self._server = forkers.of("appending")
        self._service = service
        self._file = file
        self._serial = 0

    def start(self, count: int, *, each: int = 0, signs: bool = False) -> Writers:
        """`count` processes of two threads, each of which appends `each` times, or for ever."""
        self._serial += 1
        settings = self._service.settings
        acks = settings.keys.parent / f"acknowledged-{self._serial}"
        asked: dict[str, Any] = {
            "database_url": settings.database_url,
            **{name: str(getattr(settings, name)) for name in ("keys", "checkpoints", "spool")},
            "acks": str(acks),
            "file": self._file,
            "writers": count,
            "each": each,
            "signs": signs,
        }
        _say(self._server, json.dumps(asked))
        return Writers(self._server, int(self._server.stdout.readline()), acks, count)


def _say(server: Forker, line: str) -> None:
    server.stdin.write(line + "\n")
    server.stdin.flush()


def stored(service: Running) -> dict[int, bytes]:
    """The hash of every entry of ours that is stored, by its place."""
    entries = ledger_tables.entries
    with service.storage.engine.connect() as connection:
        rows = connection.execute(
            sa.select(entries.c.seq, entries.c.hash).where(entries.c.authority == OURS)
        )
        return {seq: bytes(entry_hash) for seq, entry_hash in rows}


def assert_database_is_whole(service: Running) -> None:
    """What the database itself can say about its file. A server looks after its own."""
    if service.storage.engine.dialect.name != "sqlite":
        return
    with service.storage.engine.connect() as connection:
        found = connection.execute(sa.text("PRAGMA integrity_check")).scalars().all()
    assert found == ["ok"]
