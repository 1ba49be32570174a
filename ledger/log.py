"""Appending: from drafts to entries, one batch and one transaction at a time.

`extend` is the whole of the rule, and pure. `Log` runs it on a `Store`, which is a contract in
prose; `ledger.store` keeps it on SQLite and PostgreSQL, and `ledger.testing.StoreContract` tells
whether another one does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ledger.checkpoint import Checkpoint
from ledger.entry import NO_PREVIOUS, Entry, entry_hash, format_entry
from ledger.origin import check_origin
from ledger.tree import Frontier


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a place: `kind`, `file` and `commitment` as in `Entry`."""

    kind: str
    file: str
    commitment: bytes


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as stored: its place, its hash (32 bytes), and its bytes exactly as hashed."""

    seq: int
    hash: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Where a ledger ends: all that is needed to append to it, and to say what its root is.

    `size` entries, the hash of the last as `tip` (NO_PREVIOUS if none), its time as `at` (None
    if none), and the frontier of the Merkle tree, whose size is `size` too.
    """

    origin: str
    size: int
    tip: bytes
    at: datetime | None
    frontier: Frontier

    @classmethod
    def empty(cls, origin: str) -> Head:
        """The head of a ledger without entries. Raises MalformedOrigin."""
        return cls(check_origin(origin), 0, NO_PREVIOUS, None, Frontier())

    def root(self) -> bytes:
        """The Merkle root over all entries, 32 bytes."""
        return self.frontier.root()

    def checkpoint(self) -> Checkpoint:
        """What a signer would sign of this head."""
        return Checkpoint(self.origin, self.size, self.root())


def extend(head: Head, at: datetime, drafts: Iterable[Draft]) -> tuple[Head, list[EntryLine]]:
    """Give each draft its place after `head`: the new head, and the lines to store.

    The batch has one time, `at` (aware UTC), or the head's if that is later: a clock that was
    put back must not make the ledger run backwards. Raises MalformedEntry, and then nothing of
    the batch has happened.
    """
    if head.at is not None and at < head.at:
        at = head.at
    tip = head.tip
    lines = []
    for seq, draft in enumerate(drafts, head.size):
        data = format_entry(
            Entry(head.origin, seq, at, draft.kind, draft.file, draft.commitment, tip)
        )
        tip = entry_hash(data)
        lines.append(EntryLine(seq, tip, data))
    if not lines:
        return head, []
    frontier = head.frontier.extend(line.hash for line in lines)
    return Head(head.origin, frontier.size, tip, at, frontier), lines


class Transaction(Protocol):
    """A change in the making. It holds until the context of `Store.transaction` is left."""

    def lock_head(self) -> Head:
        """The head as committed last, locked until this transaction ends.

        Whoever else asks waits (or fails after the store's own limit) until then, so between
        this call and the commit no entry appears that this head does not count. Raises
        Unreadable when the ledger was never created, Altered when the stored head is damaged.
        """

    def append(self, lines: list[EntryLine], head: Head) -> None:
        """Add `lines` after the locked head and make `head` the head. Nothing is durable yet.

        Raises StaleHead if the stored head is not the one these lines follow.
        """


class Store(Protocol):
    """Where one ledger's lines and head are kept. Lines are never changed and never removed."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """One change. Left normally: lines and head are committed together, and are on disk
        when the context is left. Left by an exception: neither is there.

        An error while leaving may mean either; who retries must look for its entries first.
        Any number of processes may have transactions at once; `lock_head` puts them in a row.
        """

    def head(self) -> Head:
        """The head as last committed, without a lock: it may be outgrown at once, and every
        line it counts can be read. Raises Unreadable and Altered as `lock_head` does."""

    def lines(self, start: int, stop: int | None = None) -> Iterator[EntryLine]:
        """The stored lines with start <= seq < stop, by seq; without stop, all that are there.

        As they are stored, unchecked: this is what a verifier reads. May run beside appends, and
        holds no more than a chunk of lines in memory. Raises Altered when a column does not hold
        even the type of thing it should.
        """


class Log:
    """A ledger that grows: `Log(store, clock).append(drafts)`.

    `clock` gives the time as aware UTC. It is asked under the lock, so that times follow the
    order of entries.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def append(self, drafts: Iterable[Draft]) -> list[EntryLine]:
        """Append a batch in one transaction: all of it, durable on return, or none of it.

        Any number of threads and processes may append at once; each batch is in one piece.
        """
        batch = list(drafts)
        if not batch:
            return []
        with self._store.transaction() as transaction:
            head, lines = extend(transaction.lock_head(), self._clock(), batch)
            transaction.append(lines, head)
        return lines
