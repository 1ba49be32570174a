"""The chain of entries, and what was signed for it: what of them is not what was recorded."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.entry import NO_PREVIOUS, entry_hash, parse_entry
from ledger.errors import Forked, LedgerError, MalformedEntry, RolledBack
from ledger.log import Head
from ledger.note import Verifier
from ledger.tree import Frontier
from ledger.verify import verify_ledger

from ..believed.newest import LedgerSoFar, digest_after
from ..database.tables import ledger_tables
from ..door.openfiles import Ledger
from .findings import Finding, Places, Wall
from .reader import LedgerReader


def last_checkpoint(
    ledger: Ledger,
    head: Head,
    checkpoints: FolderCheckpoints,
    verifiers: Sequence[Verifier],
    *,
    may_lag: bool,
) -> Checkpoint | None:
    """The last checkpoint, which must be there; of a copy that `may_lag` the last it has reached,
    if any. Raises what `open_checkpoint` raises.
    """
    last = checkpoints.latest()
    if last is None and head.size:
        raise RolledBack(
            f"ROLLBACK: the ledger {ledger.origin} has {head.size} entries and its checkpoint "
            "store is empty. Is it the right folder, and is its disk there?"
        )
    if last is None:
        return None
    newest = open_checkpoint(last, ledger.origin, verifiers)
    if not may_lag or newest.size <= head.size:
        return newest
    earlier = (
        open_checkpoint(note, ledger.origin, verifiers)
        for note in reversed(list(checkpoints.history()))
    )
    return next((one for one in earlier if one.size <= head.size), None)


def chain_fault(
    reader: LedgerReader, ledger: Ledger, head: Head, checkpoint: Checkpoint | None
) -> Finding | None:
    """What is wrong with the entries themselves, or with what was signed for them."""
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


def altered_lines(
    reader: LedgerReader,
    head: Head,
    checkpoint: Checkpoint | None,
    known: LedgerSoFar | None,
    chain: Finding,
) -> set[int] | None:
    """Which entries' bytes are not those that were hashed, if all hashes are those signed for.

    Then every other entry is what was recorded, and what follows from it can be compared. None if
    that is not so. What was remembered tells which files have lost or got an entry, whatever the
    altered bytes say: `chain` is told of them.
    """
    altered, files, size = set[int](), dict[str, bytes](), 0
    frontier, tip, is_sound = Frontier(), NO_PREVIOUS, True
    until = 0 if known is None else known.head.size
    try:
        for line in reader.lines(0, head.size):
            digest = entry_hash(line.data)
            try:
                entry = parse_entry(line.data)
                if line.seq < until:
                    files[entry.file] = digest_after(files.get(entry.file, b""), digest)
            except MalformedEntry:
                entry = None
            if digest != line.hash:
                altered.add(line.seq)
            elif entry is None or entry.prev != tip:
                is_sound = False
            is_sound = is_sound and line.seq == size
            tip, size, frontier = line.hash, size + 1, frontier.append(line.hash)
            if checkpoint is not None and size == checkpoint.size:
                is_sound = is_sound and frontier.root() == checkpoint.root
    except LedgerError:
        is_sound = False
    else:
        held = {} if known is None else known.files
        chain.files.update(file for file, s in held.items() if files.get(file) != s.digest)
    ends = (size, tip, frontier) == (head.size, head.tip, head.frontier)
    return altered if is_sound and ends and checkpoint is not None else None
