"""Reads: one file as it stands, and its history. They change nothing."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection

from ledger.entry import parse_entry

from ..actions.refused import RecordDamaged
from ..domain.authorityfile import AuthorityFile
from ..domain.casefile import CaseFile
from ..domain.content import parse_content
from ..domain.folding import Stamp, fold
from ..domain.searching import search_key
from .engine import DATABASE_ERRORS, reading
from .names import name_blind
from .openfiles import Ledger, OpenFiles
from .records import Records
from .requests import Written
from .statements import FIND_NAMED, READ_FILE_ENTRIES
from .trouble import CannotRead

_A_PAGE: Final = 200
_MOST_FOUND: Final = 20


class Page(NamedTuple):
    """Some entries of a file, oldest first, and whether there are more after them."""

    entries: tuple[Written, ...]
    more: bool


def read_file(records: Records, authority: str, handle: str) -> CaseFile:
    """The case file as it stands, read from the primary.

    Raises `NoSuchFile`, `RecordDamaged`, `CannotRead`.
    """
    return read_with_own(records, authority, handle)[0]


def read_with_own(records: Records, authority: str, handle: str) -> tuple[CaseFile, AuthorityFile]:
    """The case file and the authority's own, as both stand at one moment. Raises likewise."""
    ledger = records.ledgers[authority]
    try:
        with reading(records.engine) as connection:
            files = _load(connection, ledger, handle)
            return _case_file(files, handle), files.own_state
    except DATABASE_ERRORS as error:
        raise CannotRead("The database could not be read.") from error


def read_authority(records: Records, authority: str) -> AuthorityFile:
    """The authority's own file: its policies. Raises `RecordDamaged`, `CannotRead`."""
    ledger = records.ledgers[authority]
    try:
        with reading(records.engine) as connection:
            files = OpenFiles(ledger, connection)
            files.load([], [])
            return files.own_state
    except DATABASE_ERRORS as error:
        raise CannotRead("The database could not be read.") from error


def find_by_name(records: Records, authority: str, names: str, dob: date) -> list[CaseFile]:
    """The files on which somebody of this name and date of birth stands; at most twenty.

    A file that does not open is left out. Raises `RecordDamaged`, `CannotRead`.
    """
    ledger = records.ledgers[authority]
    blind = name_blind(ledger, search_key(names, dob))
    try:
        with reading(records.engine) as connection:
            given = {"authority": authority, "blind": blind, "most": _MOST_FOUND}
            handles = list(connection.execute(FIND_NAMED, given).scalars())
            files = OpenFiles(ledger, connection)
            files.load(handles, [])
            return [_case_file(files, one) for one in handles if not files.is_damaged(one)]
    except DATABASE_ERRORS as error:
        raise CannotRead("The database could not be read.") from error


def read_history(records: Records, authority: str, handle: str, *, after: int, most: int) -> Page:
    """Up to `most` entries of a file whose `seq` is greater than `after`, with their contents.

    Raises `NoSuchFile`, `RecordDamaged`, `CannotRead`.
    """
    ledger = records.ledgers[authority]
    try:
        with reading(records.engine) as connection:
            files = _load(connection, ledger, handle)
            seal = files.get(handle).seal
            rows = connection.execute(
                READ_FILE_ENTRIES,
                {"authority": authority, "file": handle, "after": after, "most": most + 1},
            ).all()
    except DATABASE_ERRORS as error:
        raise CannotRead("The database could not be read.") from error
    found = []
    for seq, sealed, entry_hash, data in rows[:most]:
        entry = parse_entry(bytes(data))
        content = parse_content(seal.open_content(sealed, entry.commitment))
        found.append(Written(seq, bytes(entry_hash), entry.at, content))
    return Page(tuple(found), len(rows) > most)


def _load(connection: Connection, ledger: Ledger, handle: str) -> OpenFiles:
    files = OpenFiles(ledger, connection)
    files.load([handle], [])
    if files.is_damaged(handle):
        raise RecordDamaged("The case file does not open.")
    return files


def _case_file(files: OpenFiles, handle: str) -> CaseFile:
    state = files.get(handle).state
    assert isinstance(state, CaseFile)  # noqa: S101 - only the own file is another
    return state


class AsItWas(NamedTuple):
    """An entry, with its file as it stood at that very place, and the authority's own as it is:
    what that holds is looked up by time.
    """

    entry: Written
    file: CaseFile
    own: AuthorityFile


def read_as_it_was(records: Records, authority: str, handle: str, seq: int) -> AsItWas | None:
    """What stood on record when entry `seq` of a file was recorded; None if it has no such entry.

    Folded from the file's entries before it, so that it is exact even between entries of the same
    moment. Raises `NoSuchFile`, `RecordDamaged`, `CannotRead`.
    """
    after, file = -1, CaseFile(id=handle)
    while True:
        page = read_history(records, authority, handle, after=after, most=_A_PAGE)
        for written in page.entries:
            if written.seq == seq:
                return AsItWas(written, file, read_authority(records, authority))
            file = fold(file, written.content, Stamp(written.seq, written.at))
        if not page.more or page.entries[-1].seq > seq:
            return None
        after = page.entries[-1].seq
