"""What one file has to tell another of the authority, in the very transaction in which it is known.

The index of names and numbers says which files may speak of the same people; the files themselves
say whether they do. An entry that comes so is the service's own: it names neither the file it comes
from nor whoever wrote there.

Where more files speak of somebody than may be gone through while others wait for the lock, those
that are left wait in the spool, on disk before anything is committed: they are gone through within
seconds (`draining`), as many at a time, and no check is answered before that. So does what is to be
told to a file that does not open, until it does.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

import msgspec
import structlog
from msgspec import UNSET
from sqlalchemy import Connection

from ...actions.moment import Moment
from ...actions.refused import RecordDamaged, Refused
from ...domain.families.searching import (
    every_joining,
    joined_elsewhere,
    joining_key,
    keys_by_person,
    known_keys,
)
from ...domain.file import bounds
from ...domain.file.bounds import Steps, TooMuch
from ...domain.file.casefile import CaseFile
from ...domain.file.folding import Stamp, fold
from ...domain.file.joiningsthatdiffer import StandsOn, a_child_and_an_adult, differ
from ...domain.file.view import View
from ...domain.file.whatwaits import with_what_may_stand_again
from ...domain.file.whilejoined import heard_by
from ...domain.otherfiles.elsewhere import (
    keys_of,
    keys_of_joinings,
    people_concerned,
    tells_nothing,
    to_be_told,
)
from ...domain.recorded.content import SERVICE, Content
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.falling import EffectConfirmed, EffectRefused, EffectWaits
from ...domain.recorded.joinedelsewhere import PersonJoinedElsewhere, PersonPartedElsewhere
from ...domain.recorded.practice import EntryCorrected
from ..beside.setaside import StillToTell
from ..beside.spool import SpoolFull
from ..database import statements
from ..door.openfiles import Ledger, OpenFile, OpenFiles
from ..door.requests import Joins, Request
from ..door.trouble import CannotRecord
from .names import name_blinds

#: Of what may be worked out for one thing that is written, such a part is gone through under the
#: lock to find what other files know and have to hear.
UNDER_THE_LOCK: Final = 3
#: So many steps it takes to open another file, to hold it against this one, and to write there.
_EACH: Final = 200
#: So many are loaded at a time.
_A_SLICE: Final = 50
#: By what a joining may have ended, or go on after all.
_OF_JOININGS: Final = (PersonPartedElsewhere, EntryCorrected, EffectConfirmed, EffectRefused)

log = structlog.get_logger("consent_service.records")


class Carried(NamedTuple):
    """What follows from a write for its own file, and for others."""

    here: tuple[AnyEvent, ...] = ()
    there: tuple[tuple[OpenFile, tuple[AnyEvent, ...]], ...] = ()


@dataclass(slots=True)
class Carrying:
    """Looks, under the lock, for whom other files speak of as well."""

    ledger: Ledger
    connection: Connection
    files: OpenFiles
    #: Keeps, durably, what is still to be told; without it everything is told at once.
    keep: Callable[[StillToTell], None] | None = None
    #: The other files of this write that do not open.
    _closed: set[str] = field(default_factory=set)

    def carried(
        self, file: CaseFile, events: Sequence[AnyEvent], at: datetime, request: Request
    ) -> Carried:
        """`file` is as it stands with these events. One that does not open answers nobody, and is
        told once it does; where that cannot be kept nothing is recorded, for nobody would tell it.
        Where the request joins somebody, the person who is joined in these events is that one;
        where it is to tell what was left, these files are told of those people.

        Raises `Refused`, `NoSuchFile` and `RecordDamaged` where the one to be joined is not there,
        and where none of those that were left opens; `CannotRecord`.
        """
        joins, left = request.joins, request.tells
        self._closed.clear()
        first = self._of_joinings(file, events, joins, tells=left is not None)
        people = people_concerned(file, events) if left is None else frozenset(left.people)
        joined = keys_of_joinings(file)
        if not (people or joined or first or self._closed):
            return Carried()
        keys, only = keys_of(file, people) | joined, () if joins is None else (joins.file,)
        named = (*self._named(file, people), *self._by(file, joined)) if left is None else ()
        others = [*dict.fromkeys((*only, *first, *named))] if left is None else [*left.others]
        is_quiet = tells_nothing(file)
        if is_quiet and left is None:
            others = [*self._that_may_tell(others, first)]
        mine, steps = View(file, at, at), Steps()
        here: list[AnyEvent] = []
        there: list[tuple[OpenFile, tuple[AnyEvent, ...]]] = []
        for opened in self._within(file, people, others, len(first) if left is None else 0):
            known = first.get(opened.state.id, ())
            if not known and is_quiet and tells_nothing(family_of(opened)):
                self._note_quiet(opened)
                continue
            if not known and not keys & known_keys(family_of(opened)):
                continue
            theirs = View(_with(family_of(opened), known, Stamp(file.folded_to + 1, at)), at, at)
            here += (event for event in to_be_told(theirs, mine, steps) if event not in here)
            told = (*known, *to_be_told(mine, theirs, steps))
            if told:
                there.append((opened, told))
        if self._closed and left is not None and self._closed >= set(left.others):
            raise RecordDamaged("What is left to be told does not open.")
        closed = () if self.keep is None else sorted(self._closed)
        if closed and not self._keep_for_later(file, people, closed):
            raise CannotRecord("What a file that does not open has to hear can be kept nowhere.")
        return Carried(tuple(here), tuple(there))

    def compared(
        self, events: Sequence[AnyEvent], joins: Joins, moment: Moment
    ) -> Sequence[AnyEvent]:
        """These, of which the joining says where what stands on the two files tells the two apart.

        Raises `NoSuchFile` and `RecordDamaged`.
        """
        here, at = moment.view(), moment.at
        there = View(family_of(self.files.any(joins.file)), at, at)
        return [
            _compared(event, (here, event.person), (there, joins.person))
            if isinstance(event, PersonJoinedElsewhere)
            else event
            for event in events
        ]

    def rests_on(self, file: CaseFile | None, events: Sequence[AnyEvent]) -> bool:
        """Whether anything that was heard by a joining still stands on either file, which ends with
        these events: `file` is as it stands before them. Of one that does not open nobody knows.
        """
        if file is None:
            return False
        self._closed.clear()
        struck = {event.corrects for event in events if isinstance(event, EntryCorrected)}
        ends = {e.joining for e in events if isinstance(e, PersonPartedElsewhere)}
        ends |= {one.event.joining for one in file.of(PersonJoinedElsewhere) if one.seq in struck}
        heard = any(
            heard_by(with_what_may_stand_again(one), joining)
            for joining in ends
            for one in (file, *map(family_of, self._joined_by(file, joining)))
        )
        return heard or bool(self._closed)

    def _that_may_tell(self, others: Iterable[str], first: Collection[str]) -> Iterator[str]:
        """Those of which it is not known that they have nothing to tell, as they are stored, while
        this batch has not changed them. Such a one is not opened: what does not open has no more.
        """
        quiet, seen = self.ledger.quiet, self.files.seen
        in_hand = {one.state.id for some in self.files.new_and_changed() for one in some}
        for other in others:
            stands = None if other in first or other in in_hand else seen.standing(other)
            if stands is None or not quiet.has(other, stands.changed):
                yield other

    def _note_quiet(self, opened: OpenFile) -> None:
        """That it has nothing to tell is remembered of a file as it is stored."""
        if opened.as_stored is not None:
            self.ledger.quiet.note(opened.state.id, opened.stored_at)

    def _within(
        self, file: CaseFile, people: Iterable[str], others: Sequence[str], at_once: int
    ) -> Iterator[OpenFile]:
        """Each of these files that opens. Of more than may be gone through, and than are to be told
        at once, the rest is kept, to be told later; what can be kept nowhere is told now, however
        long it takes.
        """
        steps, may_keep = Steps(bounds.MOST // UNDER_THE_LOCK), True
        for place, opened in self._opened(others):
            yield opened
            left = others[place + 1 :]
            try:
                steps.take(_EACH + bounds.of_a_reading(family_of(opened)))
            except TooMuch:
                if may_keep and left and place + 1 >= at_once:
                    may_keep = self._keep_for_later(file, people, left)
                    if may_keep:
                        return

    def _keep_for_later(self, file: CaseFile, people: Iterable[str], others: Sequence[str]) -> bool:
        """Whether what is still to be told to these is kept now."""
        if self.keep is None or not others:
            return False
        id, whom, left = secrets.token_hex(12), tuple(sorted(people)), tuple(others)
        try:
            self.keep(StillToTell(id, file.id, whom, left))
        except SpoolFull:
            log.error("spool.full")
            return False
        return True

    def _opened(self, others: Sequence[str]) -> Iterator[tuple[int, OpenFile]]:
        """Those that open, each with its place among them."""
        for place, other in enumerate(others):
            if place % _A_SLICE == 0:
                self.files.have(others[place : place + _A_SLICE])
            try:
                opened = self.files.any(other)
            except RecordDamaged:
                self._closed.add(other)
                continue
            yield place, opened

    def _of_joinings(
        self, file: CaseFile, events: Sequence[AnyEvent], joins: Joins | None, *, tells: bool
    ) -> dict[str, tuple[AnyEvent, ...]]:
        """By another file: what these events make of the joinings with it. Joined, parted and
        joined after all on one of the two files, they are on both. There may be several of one
        file: of one that did not open when the first of them ended.
        """
        found: dict[str, tuple[AnyEvent, ...]] = {}
        made = next((e for e in events if isinstance(e, PersonJoinedElsewhere)), None)
        if joins is not None and made is not None:
            if joins.person not in keys_by_person(family_of(self.files.any(joins.file))):
                raise Refused("not-on-file", "/other")
            # Why it is thought so may name this file.
            there = msgspec.structs.replace(made, person=joins.person, reason=None)
            found[joins.file] = (there,)
        if not tells and not any(isinstance(event, _OF_JOININGS) for event in events):
            return found
        here, again = {one.joining for one in joined_elsewhere(file)}, _refused(file)
        for joining in dict.fromkeys(held.event.joining for held in file.of(PersonJoinedElsewhere)):
            for opened in self._joined_by(file, joining):
                family = family_of(opened)
                told = _of_one(family, joining, goes_on=joining in here, again=again.get(joining))
                if told is not None:
                    found[family.id] = (*found.get(family.id, ()), told)
        return found

    def _joined_by(self, file: CaseFile, joining: str) -> Iterator[OpenFile]:
        """The other file that this joining is, or was, of."""
        key = joining_key(joining)
        for _, opened in self._opened(self._by(file, frozenset({key}))):
            if key in every_joining(family_of(opened)):
                yield opened

    def _named(self, file: CaseFile, people: Iterable[str]) -> Sequence[str]:
        """The files that may speak of these people: those that surely do come first."""
        every = keys_by_person(file)
        theirs = [every[person] for person in people if person in every]
        surely = frozenset[str]().union(*(keys.numbers | keys.joinings for keys in theirs))
        perhaps = frozenset[str]().union(*(keys.names | keys.by_one_thing for keys in theirs))
        return [*self._by(file, surely), *self._by(file, perhaps)]

    def _by(self, file: CaseFile, keys: frozenset[str]) -> Sequence[str]:
        """Other files that may know one of these keys: those that this batch has made or changed,
        and those that the index names.
        """
        if not keys:
            return ()
        new, changed = self.files.new_and_changed()
        in_hand = [one.state for one in (*new, *changed) if isinstance(one.state, CaseFile)]
        found = [one.id for one in in_hand if keys & (known_keys(one) | every_joining(one))]
        seal, authority = self.files.seal, self.ledger.authority
        blinds = [blind for key in sorted(keys) for blind in name_blinds(seal, key)]
        given = {"authority": authority, "blinds": blinds}
        indexed = self.connection.execute(statements.FIND_NAMED, given).scalars()
        found += filter(self.files.is_known, indexed)
        return [one for one in dict.fromkeys(found) if one != file.id]


def _compared(joined: PersonJoinedElsewhere, *two: StandsOn) -> PersonJoinedElsewhere:
    is_either = a_child_and_an_adult(*two) or UNSET
    return msgspec.structs.replace(joined, differ=differ(*two) or UNSET, child_and_adult=is_either)


def _with(file: CaseFile, events: Iterable[AnyEvent], place: Stamp) -> CaseFile:
    for event in events:
        file = fold(file, Content(SERVICE, event), place)
    return file


def _of_one(family: CaseFile, joining: str, *, goes_on: bool, again: int | None) -> AnyEvent | None:
    """What this family is told of a joining that it has, or had; None where there is nothing. It
    goes on there after all if somebody refused `again` that it ends, after it had ended there:
    also where that was told to nobody then, because this file did not open.
    """
    if any(one.joining == joining for one in joined_elsewhere(family)):
        return None if goes_on else PersonPartedElsewhere(joining=joining)
    made = [held for held in family.of(PersonJoinedElsewhere) if held.event.joining == joining]
    if not goes_on or again is None or again < max(_ends(family, joining), default=0):
        return None
    return msgspec.structs.replace(made[-1].event, reason=None)


def _ends(file: CaseFile, joining: str) -> Iterator[int]:
    """The places of the entries by which this joining ended, or was to."""
    made = {h.seq for h in file.of(PersonJoinedElsewhere) if h.event.joining == joining}
    yield from (h.seq for h in file.of(EntryCorrected) if h.event.corrects in made)
    yield from (h.seq for h in file.of(PersonPartedElsewhere) if h.event.joining == joining)


def _refused(file: CaseFile) -> dict[str, int]:
    """The joinings of which somebody refused that they end, and at which place last."""
    last = {held.event.waiting: held.seq for held in file.of(EffectRefused)}
    refused = {
        place: last[held.event.waiting]
        for held in file.of(EffectWaits)
        if held.event.waiting in last
        for place in held.event.entries
    }
    every = dict.fromkeys(held.event.joining for held in file.of(PersonJoinedElsewhere))
    found = {one: [refused[e] for e in _ends(file, one) if e in refused] for one in every}
    return {joining: max(places) for joining, places in found.items() if places}


def family_of(opened: OpenFile) -> CaseFile:
    """A family's file, as it stands in this batch."""
    assert isinstance(opened.state, CaseFile)  # noqa: S101 - only the own file is another
    return opened.state
