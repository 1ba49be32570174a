"""Reads: one file as it stands, and its history. They change nothing."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from ledger.entry import parse_entry

from ..actions.refused import RecordDamaged
from ..domain.authorityfile import AuthorityFile
from ..domain.casefile import CaseFile
from ..domain.content import parse_content
from .engine import DATABASE_ERRORS, reading
from .openfiles import Ledger, OpenFiles
from .records import Records
from .requests import Written
from .statements import READ_FILE_ENTRIES
from .trouble import CannotRead


class Page(NamedTuple):
    """Some entries of a file, oldest first, and whether there are more after them."""

    entries: tuple[Written, ...]
    more: bool


def read_file(records: Records, authority: str, handle: str) -> CaseFile:
    """The case file as it stands, read from the primary.

    Raises `NoSuchFile`, `RecordDamaged`, `CannotRead`.
    """
    ledger = records.ledgers[authority]
    try:
        with reading(records.engine) as connection:
            return _case_file(_load(connection, ledger, handle), handle)
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
        content = parse_content(seal.open_content(bytes(sealed), entry.commitment))
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
