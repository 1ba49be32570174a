"""`consent-service verify`: the whole record against what its entries say.

Five walls, one behind the other: the chain; the checkpoint kept outside; each content against
its commitment; each projection row against the fold; and, with `replay`, each recorded answer
against the rules. Everything found wrong is named, as far as that is sound: rows are compared
only with entries that are themselves what was recorded, and only those of files all of whose
contents could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import Altered, Forked, LedgerError, RolledBack, Unreadable
from ledger.log import Head
from ledger.note import Verifier
from ledger.verify import verify_ledger

from ..domain.answers import encode_answer
from ..domain.replay import RulesNotKept, answered_again
from .comparing import Stored, differences, outside_the_ledger
from .engine import is_damaged, reading, writing
from .findings import Finding, NotReplayed, Places, Reconciled, Verified, Wall
from .keychain import check_keys
from .keys import AuthorityKeys
from .openfiles import Ledger
from .projections import Projections
from .reader import LedgerReader, NotOpened, Opened
from .records import Records
from .tables import entry_contents, ledger_tables

Progress = Callable[[int, int], None]

_DAMAGED = (
    "The database says that its own pages are damaged, so that it cannot be read as a ledger. Copy "
    "it as it is, and put the newest backup back."
)
_ROWS_NOT_COMPARED = (
    "Rows and answers were not compared with the entries, because the entries are not those "
    "that were recorded. Mend them and verify again."
)


def reconcile(
    records: Records,
    ledger: Ledger,
    checkpoints: FolderCheckpoints,
    keys: AuthorityKeys,
    *,
    replay: bool = False,
    progress: Progress | None = None,
) -> Reconciled:
    """Verify everything this authority has, and say all that is wrong with it.

    Reads only. The projections are compared with the fold to the head they were read at, in one
    snapshot, so that verifying beside a running service gives no false alarm. Raises what a
    database that is away raises; one whose own pages are damaged is a finding.
    """
    try:
        return _reconcile(records, ledger, checkpoints, keys, replay=replay, progress=progress)
    except DBAPIError as error:
        if not is_damaged(error):
            raise
    return Reconciled(None, (Finding(Wall.CHAIN, Unreadable(_DAMAGED)),), (_ROWS_NOT_COMPARED,))


def _reconcile(
    records: Records,
    ledger: Ledger,
    checkpoints: FolderCheckpoints,
    keys: AuthorityKeys,
    *,
    replay: bool,
    progress: Progress | None,
) -> Reconciled:
    reader = LedgerReader(records.engine, ledger)
    try:
        head, stored = _snapshot(records, ledger, reader)
    except LedgerError as fault:
        return Reconciled(
            None, (Finding(Wall.CHAIN, fault, ledger_tables.heads.name),), (_ROWS_NOT_COMPARED,)
        )
    findings: list[Finding] = []
    size = None
    try:
        size = _last_checkpoint(ledger, head, checkpoints, keys.verifiers())
    except LedgerError as fault:
        findings.append(Finding(Wall.CHECKPOINT, fault))
    chain = _chain_fault(reader, ledger, head, size)
    if chain is not None:
        findings.append(chain)
    walk = _Walk(ledger, is_sound=chain is None, replay=replay)
    try:
        for one in reader.each(0, head.size):
            walk.take(one)
            if progress is not None and walk.seen % 1_000 == 0:
                progress(walk.seen, head.size)
    except LedgerError as fault:
        # A column that is not bytes: nothing after it can be read.
        if chain is None:
            chain = Finding(Wall.CHAIN, fault, ledger_tables.entries.name)
            findings.append(chain)
    findings += walk.findings.values()
    if chain is None and ledger.own_file not in walk.damaged:
        try:
            check_keys(walk.folded.own, keys)
        except LedgerError as fault:
            findings.append(Finding(Wall.CHECKPOINT, fault))
    findings += outside_the_ledger(stored)
    not_compared = walk.not_compared()
    if chain is None:
        findings += differences(stored, walk.folded, walk.damaged)
    findings.sort(key=lambda finding: list(Wall).index(finding.wall))
    if findings:
        return Reconciled(None, tuple(findings), not_compared)
    files = len(walk.folded.files) - 1
    checkpoint_size = None if size is None else size.size
    lost = head.size - walk.seen
    return Reconciled(
        Verified(ledger.origin, head.size, head.root(), checkpoint_size, files, walk.replayed, lost)
    )


def _snapshot(records: Records, ledger: Ledger, reader: LedgerReader) -> tuple[Head, Stored]:
    """The head, and the projections as they stood at it."""
    for _ in range(5):
        head = reader.head()
        with reading(records.engine) as connection:
            if ledger.store.head(connection).size == head.size:
                return head, Stored.read(connection, ledger, head.size)
    # It grows as fast as we look. With its lock it stands still for a moment.
    with writing(records.engine) as connection:
        head = ledger.store.lock_head(connection)
        return head, Stored.read(connection, ledger, head.size)


# ── the chain, and what was signed ──────────────────────────────────────────────────────────


def _last_checkpoint(
    ledger: Ledger, head: Head, checkpoints: FolderCheckpoints, verifiers: Sequence[Verifier]
) -> Checkpoint | None:
    last = checkpoints.latest()
    if last is None and head.size:
        raise RolledBack(
            f"ROLLBACK: the ledger {ledger.origin} has {head.size} entries and its checkpoint "
            "store is empty. Is it the right folder, and is its disk there?"
        )
    return None if last is None else open_checkpoint(last, ledger.origin, verifiers)


def _chain_fault(
    reader: LedgerReader, ledger: Ledger, head: Head, checkpoint: Checkpoint | None
) -> Finding | None:
    try:
        # A checkpoint newer than our look at the head is about entries we have not read.
        if checkpoint is not None and checkpoint.size > head.size:
            head = reader.head()
        verify_ledger(reader.lines(0, head.size), ledger.origin, head, checkpoint)
    except (RolledBack, Forked) as fault:
        return Finding(Wall.CHECKPOINT, fault, ledger_tables.entries.name)
    except LedgerError as fault:
        places, seq = Places(), getattr(fault, "seq", None)
        if type(seq) is int:
            places.add(seq)
        table = ledger_tables.entries if places.count else ledger_tables.heads
        return Finding(Wall.CHAIN, fault, table.name, places=places)
    return None


# ── contents, and what they fold to ─────────────────────────────────────────────────────────


@dataclass
class _Walk:
    """The entries with their contents, one after another; `folded` is what they lead to.

    Where a content cannot be read, what it did to its file is not known from there on: the file
    is in `damaged`, and neither folded on nor compared.
    """

    ledger: Ledger
    is_sound: bool
    replay: bool
    findings: dict[tuple[str, ...], Finding] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    seen: int = 0
    replayed: int = 0

    def __post_init__(self) -> None:
        self.folded = Projections(self.ledger)

    def take(self, one: Opened | NotOpened) -> None:
        self.seen += 1
        if isinstance(one, NotOpened):
            self._not_opened(one)
        elif self.is_sound and one.entry.file not in self.damaged:
            if self.replay and self.ledger.own_file not in self.damaged:
                self._answer(one)
            self.folded.fold(one)

    def not_compared(self) -> tuple[str, ...]:
        """What was left out because of what was found."""
        if not self.is_sound:
            return (_ROWS_NOT_COMPARED,)
        if not self.damaged:
            return ()
        files = ", ".join(sorted(map(str, self.damaged))[:10])
        more = ", among them" if len(self.damaged) > 10 else ""
        answers = " and no answer since then was replayed" if self._policy_is_lost() else ""
        files_left_out = (
            f"{len(self.damaged)} files were not compared with their entries{answers}, because "
            f"contents of theirs cannot be read{more}: {files}."
        )
        return (files_left_out,)

    def _policy_is_lost(self) -> bool:
        return self.replay and self.ledger.own_file in self.damaged

    def _not_opened(self, one: NotOpened) -> None:
        if not one.files and not self.is_sound:
            return  # the chain has named it
        self.damaged.update(one.files)
        why = one.fault.why if isinstance(one.fault, Altered) else ""
        self._found(Wall.CONTENTS, one.table, one.fault, one.seq, why)

    def _answer(self, one: Opened) -> None:
        try:
            self.replayed += _replay(one, self.folded)
        except Altered as fault:
            self._found(Wall.ANSWERS, entry_contents.name, fault, one.entry.seq, fault.why)
        except RulesNotKept as missing:
            seq, edition = one.entry.seq, missing.edition
            self._found(Wall.ANSWERS, entry_contents.name, NotReplayed(seq, edition), seq, edition)

    def _found(self, wall: Wall, table: str, fault: LedgerError, seq: int | None, why: str) -> None:
        """One finding for each thing that can be wrong, about the first entry that has it."""
        kind = (wall.value, table, type(fault).__name__, why)
        finding = self.findings.setdefault(kind, Finding(wall, fault, table))
        if seq is not None:
            finding.places.add(seq)


def _replay(opened: Opened, before: Projections) -> int:
    """Recompute the answer recorded in this entry, if it records one, byte for byte.

    Raises `Altered` when it is another, and `RulesNotKept`.
    """
    entry = opened.entry
    file = before.case_file(entry.file)
    answers = answered_again(opened.content.event, file, before.own, entry.at)
    if answers is None:
        return 0
    recorded, again = answers
    if encode_answer(again) != encode_answer(recorded):
        raise Altered(entry.seq, "the answer recorded is not the one the rules give")
    return 1
