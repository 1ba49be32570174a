"""Verifying: recompute everything from the bytes, and raise at the first thing that differs.

Nothing here answers yes or no. Each function returns what it verified, or raises: `Altered`
naming the entry, `RolledBack`, `Forked`. Nothing here trusts a stored hash, a stored head or a
count; and what says who is speaking (origin, key, earlier checkpoint) is given by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ledger.bulk import recognise
from ledger.checkpoint import Checkpoint
from ledger.entry import entry_hash, parse_entry
from ledger.errors import Altered, Forked, MalformedEntry, NotPinned, RolledBack
from ledger.log import EntryLine, Head

CHUNK = 512
"""How many entries are held in memory at a time."""


def walk(lines: Iterable[bytes], origin: str, start: Head | None = None) -> Head:
    """The head that these entries' bytes lead to, beginning after `start` (default: empty).

    Raises Altered at the first entry that is not canonical, is of another ledger, leaves a gap,
    does not carry the hash of the one before it, or is earlier than that. A change that goes
    with new hashes all the way to the end does not show here; only a checkpoint shows it.
    """
    head = _start(origin, start)
    for chunk in _chunks(lines):
        head, _ = _advance(chunk, head)
    return head


def verify_ledger(
    lines: Iterable[EntryLine],
    origin: str,
    head: Head | None = None,
    checkpoint: Checkpoint | None = None,
    *,
    start: Head | None = None,
) -> Head:
    """The head that these stored lines lead to, beginning after `start` (default: empty).

    Beyond `walk`: each line's place and stored hash are those of its bytes; the ledger has at
    least `checkpoint.size` entries (RolledBack) and there the root the checkpoint says (Forked);
    and what is reached is `head`, the head as stored. A checkpoint smaller than `start` cannot
    be compared: ValueError.
    """
    walked = _start(origin, start)
    rest = iter(lines)
    if checkpoint is not None:
        if checkpoint.size < walked.size:
            raise ValueError("The checkpoint is about entries before those to be verified.")
        walked = _walk_lines(islice(rest, checkpoint.size - walked.size), walked)
        verify_against(checkpoint, walked)
    walked = _walk_lines(rest, walked)
    if head is not None:
        _compare_heads(head, walked)
    return walked


def verify_against(checkpoint: Checkpoint, head: Head) -> Checkpoint:
    """The checkpoint, once `head`, which was recomputed, is exactly what it says.

    A smaller head raises RolledBack, another root Forked, another origin NotPinned. A larger
    head has no root to compare: walk to `checkpoint.size` and ask again (ValueError).
    """
    if checkpoint.origin != head.origin:
        raise NotPinned(
            f"The checkpoint is about {checkpoint.origin} and the ledger is {head.origin}."
        )
    if head.size < checkpoint.size:
        raise RolledBack(
            f"ROLLBACK: the ledger {head.origin} has {head.size} entries, and a checkpoint was "
            f"signed when it had {checkpoint.size}. Entries have been removed, or an old copy "
            "was put back."
        )
    if head.size > checkpoint.size:
        raise ValueError("Only a head of the checkpoint's size can be compared with it.")
    if head.root() != checkpoint.root:
        raise Forked(
            f"FORK: the first {head.size} entries of the ledger {head.origin} are not those a "
            "checkpoint was signed for. Keep both: together they prove that history was rewritten."
        )
    return checkpoint


def walk_beside(entries: Sequence[bytes], hashes: Sequence[bytes], head: Head) -> Head:
    """`walk` for entries whose hashes are kept beside them as well, in a column or a tile.

    Where both are at hand the entry that was changed can be named; the chain alone only shows
    that the entry after it does not fit.
    """
    try:
        walked, found = _advance(entries, head)
    except Altered as fault:
        until = len(entries) if fault.seq is None else fault.seq - head.size
        compare_hashes([entry_hash(data) for data in entries[:until]], hashes, head.size)
        raise
    compare_hashes(found, hashes, head.size)
    return walked


def _start(origin: str, start: Head | None) -> Head:
    if start is not None and start.origin != origin:
        raise NotPinned(f"The start is of the ledger {start.origin}, not of {origin}.")
    return Head.empty(origin) if start is None else start


def _chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _walk_lines(lines: Iterator[EntryLine], head: Head) -> Head:
    while chunk := list(islice(lines, CHUNK)):
        for seq, line in enumerate(chunk, head.size):
            if line.seq != seq:
                # What is before the gap may be at fault too, and then it is the first.
                before = chunk[: seq - head.size]
                walk_beside([line.data for line in before], [line.hash for line in before], head)
                raise Altered(seq, f"it is not in its place; entry {line.seq} is there")
        head = walk_beside([line.data for line in chunk], [line.hash for line in chunk], head)
    return head


def _advance(entries: Sequence[bytes], head: Head) -> tuple[Head, list[bytes]]:
    """The head after these entries, and their hashes. Raises Altered at the first bad one."""
    known = recognise(entries, head.origin, head.size, head.tip, head.at)
    if known is None:
        head, hashes = _read_each(entries, head)
    else:
        at, hashes = known
        head = Head(head.origin, head.size + len(entries), hashes[-1], at, head.frontier)
    frontier = head.frontier.extend(hashes)
    return Head(head.origin, head.size, head.tip, head.at, frontier), hashes


def _read_each(entries: Sequence[bytes], head: Head) -> tuple[Head, list[bytes]]:
    """As `_advance`, one by one, so that what is wrong can be said; the frontier is left."""
    tip, at = head.tip, head.at
    hashes = []
    for seq, data in enumerate(entries, head.size):
        try:
            entry = parse_entry(data)
        except MalformedEntry as error:
            raise Altered(seq, "its bytes are not an entry in canonical form") from error
        if entry.ledger != head.origin:
            raise Altered(seq, f"it belongs to the ledger {entry.ledger}")
        if entry.seq != seq:
            raise Altered(seq, f"in its place is an entry that says it is entry {entry.seq}")
        if entry.prev != tip:
            raise Altered(seq, "it does not carry the hash of the entry before it")
        if at is not None and entry.at < at:
            raise Altered(seq, "it says it was recorded before the entry before it")
        tip, at = entry_hash(data), entry.at
        hashes.append(tip)
    return Head(head.origin, head.size + len(hashes), tip, at, head.frontier), hashes


def compare_hashes(found: Sequence[bytes], kept: Sequence[bytes], start: int) -> None:
    """Raise Altered at the first entry, counted from `start`, whose hash is not the one kept."""
    # Not zip(strict=True): a caller that raised part of the way has found fewer than are kept.
    for seq, (mine, theirs) in enumerate(zip(found, kept, strict=False), start):
        if mine != theirs:
            raise Altered(seq, "its bytes do not have the hash that is kept beside them")


def _compare_heads(stored: Head, walked: Head) -> None:
    if stored.size > walked.size:
        raise Altered(
            walked.size, f"it is missing, and the stored head counts {stored.size} entries"
        )
    if stored.size < walked.size:
        raise Altered(
            stored.size, f"it is there, and the stored head counts {stored.size} entries only"
        )
    if stored != walked:
        raise Altered(None, "its stored head is not what its entries lead to")
