"""Reads across an authority: every case file as it stands, and the entries of a stretch of time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final, NamedTuple, TypeVar

from ledger.entry import NO_PREVIOUS, parse_entry
from ledger.errors import Altered, LedgerError
from ledger.log import EntryLine, Head
from ledger.tree import Frontier
from ledger.verify import verify_ledger

from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.looks import ForWhom
from ..believed.filesasof import FilesAsOf
from ..believed.newest import STRETCH, LedgerSoFar, kind_in
from ..believed.seenstretches import SeenStretch
from ..database.engine import DATABASE_ERRORS
from ..door.openfiles import Ledger
from ..door.queries import read_authority
from ..door.records import Records
from ..door.trouble import CannotRead, NotSound
from ..whole.reader import LedgerReader, NotOpened, OpenedEntry

T = TypeVar("T")

_A_MOMENT: Final = timedelta(microseconds=1)


class Survey(NamedTuple):
    """Every file as of two moments, and the authority's own file."""

    as_of: Callable[[datetime, datetime], FilesAsOf]
    own: AuthorityFile


def surveyed(
    records: Records,
    authority: str,
    for_whom: ForWhom,
    make: Callable[[Survey], tuple[T, Iterable[str]]],
) -> T:
    """What is made of every case file of an authority; `make` says of which files it shows
    something, and so does the line of who looked, which is durable before this returns.

    Raises `RecordDamaged` if the authority's own file does not open, `NotSound` and `CannotRead`.
    """
    made, files = make(_survey(records, authority))
    records.reads.record_list(authority, for_whom, tuple(dict.fromkeys(files)))
    return made


def _survey(records: Records, authority: str) -> Survey:
    own = read_authority(records, authority)
    # Which files there are is for the entries to say, up to the moment of that look: a row of the
    # database may be hidden.
    handles = [one for one in records.ledgers[authority].newest.files() if one != own.id]
    return Survey(partial(FilesAsOf, records, authority, handles), own)


class Dated(NamedTuple):
    """An entry, and when it was recorded as that is known now: its own time may run ahead."""

    at: datetime
    one: OpenedEntry


def entries_between(
    records: Records,
    authority: str,
    since: datetime,
    until: datetime,
    for_whom: ForWhom,
    *,
    kinds: Collection[str] | None = None,
) -> Iterator[Dated]:
    """The entries recorded from `since` up to but not including `until`, opened, oldest first;
    those of some kinds alone where they are given, by their tags. All of them are verified.

    No entry was recorded later than it is stamped. Where some are known to be stamped ahead, all
    after `since` are looked at.

    What was erased or does not open is left out: finding that is what `verify` is for. Where an
    entry is hidden, or is not the one that was recorded, it raises `NotSound`. Raises `CannotRead`.

    All of that stretch is read to know that none is hidden, or was by this process before. What
    they hold is opened of those that are wanted, and of no others.
    """
    records.reads.record(authority, for_whom, [None])
    own = read_authority(records, authority)  # what is newest is then known up to this moment
    ledger = records.ledgers[authority]
    reader, known = LedgerReader(records.engine, ledger, for_whom), ledger.newest.copy()
    size = known.head.size
    try:
        start, stop = _first_at(reader, since, size), _first_at(reader, until, size)
        if stop < size and _runs_ahead(records, authority, own):
            stop, latest = size, known.head.at
            until_stamp = until if latest is None else latest + _A_MOMENT
        else:
            until_stamp = until
        stretch = _Stretch(since, until_stamp, start, stop, kinds)
        # With the entries before and after, so that the times at both ends are verified too.
        for number in _stretches(max(start - 1, 0), min(stop + 1, size)):
            for one in reader.opened_of(_wanted(ledger, reader, known, number, stretch)):
                if isinstance(one, NotOpened):
                    continue
                at = own.recorded(one.entry.seq, one.content.recorded(one.entry.at))
                if since <= at < until:
                    yield Dated(at, one)
    except DATABASE_ERRORS as error:
        raise CannotRead("The database could not be read.") from error
    except LedgerError as error:
        raise NotSound(str(error)) from error


class _Stretch(NamedTuple):
    """Of when, from which place up to which, and of which kinds entries are wanted."""

    since: datetime
    until: datetime
    start: int
    stop: int
    kinds: Collection[str] | None

    def assert_of_then(self, first: datetime, last: datetime) -> None:
        """Raises `NotSound` for times that are not those of this stretch."""
        if not self.since <= first <= last < self.until:
            raise NotSound("The times of entries are not those that were recorded.")


def _wanted(
    ledger: Ledger, reader: LedgerReader, known: LedgerSoFar, number: int, stretch: _Stretch
) -> Sequence[EntryLine]:
    """The entries that are wanted of one stretch between two tips, each of which was verified."""
    since, until, start, stop, kinds = stretch
    low, high = number * STRETCH, (number + 1) * STRETCH
    is_whole = kinds is not None and start <= low and high <= min(stop, known.head.size)
    if is_whole and kinds is not None:
        seen = ledger.seen.get(number, kinds, known.tips[number])
        if seen is not None:
            stretch.assert_of_then(seen.first_at, seen.last_at)
            return seen.lines
    (lines,) = verified_lines(reader, known, low, min(high, known.head.size))
    times = [parse_entry(line.data).at for line in lines]
    for line, at in zip(lines, times, strict=True):
        if (since <= at < until) != (start <= line.seq < stop):
            raise NotSound("The times of entries are not those that were recorded.")
    wanted = tuple(
        line
        for line in lines
        if start <= line.seq < stop and (kinds is None or kind_in(line) in kinds)
    )
    if is_whole and kinds is not None:
        ledger.seen.put(
            number, kinds, SeenStretch(known.tips[number], min(times), max(times), wanted)
        )
    return wanted


def _stretches(start: int, stop: int) -> range:
    """The numbers of those between two tips in which these places are."""
    return range(start // STRETCH, -(-stop // STRETCH))


def _runs_ahead(records: Records, authority: str, own: AuthorityFile) -> bool:
    last = records.ledgers[authority].newest.at
    return own.stamped_to is not None or (last is not None and last > records.now(authority))


def verified_lines(
    reader: LedgerReader, known: LedgerSoFar, start: int, stop: int
) -> Iterator[list[EntryLine]]:
    """The lines from `start` to `stop` and to the ends of their stretches, each of which follows
    on the one before and leads to the one after as this process knows them. Raises Altered.
    """
    low = start // STRETCH * STRETCH
    while low < stop:
        number, high = low // STRETCH, min(low + STRETCH, known.head.size)
        tip = known.tips[number - 1] if low else NO_PREVIOUS
        before = Head(known.head.origin, low, tip, None, Frontier())
        lines = list(reader.lines(low, high))
        reached = verify_ledger(lines, before.origin, None, start=before)
        goal = known.tips[number] if high == low + STRETCH else known.head.tip
        if (reached.size, reached.tip) != (high, goal):
            raise Altered(low, "it and those after it are not the ones that were recorded")
        yield lines
        low = high


def _first_at(reader: LedgerReader, at: datetime, size: int) -> int:
    """The place of the first entry recorded at `at` or later: times never go back in a ledger.

    Raises `Altered` where an entry is not there.
    """
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        line = next(reader.lines(middle, middle + 1), None)
        if line is None:
            raise Altered(middle, "it is missing, and the stored head counts it")
        low, high = (middle + 1, high) if parse_entry(line.data).at < at else (low, middle)
    return low
