"""Reading from a socket until a deadline, however slowly the other side sends.

A socket's own timeout begins anew with each byte: a peer that sends one byte every few seconds
holds a thread for days. Nothing here asks what time it is; a stopwatch says how much is left.
"""

from __future__ import annotations

import io
import socket
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class DeadlineReader(io.RawIOBase):
    """What a socket sends, for `seconds` from now or from the last `restart`; after that reading
    raises TimeoutError. Closing it leaves the socket to whoever opened it."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        super().__init__()
        self._sock = sock
        self._seconds = seconds
        self._end = monotonic() + seconds

    def restart(self) -> None:
        """Allow the whole time again, as for the next request on a connection."""
        self._end = monotonic() + self._seconds

    def readable(self) -> bool:
        """As a reader is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Some bytes, or 0 at the end. Raises TimeoutError."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError("the other side is too slow")
        self._sock.settimeout(left)
        return self._sock.recv_into(buffer)
