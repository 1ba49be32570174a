"""How long the parent bears with a process that is silent: as long as it could have spoken.

A process that waits for a processor, or for memory that is fetched from a disk, is not frozen but
starved, and to end it would only make another begin. So of its silence those seconds count in which
it was stopped, or did nothing at all although nothing kept it; where it wants to run, those that it
ran. Nor do those in which the parent itself did not come to look.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

#: Seconds between two looks at one that is silent.
LOOKS_EVERY: Final = 0.25
#: Of a longer pause between two looks it is not known what kept us: it may have kept it as well.
_MOST_BETWEEN: Final = 4 * LOOKS_EVERY
_TICKS: Final = os.sysconf("SC_CLK_TCK")
#: As the kernel names it: runs or waits for a processor; waits for a disk.
_RUNS, _WAITS_FOR_A_DISK = "R", "D"


class ProcessSeen(NamedTuple):
    """What the kernel says of a process: what its threads do, and what it has had until now."""

    states: frozenset[str]
    #: Seconds of a processor.
    ran: float
    #: Pages that were fetched from a disk for it.
    fetched: int


def seen(pid: int) -> ProcessSeen | None:
    """How a process is now; None where it has ended."""
    try:
        whole = _fields(Path(f"/proc/{pid}/stat"))
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return None
    states = set()
    for thread in threads:
        with suppress(OSError):  # it has ended meanwhile
            states.add(_fields(thread / "stat")[0])
    return ProcessSeen(frozenset(states), (int(whole[11]) + int(whole[12])) / _TICKS, int(whole[9]))


def _fields(file: Path) -> list[str]:
    """From the third on: the second is a name that may hold anything."""
    return file.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


class Patience:
    """With one process, from when it was last heard."""

    def __init__(self, most: float, now: float) -> None:
        self._left = most
        self._looked_at = now
        self._before: ProcessSeen | None = None

    def is_over(self, now: float, seen: ProcessSeen) -> bool:
        """Whether it could have spoken for all of that time, as it is seen once more."""
        passed = min(now - self._looked_at, _MOST_BETWEEN)
        before, self._before, self._looked_at = self._before, seen, now
        if before is not None:
            ran = seen.ran - before.ran
            moves = ran > 0 or seen.fetched > before.fetched
            wants = _RUNS in seen.states or (_WAITS_FOR_A_DISK in seen.states and moves)
            self._left -= min(ran, passed) if wants else passed
        return self._left <= 0
