"""Verifying an offline copy of a ledger: a folder as `ledger.bundle` writes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.entry import MAX_ENTRY
from ledger.errors import Altered, Forked, MalformedTile, RolledBack, Unreadable
from ledger.log import Head
from ledger.note import MAX_NOTE, Verifier
from ledger.tiles import (
    WIDTH,
    Tile,
    is_needed,
    parse_bundle,
    parse_tile,
    parse_tile_path,
    tile_coordinates,
)
from ledger.tree import root_of
from ledger.verify import verify_against, walk_beside

Progress = Callable[[int, int], None]
"""Told (entries verified so far, entries in all), about every 256 entries."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A folder that was found sound: its checkpoint, the head its entries lead to, and the
    earlier checkpoint it was compared with, if one was given."""

    checkpoint: Checkpoint
    head: Head
    pinned: Checkpoint | None


def verify_folder(
    path: Path | str,
    origin: str,
    verifiers: Iterable[Verifier],
    pinned: bytes | None = None,
    progress: Progress | None = None,
) -> Verified:
    """What the folder holds, once every byte of it is accounted for.

    Its checkpoint is signed by one of `verifiers` for `origin`; it has exactly the files that a
    ledger of that size has; every entry is walked; every tile is recomputed; the root is the
    signed one. `pinned` is a signed checkpoint that the auditor kept from before: the folder
    must be a growth of it. One bundle is in memory at a time, whatever the size.

    Raises Unreadable for missing or surplus files, Altered (naming the entry where that can be
    told) for files that are not what they were, RolledBack and Forked, UnknownKey and NotPinned,
    BadSignature, MalformedNote and MalformedCheckpoint.
    """
    folder = Path(path)
    keys = tuple(verifiers)
    checkpoint = open_checkpoint(_read(folder / "checkpoint", MAX_NOTE), origin, keys)
    earlier = None if pinned is None else open_checkpoint(pinned, origin, keys)
    if earlier is not None and earlier.size > checkpoint.size:
        raise RolledBack(
            f"ROLLBACK: this copy of {origin} has {checkpoint.size} entries, and the checkpoint "
            f"you kept was signed when there were {earlier.size}."
        )
    _check_files(folder, checkpoint.size)
    head = Head.empty(origin)
    if earlier is not None and earlier.size == 0:
        verify_against(earlier, head)
    tiles = _TileChecker(folder)
    for tile in tile_coordinates(checkpoint.size):
        if tile.level:
            break  # level 0 comes first, and the others are checked from below
        hashes = tiles.leaves(tile)
        entries = _entries(folder, tile)
        if earlier is not None and head.size < earlier.size <= head.size + tile.width:
            cut = earlier.size - head.size
            verify_against(earlier, walk_beside(entries[:cut], hashes[:cut], head))
        head = walk_beside(entries, hashes, head)
        if progress is not None:
            progress(head.size, checkpoint.size)
    tiles.finish()
    if head.root() != checkpoint.root:
        raise Forked(
            f"FORK: the {head.size} entries of this copy of {origin} are sound among themselves "
            "and are not those that its checkpoint was signed for."
        )
    return Verified(checkpoint, head, earlier)


def read_entries(path: Path | str) -> Iterator[bytes]:
    """The entries in a folder as they are, unverified, for looking at. Raises Unreadable."""
    index = 0
    while True:
        found = [
            tile
            for tile in (Tile(None, index, width) for width in range(WIDTH, 0, -1))
            if (Path(path) / tile.path).is_file()
        ]
        if not found:
            return
        yield from _entries(Path(path), found[0])
        index += 1


class _TileChecker:
    """Recomputes the tiles above level 0 as those below go by: 256 hashes a level at most."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._levels: list[list[bytes]] = []
        self._done: list[int] = []

    def leaves(self, tile: Tile) -> list[bytes]:
        """The hashes in a tile of level 0, which is compared with the entries by the caller."""
        hashes = self._hashes(tile)
        if tile.width == WIDTH:
            self._put(0, root_of(hashes))
        return hashes

    def finish(self) -> None:
        """Compare the partial tiles at the right edge."""
        for above, row in enumerate(self._levels):
            if row:
                self._compare(above, row)

    def _put(self, above: int, root: bytes) -> None:
        if above == len(self._levels):
            self._levels.append([])
            self._done.append(0)
        row = self._levels[above]
        row.append(root)
        if len(row) == WIDTH:
            self._compare(above, row)
            self._done[above] += 1
            self._levels[above] = []
            self._put(above + 1, root_of(row))

    def _compare(self, above: int, row: list[bytes]) -> None:
        tile = Tile(above + 1, self._done[above], len(row))
        if self._hashes(tile) != row:
            raise Altered(None, f"its tile {tile.path} is not what the tiles below it add up to")

    def _hashes(self, tile: Tile) -> list[bytes]:
        try:
            hashes = parse_tile(_read(self._folder / tile.path, 32 * WIDTH))
        except MalformedTile:
            hashes = []
        if len(hashes) != tile.width:
            raise Altered(None, f"its tile {tile.path} does not hold {tile.width} hashes")
        return hashes


def _entries(folder: Path, tile: Tile) -> list[bytes]:
    bundle = Tile(None, tile.index, tile.width)
    try:
        entries = parse_bundle(_read(folder / bundle.path, WIDTH * (2 + MAX_ENTRY)))
    except MalformedTile:
        entries = []
    if len(entries) != tile.width:
        raise Altered(None, f"its file {bundle.path} does not divide into {tile.width} entries")
    return entries


def _check_files(folder: Path, size: int) -> None:
    """Exactly the files of a ledger of this size: none missing, none that nobody would verify."""
    expected = 1  # the checkpoint
    for tile in tile_coordinates(size):
        expected += 1 if tile.level else 2
    found = 0
    for path in _files(folder):
        if path != "checkpoint" and not _is_part(path, size):
            raise Unreadable(
                f"{path} is not part of a ledger of {size} entries. Ask for a new copy of the "
                "ledger, and give its folder only."
            )
        found += 1
    if found != expected:
        raise Unreadable(
            f"{expected - found} of the {expected} files of this copy are missing. Ask for a new "
            "copy of the ledger."
        )


def _files(folder: Path, below: str = "") -> Iterator[str]:
    """The path of every file, with slashes, from the folder on."""
    with os.scandir(folder / below) as items:
        for item in items:
            path = below + item.name
            if item.is_dir(follow_symlinks=False):
                yield from _files(folder, path + "/")
            elif item.is_file(follow_symlinks=False):
                yield path
            else:
                # A link could lead out of the folder, to something else at the next reading.
                raise Unreadable(f"{path} is not a plain file. Ask for a new copy of the ledger.")


def _is_part(path: str, size: int) -> bool:
    try:
        return is_needed(parse_tile_path(path), size)
    except MalformedTile:
        return False


def _read(path: Path, limit: int) -> bytes:
    """The bytes of a file; never more than a file of its kind has, however long it says it is."""
    try:
        if path.stat().st_size > limit:
            raise Unreadable(f"{path} is longer than such a file can be. Ask for a new copy.")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({error.strerror}). Is this a ledger?") from error
