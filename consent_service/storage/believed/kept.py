"""The authority's own file, kept in memory between requests, and believed while it is the newest.

Whoever asks is looked up in it with every request: who they are now, and what they may. What is
newest is known from signed entries (`storage.believed.newest`), so that what another process
recorded counts with the next request here.

Whoever asks while another looks is told by the next look, with all who have come by then: so each
is told how it stands at a moment after they asked, and many who come at once cost little more than
one does.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.looks import OWN_FILE
from ..database.deadline import NoAnswer, holding, left, one_call
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.records import Records
from ..door.trouble import CannotRead
from ..sealed.keys import whose


@dataclass(slots=True, eq=False)
class _Look:
    """One that has not begun, and what was found once it is over; None where that failed."""

    is_over: threading.Event = field(default_factory=threading.Event)
    found: AuthorityFile | None = None


class KeptOwn:
    """One process's own files, by authority. Thread-safe: each is replaced whole."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._kept: dict[str, AuthorityFile] = {}
        self.authorities = frozenset(map(whose, records.ledgers))
        self._guard = threading.Lock()
        #: By authority: the look that comes next, if anybody waits for it; and whose turn it is.
        self._next: dict[str, _Look] = {}
        self._turns = {authority: threading.Lock() for authority in records.ledgers}

    def read(self, authority: str) -> AuthorityFile:
        """The file as it stands now. It is opened only where something of it is new.

        Raises `NotSound` and `CannotRead`, for one that does not open too: no family's file is
        damaged, and nobody is told that one is.
        """
        with one_call():
            with self._guard:
                waited_for = self._next.get(authority)
                if waited_for is None:
                    mine = self._next[authority] = _Look()
            if waited_for is None:
                return self._look_for_all(authority, mine)
            if waited_for.is_over.wait(left()) and waited_for.found is not None:
                return waited_for.found
            # Whoever looked had less time, perhaps. What there is to say of it is said to each.
            return self._look(authority)

    def last_read(self, authority: str) -> AuthorityFile | None:
        """As it stood when it was last read here; None before that."""
        return self._kept.get(authority)

    def _look_for_all(self, authority: str, mine: _Look) -> AuthorityFile:
        try:
            with holding(self._turns[authority]):
                # Whoever asks from here on asks after this one has begun.
                self._begins(authority, mine)
                mine.found = self._look(authority)
                return mine.found
        except NoAnswer as error:
            raise CannotRead("The file could not be looked at in time.") from error
        finally:
            self._begins(authority, mine)
            mine.is_over.set()

    def _begins(self, authority: str, mine: _Look) -> None:
        with self._guard:
            if self._next.get(authority) is mine:
                del self._next[authority]

    def _look(self, authority: str) -> AuthorityFile:
        def work(files: OpenFiles) -> AuthorityFile:
            standing = files.seen.standing(files.ledger.own_file)
            kept = self._kept.get(authority)
            if kept is None or standing is None or kept.folded_to != standing.changed:
                files.load([], [])
                kept = files.own_state
            return kept

        self._kept[authority] = kept = look(self._records, authority, work, OWN_FILE)
        return kept
