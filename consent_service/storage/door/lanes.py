"""Who waits at the door of an authority: in a thread that sleeps, or without one, to be told later.

Whoever finds the lane free leads, and hands the lead on. A thread that sleeps, or would, leads
before one is had for that: where all of them sleep here there is no other.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Final, Protocol

import structlog

from ..believed.unchanged import BatchViews
from ..database.deadline import (
    CALL_SECONDS,
    SLOW_SECONDS,
    Circuit,
    NoAnswer,
    have_at_least,
    kept_waiting,
    left,
    one_call,
)
from .batch import Result
from .requests import Request
from .trouble import CannotRead, OutcomeUnknown, StorageError

#: More than this in one transaction would hold the authority's lock for too long.
MOST_IN_A_BATCH: Final = 256
#: What is recorded holds it for about as long as so many checks: whoever asks does not wait behind
#: more than some thirty of it.
_A_WRITE: Final = 8
#: Seconds after which whoever is told later hears that there is no answer, if nobody has told them.
TOLD_WITHIN: Final = CALL_SECONDS + SLOW_SECONDS

log = structlog.get_logger("consent_service.records")


class _Now(threading.local):
    """What this thread does: it leads, and `tells` others what became of theirs."""

    tells: bool = False


_now: Final = _Now()


class OtherThreads(Protocol):
    """What has threads for whoever gives up their own meanwhile."""

    def put(self, work: Callable[[], None]) -> None:
        """Have it done, now."""

    def unless(self, seconds: float, work: Callable[[], None]) -> None:
        """Have it done then, unless what was asked has been answered."""


@dataclass(slots=True, eq=False)
class Waiter:
    """Somebody at the door. A thread sleeps on `wake` until it has its results, or is to lead;
    whoever has none is `told` of the one request, and `wake` is taken by who tells them, once.
    """

    requests: Sequence[Request]
    told: Callable[[Result], None] | None = None
    others: OtherThreads | None = None
    wake: threading.Lock = field(default_factory=threading.Lock)
    results: list[Result] | None = None

    @property
    def weighs(self) -> int:
        """For how long its requests hold the lock, in checks."""
        return sum([1 if one.asks else _A_WRITE for one in self.requests])

    def hears(self, results: list[Result]) -> None:
        """What its requests came to."""
        if self.told is None:
            self.results = results
            self.wake.release()
        elif self.wake.acquire(blocking=False):
            try:
                self.told(results[0])
            except Exception as error:  # noqa: BLE001 - whoever waits behind them is told
                log.error("check.fault", fault=type(error).__name__)


@dataclass(slots=True)
class Lane:
    """The queue of one authority, and who carries out what waits there: a batch of it at a time, of
    which everybody has one `BatchViews` to look at their files by. Raises nothing of one's own.

    `circuit` is open after a batch that was kept waiting and failed: until the head can be locked
    again nobody else is kept waiting for it.
    """

    circuit: Circuit
    carry_out: Callable[[list[Request], BatchViews], list[Result]]
    guard: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[Waiter] = field(default_factory=deque)
    led: bool = False
    #: A thread is being had to lead, and has not begun.
    offered: bool = False

    def run(self, requests: Sequence[Request]) -> list[Result]:
        """What each of these came to, or raised. Raises `CannotRead` and `OutcomeUnknown` where
        none of them had its turn, or nobody knows of it.
        """
        # Whatever follows a request and asks for more is waited for in a thread of its own.
        assert not _now.tells, "It would wait for itself."  # noqa: S101 - of whoever leads
        me = Waiter(requests)
        with one_call():
            self._assert_answers()
            if not self.join(me) and not me.wake.acquire(timeout=left()):
                self.leave(me)
            if me.results is None:
                self._lead()
        assert me.results is not None  # noqa: S101 - a waiter is woken with results or to lead
        return me.results

    def run_later(
        self, request: Request, told: Callable[[Result], None], others: OtherThreads
    ) -> None:
        """The same of whoever is `told` later. Raises `CannotRead` where it is not taken."""
        me = Waiter([request], told, others)
        self._assert_answers()
        others.unless(TOLD_WITHIN, partial(self.give_up, me))
        if self.join(me):
            with one_call():
                self._lead()

    def _assert_answers(self) -> None:
        try:
            self.circuit.assert_closed()
        except NoAnswer as error:
            raise CannotRead(str(error)) from error

    def _lead(self) -> None:
        # Whoever has waited for long leads for others too, who have not.
        have_at_least(SLOW_SECONDS)
        batch, views = self.next(), BatchViews()
        requests = [request for waiter in batch for request in waiter.requests]
        start = time.monotonic()
        # What the others hear if this thread is ended meanwhile: no waiter may be left asleep.
        results: list[Result] = [OutcomeUnknown("The batch was broken off.")] * len(requests)
        try:
            results = self.carry_out(requests, views) if requests else []
        except Exception as error:  # noqa: BLE001 - each of them is told
            results = [error] * len(requests)
        finally:
            each = iter(results)
            heard = [(one, list(islice(each, len(one.requests)))) for one in batch]
            for waiter, result in heard:
                if waiter.told is None:
                    waiter.hears(result)
            if all(isinstance(one, StorageError) for one in results) and kept_waiting(start):
                self.break_off()
            # Before the next batch, which is the larger for it: it costs as much whatever its size.
            _now.tells = True
            try:
                for waiter, result in heard:
                    if waiter.told is not None:
                        waiter.hears(result)
            finally:
                _now.tells = False
            # Else whoever goes on in a thread of their own may look at them still.
            if all(waiter.told is not None for waiter in batch):
                views.let_go()
            self.hand_on()

    def join(self, waiter: Waiter) -> bool:
        """Wait here; whether that is to lead. Who would sleep while a thread is being had leads,
        with itself at the head: it may be the very one that is waited for.
        """
        if waiter.told is None:
            # Until it is woken.
            waiter.wake.acquire()
        with self.guard:
            if waiter.told is None and self.offered:
                self.offered = False
                self.waiting.appendleft(waiter)
                return True
            self.waiting.append(waiter)
            leads, self.led = not self.led, True
        return leads

    def _take_up(self) -> None:
        """Lead, in the thread that was had, where it is still to."""
        with self.guard:
            leads, self.offered = self.offered, False
        if leads:
            with one_call():
                self._lead()

    def next(self) -> list[Waiter]:
        """Those who wait, in order, as many as have room in a batch; whoever is first has."""
        with self.guard:
            return list(self._next())

    def _next(self) -> Iterator[Waiter]:
        count, waiting = 0, self.waiting
        while waiting and (not count or count + waiting[0].weighs <= MOST_IN_A_BATCH):
            count += waiting[0].weighs
            yield waiting.popleft()

    def hand_on(self) -> None:
        """Have whoever sleeps first lead, with itself at the head; else a thread is had for it."""
        with self.guard:
            if not self.waiting:
                self.led = False
                return
            sleeping = next((one for one in self.waiting if one.told is None), None)
            if sleeping is not None:
                self.waiting.remove(sleeping)
                self.waiting.appendleft(sleeping)
                sleeping.wake.release()
                return
            others = self.waiting[0].others
            self.offered = True
        if others is not None:
            others.put(self._take_up)

    def break_off(self) -> None:
        """Everybody who waits hears that there is no answer."""
        with self.guard:
            self.circuit.open()
            waiting = list(self.waiting)
            self.waiting.clear()
        none: Result = CannotRead("The database gave no answer.")
        for waiter in waiting:
            waiter.hears([none] * len(waiter.requests))

    def leave(self, me: Waiter) -> None:
        """Give up waiting, unless there is a result after all, or the lead is ours.

        Raises `CannotRead` where nothing was done, and `OutcomeUnknown` where a batch that has this
        request in it does not end: whoever leads it hangs in something that nobody can cut short.
        """
        with self.guard:
            if me.wake.acquire(blocking=False):
                return
            if self._is_left(me):
                raise CannotRead("Nobody's turn came in time.")
        if not me.wake.acquire(timeout=SLOW_SECONDS):
            raise OutcomeUnknown("The batch did not end in time.")

    def give_up(self, me: Waiter) -> None:
        """The same for who is told later: they hear it."""
        none: Result = OutcomeUnknown("The batch did not end in time.")
        with self.guard:
            if me.wake.locked():
                return
            if self._is_left(me):
                none = CannotRead("Nobody's turn came in time.")
        me.hears([none])

    def _is_left(self, me: Waiter) -> bool:
        self.circuit.open()
        if me in self.waiting:
            self.waiting.remove(me)
            return True
        return False
