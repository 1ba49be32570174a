"""What a keeper publishes of a ledger: a folder of tiles and its checkpoint, for whoever reads.

It is verified like the rest: as a whole against the entries, and each file as it is handed out
against the checkpoint it is handed out with, so that none is served that this does not cover.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from ledger.entry import entry_hash
from ledger.errors import Altered, Forked, LedgerError, Unreadable
from ledger.files import read_limited
from ledger.growth import RightEdge, TileWriter, read_edge
from ledger.log import EntryLine
from ledger.note import MAX_NOTE, Verifier, parse_note
from ledger.publishing import publish
from ledger.signing import ReadLines
from ledger.tiles import WIDTH, Tile, parse_bundle, parse_tile
from ledger.tilestore import folder_source, needed_tile, read_entries, read_tile
from ledger.tree import root_of

#: Below the authority's checkpoints, and so outside the database and its backups.
FOLDER: Final = "published"


@dataclass(frozen=True, slots=True)
class Published:
    """One snapshot: a checkpoint, its size, and how its tiles are read."""

    checkpoint: bytes
    size: int
    read: Callable[[str], bytes]


def published_of(folder: Path) -> Published | None:
    """What is published in a folder now; None if nothing is, or what is there cannot be read."""
    try:
        checkpoint = read_limited(folder / "checkpoint", MAX_NOTE)
        size = parse_checkpoint(parse_note(checkpoint).text).size
    except LedgerError:
        return None
    return Published(checkpoint, size, folder_source(folder))


def published_lines(folder: Path, start: int, size: int) -> tuple[EntryLine, ...]:
    """The published entries from `start` up to `size`, with the hashes of their bytes, unchecked.

    Raises what reading them raises.
    """
    source, found = folder_source(folder), list[bytes]()
    first = start // WIDTH
    for index in range(first, -(-size // WIDTH)):
        width = needed_tile(0, index, size).width
        found += read_entries(source, Tile(None, index, width))
    entries = found[start - first * WIDTH :] if start < size else []
    return tuple(EntryLine(seq, entry_hash(data), data) for seq, data in enumerate(entries, start))


# ── handing out ─────────────────────────────────────────────────────────────────────────────


def stands(published: Published) -> bool:
    """Whether the tiles at the right edge are there and add up to the checkpoint."""
    signed = parse_checkpoint(parse_note(published.checkpoint).text)
    try:
        return read_edge(published.read, signed.size, signed.size).frontier().root() == signed.root
    except LedgerError:
        return False


def covered(published: Published, signed: Checkpoint, tile: Tile) -> bytes:
    """A tile or bundle, once it is found to be what the checkpoint covers.

    Raises Altered for one that is not, and what reading raises for one that is not there.
    """
    data = published.read(tile.path)
    edge = read_edge(published.read, signed.size, signed.size)
    if edge.frontier().root() != signed.root:
        raise Altered(None, "what is published does not add up to its checkpoint")
    if tile.level is None:
        hashes = [entry_hash(entry) for entry in parse_bundle(data)]
    else:
        hashes = parse_tile(data)
    row = _row(published, edge, tile.level or 0, tile.index, signed.size)
    if len(hashes) != tile.width or hashes != row[: tile.width]:
        raise Altered(None, f"the published file {tile.path} is not what its checkpoint covers")
    return data


def _row(published: Published, edge: RightEdge, level: int, index: int, size: int) -> list[bytes]:
    """The hashes of a tile: at the right edge, or such as the tile above it has the root of."""
    if index == edge.done[level]:
        return edge.rows[level]
    hashes = read_tile(published.read, needed_tile(level, index, size))
    above = _row(published, edge, level + 1, index // WIDTH, size)
    if root_of(hashes) != above[index % WIDTH]:
        raise Altered(None, f"the published tile {index} of level {level} is another")
    return hashes


# ── verifying it all, and making it again ───────────────────────────────────────────────────


def published_fault(
    folder: Path, origin: str, verifiers: Sequence[Verifier], lines: ReadLines, size: int
) -> LedgerError | None:
    """What is wrong with what is published; None if nothing is, or nothing is published.

    `lines` are the ledger's, of `size` entries, found to be what was signed for.
    """
    if not os.path.lexists(folder / "checkpoint"):
        return None
    try:
        found = published_of(folder)
        if found is None:
            raise Unreadable("The published checkpoint cannot be read.")
        signed = open_checkpoint(found.checkpoint, origin, verifiers)
        if signed.size <= size:
            _compare(folder, found, signed, lines)
    except LedgerError as fault:
        return fault
    return None


def _compare(folder: Path, found: Published, signed: Checkpoint, lines: ReadLines) -> None:
    edge: list[tuple[str, bytes]] = []

    def compare(path: str, data: bytes) -> None:
        if found.read(path) != data:
            raise Altered(None, f"the published file {path} is not what the entries say")

    def put(path: str, data: bytes) -> None:
        if ".p/" in path:
            edge.append((path, data))
        else:
            compare(path, data)

    tiles = TileWriter(put)
    rest = (line.data for line in lines(0, signed.size))
    while chunk := list(islice(rest, WIDTH)):
        tiles.add(chunk)
    if tiles.finish() != signed.root:
        raise Forked("FORK: the published checkpoint is not of these entries. Keep both.")
    try:
        for path, data in edge:
            compare(path, data)
    except LedgerError:
        now = published_of(folder)
        if now is not None and now.checkpoint == found.checkpoint:
            raise
        # It has grown meanwhile, and what was at its edge may be gone.


def publish_again(folder: Path, lines: ReadLines, checkpoint: bytes, size: int) -> None:
    """Make what is published again from the ledger, beside what is there, and put it in its place.

    Raises what `publish` raises, and then what is there is as it was.
    """
    fresh, old = folder.with_name(f"{FOLDER}.new"), folder.with_name(f"{FOLDER}.altered")
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    publish(fresh, lines(0, size), checkpoint)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
