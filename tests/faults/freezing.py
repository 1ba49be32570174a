"""A database that is there and says nothing: every process of it stopped, or its file locked by
another process. Nothing is refused, nothing is closed; whoever asks waits.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.api.running import Running
from tests.databases import Server
from tests.unhurried import as_served

_HOLD_THE_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def frozen(service: Running, request: pytest.FixtureRequest) -> Iterator[None]:
    """The database of this service neither answers nor refuses while the block runs."""
    url = make_url(service.settings.database_url)
    if url.get_backend_name() == "sqlite":
        assert url.database is not None
        with locked_by_another_process(url.database), as_served():
            yield
        return
    server: Server = request.getfixturevalue("postgres_server")
    if server.process is None:
        pytest.skip("the server is another machine's")
    with stopped(server.process), as_served():
        yield


@contextmanager
def stopped(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """Every process of a PostgreSQL that we started: the first one before it makes another."""
    os.kill(server.pid, signal.SIGSTOP)
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    others = [int(process) for process in children.read_text().split()]
    for process in others:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in (*others, server.pid):
            os.kill(process, signal.SIGCONT)


@contextmanager
def locked_by_another_process(file: str) -> Iterator[None]:
    """Nobody else reads or writes this SQLite."""
    command = [sys.executable, "-c", _HOLD_THE_LOCK, file]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"locked\n"
        yield
        assert holder.stdin is not None
        holder.stdin.close()
