"""An offline copy of a ledger: the tree of files a C2SP tlog-tiles server would serve.

    <folder>/tile/entries/...    every entry
    <folder>/tile/<L>/...        every tile of hashes
    <folder>/checkpoint          the signed checkpoint they add up to

Any server of plain files can publish such a folder, and `ledger.folder.verify_folder` verifies it
without the service, its database or a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.durable import FolderWriter, locked, sync_folder
from ledger.entry import entry_hash
from ledger.errors import Altered, Forked, Unreadable
from ledger.files import Progress, is_part, list_files
from ledger.growth import TileWriter
from ledger.log import Line
from ledger.note import parse_note
from ledger.tiles import WIDTH, Tile
from ledger.tilestore import folder_source, read_entries, read_tile

LinesFrom: TypeAlias = Callable[[int], Iterable[Line]]
"""Given `start`, the stored lines with seq >= start, by seq."""


def write_folder(
    path: Path | str,
    lines: Iterable[Line] | LinesFrom,
    checkpoint: bytes,
    progress: Progress | None = None,
) -> Checkpoint:
    """Write the first entries of a ledger, as many as `checkpoint` says, to the new folder `path`.

    Lines are read in order and not kept, so a ledger of any size is written in little memory.
    Everything goes to a folder beside `path` (its name and `.unfinished`), is synced, and is
    renamed as the last step: an interrupted export never looks like a whole one.

    The next export to `path` goes on where an interrupted one stopped: each bundle there that has
    the hashes in its tile is kept, and the first that has not, and all after it, are written
    anew. If `lines` is a function of where to start, what is there is not read from the ledger
    again. Should remains and ledger not add up to the checkpoint, everything is written anew.

    Raises FileExistsError when `path` exists, Unreadable when there are too few lines or another
    export to `path` is at work, Forked when they do not have the checkpoint's root. No signature
    is checked, since whoever verifies the folder must check it anyway.
    """
    goal = Path(path)
    stated = parse_checkpoint(parse_note(checkpoint).text)
    if goal.exists():
        raise FileExistsError(f"{goal} exists already; name a folder that does not.")
    unfinished = goal.with_name(goal.name + ".unfinished")
    unfinished.mkdir(parents=True, exist_ok=True)
    with locked(unfinished):
        for stray in [file for file in list_files(unfinished) if not is_part(file, stated.size)]:
            (unfinished / stray).unlink()
        writer = FolderWriter(unfinished)
        if callable(lines):
            kept = _intact(unfinished, stated.size)
            root = _write(writer, kept, lines(WIDTH * kept), stated.size, progress)
            if root != stated.root and kept:
                root = _write(writer, 0, lines(0), stated.size, progress)
        else:
            root = _write(writer, 0, lines, stated.size, progress)
        if root != stated.root:
            raise Forked(
                f"FORK: these {stated.size} entries do not have the root that the checkpoint of "
                f"{stated.origin} says. Nothing was exported; verify the ledger itself."
            )
        writer.put("checkpoint", checkpoint)
        writer.settle()
        unfinished.rename(goal)
        sync_folder(goal.parent)
    return stated


def _intact(folder: Path, size: int) -> int:
    """How many full bundles are there, from the first on, that have the hashes in their tile."""
    source = folder_source(folder)
    for index in range(size // WIDTH):
        try:
            entries = read_entries(source, Tile(None, index))
            if read_tile(source, Tile(0, index)) != [entry_hash(data) for data in entries]:
                return index
        except (Unreadable, Altered):
            return index
    return size // WIDTH


def _write(
    writer: FolderWriter, kept: int, lines: Iterable[Line], size: int, progress: Progress | None
) -> bytes:
    """The root over the entries in the first `kept` bundles and then of `lines`, all written."""
    tiles = TileWriter(writer.put)
    rest = iter(lines)
    while wanted := min(WIDTH, size - tiles.size):
        if tiles.size < WIDTH * kept:
            bundle = Tile(None, tiles.size // WIDTH)
            entries = read_entries(folder_source(writer.folder), bundle)
        else:
            entries = [line.data for line in islice(rest, wanted)]
        if len(entries) < wanted:
            raise Unreadable(
                f"The ledger ends after {tiles.size + len(entries)} entries, and the checkpoint "
                "is about more. Nothing was exported."
            )
        tiles.add(entries)
        if progress is not None:
            progress(tiles.size, size)
    return tiles.finish()
