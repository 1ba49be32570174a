"""The entries of one file, each held to what this process knows of them all."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

import msgspec

from ledger.entry import entry_hash, parse_entry
from ledger.errors import MalformedEntry

from ...actions.refused import RecordDamaged
from ...domain.recorded.losses import CONTENT_GONE, RecordRecovered
from ..database.statements import READ_FILE_LINES, READ_OPENINGS
from ..door.openfiles import OpenFiles
from .newest import digest_after

_BY_SEQ: Final = attrgetter("seq")


class FileLine(msgspec.Struct, frozen=True):
    """An entry of a file. `lost` says that nobody has its content, and that two people know."""

    seq: int
    data: bytes
    lost: bool = False


def file_lines(files: OpenFiles, handle: str) -> list[FileLine]:
    """Every entry of a file, the oldest first.

    Raises `RecordDamaged` unless they are exactly those that were verified as this file's: the
    column that says which file a content stands under is the database's own, and so is a view.
    """
    standing = files.seen.standing(handle)
    given = {"authority": files.ledger.authority, "file": handle, "size": files.seen.size}
    rows = files.connection.execute(READ_FILE_LINES, given).all()
    lines = [FileLine(seq, data) for seq, data in rows]
    lines += _lost(files, handle, {line.seq for line in lines})
    lines.sort(key=_BY_SEQ)
    digest = b""
    for line in lines:
        if type(line.data) is not bytes:
            raise RecordDamaged("An entry of this file is not bytes.")
        digest = digest_after(digest, entry_hash(line.data))
    if standing is None or digest != standing.digest:
        raise RecordDamaged("The entries of this file are not those that were recorded.")
    return lines


def _lost(files: OpenFiles, handle: str, there: set[int]) -> list[FileLine]:
    """Entries that stand under no content, because it was lost and that was accepted. What was
    forgotten was forgotten with its whole file.
    """
    found = []
    for held in files.own_state.of(RecordRecovered):
        if held.event.how != CONTENT_GONE:
            continue
        end = min(held.event.end, held.seq)
        for line in files.ledger.store.lines(files.connection, held.event.first, end):
            try:
                is_theirs = parse_entry(line.data).file == handle
            except MalformedEntry:
                continue
            if is_theirs and line.seq not in there:
                there.add(line.seq)
                found.append(FileLine(line.seq, line.data, lost=True))
    return found


def sealed_contents(files: OpenFiles, seqs: list[int]) -> dict[int, bytes]:
    """The sealed contents that stand at these places."""
    given = {"authority": files.ledger.authority, "seqs": seqs}
    return {row.seq: row.sealed for row in files.connection.execute(READ_OPENINGS, given)}
