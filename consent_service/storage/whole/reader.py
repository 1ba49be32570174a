"""Reading a whole ledger: its lines, and its contents opened, in the order they were recorded;
and which entries have none because their loss was accepted and is on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, select

from ledger.entry import Entry, parse_entry
from ledger.errors import Altered, ContentMissing, LedgerError, MalformedEntry
from ledger.log import EntryLine, Head

from ...actions.refused import RecordDamaged
from ...domain.file.folding import changes_its_file
from ...domain.file.looks import ForWhom, assert_said
from ...domain.recorded.content import Content, parse_content
from ...domain.recorded.event import kind_of, tag_of
from ...domain.recorded.losses import RecordRecovered, content_is_gone
from ..database.engine import reading
from ..database.statements import READ_CONTENTS, READ_KEYS, READ_OPENINGS, READ_SOME_CONTENTS
from ..database.tables import entry_contents, file_keys
from ..door.openfiles import Ledger
from ..sealed.sealing import FileSeal
from ..shown.openings import FileOpening, openings_of

_CHUNK: Final = 1_000


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """An entry with its content, found to be what the entry commits to.

    `amiss` says what of its row is not what the entry says, of what nothing else stands on: under
    which file it is kept, and whether it changes that. `rebuild` mends it.
    """

    line: EntryLine
    entry: Entry
    content: Content
    sealed: bytes = b""
    amiss: str | None = None


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A place whose content is missing, is not what its entry commits to, or has no entry.

    `table` is where the fault is, `files` those whose history cannot be told without it: the
    entry's, and the one that the content stands under.
    """

    seq: int | None
    files: tuple[str, ...]
    table: str
    fault: LedgerError
    entry: Entry | None = None


class LedgerReader:
    """Reads a ledger as stored, each chunk in a transaction of its own.

    What is below the head never changes, so no transaction need stay open while it is looked at.
    `for_whom` contents are opened: without saying that none is.
    """

    def __init__(self, engine: Engine, ledger: Ledger, for_whom: ForWhom) -> None:
        assert_said(for_whom)
        self._engine = engine
        self._ledger = ledger
        self._seals: dict[str, FileSeal] = {}
        self._losses: tuple[range, ...] | None = None

    def head(self) -> Head:
        """The head as stored."""
        with reading(self._engine, self._ledger.authority) as connection:
            return self._ledger.store.head(connection)

    def openings(self, opening: Sequence[EntryLine]) -> dict[int, FileOpening]:
        """What these entries opened: `storage.shown.openings`."""
        with reading(self._engine, self._ledger.authority) as connection:
            return openings_of(self._ledger.authority, self._ledger.seal, connection, opening)

    def catch_up(self, least: int) -> None:
        """Know what others have written. `least` is what this process knew before."""
        with reading(self._engine, self._ledger.authority) as connection:
            head = self._ledger.store.head(connection)
            self._ledger.newest.catch_up(connection, head, least)

    def lines(self, start: int, stop: int) -> Iterator[EntryLine]:
        """The stored lines from `start` up to but not including `stop`, as they are stored."""
        for low in range(start, stop, _CHUNK):
            with reading(self._engine, self._ledger.authority) as connection:
                lines = list(self._ledger.store.lines(connection, low, min(low + _CHUNK, stop)))
            # After the transaction: on SQLite an open one keeps writers from committing.
            yield from lines

    def opened(self, start: int, stop: int) -> Iterator[OpenedEntry]:
        """The entries of that range with their contents.

        Raises `Altered` for a content that its entry does not commit to, and `ContentMissing` for
        one that is not there or whose key is gone. Passed over are entries without content whose
        loss was accepted (`storage.whole.recovering`).
        """
        for one in self.each(start, stop):
            if isinstance(one, NotOpened):
                raise one.fault
            yield one

    def each(self, start: int, stop: int) -> Iterator[OpenedEntry | NotOpened]:
        """The same, and for a content that does not open what is wrong with it; then on."""
        for low in range(start, stop, _CHUNK):
            high = min(low + _CHUNK, stop)
            with reading(self._engine, self._ledger.authority) as connection:
                lines = list(self._ledger.store.lines(connection, low, high))
                rows = connection.execute(
                    READ_CONTENTS,
                    {"authority": self._ledger.authority, "first": low, "end": high},
                ).all()
            contents = {row.seq: row for row in rows}
            for line in lines:
                found = contents.pop(line.seq, None)
                if found is not None or not self._is_lost(line.seq):
                    yield self._look(line, found)
            for seq in contents:
                place = seq if type(seq) is int else None
                fault = Altered(place, "a content stands there, and no entry")
                yield NotOpened(place, (), entry_contents.name, fault)

    def opened_of(self, lines: Sequence[EntryLine]) -> Iterator[OpenedEntry | NotOpened]:
        """The same of these entries, which were verified before, and of no others: nothing else is
        read, their keys together.
        """
        for low in range(0, len(lines), _CHUNK):
            some = lines[low : low + _CHUNK]
            seqs = [line.seq for line in some]
            files = {parse_entry(line.data).file for line in some} - self._seals.keys()
            asked = {"authority": self._ledger.authority}
            with reading(self._engine, self._ledger.authority) as connection:
                rows = connection.execute(READ_SOME_CONTENTS, {**asked, "seqs": seqs}).all()
                keys = connection.execute(READ_KEYS, {**asked, "files": sorted(files)}).all()
            for file, wrapped in keys:
                # One that does not open is said where its entry is.
                with suppress(RecordDamaged):
                    self._seals[file] = self._ledger.seal.unwrap(wrapped, file)
            contents = {row.seq: row for row in rows}
            for line in some:
                found = contents.get(line.seq)
                if found is not None or not self._is_lost(line.seq):
                    yield self._look(line, found)

    def _is_lost(self, seq: int) -> bool:
        """Whether it is on record that nobody has this content any more.

        All entries are read for that once, and only when some content is missing.
        """
        if self._losses is None:
            lines = accepting(self.lines(0, self.head().size))
            with reading(self._engine, self._ledger.authority) as connection:
                self._losses = accepted_losses(connection, self._ledger, lines)
        return any(seq in some for some in self._losses)

    def _look(self, line: EntryLine, found: Any) -> OpenedEntry | NotOpened:
        table = entry_contents.name
        try:
            entry = parse_entry(line.data)
        except MalformedEntry:
            fault = Altered(line.seq, "its bytes are not an entry")
            return NotOpened(line.seq, (), self._ledger.store.tables.entries.name, fault)
        try:
            if found is None:
                raise ContentMissing(line.seq)
            table = file_keys.name
            seal = self._seal(entry)
            table = entry_contents.name
            return _opened(line, entry, seal, found)
        except (Altered, ContentMissing) as fault:
            files = (entry.file,) if found is None else (entry.file, found.file)
            return NotOpened(line.seq, files, table, fault, entry)

    def _seal(self, entry: Entry) -> FileSeal:
        """The seal of the entry's file. Raises `ContentMissing` and `Altered`."""
        seal = self._seals.get(entry.file)
        if seal is None:
            with reading(self._engine, self._ledger.authority) as connection:
                wrapped = connection.execute(
                    select(file_keys.c.wrapped).where(
                        file_keys.c.authority == self._ledger.authority,
                        file_keys.c.file == entry.file,
                    )
                ).scalar_one_or_none()
            if wrapped is None:
                raise ContentMissing(entry.seq)
            try:
                seal = self._seals[entry.file] = self._ledger.seal.unwrap(wrapped, entry.file)
            except RecordDamaged as error:
                raise Altered(entry.seq, "the key of its file does not open") from error
        return seal


def _opened(line: EntryLine, entry: Entry, seal: FileSeal, found: Any) -> OpenedEntry:
    """The entry with its content. Raises `Altered` for one that is not what it commits to."""
    try:
        content = parse_content(seal.open_content(found.sealed, entry.commitment))
    except RecordDamaged as error:
        raise Altered(line.seq, "its sealed content is not what it commits to") from error
    except msgspec.DecodeError as error:
        raise Altered(line.seq, "its content is none that this version can read") from error
    if kind_of(content.event) != entry.kind:
        raise Altered(line.seq, "its content is of another kind")
    amiss = None
    if found.file != entry.file:
        amiss = "its content stands under another file"
    elif found.changes != changes_its_file(content.event):
        amiss = "whether it changes its file is not what it says"
    return OpenedEntry(line, entry, content, found.sealed, amiss)


_ACCEPTING: Final = tag_of(RecordRecovered)
#: An entry's bytes have one spelling, so that most need not be parsed to see that they are another.
_MARK: Final = f'"kind":"{_ACCEPTING}"'.encode()


def accepting(lines: Iterable[EntryLine]) -> list[EntryLine]:
    """Those of these lines by which a loss was accepted."""
    return [line for line in lines if _MARK in line.data]


def accepted_losses(
    connection: Connection, ledger: Ledger, lines: Iterable[EntryLine]
) -> tuple[range, ...]:
    """The places whose content two people have accepted as lost, from the entries that say so.

    Which these are is for the entries' own bytes to say, and what they say for their contents: not
    for a column beside them, nor for the row folded from them. What does not open is passed over
    here, and is found by whoever reads everything.
    """
    own = {"authority": ledger.authority, "files": [ledger.own_file]}
    wrapped = {row.file: row.wrapped for row in connection.execute(READ_KEYS, own)}
    said = {line.seq: line.data for line in lines}
    asked = {"authority": ledger.authority, "seqs": sorted(said)}
    found = []
    for seq, sealed in connection.execute(READ_OPENINGS, asked).all():
        try:
            entry = parse_entry(said[seq])
            seal = ledger.seal.unwrap(wrapped[ledger.own_file], ledger.own_file)
            event = parse_content(seal.open_content(sealed, entry.commitment)).event
        except (RecordDamaged, MalformedEntry, msgspec.DecodeError, KeyError):
            continue
        if isinstance(event, RecordRecovered) and content_is_gone(event):
            found.append(range(event.first, min(event.end, seq)))
    return tuple(found)
