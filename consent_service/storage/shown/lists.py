"""What lists show, kept in rows: a list of ten thousand families costs what one of a hundred does.

Whoever writes a file makes its row in the same transaction, so that no row is older than its file.
Tasks turn on the time as well: a row says until when it holds, and the keeper makes it again, or
whoever reads it first. A row is believed while its file has not changed since, as the entries say;
no answer is ever made from one, and none stands in the way of what is to be recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from itertools import islice
from typing import Any, Final, NamedTuple

import msgspec
import structlog
from sqlalchemy import Connection

from ...domain.deciding.decision import RULE_VERSION
from ...domain.file import bounds
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.casefile import CaseFile
from ...domain.file.view import View
from ...domain.listed import (
    MOST_URGENT_FIRST,
    NOT_RATED,
    AnyListed,
    ListedEnquiry,
    ListedOfFile,
    ListedRequest,
    ListedTask,
    listed_of_authority,
    listed_of_scene,
    same_until,
)
from ...domain.recorded.ofauthority import PolicyAdopted
from ...domain.reports.kept import every_line
from ...domain.tasks.scene import Scene
from ...domain.tasks.task import AFTER_FIRST, NEVER
from ..database import statements
from ..database.deadline import SLOW_SECONDS, have_at_least
from ..door.clock import APART
from ..door.flights import Outgoing
from ..door.openfiles import AFile, Ledger, OpenFile, OpenFiles
from ..sealed.keys import is_reads
from ..sealed.sealing import ID_BYTES, AuthoritySeal
from .puttingplaces import put_places
from .reportlines import FileLines, encode_lines

#: Of another layout no row is read: it is made again.
_LAYOUT: Final = 72
#: What lines are chosen by, beside the two numbers that they are ordered by.
CHOSEN_BY: Final = ("kind", "whose_role", "owner", "team")

#: How far apart two ratings begin in the order of lines: in microseconds, no moment is as late.
A_RATING: Final = 300_000_000_000_000_000
#: So much of the hash of what rows are made by tells one of them from another.
_BASIS_BYTES: Final = 16

#: Of what may be worked out for one thing that is written, such a part is while others wait for the
#: lock and nobody waits for it: to make a row.
_UNDER_THE_LOCK: Final = 3

#: Of so many files at most. What one writes is of few; where a batch is of more, its writers wait
#: for each other's rows, each of which takes as long as all else that is done for one of them.
_MOST_ROWS: Final = 4

log = structlog.get_logger("consent_service.lists")


class Which(IntEnum):
    """The lists that are kept."""

    TASKS = 0
    ENQUIRIES = 1
    REQUESTS = 2


class KeptRow(msgspec.Struct, frozen=True, array_like=True):
    """What is sealed of a file: its lines, when they were made, and until when they hold."""

    made_at: datetime
    holds_until: datetime
    listed: ListedOfFile

    def lines(self, which: Which) -> Sequence[AnyListed]:
        """Those of one of its lists, in their order."""
        every = (self.listed.tasks, self.listed.enquiries, self.listed.requests)
        return every[which]

    def line(self, which: Which, n: int) -> AnyListed | None:
        """The `n`th line of one of its lists; None where there is none."""
        lines = self.lines(which)
        return lines[n] if 0 <= n < len(lines) else None


class Made(NamedTuple):
    """What is to be written of one file: its row, and where each line of it stands."""

    file: str
    folded_to: int
    row: dict[str, Any]
    places: list[dict[str, Any]]


_encode: Final = msgspec.msgpack.Encoder().encode
decode_kept: Final = msgspec.msgpack.Decoder(KeptRow).decode
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_A_MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Microseconds since 1970; none for a time before."""
    return (at - EPOCH) // _A_MICROSECOND if at > EPOCH else 0


def basis_of(seal: AuthoritySeal, own: AuthorityFile) -> bytes:
    """By what rows are made beside the file: the layout, the rules, the policy and our own key."""
    policy = max((held.seq for held in own.of(PolicyAdopted)), default=-1)
    whole = seal.blind("list-basis", str(_LAYOUT), RULE_VERSION, str(policy))
    return whole[: ID_BYTES + _BASIS_BYTES]


def make(
    ledger: Ledger,
    opened: OpenFile,
    own: AuthorityFile,
    at: datetime,
    door: OpenFiles | None = None,
) -> Made:
    """The rows of a file as of a moment: just after it, so that what began with it has begun. The
    `door` keeps the view that they are made from for whoever asks next.
    """
    at += timedelta.resolution
    whole, seal = opened.whole, opened.seal
    # To look whether the keys are others is a call of the kernel: once for all that is written.
    by = ledger.seal if door is None else door.seal
    state = whole.state
    seen = None if door is None else door.view_just_written(opened, at)
    kept, lines = made_at(state, own, at, same_until(at, whole.from_then_on(at)), seen)
    row = {
        "authority": ledger.authority,
        "file": state.id,
        "folded_to": state.folded_to,
        "basis": basis_of(by, own),
        "holds_until": micros(kept.holds_until),
        "sealed": seal.seal_list(_encode(kept), state.folded_to),
        "lines": seal.seal_lines(encode_lines(lines), state.folded_to),
    }
    stand = list(places(ledger.authority, by, state.id, kept))
    return Made(state.id, state.folded_to, row, stand)


def made_at(
    state: AFile,
    own: AuthorityFile,
    at: datetime,
    holds_until: datetime,
    seen: View | None = None,
) -> tuple[KeptRow, FileLines]:
    """What lists show of a file and reports need of it, as of a moment: of a family's, which may be
    `seen` then already, or of the authority's own, which is in no report.
    """
    if isinstance(state, AuthorityFile):
        of_nobody = FileLines(at, holds_until, None, {})
        return KeptRow(at, holds_until, listed_of_authority(state, at)), of_nobody
    scene = Scene(seen or View(state, at, at), own.policy(at))
    lines = FileLines(at, holds_until, state.opened_at, every_line(scene))
    return KeptRow(at, holds_until, listed_of_scene(scene)), lines


def places(
    authority: str, seal: AuthoritySeal, file: str, kept: KeptRow, by: int = 0
) -> Iterator[dict[str, Any]]:
    """Where each line of a file stands in its list, and what it is chosen by: by which of the
    index keys, in the order of `AuthoritySeal.in_lists`.

    Which key that was is for the basis of the file's row to say.
    """
    for which in Which:
        for n, line in enumerate(kept.lines(which)):
            yield place(authority, seal, file, line, which=which, n=n, by=by)


def place(
    authority: str,
    seal: AuthoritySeal,
    file: str,
    line: AnyListed,
    *,
    which: Which,
    n: int,
    by: int = 0,
) -> dict[str, Any]:
    """The same of one line, which is the `n`th of its file."""
    rank, since, chosen = _in_order(line)
    found: dict[str, Any] = {
        "authority": authority,
        "file": file,
        "list": int(which),
        "n": n,
        "rank": rank,
        "since": micros(since),
    }
    for name, of in zip(CHOSEN_BY, chosen, strict=True):
        found[name] = seal.in_lists(name, of)[by]
    return found


def by_rating(rating: str | None, ranks_from: datetime) -> int:
    """Where what is due ranks: by its enquiry's rating, then by when it is late. Help that is asked
    for now is before all else, and what belongs to no enquiry may be as urgent as what is not
    rated.
    """
    is_first = ranks_from < AFTER_FIRST
    place = 0 if is_first else MOST_URGENT_FIRST.index(rating or NOT_RATED)
    return place * A_RATING + micros(ranks_from)


def _in_order(line: AnyListed) -> tuple[int, datetime, tuple[str | None, ...]]:
    """What a line is ordered by, twice; and what it is chosen by, as `CHOSEN_BY` names it. Those
    that go on, or are not answered, stand before those that have ended, the most urgent first.
    """
    match line:
        case ListedTask(task=task):
            chosen = (task.code, task.for_role, task.owner, task.team)
            return by_rating(line.rating, task.ranks_from), task.since, chosen
        case ListedEnquiry():
            urgency = MOST_URGENT_FIRST.index(line.rating) * _A_MICROSECOND
            rank = EPOCH + urgency if line.goes_on else NEVER
            return micros(rank), line.opened_at, (line.rating, None, line.owner, line.team)
        case ListedRequest():
            rank = EPOCH if line.answered_at is None else NEVER
            return micros(rank), line.at, (line.direction, None, line.service, None)


def write(
    out: Outgoing | Connection, ledger: Ledger, made: Sequence[Made], files: Iterable[str]
) -> None:
    """Put these in the place of what is there of `files`: of one that has none nothing is left, so
    that nobody sees what is over.
    """
    whose = {"authority": ledger.authority, "files": sorted(files)}
    if whose["files"]:
        out.execute(statements.FORGET_LISTS, whose)
    rows = [one.row for one in made]
    if rows:
        out.execute(statements.ADD_LISTS, rows)
    put_places(out, whose, [place for one in made for place in one.places])


def write_changed(
    out: Outgoing,
    files: OpenFiles,
    new: Sequence[OpenFile],
    changed: Sequence[OpenFile],
    at: datetime,
) -> None:
    """The rows of files as one batch leaves them. One whose row cannot be made has none, and says
    so, nor has one that would keep others waiting: no list stands in the way of what is recorded.
    The keeper makes those, or whoever reads them first, with no lock held.

    To make them is most of what a batch does: the database has the rest of it meanwhile.
    """
    ledger = files.ledger
    if is_reads(ledger.authority):
        return
    out.depart()
    made = [
        made_or_not(ledger, one, files.own_state, at, files)
        for one in islice(_that_keep_nobody_waiting((*new, *changed)), _MOST_ROWS)
    ]
    # That it took us long to make them says nothing of storage.
    have_at_least(SLOW_SECONDS)
    # Of one that is new there is nothing to be put in the place of.
    before = [one.state.id for one in changed]
    write(out, ledger, [one for one in made if one is not None], before)


def _that_keep_nobody_waiting(files: Iterable[OpenFile]) -> Iterator[OpenFile]:
    """Those whose rows are made within what may be worked out while others wait for the lock: of
    all of them together, whatever is first.
    """
    left = bounds.MOST // _UNDER_THE_LOCK
    for one in files:
        takes = bounds.of_a_row(one.state) if isinstance(one.state, CaseFile) else 0
        if takes <= left:
            left -= takes
            yield one


def made_or_not(
    ledger: Ledger,
    opened: OpenFile,
    own: AuthorityFile,
    at: datetime,
    door: OpenFiles | None = None,
) -> Made | None:
    """The rows of a file; None where something of it bears a time to come, so that nobody knows
    what is due, or where they cannot be made.
    """
    try:
        last = opened.state.last_recorded_at
        if last is not None and last > at + APART:
            return None
        return make(ledger, opened, own, at, door)
    except Exception as error:  # noqa: BLE001 - whatever it was, what is recorded is more
        log.error("list.not_made", file=opened.state.id, fault=type(error).__name__)
        return None
