"""Reading a whole ledger: its lines, and its contents opened, in the order they were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Engine, select

from ledger.entry import Entry, parse_entry
from ledger.errors import Altered, ContentMissing
from ledger.log import Head, Line

from ..actions.refused import RecordDamaged
from ..domain.content import Content, parse_content
from ..domain.event import kind_of
from ..domain.folding import changes_its_file
from .engine import reading
from .losses import accepted_losses
from .openfiles import Ledger
from .sealing import FileSeal
from .statements import READ_CONTENTS
from .tables import file_keys

_CHUNK: Final = 1_000


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with its content, found to be what the entry commits to."""

    line: Line
    entry: Entry
    content: Content


class LedgerReader:
    """Reads a ledger as stored, each chunk in a transaction of its own.

    What is below the head never changes, so no transaction need stay open while it is looked at.
    """

    def __init__(self, engine: Engine, ledger: Ledger) -> None:
        self._engine = engine
        self._ledger = ledger
        self._seals: dict[str, FileSeal] = {}

    def head(self) -> Head:
        """The head as stored."""
        with reading(self._engine) as connection:
            return self._ledger.store.head(connection)

    def lines(self, start: int, stop: int) -> Iterator[Line]:
        """The stored lines from `start` up to but not including `stop`, as they are stored."""
        for low in range(start, stop, _CHUNK):
            with reading(self._engine) as connection:
                lines = list(self._ledger.store.lines(connection, low, min(low + _CHUNK, stop)))
            # After the transaction: on SQLite an open one keeps writers from committing.
            yield from lines

    def opened(self, start: int, stop: int) -> Iterator[Opened]:
        """The entries of that range with their contents.

        Raises `Altered` for a content that its entry does not commit to or that is another
        file's, and `ContentMissing` for one that is not there or whose key is gone. Passed over
        are entries without content whose loss was accepted (`storage.recovering`).
        """
        with reading(self._engine) as connection:
            lost = accepted_losses(connection, self._ledger)
        for low in range(start, stop, _CHUNK):
            high = min(low + _CHUNK, stop)
            with reading(self._engine) as connection:
                lines = list(self._ledger.store.lines(connection, low, high))
                rows = connection.execute(
                    READ_CONTENTS,
                    {"authority": self._ledger.authority, "first": low, "end": high},
                ).all()
            contents = {row.seq: row for row in rows}
            for line in lines:
                found = contents.get(line.seq)
                if found is not None or not any(line.seq in some for some in lost):
                    yield self._open(line, found)

    def _open(self, line: Line, found: Any) -> Opened:
        entry = parse_entry(line.data)
        if found is None:
            raise ContentMissing(line.seq)
        if found.file != entry.file:
            raise Altered(line.seq, "its content stands under another file")
        try:
            content = parse_content(
                self._seal(entry).open_content(bytes(found.sealed), entry.commitment)
            )
        except RecordDamaged as error:
            raise Altered(line.seq, "its sealed content is not what it commits to") from error
        except msgspec.DecodeError as error:
            raise Altered(line.seq, "its content is none that this version can read") from error
        if kind_of(content.event) != entry.kind:
            raise Altered(line.seq, "its content is of another kind")
        if bool(found.changes) != changes_its_file(content.event):
            raise Altered(line.seq, "whether it changes its file is not what it says")
        return Opened(line, entry, content)

    def _seal(self, entry: Entry) -> FileSeal:
        seal = self._seals.get(entry.file)
        if seal is None:
            with reading(self._engine) as connection:
                wrapped = connection.execute(
                    select(file_keys.c.wrapped).where(
                        file_keys.c.authority == self._ledger.authority,
                        file_keys.c.file == entry.file,
                    )
                ).scalar_one_or_none()
            if wrapped is None:
                raise ContentMissing(entry.seq)
            seal = self._seals[entry.file] = self._ledger.seal.unwrap(bytes(wrapped), entry.file)
        return seal
