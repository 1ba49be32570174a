"""Whether a ledger may have something to do for its keeper, or may be left alone for a while.

Asked each second for each ledger, however many there are: so it looks at files, and at no database.
"""

from __future__ import annotations

import time
from typing import Final

from .bells import Bell
from .openfiles import Ledger
from .spool import Spool

#: Seconds between two looks at a ledger for which nobody rang.
LOOKS_EVERY: Final = 120.0
_A_SECOND: Final = 10**9


class Rest:
    """Of one ledger, as one process keeps it."""

    def __init__(self, ledger: Ledger, bell: Bell, spool: Spool) -> None:
        self._ledger = ledger
        self._bell = bell
        self._spool = spool
        #: How the ledger stood when it was last looked at, and when that was.
        self._came_to = self._stands()
        self._began = 0.0
        self._rests = self._is_woken = False

    def is_over(self) -> bool:
        """Something was put on record here or elsewhere, waits in the spool or was left over; or
        nobody has looked for a while.
        """
        return (
            not self._rests
            or self._is_woken
            or self._came_to != self._stands()
            or time.monotonic() - self._began >= LOOKS_EVERY
            or self._spool.has_lines
        )

    def end(self) -> None:
        """It is looked at: what is put on record from here on is for the next look."""
        self._came_to, self._rests, self._is_woken = self._stands(), False, False

    def wake(self) -> None:
        """Something else is to be looked at, whether or not anybody is at it just now."""
        self._is_woken = True

    def begin(self) -> None:
        """Nothing was left over. Rung again within a tick of the file system's clock, a bell cannot
        be told from before: of one that rang just now it is too soon to say.
        """
        rang = self._came_to[1]
        self._rests = time.time_ns() - rang > _A_SECOND
        self._began = time.monotonic()

    def _stands(self) -> tuple[int, int]:
        """What is another once something was put on record."""
        return self._ledger.newest.size, self._bell.rang()
