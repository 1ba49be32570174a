"""All keepers of a process, in a few threads however many ledgers there are.

Each second those that may have something to do have their turn; the others are left alone, and
cost next to nothing. A verification takes minutes, and has a thread of its own, so that signing
goes on beside it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from queue import SimpleQueue
from typing import Final, TypeAlias

import structlog

from ...domain.memo import let_go_of_words
from ..believed.keptopen import SECONDS
from .keeper import EVERY, Keeper

#: Threads that take turns: while one waits for a database, others are signed for.
HANDS: Final = 2
_STOPS_WITHIN: Final = 10.0

#: Whose turn it is, and to do what; None for whoever is to end.
_Turns: TypeAlias = SimpleQueue[tuple[Keeper, Callable[[], None]] | None]


log = structlog.get_logger("consent_service.keeping")


class Keeping:
    """Keeps these ledgers, from `start` until `stop`."""

    def __init__(self, keepers: Iterable[Keeper], every: float = EVERY) -> None:
        self._keepers = list(keepers)
        self._every = every
        self._stop = threading.Event()
        self._turns: _Turns = SimpleQueue()
        self._verifications: _Turns = SimpleQueue()
        #: Those that wait for their turn, or have it.
        self._busy: set[tuple[Keeper, bool]] = set()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Keep going in threads of this process."""
        works = [("keeping", self._go_round)]
        works += [(f"keeping-{n}", lambda: self._work(self._turns)) for n in range(HANDS)]
        works += [("verifying", lambda: self._work(self._verifications))]
        for name, work in works:
            thread = threading.Thread(target=work, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Stop after what is being done now."""
        self._stop.set()
        for turns, hands in ((self._turns, HANDS), (self._verifications, 1)):
            for _ in range(hands):
                turns.put(None)
        until = time.monotonic() + _STOPS_WITHIN
        for thread in self._threads:
            thread.join(timeout=max(0.0, until - time.monotonic()))

    def _go_round(self) -> None:
        # Twice as often as a file is let go: what nobody asked for in between is gone by then.
        forgets_at = time.monotonic() + SECONDS / 2
        while not self._stop.wait(self._every):
            if time.monotonic() >= forgets_at:
                _forget()
                forgets_at = time.monotonic() + SECONDS / 2
            # The disks are the same for all: one that has filled is looked at though nobody can
            # put anything on record.
            for keeper in self._keepers[:1]:
                keeper.attempt(keeper.keep_room)
            for keeper in self._keepers:
                keeper.attempt(partial(self._look_at, keeper))

    def _look_at(self, keeper: Keeper) -> None:
        """Give it a turn where it may have something to do, and has none already."""
        if keeper.is_due() and (keeper, False) not in self._busy:
            self._busy.add((keeper, False))
            self._turns.put((keeper, keeper.look))
        if keeper.is_to_verify() and (keeper, True) not in self._busy:
            self._busy.add((keeper, True))
            self._verifications.put((keeper, keeper.verify))

    def _work(self, turns: _Turns) -> None:
        is_verifying = turns is self._verifications
        while not self._stop.is_set() and (turn := turns.get()) is not None:
            keeper, work = turn
            keeper.attempt(work)
            self._busy.discard((keeper, is_verifying))


def _forget() -> None:
    """A round that ended would be missed by nobody: what goes wrong is said, and it goes on."""
    try:
        let_go_of_words()
    except Exception as error:  # noqa: BLE001
        log.error("keeping.fault", fault=type(error).__name__)
