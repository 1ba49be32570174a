"""What one file has to tell another of the authority, in the very transaction in which it is known.

The index of names and numbers says which files may speak of the same people; the files themselves
say whether they do. An entry that comes so is the service's own: it names neither the file it comes
from nor whoever wrote there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from ..actions.refused import RecordDamaged, Refused
from ..domain.bounds import Steps
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
from .requests import Joins

#: Who writes what nobody wrote.


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

    def carried(
        self, file: CaseFile, events: Sequence[AnyEvent], at: datetime, joins: Joins | None = None
    ) -> Carried:
        """`file` is as it stands with these events. One that does not open is told nothing: it
        answers nobody either. With `joins` the person who is joined in these events is that one.

        Raises `Refused`, `NoSuchFile` and `RecordDamaged` where that one is not there.
        """
        there = [*self._parted(file, events)]
        people = people_concerned(file, events)
        if not people:
            return Carried((), tuple(there))
        first = self._joined(events, joins)
        others = {opened.state.id: opened for opened in self._others(file, keys_of(file, people))}
        if joins is not None:
            others[joins.file] = self.files.get(joins.file)
        mine, steps = View(file, at, at), Steps()
        here: list[AnyEvent] = []
        for handle, opened in others.items():
            known = first if joins is not None and handle == joins.file else ()
            theirs = View(_with(_family(opened), known, Stamp(file.folded_to + 1, at)), at, at)
            here += (event for event in to_be_told(theirs, mine, steps) if event not in here)
            told = (*known, *to_be_told(mine, theirs, steps))
            if told:
                there.append((opened, told))
        return Carried(tuple(here), tuple(there))

    def _joined(self, events: Iterable[AnyEvent], joins: Joins | None) -> tuple[AnyEvent, ...]:
        """The same joining, as the other file has it. Why it is thought so may name this one."""
        made = next((e for e in events if isinstance(e, PersonJoinedElsewhere)), None)
        if joins is None or made is None:
            return ()
        family = _family(self.files.any(joins.file))
        if joins.person not in keys_by_person(family):
            raise Refused("not-on-file", "/other")
        return (PersonJoinedElsewhere(joining=made.joining, person=joins.person),)

    def _parted(
        self, file: CaseFile, events: Iterable[AnyEvent]
    ) -> Iterator[tuple[OpenFile, tuple[AnyEvent, ...]]]:
        """Parted on one of the two files, they are parted on both."""
        for event in events:
            if isinstance(event, PersonPartedElsewhere):
                for opened in self._others(file, frozenset({joining_key(event.joining)})):
                    yield opened, (PersonPartedElsewhere(joining=event.joining),)

    def _others(self, file: CaseFile, keys: frozenset[str]) -> Iterator[OpenFile]:
        """Files that say themselves that they know one of these keys: by the index, or among those
        that this batch has in hand and may have changed.
        """
        for handle in self._indexed(keys):
            if self.files.is_known(handle):
                with suppress(RecordDamaged):
                    self.files.any(handle)
        for opened in list(self.files):
            state = opened.state
            if isinstance(state, CaseFile) and state.id != file.id and keys & known_keys(state):
                yield opened

    def _indexed(self, keys: Iterable[str]) -> Iterator[str]:
        for key in sorted(keys):
            blinds = name_blinds(self.ledger.seal, key)
            given = {"authority": self.ledger.authority, "blinds": blinds}
            yield from self.connection.execute(statements.FIND_NAMED, given).scalars()


def _with(file: CaseFile, events: Iterable[AnyEvent], place: Stamp) -> CaseFile:
    for event in events:
        file = fold(file, Content(SERVICE, event), place)
    return file


def _family(opened: OpenFile) -> CaseFile:
    assert isinstance(opened.state, CaseFile)  # noqa: S101 - only the own file is another
    return opened.state
