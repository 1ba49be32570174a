"""Verifying an offline copy of a ledger: a folder as `ledger.bundle` writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.cosignature import CosignatureVerifier
from ledger.errors import RolledBack
from ledger.files import Progress, check_files, read_limited
from ledger.folder_walk import FolderWalk
from ledger.log import Head
from ledger.note import MAX_NOTE, Verifier
from ledger.survey import survey_all
from ledger.tiles import WIDTH, Tile
from ledger.tilestore import folder_source
from ledger.tilestore import read_entries as read_bundle

SAVED_EVERY: Final = 65_536
"""After how many entries, about, `save` is told how far the copy is verified."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A folder that was found sound: its checkpoint, the head its entries lead to, the earlier
    checkpoint it was compared with and the place it was verified from, if they were given."""

    checkpoint: Checkpoint
    head: Head
    pinned: Checkpoint | None
    after: Checkpoint | None = None


def verify_folder(
    path: Path | str,
    origin: str,
    verifiers: Iterable[Verifier | CosignatureVerifier],
    pinned: bytes | None = None,
    progress: Progress | None = None,
    *,
    after: Checkpoint | None = None,
    save: Callable[[Checkpoint], None] | None = None,
    workers: int = 1,
    served: bool = False,
) -> Verified:
    """What the folder holds, once every byte of it is accounted for.

    Its checkpoint is signed by one of `verifiers` for `origin`; it has exactly the files that a
    ledger of that size has; every entry is walked; every tile is recomputed; the root is the
    signed one. `pinned` is a signed checkpoint that the auditor kept from before: the folder
    must be a growth of it. A few bundles are in memory at a time, whatever the size.

    `after` is how far an earlier run came (`ledger.state`): the first `after.size` entries are
    not read again, and the folder must be a growth of them. `save` is called now and then, and
    at the end, with how far this run came: always a beginning of what the checkpoint was signed
    for. `workers` processes share the work where there is enough of it; a script that asks for
    more than one must be importable, as `multiprocessing` says. `served` allows the files that a
    published folder has beyond those of its checkpoint (`ledger.publishing`); they are not read.

    Raises Unreadable for missing or surplus files, Altered (naming the entry where that can be
    told) for files that are not what they were, RolledBack and Forked, UnknownKey and NotPinned,
    BadSignature, MalformedNote and MalformedCheckpoint.
    """
    folder = Path(path)
    keys = tuple(verifiers)
    checkpoint = open_checkpoint(read_limited(folder / "checkpoint", MAX_NOTE), origin, keys)
    earlier = None if pinned is None else open_checkpoint(pinned, origin, keys)
    for kept, what in ((earlier, "the checkpoint you kept was signed"), (after, "you verified it")):
        if kept is not None and kept.size > checkpoint.size:
            raise RolledBack(
                f"ROLLBACK: this copy of {origin} has {checkpoint.size} entries, and {what} when "
                f"there were {kept.size}."
            )
    check_files(folder, checkpoint.size, served=served)
    walk = FolderWalk(folder, checkpoint, earlier, progress)
    if after is not None and after.size:
        walk.start_after(after)
    saved = walk.head.size
    for start, stop, run in survey_all(folder, origin, saved, checkpoint.size, workers):
        walk.take(start, stop, run)
        if save is not None and walk.head.size - saved >= SAVED_EVERY and walk.is_signed_so_far():
            saved = walk.head.size
            save(walk.head.checkpoint())
    head = walk.finish()
    if save is not None:
        save(checkpoint)
    return Verified(checkpoint, head, earlier, after)


def read_entries(path: Path | str) -> Iterator[bytes]:
    """The entries in a folder as they are, unverified, for looking at. Raises Unreadable."""
    folder = Path(path)
    index = 0
    while True:
        tiles = (Tile(None, index, width) for width in range(WIDTH, 0, -1))
        found = next((tile for tile in tiles if (folder / tile.path).is_file()), None)
        if found is None:
            return
        yield from read_bundle(folder_source(folder), found)
        index += 1
