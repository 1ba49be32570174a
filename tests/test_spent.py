"""What measures processor time finds the processes that it measures."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest

from bench import spent


class _Connection:
    """To a server whose process ends with the connection, as a backend of PostgreSQL does."""

    def __enter__(self) -> _Connection:
        self.backend = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        return self

    def __exit__(self, *_: object) -> None:
        self.backend.communicate(b"\n")

    def execute(self, _: str) -> _Connection:
        return self

    def fetchall(self) -> list[tuple[int]]:
        return [(self.backend.pid,)]


def test_the_first_process_of_a_server_is_asked_for_while_it_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its own process was looked for once it had been let go, and had often ended by then."""
    monkeypatch.setattr(psycopg, "connect", lambda _: _connected())
    assert spent.postmaster_of("postgresql://") == os.getpid()


def _connected() -> Any:
    return _Connection()
