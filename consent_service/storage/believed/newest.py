"""What is newest of each file: known from entries that were verified, and from nothing else.

A column of the database says only what whoever owns the database lets it say. So each process
walks through the ledger's own bytes once, goes on from there with every look, and knows for each
file the place of the newest entry that changes it. A row that is folded to less, or to more, is
one that somebody put there, however well it opens.

What is new is verified as it is taken: it must follow on what this process saw last, and lead to
the head as stored. A ledger that holds less than this process once saw of it, or something else,
is a rollback or a fork, whatever views, rules or triggers stand before its tables.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from ledger.errors import Altered, RolledBack
from ledger.log import EntryLine, Head
from ledger.store import SqlStore
from ledger.verify import verify_ledger

from ...domain.recorded.circumstances import ReferenceGiven
from ...domain.recorded.event import NoFact, kinds, tag_of
from ...domain.recorded.events import FileOpened
from ...domain.writing import as_seen
from ..database.deadline import holding
from ..shown.openings import FileOpening
from .references import References

#: Kinds that leave their file as it was. A kind that this version does not know is none of them.
LEAVING: Final = frozenset(map(tag_of, kinds(NoFact)))
_OPENING: Final = frozenset({tag_of(FileOpened), tag_of(ReferenceGiven)})
#: How many lines are taken up at a time.
CHUNK: Final = 1_000
#: How many entries lie between two that a part of the ledger can be verified from.
STRETCH: Final = 1_024


class _EntryNamed(msgspec.Struct):
    """Of an entry, whose it is and what happened."""

    file: str
    kind: str


_named: Final = msgspec.json.Decoder(_EntryNamed).decode


def kind_in(line: EntryLine) -> str:
    """What happened, as the entry says it: the tag of its kind."""
    return _named(line.data).kind


class LastEntries(NamedTuple):
    """What the entries say of one file.

    `changed` is the place of the newest that changes it (-1: none does), `last` that of the newest
    of all. `digest` is over the hashes of all of them, in order: see `digest_after`.
    """

    changed: int
    last: int
    digest: bytes


_NOTHING: Final = LastEntries(-1, -1, b"")


def digest_after(digest: bytes, entry_hash: bytes) -> bytes:
    """The digest of a file's entries after one more: SHA-256(digest ‖ hash), from nothing on."""
    return sha256(digest + entry_hash).digest()


class Outgrown(Exception):
    """The file was changed after the moment that is being looked at. Look again."""


@dataclass(slots=True)
class LedgerSoFar:
    """What a ledger's entries say up to `head`, which they lead to.

    `references` are the case systems' own references, and whose they are. `unread`
    are the entries that opened a file and whose reference could not be read. `tips` are the hashes
    of each last entry of `STRETCH` entries: between two of them a ledger can be verified by itself.
    """

    head: Head
    files: dict[str, LastEntries] = field(default_factory=dict)
    references: References = field(default_factory=References)
    unread: set[int] = field(default_factory=set)
    tips: list[bytes] = field(default_factory=list)

    def copy(self) -> LedgerSoFar:
        """The same, which stays as it is while this one goes on."""
        return LedgerSoFar(
            self.head,
            dict(self.files),
            References(self.references.items()),
            set(self.unread),
            list(self.tips),
        )

    def learn(self, opening: Iterable[EntryLine], read: Mapping[int, FileOpening]) -> None:
        """What was opened by these entries, of which some were read."""
        for line in opening:
            found = read.get(line.seq)
            if found is None:
                self.unread.add(line.seq)
                continue
            self.unread.discard(line.seq)
            found.take_up(self.references)

    def follow(
        self, lines: Sequence[EntryLine], stored: Head | None = None, *, lost: bool = False
    ) -> list[EntryLine]:
        """Take up the lines after `head`, which must lead to `stored`. Those that open a file.

        `lost` are entries whose content nobody has any more, so that no row can be folded to
        them. Raises what `verify_ledger` raises, and then nothing of these lines was taken.
        """
        head = verify_ledger(lines, self.head.origin, stored, start=self.head)
        opening = self._take(lines, lost=lost)
        self.head = head
        return opening

    def go_on(self, lines: Iterable[EntryLine], head: Head) -> None:
        """Take up lines after `head` so far that are known to lead to this one."""
        self._take(lines, lost=False)
        self.head = head

    def _take(self, lines: Iterable[EntryLine], *, lost: bool) -> list[EntryLine]:
        opening = []
        for line in lines:
            named = _named(line.data)
            before = self.files.get(named.file, _NOTHING)
            leaves = lost or named.kind in LEAVING
            self.files[named.file] = LastEntries(
                before.changed if leaves else line.seq,
                line.seq,
                digest_after(before.digest, line.hash),
            )
            if named.kind in _OPENING:
                opening.append(line)
            if (line.seq + 1) % STRETCH == 0:
                self.tips.append(line.hash)
        return opening


#: How it is read what these entries opened, by their places.
ReadOpenings = Callable[[Connection, Sequence[EntryLine]], Mapping[int, FileOpening]]


class Newest:
    """What one process knows of one ledger. Thread-safe.

    `is_compared` says that it was found to be the ledger that its last checkpoint was signed for;
    `is_being_read`, that nothing was remembered and every entry is being read for it.
    """

    def __init__(self, store: SqlStore, read_openings: ReadOpenings) -> None:
        self._store = store
        self._read_openings = read_openings
        self._guard = threading.Lock()
        self._known = LedgerSoFar(Head.empty(store.origin))
        self.is_compared = False
        self.is_being_read = False
        #: Whoever last took the lock here found that another process had put something on record.
        self.is_shared = False

    @property
    def size(self) -> int:
        """Up to how many entries this process knows the ledger."""
        return self._known.head.size

    @property
    def at(self) -> datetime | None:
        """The time of the last entry that this process knows."""
        return self._known.head.at

    def begin(self, known: LedgerSoFar) -> None:
        """Go on from here: what was read and compared with what was signed."""
        with self._guard:
            if known.head.size >= self.size:
                self._known = known
            self.is_compared = True

    def copy(self) -> LedgerSoFar:
        """What is known now."""
        with self._guard:
            return self._known.copy()

    def catch_up(
        self,
        connection: Connection,
        stored: Head,
        least: int | None = None,
        found: Sequence[EntryLine] = (),
    ) -> NewestAsSeen:
        """Take up what is new up to `stored`, the head as this transaction sees it.

        `least` is what this process knew before the transaction began; without it the transaction
        must hold the head's lock, and everything that is known must be there. `found` are lines
        that it has seen already. Raises RolledBack, and Altered for lines that do not follow or do
        not lead to the head.
        """
        with holding(self._guard):
            known = self._known
            if stored.size < (known.head.size if least is None else least):
                raise RolledBack(
                    f"ROLLBACK: the ledger {stored.origin} holds {stored.size} entries; this "
                    f"process has seen {known.head.size}. Entries have been removed, or are hidden."
                )
            if least is None:
                self.is_shared = known.head.size < stored.size
            while known.head.size < stored.size:
                start, stop = known.head.size, min(known.head.size + CHUNK, stored.size)
                lines = [line for line in found if start <= line.seq < stop]
                if len(lines) < stop - start:
                    lines = list(self._store.lines(connection, start, stop))
                if not lines:
                    raise Altered(known.head.size, "it is missing, and the stored head counts it")
                end = stored if stop == stored.size else None
                self._learn(connection, known.follow(lines, end))
            if known.head.size == stored.size and known.head != stored:
                raise Altered(None, "its stored head is not what its entries led to")
            return NewestAsSeen(self, stored.size)

    def _learn(self, connection: Connection, opening: Sequence[EntryLine]) -> None:
        # Unread until it was read: whatever the database raises.
        self._known.learn(opening, {})
        if opening:
            self._known.learn(opening, self._read_openings(connection, opening))

    def try_again(self, connection: Connection) -> set[int]:
        """Read what could not be read of the entries that opened files. What still cannot be."""
        with self._guard:
            for seq in sorted(self._known.unread):
                self._learn(connection, list(self._store.lines(connection, seq, seq + 1)))
            return set(self._known.unread)

    def wrote(
        self, before: Head, lines: Sequence[EntryLine], head: Head, openings: Iterable[FileOpening]
    ) -> None:
        """What this process has just committed after `before`, and made lead to `head`: neither
        read again nor verified, as nobody else had it in hand. Where more is known by now, nothing.
        """
        with self._guard:
            if lines and before == self._known.head:
                self._known.go_on(lines, head)
                for opening in openings:
                    opening.take_up(self._known.references)

    def lose(self, lines: Sequence[EntryLine]) -> None:
        """Take up entries that were put back without their content."""
        with self._guard:
            self._known.follow(lines, lost=True)

    def standing(self, file: str) -> LastEntries | None:
        """What the entries say of a file; None if there are none of it."""
        return self._known.files.get(file)

    def find(self, reference: str) -> str | None:
        """The file that was opened under a reference, however that is typed."""
        return self._known.references.get(as_seen(reference))

    def alike(self, typed: str) -> list[str]:
        """The files of every reference that reads like this: whatever the case, spaces, hyphens."""
        with self._guard:
            return self._known.references.alike(typed)

    @property
    def unread(self) -> frozenset[int]:
        """The entries that opened a file under nobody knows which reference, by their places."""
        with self._guard:
            return frozenset(self._known.unread)

    @property
    def has_unread(self) -> bool:
        """Some entry opened a file under nobody knows which reference."""
        return bool(self._known.unread)

    @property
    def count(self) -> int:
        """How many files entries speak of."""
        return len(self._known.files)

    def files(self) -> list[str]:
        """Every file that entries speak of, in order."""
        with self._guard:
            return sorted(self._known.files)


@dataclass(frozen=True, slots=True)
class NewestAsSeen:
    """What is newest as one transaction sees it, which sees `size` entries."""

    newest: Newest
    size: int

    def standing(self, file: str) -> LastEntries | None:
        """What the entries say of a file; None if there are none of it yet. Raises `Outgrown`."""
        found = self.newest.standing(file)
        if found is not None and found.last >= self.size:
            raise Outgrown
        return found

    def find(self, reference: str) -> str | None:
        """The file that was opened under a reference."""
        return self.newest.find(reference)
