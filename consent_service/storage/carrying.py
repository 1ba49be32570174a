"""What one file has to tell another of the authority, in the very transaction in which it is known.

The index of names and numbers says which files may speak of the same people; the files themselves
say whether they do. An entry that comes so is the service's own: it names neither the file it comes
from nor whoever wrote there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection

from ..actions.refused import RecordDamaged
from ..domain.casefile import CaseFile
from ..domain.content import By
from ..domain.elsewhere import keys_of, people_concerned, to_be_told
from ..domain.events import AnyEvent
from ..domain.searching import search_keys
from ..domain.view import View
from . import statements
from .names import name_blind
from .openfiles import Ledger, OpenFile, OpenFiles

#: Who writes what nobody wrote.
SERVICE: Final = By("consent-service", "SYSTEM_ADMIN")


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

    def carried(self, file: CaseFile, events: Iterable[AnyEvent], at: datetime) -> Carried:
        """`file` is as it stands with these events. One that does not open is told nothing: it
        answers nobody either.
        """
        people = people_concerned(events)
        if not people:
            return Carried()
        mine = View(file, at, at)
        here: list[AnyEvent] = []
        there: list[tuple[OpenFile, tuple[AnyEvent, ...]]] = []
        for opened in self._others(file, keys_of(file, people)):
            theirs = View(_family(opened), at, at)
            here += (sign for sign in to_be_told(theirs, mine) if sign not in here)
            told = tuple(to_be_told(mine, theirs))
            if told:
                there.append((opened, told))
        return Carried(tuple(here), tuple(there))

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
            if isinstance(state, CaseFile) and state.id != file.id and keys & search_keys(state):
                yield opened

    def _indexed(self, keys: Iterable[str]) -> Iterator[str]:
        for key in sorted(keys):
            blind = name_blind(self.ledger, key)
            given = {"authority": self.ledger.authority, "blind": blind}
            yield from self.connection.execute(statements.FIND_NAMED, given).scalars()


def _family(opened: OpenFile) -> CaseFile:
    assert isinstance(opened.state, CaseFile)  # noqa: S101 - only the own file is another
    return opened.state
