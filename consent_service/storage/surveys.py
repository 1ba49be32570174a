"""Reads across an authority: every case file as it stands, and the entries of a stretch of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from ledger.entry import parse_entry
from ledger.errors import LedgerError

from ..domain.authorityfile import AuthorityFile
from ..domain.casefile import CaseFile
from .engine import DATABASE_ERRORS
from .looking import look
from .openfiles import OpenFiles
from .queries import read_authority
from .reader import LedgerReader, Opened
from .records import Records
from .trouble import CannotRead

_CHUNK: Final = 500


class Survey(NamedTuple):
    """Every file that opens, how many do not, and the authority's own file."""

    files: tuple[CaseFile, ...]
    damaged: int
    own: AuthorityFile


def survey(records: Records, authority: str) -> Survey:
    """Every case file of an authority. A file that does not open is counted and left out.

    Each chunk is read in a transaction of its own, so the files are not all of one moment.
    Raises `RecordDamaged` if the authority's own file does not open, `NotSound` and `CannotRead`.
    """
    own = read_authority(records, authority)
    # Which files there are is for the entries to say, up to the moment of that look: a row of the
    # database may be hidden.
    handles = [one for one in records.ledgers[authority].newest.files() if one != own.id]
    found: list[CaseFile] = []
    damaged = 0
    for low in range(0, len(handles), _CHUNK):
        whole, not_whole = look(records, authority, _chunk(handles[low : low + _CHUNK]))
        found += whole
        damaged += not_whole
    return Survey(tuple(found), damaged, own)


def _chunk(handles: list[str]) -> Callable[[OpenFiles], tuple[list[CaseFile], int]]:
    def work(files: OpenFiles) -> tuple[list[CaseFile], int]:
        files.load(handles, [])
        states = (opened.state for opened in files)
        whole = [state for state in states if isinstance(state, CaseFile)]
        return whole, sum(map(files.is_damaged, handles))

    return work


def entries_between(
    records: Records, authority: str, since: datetime, until: datetime
) -> Iterator[Opened]:
    """The entries recorded from `since` up to but not including `until`, opened, oldest first.

    What was erased or does not open is left out: finding that is what `verify` is for. Raises
    `CannotRead`.
    """
    reader = LedgerReader(records.engine, records.ledgers[authority])
    try:
        start, stop = _first_at(reader, since), _first_at(reader, until)
        for seq in range(start, stop, _CHUNK):
            yield from _opened(reader, seq, min(seq + _CHUNK, stop))
    except DATABASE_ERRORS as error:
        raise CannotRead("The database could not be read.") from error


def _opened(reader: LedgerReader, start: int, stop: int) -> Iterator[Opened]:
    """The entries of a stretch: at once, and one by one where one of them does not open."""
    try:
        yield from list(reader.opened(start, stop))
    except LedgerError:
        for seq in range(start, stop):
            try:
                yield from list(reader.opened(seq, seq + 1))
            except LedgerError:
                continue


def _first_at(reader: LedgerReader, at: datetime) -> int:
    """The place of the first entry recorded at `at` or later: times never go back in a ledger."""
    low, high = 0, reader.head().size
    while low < high:
        middle = (low + high) // 2
        (line,) = reader.lines(middle, middle + 1)
        low, high = (middle + 1, high) if parse_entry(line.data).at < at else (low, middle)
    return low
