"""Logs: one JSON line each, on standard error. Codes, ids and counts; never what somebody said."""

from __future__ import annotations

import logging
import os
import select
import stat
import sys
import threading
from collections import deque
from datetime import UTC, datetime
from typing import IO, Final

import orjson
import structlog
from structlog.typing import EventDict

#: More lines than this are not kept while they cannot be written.
_MOST_WAITING: Final = 10_000


def configure(level: int = logging.INFO) -> None:
    """Set up structured logging for this process; what is below `level` is left out."""
    lines = WholeLines(sys.stderr.buffer)
    structlog.configure(
        processors=[_written],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=True,
    )


_as_json: Final = structlog.processors.JSONRenderer(orjson.dumps)


def _written(logger: object, name: str, said: EventDict) -> bytes:
    """What is said, how grave it is, and when. In one: there is a line for each request."""
    said["level"] = name
    said["timestamp"] = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    line = _as_json(logger, name, said)
    return line if isinstance(line, bytes) else line.encode()


class WholeLines:
    """Writes whole lines, in the order in which they came.

    Whoever comes while another thread writes leaves its line with that one, which writes it before
    it goes on. Were each to wait for its turn, Python would be handed around among all of them:
    that was a fifth of all the times that one thread of the server waited for another.

    Nobody is kept waiting by a log that nobody reads, and nobody fails for one that cannot be
    written: whoever asks is answered all the same. Their lines are kept for as long as there is
    room, and of those left out it is said how many they were.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._waiting: deque[bytes] = deque()
        self._writes = threading.Lock()
        self._left_out = 0
        self._room = _room_in(file)

    def msg(self, line: bytes) -> None:
        """Write this line, now or with a later one. Raises nothing."""
        if len(self._waiting) < _MOST_WAITING:
            self._waiting.append(line + b"\n")
        else:
            self._left_out += 1
        # Looked at again once nobody writes: who came just before has left it to us.
        while self._waiting and self._writes.acquire(blocking=False):
            try:
                if self._room is not None and not self._room.poll(0):
                    return
                self._file.write(b"".join(self._taken()))
                self._file.flush()
            except (OSError, ValueError):
                return
            finally:
                self._writes.release()

    debug = info = warning = error = critical = exception = log = msg

    def _taken(self) -> list[bytes]:
        taken, size = list[bytes](), 0
        for _ in range(len(self._waiting)):
            size += len(self._waiting[0])
            if taken and self._room is not None and size > select.PIPE_BUF:
                return taken
            taken.append(self._waiting.popleft())
        if self._left_out:
            self._left_out, lines = 0, self._left_out
            said: EventDict = {"event": "log.left_out", "lines": lines}
            taken.append(_written(None, "error", said) + b"\n")
        return taken


def _room_in(file: IO[bytes]) -> select.poll | None:
    """Says whether so much may be written without waiting; None for a disk's file, and memory."""
    try:
        number = file.fileno()
    except (OSError, ValueError):
        return None
    if stat.S_ISREG(os.fstat(number).st_mode):
        return None
    room = select.poll()
    room.register(number, select.POLLOUT)
    return room
