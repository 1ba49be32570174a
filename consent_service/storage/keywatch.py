"""A key file as it is now, for as long as a process runs: another may be put in its place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, Generic, NoReturn, TypeVar

import structlog

from .keyfolder import KeyFolder, identity_of, opens_at_once, read_key
from .trouble import KeyFileError

T = TypeVar("T")

#: Seconds until a file that could not be read is tried again.
PAUSE: Final = 10.0

log = structlog.get_logger("consent_service.keys")


class Watched(Generic[T]):
    """What `parse` makes of a key file. Thread-safe; each is replaced whole.

    Raises what reading and `parse` raise, when it is made and never after: what is known goes on
    until there is something better.
    """

    def __init__(self, folder: KeyFolder, name: str, parse: Callable[[bytes], T]) -> None:
        self._folder, self._name, self._parse = folder, name, parse
        self._guard = threading.Lock()
        self._not_before = 0.0
        self._seen = identity_of(folder, name)
        self._known = parse(read_key(folder, name))

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key stays in its process.")

    def now(self) -> T:
        """By the file as it is. It costs one `stat`, unless that is another."""
        is_another = identity_of(self._folder, self._name) not in (None, self._seen)
        if is_another and time.monotonic() >= self._not_before:
            if opens_at_once(self._folder, self._name):
                with self._guard:
                    self._read()
            elif self._guard.acquire(blocking=False):
                # A program has to be asked, which takes its time: nobody who works waits for it.
                threading.Thread(target=self._read_beside, daemon=True).start()
        return self._known

    def _read_beside(self) -> None:
        try:
            self._read()
        finally:
            self._guard.release()

    def _read(self) -> None:
        now = identity_of(self._folder, self._name)
        # Whoever came while it was being read finds that it was, or could not be.
        if now is None or now == self._seen or time.monotonic() < self._not_before:
            return
        try:
            self._known = self._parse(read_key(self._folder, self._name))
        except KeyFileError as error:
            # It is looked at with each use, and a program that is away must not be asked each time.
            self._not_before = time.monotonic() + PAUSE
            log.error("keys.not_read", why=str(error))
        else:
            self._seen = now
