"""Room for what takes much memory: for a few at once."""

from __future__ import annotations

import threading
from typing import Final

from ..actions.refused import Refused

#: Seconds that somebody waits for it.
_PATIENCE: Final = 3.0


class Room:
    """Room for one hash. Raises `Refused` when others have it for too long."""

    def __init__(self, room: threading.BoundedSemaphore) -> None:
        self._room = room

    def __enter__(self) -> None:
        if not self._room.acquire(timeout=_PATIENCE):
            raise Refused("overloaded")

    def __exit__(self, *_: object) -> None:
        self._room.release()
