"""An offline copy of a ledger: the tree of files a C2SP tlog-tiles server would serve.

    <folder>/tile/entries/...    every entry
    <folder>/tile/<L>/...        every tile of hashes
    <folder>/checkpoint          the signed checkpoint they add up to

Any server of plain files can publish such a folder, and `ledger.folder.verify_folder` verifies it
without the service, its database or a network.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.entry import entry_hash
from ledger.errors import Forked, Unreadable
from ledger.log import Line
from ledger.note import parse_note
from ledger.tiles import WIDTH, Tile, entries_path, format_bundle, format_tile
from ledger.tree import Frontier


def write_folder(path: Path | str, lines: Iterable[Line], checkpoint: bytes) -> Checkpoint:
    """Write the first entries of a ledger, as many as `checkpoint` says, to the new folder `path`.

    Lines are read in order and not kept, so a ledger of any size is written in little memory.
    Everything goes to a folder beside `path` (its name and `.unfinished`), is synced, and is
    renamed as the last step: an interrupted export never looks like a whole one. The remains of
    an earlier one are removed. Raises FileExistsError when `path` exists, Unreadable when there
    are too few lines, Forked when they do not have the checkpoint's root.

    No signature is checked here, since whoever verifies the folder must check it anyway.
    """
    goal = Path(path)
    stated = parse_checkpoint(parse_note(checkpoint).text)
    if goal.exists():
        raise FileExistsError(f"{goal} exists already; name a folder that does not.")
    unfinished = goal.with_name(goal.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    tiles = _TileWriter(unfinished)
    rest = iter(lines)
    while wanted := min(WIDTH, stated.size - tiles.frontier.size):
        tiles.add([line.data for line in islice(rest, wanted)], wanted)
    tiles.finish()
    if tiles.frontier.root() != stated.root:
        raise Forked(
            f"FORK: these {stated.size} entries do not have the root that the checkpoint of "
            f"{stated.origin} says. Nothing was exported; verify the ledger itself."
        )
    _write(unfinished / "checkpoint", checkpoint)
    _sync(unfinished)
    unfinished.rename(goal)
    _sync(goal.parent)
    return stated


class _TileWriter:
    """Writes each tile when it is full, and what is left over at the end: 256 hashes a level."""

    def __init__(self, folder: Path) -> None:
        self.frontier = Frontier()
        self._folder = folder
        self._levels: list[list[bytes]] = []
        self._written: list[int] = []

    def add(self, entries: list[bytes], wanted: int) -> None:
        if len(entries) < wanted:
            raise Unreadable(
                f"The ledger ends after {self.frontier.size + len(entries)} entries, and the "
                "checkpoint is about more. Nothing was exported."
            )
        index = self.frontier.size // WIDTH
        _write(self._folder / entries_path(index, len(entries)), format_bundle(entries))
        hashes = [entry_hash(data) for data in entries]
        self.frontier = self.frontier.extend(hashes)
        for hash_ in hashes:
            self._put(0, hash_)

    def finish(self) -> None:
        for level, hashes in enumerate(self._levels):
            if hashes:
                self._write_tile(level, hashes)

    def _put(self, level: int, hash_: bytes) -> None:
        if level == len(self._levels):
            self._levels.append([])
            self._written.append(0)
        row = self._levels[level]
        row.append(hash_)
        if len(row) == WIDTH:
            self._write_tile(level, row)
            self._written[level] += 1
            self._levels[level] = []
            self._put(level + 1, Frontier().extend(row).root())

    def _write_tile(self, level: int, hashes: list[bytes]) -> None:
        tile = Tile(level, self._written[level], len(hashes))
        _write(self._folder / tile.path, format_tile(hashes))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
