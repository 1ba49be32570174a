"""Threads for whole requests: many for what may wait, a few that only immediate risk may take, and
a few for whoever leaves in a hurry.

Nothing is handed to a thread before all of it is here, so a thread's time is ours alone.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Final, TypeAlias

Work: TypeAlias = Callable[[], None]

#: Threads of the lane: what it takes is answered without storage, in a few milliseconds.
IN_LANE: Final = 4
#: Threads of the way out, each of which ends a session: a moment's work, whatever storage does.
#: They are not the lane's, so that whoever leaves over and over holds up no immediate risk.
LEAVING: Final = 2


class Threads:
    """A number of threads that take work in the order it came."""

    def __init__(self, name: str, size: int) -> None:
        self._waiting: queue.SimpleQueue[Work] = queue.SimpleQueue()
        for number in range(size):
            # Daemons: one that waits for a database must not keep the process from ending.
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True).start()

    def waiting(self) -> int:
        """How much work waits for a thread."""
        return self._waiting.qsize()

    def put(self, work: Work) -> None:
        """Have it done. It must raise nothing."""
        self._waiting.put(work)

    def _run(self) -> None:
        while True:
            self._waiting.get()()
