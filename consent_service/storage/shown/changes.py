"""What changed, in the order recorded: place, family and kind of each entry, and nothing of what it
says. From the entries as this process verified them, so that none is hidden or put in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from ledger.entry import parse_entry
from ledger.errors import LedgerError

from ...domain.file.looks import LISTING, ForWhom
from ..believed.newest import LEAVING
from ..database.engine import DATABASE_ERRORS
from ..door.queries import read_authority
from ..door.records import Records
from ..door.trouble import CannotRead, NotSound
from ..whole.reader import LedgerReader
from .surveys import verified_lines

#: So many entries are gone through at a time, most of which may change nothing.
SCANNED: Final = 2_000


class Change(NamedTuple):
    """An entry that changed a family's file."""

    seq: int
    at: datetime
    file: str
    kind: str


class Changes(NamedTuple):
    """Some changes, up to which place that is all of them, and whether there are more entries."""

    changes: list[Change]
    up_to: int
    more: bool


def changes_after(
    records: Records, authority: str, after: int, most: int, for_whom: ForWhom
) -> Changes:
    """What changed families' files after a place, at most so many; questions, looks and the
    authority's own left out. Whose they are is on record, in one line.

    Raises `RecordDamaged` if the authority's own file does not open, `NotSound` and `CannotRead`.
    """
    own = read_authority(records, authority, LISTING)
    ledger = records.ledgers[authority]
    known = ledger.newest.copy()
    start, size = after + 1, known.head.size
    stop = min(start + SCANNED, size)
    found: list[Change] = []
    try:
        reader = LedgerReader(records.engine, ledger, for_whom)
        for lines in verified_lines(reader, known, start, stop):
            for line in lines:
                entry = parse_entry(line.data)
                is_one = entry.file != own.id and entry.kind not in LEAVING
                if start <= entry.seq < stop and is_one:
                    if len(found) == most:
                        stop = found[-1].seq + 1
                        break
                    at = own.recorded(entry.seq, entry.at)
                    found.append(Change(entry.seq, at, entry.file, entry.kind))
    except DATABASE_ERRORS as error:
        raise CannotRead("The database could not be read.") from error
    except LedgerError as error:
        raise NotSound(str(error)) from error
    records.reads.record_list(authority, for_whom, tuple(dict.fromkeys(one.file for one in found)))
    return Changes(found, max(after, stop - 1), stop < size)
