"""How long storage may keep somebody waiting, measured on our own side.

A server that was stopped, or a machine that lost its power, sends nothing: no limit that the server
is asked to keep says anything then. So each call has an end of its own, and where one call was kept
waiting the next ones are not: one tries again, and the others are told at once.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

#: Seconds one call may take, waiting for others included.
CALL_SECONDS: Final = 4.0
#: Seconds after which a failure is one of waiting, so that nobody else should wait for the same.
SLOW_SECONDS: Final = 1.0

_end: ContextVar[float | None] = ContextVar("the end of the call under way", default=None)


class NoAnswer(SQLAlchemyError):
    """The database gave no answer in time, or did not the last time and is being tried now."""


@contextmanager
def one_call() -> Iterator[None]:
    """What this block asks of storage is one call, or part of the one that it stands in."""
    mine, outer = time.monotonic() + CALL_SECONDS, _end.get()
    before = _end.set(mine if outer is None else min(mine, outer))
    try:
        yield
    finally:
        _end.reset(before)


@contextmanager
def patiently() -> Iterator[None]:
    """What this block asks of storage has no end, but for calls within it that have their own."""
    before = _end.set(math.inf)
    try:
        yield
    finally:
        _end.reset(before)


def left() -> float:
    """Seconds left to the call under way, never less than none. Outside a call, those of one."""
    end = _end.get()
    return CALL_SECONDS if end is None else max(0.0, end - time.monotonic())


def kept_waiting(since: float) -> bool:
    """Whether a failure of what began then, by `time.monotonic`, is one of waiting."""
    return time.monotonic() - since >= SLOW_SECONDS


def assert_time_left() -> None:
    """Raise `NoAnswer` when the call under way should have ended."""
    if left() <= 0.0:
        raise NoAnswer("There was no answer in time.")


@contextmanager
def holding(lock: threading.Lock) -> Iterator[None]:
    """Hold a lock that others hold while they wait for storage. Raises `NoAnswer` in the end."""
    seconds = left()
    if not lock.acquire(timeout=-1 if seconds == math.inf else seconds):
        raise NoAnswer("Somebody else was waiting for an answer.")
    try:
        yield
    finally:
        lock.release()


class Circuit:
    """Closed while storage answers. Opened by a call that was kept waiting and failed; then one
    call at a time tries again, and any other hears `NoAnswer` at once, until one gets through.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._open = False
        self._tried = False

    @contextmanager
    def call(self, failures: tuple[type[Exception], ...]) -> Iterator[None]:
        """One call, of which `failures` are those of storage. Raises `NoAnswer` without trying."""
        with self._guard:
            if self._open and self._tried:
                raise NoAnswer("There was no answer, and somebody is trying again.")
            tries = self._tried = self._open
        start = time.monotonic()
        is_open = False
        try:
            yield
        except failures:
            is_open = kept_waiting(start)
            raise
        finally:
            with self._guard:
                self._open = is_open
                if tries:
                    self._tried = False


class Awaited:
    """Work that may take longer than a call has: done in a thread of its own, by one at a time, and
    waited for only as long as there is time.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._guard = threading.Lock()
        self._result: Future[None] | None = None

    def __call__(self) -> None:
        """Wait for the work. Raises what it raises, and `NoAnswer` while it goes on."""
        with self._guard:
            if self._result is None or self._result.done():
                self._result = Future()
                threading.Thread(target=self._run, args=(self._result,), daemon=True).start()
            result = self._result
        if not wait([result], left()).done:
            raise NoAnswer("It has begun and takes longer.")
        result.result()

    def _run(self, result: Future[None]) -> None:
        try:
            result.set_result(self._work())
        except BaseException as error:  # noqa: BLE001 - whoever waits is told
            result.set_exception(error)
