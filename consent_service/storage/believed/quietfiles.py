"""Files that have nothing to tell any other, as they stand at their newest entry that changes them.

Whether a file has is a function of its entries. So what a look under the lock has found is true of
it while the entries say that this place is its newest, and it need not be opened again: of a name
that hundreds of families have, hardly any has anything to tell. Nothing of anybody is kept here.
"""

from __future__ import annotations

from typing import Final

#: Of so many files at most; then it is found anew.
MOST: Final = 65_536


class QuietFiles:
    """What one process has found. For whoever holds the ledger's lock."""

    def __init__(self) -> None:
        self._changed: dict[str, int] = {}

    def note(self, file: str, changed: int) -> None:
        """It was opened as stored at that place, and has nothing to tell."""
        if len(self._changed) >= MOST:
            self._changed.clear()
        self._changed[file] = changed

    def has(self, file: str, changed: int) -> bool:
        """It is known to have nothing to tell as it stands there."""
        return self._changed.get(file) == changed
