"""Whose turn it is to let clients in, where one process serves and another stands by.

It is a lock that the kernel takes from a process with its life. Whoever has it writes down again
and again that its loop turns, where the other reads it: one that is silent, for whatever reason, is
helped out at once, and goes on when it can. That is no question of who is right, as both may let
clients in. Whether it is ended is for the parent to say (`patience`).
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from typing import Final

import structlog

log = structlog.get_logger("consent_service.turns")

#: What a process tells its parent as its loop turns: that it lets clients in, or stands by.
LETS_IN: Final = b"1"
STANDS_BY: Final = b"0"
#: Seconds of silence after which whoever stands by lets clients in as well. A loop that turns says
#: so four times a second.
STANDS_IN_AFTER: Final = 1.0
#: On the clock that all processes of the machine share; of zero nobody has said anything yet.
_HEARD: Final = struct.Struct("=d")


class Turn:
    """The turn of one process, over a file in memory that it shares with the other."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._is_mine = False
        self._stands_in = False

    def wait(self) -> None:
        """Until no other process has it. It is gone with this one, however it ends."""
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1)
        self._is_mine = True

    def lets_in(self) -> bool:
        """Whether to let clients in now. Whose turn it is says by asking that it lives."""
        now = time.monotonic()
        if self._is_mine:
            os.pwrite(self._file, _HEARD.pack(now), 0)
            return True
        said = os.pread(self._file, _HEARD.size, 0)
        heard = _HEARD.unpack(said)[0] if len(said) == _HEARD.size else now
        stands_in = now - heard > STANDS_IN_AFTER
        if stands_in is not self._stands_in:
            self._stands_in = stands_in
            log.warning("worker.stands_in") if stands_in else log.info("worker.stands_by")
        return stands_in
