"""The references of files, from the entries that opened them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from ledger.entry import parse_entry
from ledger.log import Line

from ..actions.refused import RecordDamaged
from ..domain.content import parse_content
from ..domain.events import FileOpened
from ..domain.writing import as_seen
from .sealing import AuthoritySeal
from .statements import READ_KEYS, READ_OPENINGS


class Opening(NamedTuple):
    """A file, and its reference as somebody sees it; None if it has none."""

    file: str
    reference: str | None


def openings_of(
    authority: str, seal: AuthoritySeal, connection: Connection, opening: Sequence[Line]
) -> dict[int, Opening]:
    """What each of these entries opened, by its place. One that cannot be read is left out."""
    entries = {line.seq: parse_entry(line.data) for line in opening}
    given = {"authority": authority, "seqs": sorted(entries)}
    sealed = connection.execute(READ_OPENINGS, given).all()
    files = {"authority": authority, "files": sorted({one.file for one in entries.values()})}
    keys = {row.file: row.wrapped for row in connection.execute(READ_KEYS, files)}
    found = {}
    for seq, row in sealed:
        entry = entries.get(seq)
        if entry is None:
            continue
        try:
            key = seal.unwrap(keys.get(entry.file, b""), entry.file)
            event = parse_content(key.open_content(row, entry.commitment)).event
        except (RecordDamaged, msgspec.DecodeError):
            continue
        if isinstance(event, FileOpened):
            said = event.reference
            found[seq] = Opening(entry.file, None if said is None else as_seen(said))
    return found
