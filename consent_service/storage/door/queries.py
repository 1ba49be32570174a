"""Reads: one file as it stands, and its history. They change nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

import msgspec

from ledger.entry import entry_hash, parse_entry

from ...actions.refused import RecordDamaged
from ...domain.families.searching import every_joining, joining_key, known_keys
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.casefile import CaseFile
from ...domain.file.folding import Stamp, fold
from ...domain.file.looks import COMPARING, OWN_FILE, ForWhom
from ...domain.recorded.content import parse_content
from ..believed.filelines import FileLine, file_lines, sealed_contents
from ..database.statements import FIND_BY_KEYS, FIND_NAMED
from ..sealed.sealing import FileSeal
from ..shown.names import name_blinds
from .looking import look
from .openfiles import OpenFile, OpenFiles
from .records import Records
from .requests import EntryWritten
from .trouble import ClockInDoubt

_A_PAGE: Final = 200
_MOST_FOUND: Final = 200
_A_FEW: Final = 4


class HistoryPage(NamedTuple):
    """Some entries of a file, in the order asked for, and whether there are more after them."""

    entries: tuple[EntryWritten, ...]
    more: bool


def read_file(records: Records, authority: str, handle: str, for_whom: ForWhom) -> CaseFile:
    """The case file as it stands, read from the primary.

    Raises `NoSuchFile`, `RecordDamaged`, `NotSound`, `CannotRead`, and `ClockInDoubt` where
    something of it bears a time to come.
    """
    return read_with_own(records, authority, handle, for_whom)[0]


def read_with_own(
    records: Records, authority: str, handle: str, for_whom: ForWhom
) -> tuple[CaseFile, AuthorityFile]:
    """The case file and the authority's own, as both stand at one moment. Raises likewise."""

    def work(files: OpenFiles) -> tuple[CaseFile, AuthorityFile]:
        loaded(files, handle)
        return case_file(files, handle), files.own_state

    file, own = look(records, authority, work, for_whom)
    if records.is_stamped_ahead(authority, file):
        # The database was read: it is the clock that nobody can go by.
        raise ClockInDoubt
    return file, own


def read_authority(records: Records, authority: str, for_whom: ForWhom = OWN_FILE) -> AuthorityFile:
    """The authority's own file: its policies. Raises `RecordDamaged`, `NotSound`, `CannotRead`."""

    def work(files: OpenFiles) -> AuthorityFile:
        files.load([], [])
        return files.own_state

    return look(records, authority, work, for_whom)


def any_by_key(
    records: Records,
    authority: str,
    key: str,
    for_whom: ForWhom,
    is_it: Callable[[CaseFile], bool],
) -> bool:
    """Whether it is so of a file on which somebody stands who is found by this key
    (`domain/families/searching.py`): a name and a date of birth, or a number. A few are opened at a
    time until one is found, and two hundred at most.

    What the index names and does not itself say so, or does not open, is none. Raises
    `RecordDamaged`, `NotSound`, `CannotRead`.
    """
    blinds = name_blinds(records.ledgers[authority].seal, key)

    def work(files: OpenFiles) -> bool:
        rows = files.connection.execute(FIND_NAMED, {"authority": authority, "blinds": blinds})
        handles = list(filter(files.is_known, dict.fromkeys(rows.scalars())))[:_MOST_FOUND]
        for first in range(0, len(handles), _A_FEW):
            some = handles[first : first + _A_FEW]
            files.load(some, [])
            opened = (case_file(files, one) for one in some if not files.is_damaged(one))
            if any(key in known_keys(file) and is_it(file) for file in opened):
                return True
        return False

    return look(records, authority, work, for_whom)


def joined_with(
    records: Records, authority: str, handle: str, joinings: Collection[str]
) -> dict[str, str]:
    """By each of these joinings of a file: the other one, by the index and where it says so itself;
    what does not open says nothing. Raises `RecordDamaged`, `NotSound`, `CannotRead`.
    """
    if not joinings:
        return {}
    seal = records.ledgers[authority].seal
    blinds = {b: one for one in joinings for b in name_blinds(seal, joining_key(one))}

    def work(files: OpenFiles) -> dict[str, str]:
        given = {"authority": authority, "blinds": sorted(blinds)}
        rows = files.connection.execute(FIND_BY_KEYS, given).all()
        found = [(blinds[bytes(blind)], file) for blind, file in rows if file != handle]
        files.load(filter(files.is_known, {file for _, file in found}), [])
        return {
            joining: file
            for joining, file in found
            if files.is_known(file)
            and not files.is_damaged(file)
            and joining_key(joining) in every_joining(case_file(files, file))
        }

    return look(records, authority, work, COMPARING)


def read_history(
    records: Records,
    authority: str,
    handle: str,
    for_whom: ForWhom,
    *,
    after: int,
    most: int,
    kinds: Container[str] | None = None,
) -> HistoryPage:
    """Up to `most` entries of a file whose `seq` is greater than `after`, with their contents; of
    these `kinds` alone, where they are given.

    Each with the time at which it was recorded as that is known now.
    All of the file's entries are held to what this process knows of them, so that none is hidden,
    another's or another. Raises `NoSuchFile`, `RecordDamaged`, `NotSound`, `CannotRead`.
    """

    def work(files: OpenFiles) -> HistoryPage:
        seal = loaded(files, handle).seal
        lines = (line for line in file_lines(files, handle) if line.seq > after)
        return _as_known_now(files, _opened(files, seal, _of_kinds(lines, kinds), most))

    return look(records, authority, work, for_whom)


def read_newest(
    records: Records,
    authority: str,
    handle: str,
    for_whom: ForWhom,
    *,
    before: int | None,
    most: int,
    kinds: Container[str] | None = None,
) -> HistoryPage:
    """The same from the newest back, which comes first: up to `most` whose `seq` is less than
    `before`, or than none.
    """

    def work(files: OpenFiles) -> HistoryPage:
        seal = loaded(files, handle).seal
        lines = reversed(file_lines(files, handle))
        earlier = (line for line in lines if before is None or line.seq < before)
        return _as_known_now(files, _opened(files, seal, _of_kinds(earlier, kinds), most))

    return look(records, authority, work, for_whom)


def _of_kinds(lines: Iterable[FileLine], kinds: Container[str] | None) -> Iterator[FileLine]:
    """What can be opened. Of which kind each is stands in the entry, and is what was signed."""
    for line in lines:
        if not line.lost and (kinds is None or parse_entry(line.data).kind in kinds):
            yield line


def _opened(files: OpenFiles, seal: FileSeal, lines: Iterator[FileLine], most: int) -> HistoryPage:
    """As many of these as are asked for, with their contents."""
    page = list(islice(lines, most))
    sealed = sealed_contents(files, [line.seq for line in page])
    found = tuple(_written(line, seal, sealed.get(line.seq, b"")) for line in page)
    return HistoryPage(found, next(lines, None) is not None)


def _as_known_now(files: OpenFiles, page: HistoryPage) -> HistoryPage:
    recorded = files.own_state.recorded
    found = tuple(one._replace(at=recorded(one.seq, one.at)) for one in page.entries)
    return page._replace(entries=found)


def opened_line(files: OpenFiles, seal: FileSeal, line: FileLine) -> EntryWritten:
    """One of a file's entries, with its content."""
    return _opened(files, seal, iter([line]), 1).entries[0]


def _written(line: FileLine, seal: FileSeal, sealed: bytes) -> EntryWritten:
    entry = parse_entry(line.data)
    try:
        content = parse_content(seal.open_content(sealed, entry.commitment))
    except msgspec.DecodeError as error:
        raise RecordDamaged("A content is none that this version can read.") from error
    return EntryWritten(line.seq, entry_hash(line.data), content.recorded(entry.at), content)


def loaded(files: OpenFiles, handle: str) -> OpenFile:
    """This file, with what it is opened by. Raises `NoSuchFile`, and `RecordDamaged` where there is
    one that does not open.
    """
    files.load([handle], [])
    if (opened := files.whole(handle)) is None:
        raise RecordDamaged("The case file does not open.")
    return opened


def case_file(files: OpenFiles, handle: str) -> CaseFile:
    state = files.get(handle).state
    assert isinstance(state, CaseFile)  # noqa: S101 - only the own file is another
    return state


class AsItWas(NamedTuple):
    """An entry, with its file as it stood at that very place, and the authority's own as it is:
    what that holds is looked up by time.
    """

    entry: EntryWritten
    file: CaseFile
    own: AuthorityFile


def read_as_it_was(
    records: Records, authority: str, handle: str, seq: int, for_whom: ForWhom
) -> AsItWas | None:
    """What stood on record when entry `seq` of a file was recorded; None if it has no such entry.

    Folded from the file's entries before it, so that it is exact even between entries of the same
    moment; where none since changed it, as it stands. Raises `NoSuchFile`, `RecordDamaged`,
    `CannotRead`.
    """

    def work(files: OpenFiles) -> AsItWas | None:
        opened, lines = loaded(files, handle), file_lines(files, handle)
        found = next((line for line in lines if line.seq == seq and not line.lost), None)
        if found is None:
            return None
        entry = opened_line(files, opened.seal, found)
        if opened.state.folded_to < seq:
            return AsItWas(entry, case_file(files, handle), files.own_state)
        file, before = CaseFile(id=handle), [line for line in lines if line.seq < seq]
        for start in range(0, len(before), _A_PAGE):
            some = _of_kinds(before[start : start + _A_PAGE], None)
            for one in _opened(files, opened.seal, some, _A_PAGE).entries:
                file = fold(file, one.content, Stamp(one.seq, one.at))
        return AsItWas(entry, file, files.own_state)

    return look(records, authority, work, for_whom)
