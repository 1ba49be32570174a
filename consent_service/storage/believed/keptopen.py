"""Files that were opened before, kept in memory, and believed only where to open would be the same.

What opening a row gives is a function of the authority's keys, of the wrapped key, of the place the
row was folded to and of its sealed bytes. It is kept under exactly these. Whoever asks has loaded
the row now, and knows from signed entries that its place is the newest: so a row changed by one
byte, an old one put back, one of another file, another key, and a key that is gone are noticed as
they would be without. Bytes that were handed over are compared as they are: their digest takes ten
times as long, and is for a database that works it out itself and hands nothing over.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from math import inf
from typing import Final, Generic, TypeVar

from ...actions.refused import RecordDamaged
from ...domain.memo import cached_property
from ..sealed.sealing import AuthoritySeal, FileSeal

S = TypeVar("S")

#: Bytes that are kept at most, as they are counted here.
MOST_BYTES: Final = 64 * 2**20
#: Seconds after which a file that nobody has asked for is let go: what was erased by another
#: process leaves this one as well.
SECONDS: Final = 300.0
#: How many bytes a byte of a sealed row takes once it is opened: itself, and 3.5 were seen of a
#: large one.
_TIMES: Final = 5


@dataclass(eq=False)
class AsItStands:
    """What is opened, as it stands in the database: the same where every byte of it is."""

    #: The key that opens it, and the place it was folded to.
    wrapped: bytes
    folded_to: int
    #: Nothing where the database handed over none: it found it to have the digest `known`.
    sealed: bytes
    known: bytes | None = None

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the sealed row."""
        return self.known or sha256(self.sealed).digest()

    def is_as(self, other: AsItStands) -> bool:
        """Whether to open the one is to open the other."""
        if self.folded_to != other.folded_to or self.wrapped != other.wrapped:
            return False
        if self.known is None and other.known is None:
            return self.sealed == other.sealed
        return self.digest == other.digest


@dataclass(slots=True)
class _Kept(Generic[S]):
    """`by` are the authority's keys, which are another object once the key file is another."""

    stands: AsItStands
    by: AuthoritySeal
    seal: FileSeal
    state: S
    size: int
    asked_at: float


class KeptOpen(Generic[S]):
    """What one process keeps open of one ledger. Thread-safe; what is kept is never changed.

    `weighs` gives the bytes of what hangs on a file, which grows as it is asked about: counted
    whenever it is asked for, and by `let_go`. What is kept no longer is told so by
    `lets_go`: somebody may have it still.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        most: int = MOST_BYTES,
        weighs: Callable[[S], int] = lambda _: 0,
        lets_go: Callable[[S], None] = lambda _: None,
    ) -> None:
        self._now = now
        self._most = most
        self._weighs, self._lets_go = weighs, lets_go
        self._guard = threading.Lock()
        # The one that was asked for last stands last.
        self._files: OrderedDict[str, _Kept[S]] = OrderedDict()
        self._size = 0
        #: When all were weighed last but one, and last.
        self._weighed_since = self._weighed_at = -inf

    def digests(self, files: Iterable[str]) -> dict[str, bytes]:
        """By file, that of the sealed row which is kept open; nothing where none is. Who asks the
        database for the rows tells it these, so that one which is known need not be handed over.
        """
        with self._guard:
            every = {file: self._files.get(file) for file in files}
        return {file: b"" if one is None else one.stands.digest for file, one in every.items()}

    def find(self, file: str, by: AuthoritySeal, stands: AsItStands) -> tuple[S, FileSeal] | None:
        """The file that stands so as those keys opened it, and its seal; None if it is not kept.
        Raises `RecordDamaged` for what is no bytes.
        """
        # SQLite keeps a text or a number in a column of bytes if somebody puts it there.
        if type(stands.wrapped) is not bytes or type(stands.sealed) is not bytes:
            raise RecordDamaged("A wrapped key or a sealed row is no bytes.")
        with self._guard:
            kept = self._files.get(file)
            if kept is None or kept.by is not by or not kept.stands.is_as(stands):
                return None
            kept.asked_at = self._now()
            self._weigh(kept)
            self._files.move_to_end(file)
            self._make_room()
            return kept.state, kept.seal

    def last(self, file: str, by: AuthoritySeal) -> S | None:
        """The file as those keys opened it last, however it stands now."""
        with self._guard:
            kept = self._files.get(file)
            return kept.state if kept is not None and kept.by is by else None

    def keep(
        self, file: str, by: AuthoritySeal, stands: AsItStands, opened: tuple[S, FileSeal]
    ) -> None:
        """Keep what those keys opened it as, in the place of what was kept."""
        state, seal = opened
        with self._guard:
            self._drop(file)
            self._files[file] = kept = _Kept(stands, by, seal, state, 0, self._now())
            self._weigh(kept)
            self._make_room()

    def let_go(self) -> None:
        """Forget what nobody has asked for lately, and what there is no room for. What hangs on a
        file grows only as it is asked about: those are weighed that were since this was called last
        but one, as whoever asked then may have asked on.
        """
        with self._guard:
            for kept in reversed(self._files.values()):
                if kept.asked_at < self._weighed_since:
                    break
                self._weigh(kept)
            self._weighed_since, self._weighed_at = self._weighed_at, self._now()
            self._make_room()

    def _weigh(self, kept: _Kept[S]) -> None:
        size = len(kept.stands.sealed) * _TIMES + self._weighs(kept.state)
        self._size += size - kept.size
        kept.size = size

    def _make_room(self) -> None:
        long_ago = self._now() - SECONDS
        while self._files:
            file, first = next(iter(self._files.items()))
            if first.asked_at > long_ago and self._size <= self._most:
                break
            self._drop(file)

    def _drop(self, file: str) -> None:
        kept = self._files.pop(file, None)
        if kept is not None:
            self._size -= kept.size
            self._lets_go(kept.state)
