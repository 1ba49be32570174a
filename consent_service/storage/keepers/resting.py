"""Whether a ledger may have something to do for its keeper, or may be left alone for a while.

Asked each second for each ledger, however many there are: so it looks at files, and at no database.
One beside its checkpoints has nothing in it: whoever puts something on record touches it, and to
look at it costs a thousandth of what a look at the database does. It is a sign and no more: what
nobody rang for is found when the keeper looks by itself.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

from ..beside.spool import Spool
from ..door.openfiles import Ledger

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


_NAME: Final = "appended"


class Bell:
    """That of one ledger."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Asked every second for each ledger: a string is looked up in half the time of a path.
        self._path = os.fspath(folder / _NAME)

    def ring(self) -> None:
        """Something was put on record. Raises nothing: what was recorded stays so."""
        try:
            os.utime(self._path)
        except FileNotFoundError:
            self._hang()
        except OSError:
            return

    def _hang(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
        except OSError:
            return

    def rang(self) -> int:
        """Another number whenever it was rung since; 0 where nobody ever did."""
        try:
            return os.stat(self._path).st_mtime_ns  # noqa: PTH116 - as above
        except OSError:
            return 0
