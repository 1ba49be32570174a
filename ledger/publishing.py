"""Publishing a ledger as it grows: tiles in a folder, and never a checkpoint without its tiles.

The order of steps, each of which may be the last before a crash:

    1. the right edge of what is published is read, and checked against its checkpoint
    2. new tiles and bundles are written, each whole or not at all   the checkpoint is the old one
    3. their names are made durable                                  so is everything it needs
    4. the checkpoint takes the old one's place                      readers see the new entries
    5. partial tiles that are full now are removed

Whatever was published is never written again: a file of step 2 holds at least one new entry, so
no checkpoint that anybody has seen is about it. What a crash leaves there is written over.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path

from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.durable import FolderWriter, locked
from ledger.errors import Altered, Forked, NotPinned, RolledBack, Unreadable
from ledger.files import Progress, read_limited
from ledger.growth import TileWriter, last_entries, read_edge
from ledger.log import EntryLine
from ledger.note import MAX_NOTE, parse_note
from ledger.tiles import WIDTH, Tile
from ledger.tilestore import folder_source
from ledger.tree import Frontier


def published(folder: Path | str) -> Checkpoint | None:
    """What the checkpoint in this folder says, None if there is none; no signature is checked.

    Raises Unreadable, MalformedNote and MalformedCheckpoint.
    """
    path = Path(folder) / "checkpoint"
    if not path.exists() and not path.is_symlink():
        return None
    return parse_checkpoint(parse_note(read_limited(path, MAX_NOTE)).text)


def publish(folder: Path | str, lines: Iterable[EntryLine], checkpoint: bytes) -> Checkpoint:
    """Bring the folder from the checkpoint that is published there to this one, and return it.

    `lines` are those from the published size (`published`; 0 if None) up to the new one; none
    beyond are read. `checkpoint` is signed and, by the caller, stored: this only publishes. On
    return the tiles and then the checkpoint are on disk. At any moment before, and after a crash,
    the folder verifies at the checkpoint it has. Doing it again is safe, and the same checkpoint
    with more cosignatures takes the place of the one before.

    The cost is that of the new entries and of one tile a level. One process publishes into a
    folder at a time; a second is refused (Unreadable). No signature is checked.

    Raises RolledBack for a smaller checkpoint, Forked when the lines do not lead to its root or
    another root is published at its size, NotPinned for another origin, Altered when what is
    published is not what its checkpoint says, Unreadable for lines that do not follow.
    """
    goal = Path(folder)
    new = parse_checkpoint(parse_note(checkpoint).text)
    goal.mkdir(parents=True, exist_ok=True)
    with locked(goal):
        old = check_order(published(goal), new)
        writer = FolderWriter(goal)
        if new.size > old.size:
            grow(writer, old, following(lines, old.size), new)
        writer.settle()
        writer.put("checkpoint", checkpoint)
        writer.settle()
        _remove_outgrown(goal, old.size, new.size)
    return new


def check_order(old: Checkpoint | None, new: Checkpoint) -> Checkpoint:
    """The checkpoint to go on from to `new`; that of nothing if there is none.

    Raises NotPinned, RolledBack and Forked, as `publish` does.
    """
    if old is None:
        return Checkpoint(new.origin, 0, Frontier().root())
    if old.origin != new.origin:
        raise NotPinned(f"This folder is of the ledger {old.origin}, not of {new.origin}.")
    if old.size > new.size:
        raise RolledBack(
            f"ROLLBACK: {old.size} entries of {old.origin} are in this folder, and this checkpoint "
            f"is of {new.size}. Sizes only grow."
        )
    if old.size == new.size and old.root != new.root:
        raise Forked(
            f"FORK: this folder has another root of {old.origin} at {old.size} entries. Keep both "
            "checkpoints: together they prove that history was rewritten."
        )
    return old


def following(lines: Iterable[EntryLine], start: int) -> Iterator[bytes]:
    """The entries of these lines, which must be those from `start` on. Raises Unreadable."""
    for seq, line in zip(count(start), lines, strict=False):
        if line.seq != seq:
            raise Unreadable(
                f"Where entry {seq} should come is entry {line.seq}. Verify the ledger itself."
            )
        yield line.data


def grow(
    writer: FolderWriter,
    old: Checkpoint,
    entries: Iterable[bytes],
    new: Checkpoint,
    progress: Progress | None = None,
) -> None:
    """Write the tiles and bundles that `entries`, those between the two checkpoints, add.

    The right edge that the folder has at `old` must have its root. Raises Altered if it has not,
    Forked if the entries do not lead to `new`.
    """
    source = folder_source(writer.folder)
    edge = read_edge(source, old.size, old.size)
    if edge.frontier().root() != old.root:
        raise Altered(None, "the tiles in this folder do not add up to its checkpoint")
    tiles = TileWriter(writer.put, edge, last_entries(source, old.size, edge))
    rest = iter(entries)
    while wanted := min(WIDTH - tiles.size % WIDTH, new.size - tiles.size):
        chunk = list(islice(rest, wanted))
        if len(chunk) < wanted:
            raise Unreadable(
                f"The ledger ends after {tiles.size + len(chunk)} entries, and the checkpoint is "
                f"of {new.size}. No checkpoint was written."
            )
        tiles.add(chunk)
        if progress is not None:
            progress(tiles.size, new.size)
    if tiles.finish() != new.root:
        raise Forked(
            f"FORK: these entries do not have the root that the checkpoint of {new.origin} at "
            f"{new.size} says. No checkpoint was written; verify the ledger itself."
        )


def _remove_outgrown(folder: Path, old: int, new: int) -> None:
    """Remove partial tiles whose full tile is published, as C2SP tlog-tiles allows.

    Why at all? A ledger with a checkpoint a second makes one of each width. From the last tile
    that was full before on: what a crash left to remove is removed at the next growth.
    """
    level = 0
    while new >> 8 * (level + 1):
        first = max((old >> 8 * (level + 1)) - 1, 0)
        for index in range(first, new >> 8 * (level + 1)):
            for kind in (level, None) if level == 0 else (level,):
                partial = folder / (Tile(kind, index).path + ".p")
                if partial.is_dir():
                    shutil.rmtree(partial)
        level += 1
