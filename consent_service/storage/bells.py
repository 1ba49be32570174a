"""That something may be to be done for a ledger, said to whoever keeps it, in whichever process.

A file beside its checkpoints, with nothing in it: whoever puts something on record touches it, and
to look at it costs a thousandth of what a look at the database does. It is a sign and no more: what
nobody rang for is found when the keeper looks by itself.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

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
