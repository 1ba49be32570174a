"""One batch: many waiting requests, one lock, one load, one insert, one commit.

Each request is tried against the file in memory. If it fails there, it alone fails: nothing of it
has been written. What the others record is written together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from typing import Final, TypeAlias

import msgspec
from sqlalchemy import Connection

from ledger.log import EntryLine, Head, extend

from ...actions.guarding import waiting_of, would_fall
from ...actions.lookedatagain import with_these
from ...actions.moment import Moment
from ...domain.file.casefile import CaseFile
from ...domain.file.folding import Stamp
from ...domain.file.looks import DOOR
from ...domain.file.view import View
from ...domain.lifting.protecting import protects
from ...domain.noticing.notices import notices_of_all
from ...domain.noticing.noticesofwaiting import notices_of_falls
from ...domain.recorded.content import SERVICE, Content
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.falling import Looked
from ..believed.unchanged import BatchViews, as_written
from ..beside.setaside import StillToTell
from ..database import statements, tables
from ..database.deadline import SLOW_SECONDS, assert_time_left, have_at_least
from ..database.engine import DATABASE_ERRORS
from ..database.readback import WrittenRows
from ..keepers.soundness import NOTHING_ALTERED, FoundAltered
from ..people.waysin import what_ends
from ..sealed.sealing import Chance
from ..shown import namesakes
from ..shown.carrying import Carried, Carrying, family_of
from ..shown.filerows import write_files, write_references
from ..shown.lists import write_changed
from ..shown.names import Names
from ..shown.openings import FileOpening
from .clock import APART, Clocks, Now
from .doubting import carried_out, waiting
from .drafting import Drafted, Drafts, drafted, folded
from .flights import Ahead, Outgoing
from .openfiles import Ledger, OpenFile, OpenFiles
from .repeats import Done, EntriesOfRequest, Repeats
from .requests import (
    NOWHERE,
    ByHandle,
    ByReference,
    EntryWritten,
    NewFile,
    OffLedger,
    OpenedBy,
    OwnFile,
    Recorded,
    Request,
)
from .trouble import ClockInDoubt, NoRoom

Result: TypeAlias = "Recorded | Exception"

#: While nobody knows what time it is.
_NOT_BELIEVED: Final = Now(datetime.max.replace(tzinfo=UTC))


class Phase(Enum):
    """How far a batch came, which tells what a lost connection means."""

    READING = "reading"
    WRITING = "writing"
    COMMITTING = "committing"


@dataclass(slots=True)
class Batch:
    """Runs requests in one open transaction. `phase` tells how far it came."""

    ledger: Ledger
    connection: Connection
    clock: Clocks
    found: FoundAltered = NOTHING_ALTERED
    #: Whether the transaction ends with this batch; else more follows, or all of it falls.
    commits: bool = False
    #: There is room for little: what `domain.lifting.protecting` names is recorded, and nothing
    #: else.
    heard_first_only: bool = False
    #: What was asked of these requests as the transaction began.
    ahead: Ahead = field(default_factory=Ahead)
    #: Keeps what is left to be told to other files; without it nothing is left.
    keep: Callable[[StillToTell], None] | None = None
    views: BatchViews = field(default_factory=BatchViews)
    phase: Phase = Phase.READING
    #: What was written, and between which heads: to be known as soon as it is committed.
    before: Head = field(init=False)
    head: Head = field(init=False)
    lines: list[EntryLine] = field(default_factory=list)
    openings: list[FileOpening] = field(default_factory=list)
    _files: OpenFiles = field(init=False)
    _drafts: Drafts = field(init=False)
    _repeats: Repeats = field(init=False)
    _names: Names = field(init=False)
    _carrying: Carrying = field(init=False)
    _besides: list[OffLedger] = field(default_factory=list)
    _now: Now = _NOT_BELIEVED

    def run(self, requests: Sequence[Request]) -> list[Result]:
        """Each request's result or its own exception, in order.

        Raises `LedgerError` if the ledger does not go on from what this process has seen of it,
        and what the database raises. With `commits` it may be durable on return; without it nothing
        is before the caller commits.
        """
        self.before, found = self.ahead.head(self.connection, self.ledger.store)
        self.head = self.before
        seen = self.ledger.newest.catch_up(self.connection, self.before, found=found)
        stopped = self.found.damaged
        self._files = OpenFiles(self.ledger, self.connection, seen, DOOR, stopped, self.ahead)
        self._repeats = Repeats(self.ledger, self.connection, self._files)
        self._names = Names(self.ledger, self._files.seal)
        self._carrying = Carrying(self.ledger, self.connection, self._files, self.keep)
        self._drafts = Drafts(Chance(len(requests)))
        self._load(requests)
        self.clock.ask(self.connection)
        try:
            self._now = self.clock.now(self.before.at, self._files.own_state.stamped_to)
        except ClockInDoubt:
            return [self._doubted(request) for request in requests]
        at = self._now.at
        if self._now.is_beside:
            at = max([at, *self._newest_before(at + APART)])
        tried = [self._try(request, at) for request in requests]
        self.phase = Phase.WRITING
        have_at_least(SLOW_SECONDS)
        with Outgoing(self.connection) as out:
            self.lines = self._write(at, out)
            results = [self._result(one, self.lines, at) for one in tried]
            if self.lines:
                # While it is still certain that nothing was: to roll it back may take longer too.
                assert_time_left()
                self.phase = Phase.COMMITTING
                out.send(commits=self.commits)
        return results

    def _newest_before(self, soon: datetime) -> Iterator[datetime]:
        """When the facts of these files were recorded, but for what is stamped ahead. Each process
        has a clock of its own: what another has just recorded was not recorded later than now.
        """
        for opened in self._files:
            yield from (f.recorded_at for f in opened.state.every() if f.recorded_at <= soon)

    def _doubted(self, request: Request) -> Result:
        """Nobody knows what time it is, so nothing is appended. What is always heard was looked at
        all the same and waits; whoever asks learns now whether it can be recorded.
        """
        at = (times := self.clock.every(self.before.at))[0]
        try:
            opened, moment = self._moment(request, at)
            earlier = self._repeats.earlier(request, opened, moment, self.before.size)
            if earlier is not None:
                view = self._view(self._files.any(earlier.file), at)
                return self._result(Done(earlier, view, self._files.own_state), [], at)
            at, events = carried_out(request.action, moment, times)
        except DATABASE_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - as where it is carried out
            return error
        if request.tried is not None or not any(map(protects, events)):
            return ClockInDoubt()
        asked = None if request.once is None else self._repeats.asked(request.once)
        file = None if opened is None or opened.is_new else opened.state.id
        told = self.clock.told()
        return ClockInDoubt(waiting(request, file, events, at=at, asked=asked, told=told))

    def _load(self, requests: Sequence[Request]) -> None:
        targets = [request.target for request in requests]
        self._files.load(
            handles={t.file for t in targets if isinstance(t, ByHandle)},
            references={
                t.reference
                for t in targets
                if not isinstance(t, OwnFile) and t.reference is not None
            },
        )
        self._repeats.load(requests)

    # ── trying ──────────────────────────────────────────────────────────────────────────────

    def _try(self, request: Request, at: datetime) -> Done | Exception:
        try:
            span, seen = self._perform(request, at)
            if seen is None:
                asks, then = (False, span.read[0].at) if span.read else (request.asks, at)
                seen = self._view(self._files.any(span.file), then, asks=asks)
            return Done(span, seen, self._files.own_state)
        except DATABASE_ERRORS:
            # Not this request's fault, and the transaction is of no use to the others either.
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, this request alone fails
            return error

    def _perform(self, request: Request, at: datetime) -> tuple[EntriesOfRequest, View | None]:
        """In memory, so that what fails here fails it alone: (1) done before under its key, it is
        given again; (2) the action says what is put on record; (3) that is folded in, what would
        fall waits and signs are carried, and what is only tried ends; (4) with each part drafted
        the batch changes, and nothing fails. What was looked at and still is so is given."""
        opened, moment = self._moment(request, at)
        asked = None
        if request.once is not None:
            earlier = self._repeats.earlier(request, opened, moment, self.before.size)
            if earlier is not None:
                return earlier, None
            asked = self._repeats.asked(request.once)
        if request.reasons:
            said_before = self._repeats.said_before(request, at, self.before.size)
            moment = msgspec.structs.replace(moment, said_before=said_before)
        beside = at if self._now.is_beside else msgspec.UNSET
        events = self._said(request, moment)
        contents = [Content(request.by, event, asked, beside) for event in events]
        # What concerns no family, or a family whose file does not open, stands in the own file.
        opened = opened or self._files.own
        first = self.before.size + len(self._drafts.entries)
        place = Stamp(first, at)
        *states, after = folded(opened.state, contents, place)
        # By what changes nothing nothing falls, and no other file has anything to hear.
        changes = after is not opened.state or request.tried or request.tells
        concerned = moment.file is not None and changes
        family = after if concerned and isinstance(after, CaseFile) else None
        follows = self._follows(request, moment, family, contents, place)
        if changes:
            have_at_least(SLOW_SECONDS)
        if request.tried is not None:
            # Nothing is written of it: that somebody looked stands in another ledger.
            under = self._files.own if isinstance(request.target, NewFile) else opened
            looked = EntryWritten(NOWHERE, b"", at, Content(request.by, follows[0]))
            return EntriesOfRequest(under.state.id, first, 0, read=(looked,)), None
        said, carried, besides = [one.event for one in contents], Carried(), list[OffLedger]()
        if family is not None:
            carried = self._carrying.carried(with_these(moment, family, follows), said, at, request)
            # Before a new one takes the place of what ends.
            besides += what_ends(self.ledger.authority, self._files.seal, said, family)
            besides += request.besides(said, family, at) if request.besides else ()
        contents += [Content(request.by, event, asked, beside) for event in follows]
        contents += [Content(SERVICE, event, asked, beside) for event in carried.here]
        span = EntriesOfRequest(opened.state.id, first, len(contents))
        of = namesakes.where_listed(self._files, said, at) if changes else ()
        contents += [Content(SERVICE, event, None, beside) for event in of]
        drafts = [drafted(opened, contents, first, at, (*states, after), chance=self._drafts.fresh)]
        own = () if family is None else namesakes.kept_from_staff(self._files, family, said, at)
        for other, events in (*carried.there, *own):
            told = [Content(SERVICE, event, None, beside) for event in events]
            drafts.append(drafted(other, told, first + sum(len(d.contents) for d in drafts), at))
        seen = moment.seen if drafts[0].state is opened.state else None
        for one in drafts:
            self._take(one)
        if opened.is_new:
            self._files.keep(opened)
        self._besides += besides
        self._repeats.remember(span, asked, contents)
        return span, seen

    def _said(self, request: Request, moment: Moment) -> Sequence[AnyEvent]:
        """What the action says is put on record. Raises what it raises; `NoRoom`."""
        events = request.action(moment)
        if request.joins is not None:
            events = self._carrying.compared(events, request.joins, moment)
        if self.heard_first_only and events and not any(map(protects, events)):
            raise NoRoom("There is room for little, and this can wait.")
        return events

    def _take(self, one: Drafted) -> None:
        """Of what makes a file no other nobody is told, and by what is only asked none is found."""
        if one.state is not one.opened.state:
            self._names.changed(one.opened.state, one.state)
        if openings := self._drafts.take(one):
            self._files.goes_by(openings)

    def _follows(
        self,
        request: Request,
        moment: Moment,
        family: CaseFile | None,
        contents: Sequence[Content],
        first: Stamp,
    ) -> list[AnyEvent]:
        """What follows what is being written to `family`, which has it: that what it would let fall
        waits. Of what is only tried, what would fall, what there is to know, that somebody looked.
        """
        seen = would = None
        if family is not None:
            seen = self.views.of(family, first.at)
            rests = self._carrying.rests_on(moment.file, [one.event for one in contents])
            would = would_fall(moment, family, seen, is_heard_by=rests)
        if request.tried is None:
            return [] if would is None else [*waiting_of(moment, would, request.told_by)]
        placed = [(one, Stamp(seq, first.at)) for seq, one in enumerate(contents, start=first.seq)]
        notices = notices_of_all(placed, seen, moment.authority_file, moment.at)
        if would is not None:
            at_once = not waiting_of(moment, would)
            notices += notices_of_falls(would.lifted, would.counts_meanwhile, at_once=at_once)
        return [Looked(what=request.tried, notices=notices)]

    def _moment(self, request: Request, at: datetime) -> tuple[OpenFile | None, Moment]:
        """The file the request is about, and what its action may look at."""
        own, target = self._files.own_state, request.target
        now = partial(Moment, at, own, request.by, ledger_altered=self.found.is_altered)
        file: str | None = None
        taken_by: str | None = None
        opened: OpenFile | None
        damaged = False
        match target:
            case NewFile(reference):
                taken_by = None if reference is None else self._files.find(reference)
                opened = self._files.prepare(reference)
                return opened, now(family_of(opened), reference_taken_by=taken_by)
            case ByHandle(handle, reference):
                file = handle
                taken_by = None if reference is None else self._files.find(reference)
                damaged = reference is not None and self._files.is_misleading(reference)
            case ByReference(reference) | OpenedBy(reference):
                file = self._files.find(reference)
                if self._files.is_misleading(reference):
                    return None, now(damaged=True)
                if file is None and isinstance(target, OpenedBy):
                    opened = self._files.prepare(reference)
                    return opened, now(family_of(opened))
        if file is None:
            return None, now()
        opened = None if damaged else self._files.whole(file)
        if opened is None:
            return None, now(damaged=True)
        seen = self._view(opened, at, asks=request.asks)
        # Nobody has set that right yet.
        is_ahead = self._now.is_beside and opened.state.is_stamped_ahead(at + APART)
        return opened, now(
            family_of(opened) if seen is None else seen.file,
            seen,
            reference_taken_by=taken_by,
            stamped_ahead=is_ahead,
        )

    def _view(self, opened: OpenFile, at: datetime, *, asks: bool = False) -> View | None:
        """A family's file as it stands at this point, seen at a moment: one for all who look. Who
        asks may be given one of earlier, if nothing is answered otherwise since."""
        state = opened.state
        if not isinstance(state, CaseFile):
            return None
        kept = self._files.view_for_questions(opened, at) if asks else None
        return kept or self.views.of(state, at)

    # ── writing ─────────────────────────────────────────────────────────────────────────────

    def _write(self, at: datetime, out: Outgoing) -> list[EntryLine]:
        if not self._drafts.entries:
            return []
        whose = self.ledger.authority
        self.head, lines = extend(self.before, at, self._drafts.entries)
        for statement, given in self.ledger.store.appending(lines, self.head):
            out.execute(statement, given)
        contents = self._drafts.rows(whose, self.before.size)
        out.execute(statements.ADD_CONTENTS, contents)
        written = {tables.entry_contents: contents}
        self.openings = self._drafts.openings
        new, changed = self._files.new_and_changed()
        # What is only asked makes no file another, nor how it is found, nor what lists show.
        if new or changed:
            written |= write_files(out, whose, new, changed)
            found_by = write_references(out, whose, self._files.seal, self.openings)
            written[tables.case_references] = found_by
            written[tables.case_names] = self._names.write(out)
        written[tables.once] = self._repeats.write(out)
        for one in self._besides:
            out.execute(one.statement, one.given)
        WrittenRows(whose, self.head, lines, written).read_back(out)
        if new or changed:
            write_changed(out, self._files, new, changed, at)
            self._files.keep_written()
        return lines

    def _result(self, tried: Done | Exception, lines: list[EntryLine], at: datetime) -> Result:
        if isinstance(tried, Exception):
            return tried
        span, view, own = tried
        start = span.first - self.before.size
        part = slice(start, start + span.count)
        entries = span.read or tuple(
            EntryWritten(line.seq, line.hash, at, content)
            for line, content in zip(lines[part], self._drafts.contents[part], strict=True)
        )
        if view is not None and (opened := self._files.any(span.file)).written is not None:
            view = as_written(view, opened.state, opened.written)
        return Recorded(self.ledger.origin, span.file, entries, view, own, span.replayed)
