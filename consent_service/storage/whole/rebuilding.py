"""`consent-service rebuild`: drop the projections and make them again from the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from ledger.verify import verify_ledger

from ...domain.file.folding import changes_its_file
from ...domain.file.looks import REBUILD
from ..database.engine import working
from ..database.tables import (
    case_files,
    case_lists,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    list_places,
    once,
)
from ..door.openfiles import Ledger, OpenFile, encode_state
from ..door.records import Records
from ..sealed.keys import is_reads
from ..shown.lists import made_or_not, write
from .projections import Projections
from .reader import LedgerReader, NotOpened, OpenedEntry


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many case files were made again, and which were left: a content of theirs is not what
    was recorded, so that nobody knows what it leads to.
    """

    files: int
    left: tuple[str, ...]


@dataclass(slots=True)
class _Read:
    """What was read of the contents: what they fold to, which stand amiss, which files are left."""

    folded: Projections
    amiss: list[OpenedEntry] = field(default_factory=list)
    left: set[str] = field(default_factory=set)

    def take(self, one: OpenedEntry | NotOpened) -> None:
        if isinstance(one, NotOpened):
            self.left.update(one.files)
            return
        if one.amiss is not None:
            self.amiss.append(one)
        if one.entry.file not in self.left:
            self.folded.fold(one)


def rebuild(records: Records, ledger: Ledger) -> Rebuilt:
    """Drop the projections and make them again from the ledger; and what of the contents' own rows
    follows from the contents: under which file each is kept, and whether it changes that.

    One transaction under the ledger's lock: until it commits, the old rows stand. The chain is
    verified first, because rows made from an altered ledger would only hide it. Of a file with a
    content that is missing or altered the old rows stay: nothing better is known.
    """
    reader = LedgerReader(records.engine, ledger, REBUILD)
    with working(records.engine, ledger.authority) as connection:
        head = ledger.store.lock_head(connection)
        verify_ledger(ledger.store.lines(connection, 0), ledger.origin, head)
        read = _Read(Projections(ledger))
        for one in reader.each(0, head.size):
            read.take(one)
        for one in read.amiss:
            _mend(connection, ledger, one)
        _write(connection, ledger, read)
        _write_lists(connection, ledger, read, records.now(ledger.authority))
        made = set(read.folded.files) - read.left - {ledger.own_file}
    return Rebuilt(len(made), tuple(sorted(read.left)))


def _mend(connection: Connection, ledger: Ledger, one: OpenedEntry) -> None:
    """Put a content under its own file. A row of contents can be erased and not be changed."""
    here = entry_contents.c.authority == ledger.authority, entry_contents.c.seq == one.entry.seq
    connection.execute(delete(entry_contents).where(*here))
    row = {
        "authority": ledger.authority,
        "seq": one.entry.seq,
        "file": one.entry.file,
        "changes": changes_its_file(one.content.event),
        "sealed": one.sealed,
    }
    connection.execute(insert(entry_contents), [row])


def _write(connection: Connection, ledger: Ledger, read: _Read) -> None:
    mine, folded, left = ledger.authority, read.folded, read.left
    keys = _keys(connection, ledger)
    for table in (case_files, case_references, case_names, once):
        _drop(connection, table, mine, left)
    files = [(file, state) for file, state in folded.files.items() if file not in left]
    references = [(key, file) for key, file in folded.references.items() if file not in left]
    names = [(key, file) for key, file in sorted(folded.names) if file not in left]
    # A key goes to the last request that used it, which may have been about a file that is left.
    taken = set(connection.execute(select(once.c.blind).where(once.c.authority == mine)).scalars())
    asked = [
        {
            "authority": mine,
            "blind": key,
            "digest": row.digest,
            "file": row.file,
            "first_seq": row.first,
            "count": row.count,
        }
        for key, row in folded.once.items()
        if row.file not in left and key not in taken
    ]
    _insert(connection, case_files, [_file_row(ledger, keys, one) for one in files])
    for table, rows in ((case_references, references), (case_names, names)):
        found = [{"authority": mine, "blind": key, "file": file} for key, file in rows]
        _insert(connection, table, found)
    _insert(connection, once, asked)


def _write_lists(connection: Connection, ledger: Ledger, read: _Read, at: datetime) -> None:
    """What lists show, as of now; of what is left, nothing."""
    for table in (case_lists, list_places):
        _drop(connection, table, ledger.authority, ())
    if is_reads(ledger.authority):
        return
    keys = _keys(connection, ledger)
    for file, state in read.folded.files.items():
        if file not in read.left:
            opened = OpenFile(state, ledger.seal.unwrap(keys[file], file), state.folded_to)
            made = made_or_not(ledger, opened, read.folded.own, at)
            if made is not None:
                write(connection, ledger, [made], [file])


def _drop(connection: Connection, table: Table, mine: str, left: Collection[str]) -> None:
    where = [table.c.authority == mine]
    if left:
        where.append(table.c.file.not_in(sorted(left)))
    connection.execute(delete(table).where(*where))


def _keys(connection: Connection, ledger: Ledger) -> dict[str, bytes]:
    mine = select(file_keys).where(file_keys.c.authority == ledger.authority)
    return {row.file: row.wrapped for row in connection.execute(mine)}


def _file_row(ledger: Ledger, keys: dict[str, bytes], item: tuple[str, Any]) -> dict[str, Any]:
    file, state = item
    seal = ledger.seal.unwrap(keys[file], file)
    return {
        "authority": ledger.authority,
        "file": file,
        "folded_to": state.folded_to,
        "sealed": seal.seal_row(encode_state(state), state.folded_to),
    }


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
