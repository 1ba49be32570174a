"""Whoever is asked over the network while somebody waits for the answer: a few at once, for so many
seconds, and not again for a while once they kept somebody waiting in vain.

What asks them may hang for far longer than any library's own limit, on a name that is looked up or
on a reply that comes byte by byte, and a stranger can have it asked. So it has a thread of its own:
whoever waits goes on when the time is up, and together they never hold more than half of the
server's threads.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Final, TypeVar

T = TypeVar("T")

#: How many may be asked at once by one process, how many of them the same, and how many more may
#: wait for that, for so many seconds. Whoever comes then hears at once that there is no answer now.
AT_ONCE: Final = 4
OF_ONE: Final = 3
WAIT: Final = 4
PATIENCE: Final = 1.0
#: Seconds for one answer, and for which nobody is asked who kept somebody waiting in vain.
ANSWERED_WITHIN: Final = 6.0
LEFT_ALONE: Final = 5.0


class NobodyAnswered(Exception):
    """There is none now. `work` raises it too, where nobody could be reached."""


class Outside:
    """Whom one process asks, by their addresses. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._asked = Counter[str]()
        self._waiting = 0
        self._left_alone_until: dict[str, float] = {}

    def ask(self, whom: str, work: Callable[[], T], within: float = ANSWERED_WITHIN) -> T:
        """What comes of `work`, which asks them. Raises what it raises, and `NobodyAnswered`."""
        self._take_a_place(whom)
        began, came = self._clock(), Future[T]()
        try:
            threading.Thread(
                target=self._run, args=(whom, work, came), name="outside", daemon=True
            ).start()
        except RuntimeError:
            # No thread can be had now.
            self._give_back(whom)
            raise NobodyAnswered from None
        try:
            if not wait([came], within).done:
                raise NobodyAnswered
            return came.result()
        except NobodyAnswered:
            if self._clock() - began >= PATIENCE:
                self._left_alone_until[whom] = self._clock() + LEFT_ALONE
            raise

    def _run(self, whom: str, work: Callable[[], T], came: Future[T]) -> None:
        try:
            came.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whoever waits is told
            came.set_exception(error)
        finally:
            # Whatever hangs keeps its place, so that there are never more of them.
            self._give_back(whom)

    def _take_a_place(self, whom: str) -> None:
        """Raises `NobodyAnswered`."""
        with self._changed:
            if not self._has_place(whom):
                if self._waiting >= WAIT or self._is_left_alone(whom):
                    raise NobodyAnswered
                self._waiting += 1
                try:
                    self._changed.wait_for(lambda: self._has_place(whom), PATIENCE)
                finally:
                    self._waiting -= 1
            if not self._has_place(whom) or self._is_left_alone(whom):
                raise NobodyAnswered
            self._asked[whom] += 1

    def _give_back(self, whom: str) -> None:
        with self._changed:
            self._asked[whom] -= 1
            self._changed.notify_all()

    def _has_place(self, whom: str) -> bool:
        return self._asked[whom] < OF_ONE and self._asked.total() < AT_ONCE

    def _is_left_alone(self, whom: str) -> bool:
        return self._clock() < self._left_alone_until.get(whom, float("-inf"))
