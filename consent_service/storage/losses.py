"""Which entries have no content because their loss was accepted and is on record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Connection

from ledger.entry import parse_entry
from ledger.errors import MalformedEntry
from ledger.log import EntryLine

from ..actions.refused import RecordDamaged
from ..domain.content import parse_content
from ..domain.event import tag_of
from ..domain.losses import RecordRecovered, content_is_gone
from .openfiles import Ledger
from .statements import READ_KEYS, READ_OPENINGS

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
