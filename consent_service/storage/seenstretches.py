"""Stretches of a ledger that this process has verified, and their entries of some kinds.

A stretch never changes once it is whole, and its tip says which it is. So whoever reads the entries
of some kinds over a month again need not read all the others to know that none is hidden.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from ledger.log import Line

#: Half a million entries' worth; of each only those of the kinds that were asked for are held.
_MOST: Final = 512


class Seen(NamedTuple):
    """A whole stretch: by which tip it was verified, the times at its ends, and those of its
    entries that were asked for.
    """

    tip: bytes
    first_at: datetime
    last_at: datetime
    lines: tuple[Line, ...]


class SeenStretches:
    """Those that were read last, by their number and the kinds."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, frozenset[str]], Seen] = OrderedDict()

    def get(self, number: int, kinds: Collection[str], tip: bytes) -> Seen | None:
        """What was seen of a stretch that is known to end so."""
        seen = self._seen.get((number, frozenset(kinds)))
        return seen if seen is not None and seen.tip == tip else None

    def put(self, number: int, kinds: Collection[str], seen: Seen) -> None:
        """Remember it, in the place of what was read longest ago."""
        self._seen[number, frozenset(kinds)] = seen
        while len(self._seen) > _MOST:
            self._seen.popitem(last=False)
