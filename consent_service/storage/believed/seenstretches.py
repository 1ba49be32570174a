"""Stretches of a ledger that this process has verified, and their entries of some kinds.

A stretch never changes once it is whole, and its tip says which it is. So whoever reads the entries
of some kinds over a month again need not read all the others to know that none is hidden.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from ledger.log import EntryLine

#: Half a million entries' worth; of each only those of the kinds that were asked for are held, and
#: of these so many, of half a kilobyte each.
_MOST: Final = 512
_MOST_LINES: Final = 100_000


class SeenStretch(NamedTuple):
    """A whole stretch: by which tip it was verified, the times at its ends, and those of its
    entries that were asked for.
    """

    tip: bytes
    first_at: datetime
    last_at: datetime
    lines: tuple[EntryLine, ...]


class SeenStretches:
    """Those that were asked for last, by their number and the kinds. Thread-safe."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, frozenset[str]], SeenStretch] = OrderedDict()
        self._lines = 0
        self._guard = threading.Lock()

    def get(self, number: int, kinds: Collection[str], tip: bytes) -> SeenStretch | None:
        """What was seen of a stretch that is known to end so."""
        key = (number, frozenset(kinds))
        with self._guard:
            seen = self._seen.get(key)
            if seen is None or seen.tip != tip:
                return None
            self._seen.move_to_end(key)
            return seen

    def put(self, number: int, kinds: Collection[str], seen: SeenStretch) -> None:
        """Remember it, in the place of what was asked for longest ago."""
        key = (number, frozenset(kinds))
        with self._guard:
            before = self._seen.pop(key, None)
            self._lines += len(seen.lines) - (0 if before is None else len(before.lines))
            self._seen[key] = seen
            while len(self._seen) > _MOST or self._lines > _MOST_LINES:
                _, gone = self._seen.popitem(last=False)
                self._lines -= len(gone.lines)
