"""The processor time that processes have taken so far, as the kernel counts it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import psycopg

_TICKS: Final = os.sysconf("SC_CLK_TCK")


class _Process(NamedTuple):
    pid: int
    parent: int
    group: int
    #: In ticks: its own, and of its children that have ended and were waited for.
    own: int
    of_children: int


def of_group(group: int) -> float:
    """Seconds taken by the processes of a group, those that have ended included."""
    return _sum(lambda one: one.group == group)


def of_server(postmaster: int) -> float:
    """Seconds taken by a PostgreSQL: its first process, and those that it started."""
    return _sum(lambda one: postmaster in (one.pid, one.parent))


def postmaster_of(url: str) -> int:
    """The first process of the PostgreSQL at a URL, which is on this machine."""
    with psycopg.connect(url) as connection:
        (backend,) = connection.execute("SELECT pg_backend_pid()").fetchall()[0]
        # While it is connected to: it ends with the connection.
        return _read(int(backend)).parent


def _sum(counts: Callable[[_Process], bool]) -> float:
    return sum(one.own + one.of_children for one in _every() if counts(one)) / _TICKS


def _every() -> Iterator[_Process]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                yield _read(int(folder.name))
            except OSError:
                continue  # it has ended meanwhile


def _read(pid: int) -> _Process:
    """From `/proc/PID/stat`, whose second field is a name that may hold anything."""
    said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    fields = said.rpartition(")")[2].split()
    parent, group = int(fields[1]), int(fields[2])
    user, system, children_user, children_system = map(int, fields[11:15])
    return _Process(pid, parent, group, user + system, children_user + children_system)
