"""`consent-service verify`: the whole record against what its entries say.

Walls, one behind the other: the chain; the checkpoint kept outside; each content against
its commitment; each projection row against the fold; and, with `replay`, each recorded answer
against the rules. Everything found wrong is named, as far as that is sound: rows are compared
only with entries that are themselves what was recorded, and those of files whose contents could
not all be read only with the place of their newest entry. What is published is a wall of its own.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError

from ledger.checkpoint import Checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import LedgerError, Unreadable
from ledger.files import Progress
from ledger.log import Head

from ...domain.file.looks import VERIFY
from ..believed.remembering import remembered
from ..database.engine import is_damaged, reading
from ..database.tables import ledger_tables
from ..door.openfiles import Ledger
from ..door.records import Records
from ..keepers.publishing import FOLDER, published_fault
from ..sealed.keychain import check_keys
from ..sealed.keys import AuthorityKeys
from .chain import altered_lines, chain_fault, last_checkpoint
from .comparing import Stored, differences, outside_the_ledger
from .findings import Finding, FoundWhole, Reconciled, Wall
from .reader import LedgerReader
from .walking import ROWS_NOT_COMPARED, Walk

#: Every row beside the entries is read at one moment, which with ten thousand families takes longer
#: than a request may wait.
_SNAPSHOT_SECONDS: Final = 60.0
_DAMAGED = (
    "The database says that its own pages are damaged, so that it cannot be read as a ledger. Copy "
    "it as it is, and put the newest backup back."
)


def reconcile(
    records: Records,
    ledger: Ledger,
    checkpoints: FolderCheckpoints,
    keys: AuthorityKeys,
    *,
    replay_from: int | None = None,
    progress: Progress | None = None,
    may_lag: bool = False,
) -> Reconciled:
    """Verify everything this authority has, and say all that is wrong with it.

    With `replay_from`, the answers recorded from that place on are worked out again. A copy
    that `may_lag` is held to the last checkpoint that it has reached.

    Reads only. The projections are compared with the fold to the head they were read at, in one
    snapshot, so that verifying beside a running service gives no false alarm. Raises what a
    database that is away raises; one whose own pages are damaged is a finding.
    """
    try:
        verification = _Verification(records, ledger, checkpoints, keys, progress, may_lag=may_lag)
        return verification.run(replay_from)
    except DBAPIError as error:
        if not is_damaged(error):
            raise
    return Reconciled(None, (Finding(Wall.CHAIN, Unreadable(_DAMAGED)),), (ROWS_NOT_COMPARED,))


class _Verification:
    """One verification, as far as it has come."""

    def __init__(
        self,
        records: Records,
        ledger: Ledger,
        checkpoints: FolderCheckpoints,
        keys: AuthorityKeys,
        progress: Progress | None,
        *,
        may_lag: bool,
    ) -> None:
        self._records = records
        self._may_lag = may_lag
        self._ledger = ledger
        self._checkpoints = checkpoints
        self._keys = keys
        self._progress = progress
        self._reader = LedgerReader(records.engine, ledger, VERIFY)
        self._findings: list[Finding] = []

    def run(self, replay_from: int | None) -> Reconciled:
        try:
            head, stored = _snapshot(self._records, self._ledger)
        except LedgerError as fault:
            found = Finding(Wall.CHAIN, fault, ledger_tables.heads.name)
            return Reconciled(None, (found,), (ROWS_NOT_COMPARED,))
        signed = self._signed(head)
        chain, altered = self._chain(head, signed)
        walk = self._walk(Walk(self._ledger, altered, replay_from), head, chain)
        self._findings += outside_the_ledger(stored)
        if walk.altered is not None:
            found_there = differences(stored, walk.folded, walk.damaged, walk.newest)
            self._findings += found_there
        if chain is None and walk.altered is not None and not self._may_lag:
            self._published(head)
        self._findings.sort(key=lambda finding: list(Wall).index(finding.wall))
        if self._findings:
            return Reconciled(None, tuple(self._findings), walk.not_compared(), head.size)
        files, lost = len(walk.folded.files) - 1, head.size - walk.seen
        size = None if signed is None else signed.size
        origin, root = self._ledger.origin, head.root()
        whole = FoundWhole(origin, head.size, root, size, files, walk.replayed, lost)
        return Reconciled(whole, entries=head.size)

    def _signed(self, head: Head) -> Checkpoint | None:
        try:
            verifiers = self._keys.verifiers()
            return last_checkpoint(
                self._ledger, head, self._checkpoints, verifiers, may_lag=self._may_lag
            )
        except LedgerError as fault:
            self._findings.append(Finding(Wall.CHECKPOINT, fault))
        return None

    def _chain(
        self, head: Head, signed: Checkpoint | None
    ) -> tuple[Finding | None, set[int] | None]:
        """What is wrong with the chain, and which entries are not what they were, if one knows."""
        chain = chain_fault(self._reader, self._ledger, head, signed)
        if chain is None:
            return None, set()
        self._findings.append(chain)
        if chain.wall is not Wall.CHAIN:
            return chain, None
        known = remembered(self._checkpoints.folder, self._ledger.origin, self._ledger.seal)
        return chain, altered_lines(self._reader, head, signed, known, chain)

    def _walk(self, walk: Walk, head: Head, chain: Finding | None) -> Walk:
        try:
            for one in self._reader.each(0, head.size):
                walk.take(one)
                if self._progress is not None and walk.seen % 1_000 == 0:
                    self._progress(walk.seen, head.size)
        except LedgerError as fault:
            # A column that is not bytes: nothing after it can be read.
            if chain is None:
                chain = Finding(Wall.CHAIN, fault, ledger_tables.entries.name)
                self._findings.append(chain)
            walk.altered = None
        if chain is not None:
            # What was remembered tells it better than altered bytes do.
            chain.files.update(chain.files or walk.named)
        elif self._ledger.own_file not in walk.damaged:
            try:
                check_keys(walk.folded.own, self._keys)
            except LedgerError as fault:
                self._findings.append(Finding(Wall.CHECKPOINT, fault))
        self._findings += walk.findings.values()
        return walk

    def _published(self, head: Head) -> None:
        folder, verifiers = self._checkpoints.folder / FOLDER, self._keys.verifiers()
        origin, lines = self._ledger.origin, self._reader.lines
        fault = published_fault(folder, origin, verifiers, lines, head.size)
        if fault is not None:
            self._findings.append(Finding(Wall.PUBLISHED, fault))


def _snapshot(records: Records, ledger: Ledger) -> tuple[Head, Stored]:
    """The head, and the projections as they stood at it: a read transaction sees one moment."""
    with reading(records.engine, ledger.authority, _SNAPSHOT_SECONDS) as connection:
        head = ledger.store.head(connection)
        return head, Stored.read(connection, ledger, head.size)
