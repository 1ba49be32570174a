"""Reading who looked, from the ledger that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from ledger.entry import entry_hash

from ...actions.refused import RecordDamaged
from ...domain.file.looks import READS
from ...domain.recorded.falling import Looked
from ...domain.recorded.losses import FORGOTTEN, RecordRecovered
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.queries import read_history
from ..door.records import Records
from ..door.requests import EntryWritten
from ..door.trouble import NotSound
from ..sealed.keys import reads_of
from ..shown.surveys import Dated, entries_between
from .reads import month_of

_A_MOMENT: Final = timedelta(microseconds=1)
_A_PAGE: Final = 1_000


class LooksAt(NamedTuple):
    """The looks at one family, the oldest first, and how many months of them cannot be read."""

    looks: tuple[EntryWritten, ...]
    unreadable: int


def looks_at(
    records: Records,
    authority: str,
    file: str,
    since: datetime,
    until: datetime,
    *,
    all_that_open: bool = False,
) -> LooksAt:
    """The looks at a family that were recorded in the months from `since` to `until`.

    Each month's file is held to what this process knows of its entries, so that none is hidden.
    Where a month does not open, `all_that_open` are looked for entry by entry, in every file of the
    ledger: one that is damaged hides what is whole in it, and what came later stands elsewhere.
    That somebody is shown them is for the caller to put on record. Raises `RecordDamaged` if the
    ledger's own file does not open, `NotSound`, `CannotRead`.
    """
    ledger = reads_of(authority)
    # A list names the families of which it showed something, under none of them.
    months = [month_of(one, at) for at in _months(since, until) for one in (file, None)]

    def work(files: OpenFiles) -> tuple[list[str], int]:
        files.load([], months)
        forgotten = _forgotten_up_to(files)
        found = [handle for handle in map(files.find, months) if handle is not None]
        whole = [handle for handle in found if not files.is_damaged(handle)]
        damaged = [
            handle
            for handle in found
            if files.is_damaged(handle) and files.last(handle) >= forgotten
        ]
        return whole, len(damaged) + sum(map(files.is_misleading, months))

    handles, unreadable = look(records, ledger, work, READS)
    looks: dict[str, EntryWritten] = {}

    def take(every: Iterable[EntryWritten]) -> None:
        for written in every:
            event = written.content.event
            if isinstance(event, Looked) and (event.of == file or file in event.shown):
                # One whose commit was not acknowledged may stand there twice.
                looks.setdefault(event.look or str(written.seq), written)

    for handle in handles:
        try:
            take(_each(records, ledger, handle))
        except RecordDamaged:
            unreadable += 1
    if unreadable and all_that_open:
        # An entry that is hidden is for `verify` to say: the others are shown.
        with suppress(NotSound):
            take(_entry_by_entry(records, authority, since, until))
    return LooksAt(tuple(sorted(looks.values())), unreadable)


def _forgotten_up_to(files: OpenFiles) -> int:
    said = (held.event for held in files.own_state.of(RecordRecovered))
    return max((one.end for one in said if one.how == FORGOTTEN), default=0)


def _months(since: datetime, until: datetime) -> Iterator[datetime]:
    at = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while at <= until:
        yield at
        at = at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1)


def _each(records: Records, ledger: str, handle: str) -> Iterator[EntryWritten]:
    after = -1
    while True:
        page = read_history(records, ledger, handle, READS, after=after, most=_A_PAGE)
        yield from page.entries
        if not page.more:
            return
        after = page.entries[-1].seq


def _entry_by_entry(
    records: Records, authority: str, since: datetime, until: datetime
) -> Iterator[EntryWritten]:
    month, *_ = _months(since, until)
    for at, one in looks_between(records, authority, month, until + _A_MOMENT):
        yield EntryWritten(one.entry.seq, entry_hash(one.line.data), at, one.content)


def looks_between(
    records: Records, authority: str, since: datetime, until: datetime
) -> Iterator[Dated]:
    """Every look that was recorded from `since` up to but not including `until`, each once.

    Raises what `entries_between` does.
    """
    seen = set[str]()
    for dated in entries_between(records, reads_of(authority), since, until, READS):
        event = dated.one.content.event
        if isinstance(event, Looked) and event.look not in seen:
            seen.add(event.look or "")
            yield dated
