"""Setting right what was recorded under a clock that ran ahead: which entries, and when they were.

Times on a ledger never go back, so the stamps stay. An entry says when they really were, in the
authority's own file and in each family's that has some of them; from then on nothing else is read.
Two people answer for it by name, because it moves what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from ...actions.moment import Moment
from ...actions.refused import RecordDamaged
from ...domain.file.looks import RECOVER
from ...domain.recorded.clocks import ClockSet, TrueTime
from ...domain.recorded.content import By
from ...domain.recorded.events import AnyEvent
from ..database.engine import working
from ..door.batch import Batch
from ..door.clock import APART, Clocks
from ..door.openfiles import Ledger
from ..door.opening import OpenStorage
from ..door.queries import read_authority
from ..door.requests import ByHandle, OwnFile, Request
from ..door.trouble import StorageError
from .reader import LedgerReader

_CHUNK: Final = 500


class CannotSettle(StorageError):
    """The time given cannot be when these entries were recorded. The message says why."""


class StampedAhead(NamedTuple):
    """An entry stamped with a time that had not come: its place, its file and its stamp."""

    seq: int
    file: str
    stamp: datetime


@dataclass(frozen=True, slots=True)
class Odd:
    """The entries stamped ahead that nobody has set right, in order, and between which times they
    were recorded: not before the entry before them, not after what came next.
    """

    entries: tuple[StampedAhead, ...]
    after: datetime | None
    before: datetime
    stamped_to: datetime


def find_odd(opened: OpenStorage, authority: str) -> Odd | None:
    """What is stamped ahead of now, or of what a later entry says of the time; None if nothing is.

    Read from the end back, as far as stamps may run ahead.
    """
    ledger = opened.records.ledgers[authority]
    own, reader = (
        read_authority(opened.records, authority),
        LedgerReader(opened.engine, ledger, RECOVER),
    )
    head, now = reader.head(), opened.records.clock()
    least, last = now, now
    found: list[StampedAhead] = []
    high = head.size
    while high:
        low = max(0, high - _CHUNK)
        for one in reversed(list(reader.each(low, high))):
            if one.entry is None:
                continue
            entry, said = one.entry, None
            content = getattr(one, "content", None)
            if content is not None and content.recorded_at is not msgspec.UNSET:
                said = content.recorded_at
            settled = own.recorded(entry.seq, entry.at)
            said = said or (settled if settled != entry.at else None)
            if said is not None:
                least = min(least, said)
            elif entry.at > least + APART:
                found.append(StampedAhead(entry.seq, entry.file, entry.at))
                last = least
            else:
                return _odd(found, entry.at, last, head.at or now)
        high = low
    return _odd(found, None, last, head.at or now)


def _odd(
    found: list[StampedAhead], after: datetime | None, before: datetime, stamped_to: datetime
) -> Odd | None:
    return Odd(tuple(reversed(found)), after, before, stamped_to) if found else None


@dataclass(frozen=True, slots=True)
class Approved:
    """Who answers for it (staff ids of two managers), and why it was."""

    by: By
    people: tuple[str, str]
    why: str


def set_clock(
    opened: OpenStorage, authority: str, odd: Odd, first_at: datetime, approved: Approved
) -> list[str]:
    """Record when these entries were recorded, the first of them at `first_at` and the others as
    long after it as their stamps say. The files that were set right.

    One transaction. Raises `CannotSettle`.
    """
    if odd.after is not None and first_at < odd.after:
        raise CannotSettle("An entry before them was recorded later than that.")
    if first_at > odd.before:
        raise CannotSettle("What followed them was recorded earlier than that.")
    meant = _meant(odd, first_at)
    whole = ClockSet(
        meant=tuple(meant.values()),
        stamped_to=odd.stamped_to,
        approved_by=approved.people,
        why=approved.why,
    )
    ledger, files = opened.records.ledgers[authority], dict[str, list[TrueTime]]()
    for one in odd.entries:
        if one.file != ledger.own_file:
            at = meant[one.stamp].recorded_at
            files.setdefault(one.file, []).append(TrueTime(one.seq, one.seq + 1, at))
    requests = [Request(authority, approved.by, OwnFile(), _saying(whole))]
    requests += [
        Request(authority, approved.by, ByHandle(file), _saying(_of_file(whole, theirs)))
        for file, theirs in sorted(files.items())
    ]
    _append(opened, ledger, requests)
    return sorted(files)


def _meant(odd: Odd, first_at: datetime) -> dict[datetime, TrueTime]:
    """By stamp: which entries bear it, and when that was. Entries of one stamp stand together."""
    offset = odd.entries[0].stamp - first_at
    found: dict[datetime, TrueTime] = {}
    for one in odd.entries:
        at = min(one.stamp - offset, odd.before)
        held = found.get(one.stamp)
        first = one.seq if held is None else held.first
        found[one.stamp] = TrueTime(first, one.seq + 1, at)
    return found


def _of_file(whole: ClockSet, theirs: list[TrueTime]) -> ClockSet:
    return msgspec.structs.replace(whole, meant=tuple(theirs))


def _saying(event: AnyEvent) -> Callable[[Moment], Sequence[AnyEvent]]:
    def action(moment: Moment) -> Sequence[AnyEvent]:
        if moment.damaged:
            raise RecordDamaged("A case row does not open: run `consent-service rebuild` first.")
        return [event]

    return action


def _append(opened: OpenStorage, ledger: Ledger, requests: list[Request]) -> None:
    clock = Clocks(opened.records.clock, answered_for=True)
    with working(opened.engine, ledger.authority) as connection:
        for low in range(0, len(requests), _CHUNK):
            batch = Batch(ledger, connection, clock)
            for result in batch.run(requests[low : low + _CHUNK]):
                if isinstance(result, Exception):
                    raise result
