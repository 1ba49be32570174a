"""Going on after entries were lost for good: what is missing, and putting that on record.

A restored backup is older than what was signed. What the ledger promised others is not taken
back: the entries that are missing are put back, byte for byte, from what was published outside the
database, so that every checkpoint, receipt and witness still agrees. What they commit to is gone,
and that is recorded: in the authority's own file for whoever audits it, and in each family's file
that lost something, which is in doubt from then on (`domain.recorded.losses`).

Nothing here happens by itself: two people accept it by name. While a newer copy of the database
can be had, putting that back is better in every way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.entry import Entry, parse_entry
from ledger.errors import RolledBack
from ledger.log import EntryLine, Head
from ledger.signing import sign_growth
from ledger.verify import verify_ledger

from ...actions.moment import Moment
from ...actions.refused import RecordDamaged
from ...domain.file.looks import RECOVER
from ...domain.recorded.content import SERVICE, By
from ...domain.recorded.event import NoFact, OfTheAuthority, kinds, tag_of
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.losses import (
    CHECKPOINTS_GONE,
    CONTENT_GONE,
    ENTRIES_GONE,
    EntriesLost,
    RecordRecovered,
)
from ..believed.remembering import forget
from ..database.engine import working, writing
from ..door.batch import Batch
from ..door.opening import OpenStorage
from ..door.requests import ByHandle, OwnFile, Request
from ..keepers.publishing import published_lines, published_of
from .reader import LedgerReader

_AT_ONCE: Final = 500
_LEAVE_IT: Final = frozenset(map(tag_of, (*kinds(NoFact), *kinds(OfTheAuthority))))


class NothingLeft(RolledBack):
    """What was signed cannot be put back from what there is."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who accepted the loss (staff ids of two people), why, and how far.

    `entries_gone` and `checkpoints_gone` accept what cannot be repaired: that this history is not
    the one that was signed, and that nothing tells whether it is.
    """

    by: By
    people: tuple[str, str]
    why: str
    entries_gone: bool = False
    checkpoints_gone: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """What is missing at the end of a ledger that was signed for `end` entries.

    `lines` are the entries that can be put back; from `first + len(lines)` on they are gone.
    `signed` is the checkpoint that says so, None where there is no checkpoint at all.
    """

    first: int
    end: int
    lines: tuple[EntryLine, ...] = ()
    signed: Checkpoint | None = None

    @property
    def gone_from(self) -> int:
        """The first entry that cannot be put back; `end` if every one can."""
        return self.first + len(self.lines)


def find_loss(opened: OpenStorage, authority: str, source: Path | None = None) -> Loss | None:
    """What the ledger is missing of what was signed for it; None if nothing.

    The missing entries are looked for in what the keeper published, or in `source`, a copy that
    somebody else kept. Reads only. Raises `Altered` for a ledger that is damaged in itself and
    `Forked` for one that goes on in another way than what was signed: neither is a loss, and the
    right database has to be found for it.
    """
    ledger, keeper = opened.records.ledgers[authority], opened.keepers[authority]
    reader = LedgerReader(opened.engine, ledger, RECOVER)
    folder = keeper.published if source is None else source
    copy = published_of(folder)
    # The head after what was signed: read before it, a ledger that grows would look cut.
    notes = [opened.checkpoints[authority].latest(), None if copy is None else copy.checkpoint]
    head = reader.head()
    signed = [open_checkpoint(n, ledger.origin, keeper.verifiers) for n in notes if n is not None]
    within = max((c for c in signed if c.size <= head.size), key=_size, default=None)
    verify_ledger(reader.lines(0, head.size), ledger.origin, head, within)
    if notes[0] is None and head.size:
        return Loss(head.size, max([head.size, *map(_size, signed)]))
    beyond = [c for c in signed if c.size > head.size]
    if not beyond:
        return None
    goal = max(beyond, key=_size)
    size = 0 if copy is None else signed[-1].size
    lines = published_lines(folder, head.size, size)
    # What can be put back is held to what was signed before anybody relies on it.
    held = verify_ledger(lines, ledger.origin, None, start=head)
    for one in beyond:
        if one.size == held.size:
            verify_ledger((), ledger.origin, None, one, start=held)
    return Loss(head.size, goal.size, lines, goal)


def _size(checkpoint: Checkpoint) -> int:
    return checkpoint.size


def recover(opened: OpenStorage, authority: str, loss: Loss, accepted: Accepted) -> list[str]:
    """Put back what can be, and record what is gone. The families whose record is in doubt.

    One transaction; then the checkpoint, where what was signed before cannot be kept to. Doing it
    again after a crash goes on from there. Raises `NothingLeft` where more would have to be
    accepted than was.
    """
    if loss.signed is None and not accepted.checkpoints_gone:
        raise NothingLeft(
            f"The checkpoint store of {authority} is empty, and the ledger has {loss.first} "
            "entries. Is it the right folder, and is its disk there? If it is lost for good, "
            "accept that with --checkpoints-are-gone."
        )
    if loss.signed is not None and loss.gone_from < loss.end and not accepted.entries_gone:
        raise NothingLeft(
            f"Entries {loss.gone_from} to {loss.end - 1} were signed, and neither the database "
            "nor what was published has them. Name a newer copy with --from: an auditor's, or an "
            "export. If there is none anywhere, accept that with --entries-are-gone."
        )
    ledger = opened.records.ledgers[authority]
    reader = LedgerReader(opened.engine, ledger, RECOVER)
    done = _is_recorded(opened, authority, loss)
    in_doubt = [] if done else _record(opened, authority, loss, accepted)
    if loss.signed is None or loss.gone_from < loss.end:
        store = opened.checkpoints[authority]
        head = reader.head()
        lines = reader.lines(0, head.size)
        keys = opened.keys[authority]
        signers = (keys.signer(), *keys.beside())
        _, note = sign_growth(Head.empty(ledger.origin), lines, head, *signers)
        forget(store.folder)
        store.swap(store.latest(), note)
    return in_doubt


def _is_recorded(opened: OpenStorage, authority: str, loss: Loss) -> bool:
    """It was recorded before, and the checkpoint that belongs to it was not stored any more."""
    if loss.signed is None:
        return False
    ledger, root = opened.records.ledgers[authority], loss.signed.root.hex()
    found: list[bool] = []

    def look(moment: Moment) -> Sequence[AnyEvent]:
        recovered = (h.event for h in moment.authority_file.of(RecordRecovered))
        found.append(any(e.root == root and e.how == ENTRIES_GONE for e in recovered))
        return ()

    with writing(opened.engine, authority) as connection:
        Batch(ledger, connection, opened.records.clock).run(
            [Request(authority, SERVICE, OwnFile(), look)]
        )
    return found == [True]


def _record(opened: OpenStorage, authority: str, loss: Loss, accepted: Accepted) -> list[str]:
    ledger = opened.records.ledgers[authority]
    with working(opened.engine, authority) as connection:
        head = ledger.store.lock_head(connection)
        if head.size != loss.first:
            raise RolledBack("The ledger has changed since it was looked at. Look again.")
        held = verify_ledger(loss.lines, ledger.origin, None, start=head)
        ledger.newest.catch_up(connection, head)
        # Those that the entries speak of: a row of the database may be hidden for as long as this.
        files = set(ledger.newest.files()) - {ledger.own_file}
        ledger.store.append(connection, list(loss.lines), held)
        # No row is folded to what they said: what a file has lost is said by the entry below.
        ledger.newest.lose(loss.lines)
        told = _of_each_file(loss, head, files)
        unknown = {parse_entry(line.data).file for line in loss.lines} - files - {ledger.own_file}
        events = _of_the_ledger(loss, accepted, tuple(sorted(unknown)))
        requests = [Request(authority, accepted.by, OwnFile(), _saying(*events))]
        requests += [
            Request(
                authority, accepted.by, ByHandle(file), _saying(replace(event, recovery=held.size))
            )
            for file, event in sorted(told.items())
        ]
        for low in range(0, len(requests), _AT_ONCE):
            batch = Batch(ledger, connection, opened.records.clock)
            for result in batch.run(requests[low : low + _AT_ONCE]):
                if isinstance(result, Exception):
                    raise result
    return sorted(file for file, event in told.items() if event.changes)


def _saying(*events: AnyEvent) -> Callable[[Moment], Sequence[AnyEvent]]:
    def action(moment: Moment) -> Sequence[AnyEvent]:
        if moment.damaged:
            raise RecordDamaged("A case row does not open: run `consent-service rebuild` first.")
        return events

    return action


def _of_the_ledger(
    loss: Loss, accepted: Accepted, unknown: tuple[str, ...]
) -> list[RecordRecovered]:
    """What stands in the authority's own file: one entry for each way in which entries are lost."""
    people, why = accepted.people, accepted.why
    if loss.signed is None:
        here = loss.first
        return [
            RecordRecovered(first=here, end=here, how=CHECKPOINTS_GONE, approved_by=people, why=why)
        ]
    whole = RecordRecovered(
        first=loss.first,
        end=loss.end,
        how=CONTENT_GONE,
        approved_by=people,
        why=why,
        root=loss.signed.root.hex(),
        files_unknown=unknown,
    )
    if loss.gone_from == loss.end:
        return [whole]
    gone = replace(whole, first=loss.gone_from, how=ENTRIES_GONE, files_unknown=())
    return [replace(whole, end=loss.gone_from, root=None), gone] if loss.lines else [gone]


def _of_each_file(loss: Loss, head: Head, files: set[str]) -> dict[str, EntriesLost]:
    """What each family's file has lost. Where nobody can say, every one may have."""
    if loss.signed is None:
        return {}
    if loss.gone_from < loss.end:
        since = head.at
        assert since is not None  # noqa: S101 - a ledger with files has entries
        return {file: EntriesLost(recovery=0, since=since, changes=True) for file in files}
    lost: dict[str, list[Entry]] = {}
    for line in loss.lines:
        entry = parse_entry(line.data)
        if entry.file in files:
            lost.setdefault(entry.file, []).append(entry)
    return {file: _of_one(entries) for file, entries in lost.items()}


def _of_one(entries: list[Entry]) -> EntriesLost:
    changing = [entry for entry in entries if entry.kind not in _LEAVE_IT]
    return EntriesLost(
        recovery=0,
        since=(changing or entries)[0].at,
        changes=bool(changing),
        kinds=tuple(entry.kind for entry in entries),
    )
