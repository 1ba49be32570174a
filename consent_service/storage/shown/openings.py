"""The references of files, from the entries that opened them or gave them another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from ledger.entry import parse_entry
from ledger.log import EntryLine

from ...actions.refused import RecordDamaged
from ...domain.recorded.circumstances import ReferenceGiven
from ...domain.recorded.content import parse_content
from ...domain.recorded.event import Event
from ...domain.recorded.events import FileOpened
from ...domain.writing import as_seen
from ..database.statements import READ_KEYS, READ_OPENINGS
from ..sealed.sealing import AuthoritySeal


class FileOpening(NamedTuple):
    """A file, and the reference by which it is found from there on, as somebody sees it; None if it
    got none. By one that was never theirs it is found no more.
    """

    file: str
    reference: str | None
    never_theirs: str | None = None

    def take_up(self, references: dict[str, str]) -> None:
        """In these, whose each reference is."""
        if self.never_theirs is not None and references.get(self.never_theirs) == self.file:
            del references[self.never_theirs]
        if self.reference is not None:
            references[self.reference] = self.file


def opening_of(file: str, event: Event) -> FileOpening | None:
    """What an entry of this file says of its references, if it says anything."""
    match event:
        case FileOpened(reference=said):
            return FileOpening(file, None if said is None else as_seen(said))
        case ReferenceGiven(reference=said, never_theirs=wrong):
            seen = (None if one is None else as_seen(one) for one in (said, wrong))
            return FileOpening(file, *seen)
    return None


def openings_of(
    authority: str, seal: AuthoritySeal, connection: Connection, opening: Sequence[EntryLine]
) -> dict[int, FileOpening]:
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
        opened = opening_of(entry.file, event)
        if opened is not None:
            found[seq] = opened
    return found
