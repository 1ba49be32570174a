"""How long storage may keep somebody waiting, measured on our own side.

A server that was stopped, or a machine that lost its power, sends nothing: no limit that the server
is asked to keep says anything then. So each call has an end of its own, and where one call was kept
waiting the next ones are not: it is tried again apart, and they are told at once.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

#: Seconds one call may take, waiting for others included.
CALL_SECONDS: Final = 4.0
#: Seconds after which a failure is one of waiting, so that nobody else should wait for the same.
SLOW_SECONDS: Final = 1.0

_end: ContextVar[float | None] = ContextVar("the end of the call under way", default=None)
#: Seconds between two attempts to be answered.
PAUSE_SECONDS: Final = 0.25
#: The name of the thread that makes them.
TRYING: Final = "trying again"


class NoAnswer(SQLAlchemyError):
    """The database gave no answer in time, or did not the last time and is being tried now."""


@dataclass(slots=True)
class one_call:  # noqa: N801 - it is entered, as those beside it are
    """What this block asks of storage is one call, or part of the one that it stands in.

    It is entered several times for each request: by a generator it would take thrice as much.
    """

    seconds: float = CALL_SECONDS
    _before: Token[float | None] = field(init=False)

    def __enter__(self) -> None:
        mine, outer = time.monotonic() + self.seconds, _end.get()
        self._before = _end.set(mine if outer is None else min(mine, outer))

    def __exit__(self, *_: object) -> None:
        _end.reset(self._before)


@contextmanager
def patiently() -> Iterator[None]:
    """What this block asks of storage has no end, but for calls within it that have their own."""
    before = _end.set(math.inf)
    try:
        yield
    finally:
        _end.reset(before)


def have_at_least(seconds: float) -> None:
    """Give the call under way so long from now on, if it has less left: for what has been worked
    out. That it took us long says nothing of storage, which is asked again now.
    """
    end = _end.get()
    if end is not None:
        _end.set(max(end, time.monotonic() + seconds))


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
    """Closed while storage answers. Opened by a call that was kept waiting and failed: then every
    other hears `NoAnswer` at once, while `attempt` tries again alone, in a thread of its own.

    It is closed when an attempt succeeds, and when one fails without having been kept waiting:
    whoever fails at once waits for nothing. `attempt` raises `failures` for what storage does.
    """

    def __init__(self, attempt: Callable[[], None], failures: tuple[type[Exception], ...]) -> None:
        self._attempt = attempt
        self._failures = failures
        self._guard = threading.Lock()
        self._is_open = False

    def assert_closed(self) -> None:
        """Raise `NoAnswer` while the last call that was kept waiting is being tried again."""
        if self._is_open:
            raise NoAnswer("There was no answer, and it is being tried again.")

    @contextmanager
    def call(self) -> Iterator[None]:
        """One call. Raises `NoAnswer` without trying, while there is no answer."""
        self.assert_closed()
        start = time.monotonic()
        try:
            yield
        except self._failures:
            if kept_waiting(start):
                self.open()
            raise

    def open(self) -> None:
        """Keep nobody else waiting until an attempt has shown that there are answers."""
        with self._guard:
            if self._is_open:
                return
            self._is_open = True
        try:
            threading.Thread(target=self._try_again, name=TRYING, daemon=True).start()
        except RuntimeError:
            # No thread can be had now: each call tries for itself again.
            self._is_open = False

    def _try_again(self) -> None:
        try:
            while self._is_kept_waiting():
                time.sleep(PAUSE_SECONDS)
        finally:
            self._is_open = False

    def _is_kept_waiting(self) -> bool:
        start = time.monotonic()
        try:
            with one_call():
                self._attempt()
        except self._failures:
            return kept_waiting(start)
        return False


class WorkAwaited:
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
