"""Reading a tree from its tiles: proofs without reading the ledger.

    read = tile_reader(folder_source("var/north"), size)
    prove_inclusion(read, 17, size)

A proof needs O(log size) hashes, which stand in at most two tiles of each level: one around the
leaf and one at the right edge. A ledger of a million entries has three levels.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from ledger.errors import Altered, MalformedTile, MalformedTree
from ledger.files import read_limited
from ledger.tiles import BUNDLE_LIMIT, TILE_LIMIT, WIDTH, Tile, parse_bundle, parse_tile
from ledger.tree import Frontier, HashReader, node_hash

TileSource: TypeAlias = Callable[[str], bytes]
"""Given a path such as `tile/0/000.p/41`, the bytes there, or an error of ours: a folder, a
server, a dictionary. Asked for nothing but tiles and bundles that a tree of the size needs."""

KEPT: Final = 64
"""How many tiles a reader keeps, of 8 KiB: the top of any tree and the edges of a few proofs."""


def folder_source(folder: Path | str) -> TileSource:
    """Tiles in a folder, as `ledger.bundle` and `ledger.publishing` write it.

    What it gives raises Unreadable for a file that is not there, is no plain file, or is longer
    than one of its kind can be.
    """
    root = Path(folder)

    def read(path: str) -> bytes:
        is_bundle = path.startswith("tile/entries/")
        return read_limited(root / path, BUNDLE_LIMIT if is_bundle else TILE_LIMIT)

    return read


def tile_reader(source: TileSource, size: int) -> HashReader:
    """Read subtrees of the tree of `size` leaves from its tiles.

    It answers for every size up to that one as well. At most KEPT tiles are kept, so proofs that
    follow one another cost less; several threads may share it. The hashes are what is stored,
    unchecked: whoever makes a proof of them checks it against a signed root before it leaves.

    What it gives raises Altered for a tile that does not hold what its path says, MalformedTree
    for a subtree that is not complete within `size`, and what `source` raises.
    """

    @lru_cache(maxsize=KEPT)
    def hashes(level: int, index: int) -> list[bytes]:
        return read_tile(source, needed_tile(level, index, size))

    def read(level: int, index: int) -> bytes:
        if level < 0 or index < 0 or (index + 1) << level > size:
            raise MalformedTree(f"A tree of {size} leaves has no subtree {index} at level {level}.")
        height = level % 8
        start = index << height
        row = hashes(level // 8, start // WIDTH)[start % WIDTH : start % WIDTH + (1 << height)]
        while len(row) > 1:  # a power of two, within one tile
            row = [node_hash(*row[at : at + 2]) for at in range(0, len(row), 2)]
        return row[0]

    return read


def read_frontier(read: HashReader, size: int) -> Frontier:
    """The frontier of the first `size` leaves, from stored hashes: check its root."""
    start, hashes = 0, list[bytes]()
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            hashes.append(read(level, start >> level))
            start += 1 << level
    return Frontier(size, tuple(hashes))


def read_entry(source: TileSource, seq: int, size: int) -> bytes:
    """The bytes of entry `seq` of a ledger of `size` entries, unverified, from its one bundle.

    Raises MalformedTree unless 0 <= seq < size, Altered, and what `source` raises.
    """
    if not 0 <= seq < size:
        raise MalformedTree(f"A ledger of {size} entries has no entry {seq}.")
    index = seq // WIDTH
    return read_entries(source, Tile(None, index, needed_tile(0, index, size).width))[seq % WIDTH]


def needed_tile(level: int, index: int, size: int) -> Tile:
    """The tile at this place, as wide as a tree of `size` leaves needs it."""
    return Tile(level, index, min(WIDTH, (size >> 8 * level) - WIDTH * index))


def read_tile(source: TileSource, tile: Tile) -> list[bytes]:
    """The hashes in a tile, as many as its width. Raises Altered, and what `source` raises."""
    data = source(tile.path)
    try:
        hashes = parse_tile(data)
    except MalformedTile:
        hashes = []
    if len(hashes) != tile.width:
        raise Altered(None, f"its tile {tile.path} does not hold {tile.width} hashes")
    return hashes


def read_entries(source: TileSource, bundle: Tile) -> list[bytes]:
    """The entries in a bundle, as many as its width. Raises Altered, and what `source` raises."""
    data = source(bundle.path)
    try:
        entries = parse_bundle(data)
    except MalformedTile:
        entries = []
    if len(entries) != bundle.width:
        raise Altered(None, f"its file {bundle.path} does not divide into {bundle.width} entries")
    return entries
