"""What one file has to tell another of the authority, in the very transaction in which it is known.

The index of names and numbers says which files may speak of the same people; the files themselves
say whether they do. An entry that comes so is the service's own: it names neither the file it comes
from nor whoever wrote there.

Where more files speak of somebody than may be gone through while others wait for the lock, those
that are left wait in the spool, on disk before anything is committed: they are gone through within
seconds (`draining`), as many at a time, and no check is answered before that.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection

from ..actions.refused import RecordDamaged, Refused
from ..domain import bounds
from ..domain.bounds import Steps, TooMuch
from ..domain.casefile import CaseFile
from ..domain.content import SERVICE, Content
from ..domain.elsewhere import keys_of, people_concerned, to_be_told
from ..domain.events import AnyEvent
from ..domain.folding import Stamp, fold
from ..domain.joinedelsewhere import PersonJoinedElsewhere, PersonPartedElsewhere
from ..domain.searching import joining_key, keys_by_person, known_keys
from ..domain.view import View
from . import statements
from .names import name_blinds
from .openfiles import Ledger, OpenFile, OpenFiles
from .requests import Joins, Request
from .setaside import StillToTell
from .spool import SpoolFull

#: Of what may be worked out for one thing that is written, such a part is gone through under the
#: lock to find what other files know and have to hear.
UNDER_THE_LOCK: Final = 3
#: So many steps it takes to open another file, to hold it against this one, and to write there.
_EACH: Final = 200
#: So many are loaded at a time.
_A_SLICE: Final = 50


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

    def carried(
        self, file: CaseFile, events: Sequence[AnyEvent], at: datetime, request: Request
    ) -> Carried:
        """`file` is as it stands with these events. One that does not open is told nothing: it
        answers nobody either. Where the request joins somebody, the person who is joined in these
        events is that one; where it is to tell what was left, these files are told of those people.

        Raises `Refused`, `NoSuchFile` and `RecordDamaged` where the one to be joined is not there.
        """
        joins, left = request.joins, request.tells
        there = [*self._parted(file, events)]
        people = people_concerned(file, events) if left is None else frozenset(left.people)
        if not people:
            return Carried((), tuple(there))
        first = self._joined(events, joins)
        keys, only = keys_of(file, people), () if joins is None else (joins.file,)
        every = (*only, *self._named(file, people)) if left is None else left.others
        others = [*dict.fromkeys(every)]
        mine, steps = View(file, at, at), Steps()
        here: list[AnyEvent] = []
        for opened in self._within(file, people, others):
            if opened.state.id not in only and not keys & known_keys(family_of(opened)):
                continue
            known = first if opened.state.id in only else ()
            theirs = View(_with(family_of(opened), known, Stamp(file.folded_to + 1, at)), at, at)
            here += (event for event in to_be_told(theirs, mine, steps) if event not in here)
            told = (*known, *to_be_told(mine, theirs, steps))
            if told:
                there.append((opened, told))
        return Carried(tuple(here), tuple(there))

    def _within(
        self, file: CaseFile, people: Iterable[str], others: Sequence[str]
    ) -> Iterator[OpenFile]:
        """Each of these files that opens. Of more than may be gone through the rest is kept, to be
        told later; what can be kept nowhere is told now, however long it takes.
        """
        steps, keep = Steps(bounds.MOST // UNDER_THE_LOCK), self.keep
        for place, opened in self._opened(others):
            yield opened
            left = tuple(others[place + 1 :])
            try:
                steps.take(_EACH + bounds.of_a_reading(family_of(opened)))
            except TooMuch:
                if keep is not None and left:
                    with suppress(SpoolFull):
                        keep(
                            StillToTell(secrets.token_hex(12), file.id, tuple(sorted(people)), left)
                        )
                        return
                    keep = None

    def _opened(self, others: Sequence[str]) -> Iterator[tuple[int, OpenFile]]:
        """Those that open, each with its place among them."""
        for place, other in enumerate(others):
            if place % _A_SLICE == 0:
                self.files.have(others[place : place + _A_SLICE])
            with suppress(RecordDamaged):
                yield place, self.files.any(other)

    def _joined(self, events: Iterable[AnyEvent], joins: Joins | None) -> tuple[AnyEvent, ...]:
        """The same joining, as the other file has it. Why it is thought so may name this one."""
        made = next((e for e in events if isinstance(e, PersonJoinedElsewhere)), None)
        if joins is None or made is None:
            return ()
        family = family_of(self.files.any(joins.file))
        if joins.person not in keys_by_person(family):
            raise Refused("not-on-file", "/other")
        return (PersonJoinedElsewhere(joining=made.joining, person=joins.person),)

    def _parted(
        self, file: CaseFile, events: Iterable[AnyEvent]
    ) -> Iterator[tuple[OpenFile, tuple[AnyEvent, ...]]]:
        """Parted on one of the two files, they are parted on both."""
        for event in events:
            if isinstance(event, PersonPartedElsewhere):
                keys = frozenset({joining_key(event.joining)})
                for _, opened in self._opened(self._by(file, keys)):
                    if keys & known_keys(family_of(opened)):
                        yield opened, (PersonPartedElsewhere(joining=event.joining),)

    def _named(self, file: CaseFile, people: Iterable[str]) -> Sequence[str]:
        """The files that may speak of these people: those that surely do come first."""
        every = keys_by_person(file)
        theirs = [every[person] for person in people if person in every]
        surely = frozenset[str]().union(*(keys.numbers | keys.joinings for keys in theirs))
        perhaps = frozenset[str]().union(*(keys.names for keys in theirs))
        return [*self._by(file, surely), *self._by(file, perhaps)]

    def _by(self, file: CaseFile, keys: frozenset[str]) -> Sequence[str]:
        """Other files that may know one of these keys: those that this batch has made or changed,
        and those that the index names.
        """
        if not keys:
            return ()
        new, changed = self.files.new_and_changed()
        in_hand = [one.state for one in (*new, *changed) if isinstance(one.state, CaseFile)]
        found = [state.id for state in in_hand if keys & known_keys(state)]
        seal, authority = self.files.seal, self.ledger.authority
        blinds = [blind for key in sorted(keys) for blind in name_blinds(seal, key)]
        given = {"authority": authority, "blinds": blinds}
        indexed = self.connection.execute(statements.FIND_NAMED, given).scalars()
        found += filter(self.files.is_known, indexed)
        return [one for one in dict.fromkeys(found) if one != file.id]


def _with(file: CaseFile, events: Iterable[AnyEvent], place: Stamp) -> CaseFile:
    for event in events:
        file = fold(file, Content(SERVICE, event), place)
    return file


def family_of(opened: OpenFile) -> CaseFile:
    """A family's file, as it stands in this batch."""
    assert isinstance(opened.state, CaseFile)  # noqa: S101 - only the own file is another
    return opened.state
