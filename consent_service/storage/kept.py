"""The authority's own file, kept in memory between requests, and believed while it is the newest.

Whoever asks is looked up in it with every request: who they are now, and what they may. What is
newest is known from signed entries (`storage.newest`), so that what another process recorded counts
with the next request here.
"""

from __future__ import annotations

from ..domain.authorityfile import AuthorityFile
from ..domain.looks import OWN_FILE
from .keys import whose
from .looking import look
from .openfiles import OpenFiles
from .records import Records


class KeptOwn:
    """One process's own files, by authority. Thread-safe: each is replaced whole."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._kept: dict[str, AuthorityFile] = {}
        self.authorities = frozenset(map(whose, records.ledgers))

    def read(self, authority: str) -> AuthorityFile:
        """The file as it stands now. It is opened only where something of it is new.

        Raises `NotSound` and `CannotRead`, for one that does not open too: no family's file is
        damaged, and nobody is told that one is.
        """

        def work(files: OpenFiles) -> AuthorityFile:
            standing = files.seen.standing(files.ledger.own_file)
            kept = self._kept.get(authority)
            if kept is None or standing is None or kept.folded_to != standing.changed:
                files.load([], [])
                kept = files.own_state
            return kept

        self._kept[authority] = kept = look(self._records, authority, work, OWN_FILE)
        return kept
