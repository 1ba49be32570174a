"""The tiles of a tree as its entries come by: what both an export and a publisher write."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ledger.entry import entry_hash
from ledger.errors import Altered
from ledger.tiles import WIDTH, Tile, format_bundle, format_tile
from ledger.tilestore import TileSource, needed_tile, read_entries, read_tile
from ledger.tree import Frontier, root_of

Put = Callable[[str, bytes], None]
"""Keep these bytes under the path of a tile or bundle."""


class RightEdge:
    """The hashes that no full tile holds yet: up to 255 a level, of any tree."""

    def __init__(self) -> None:
        self.rows: list[list[bytes]] = []
        self.done: list[int] = []

    def push(self, level: int, hash_: bytes) -> list[tuple[Tile, list[bytes]]]:
        """Add the next hash of this level of tiles. What is now full: tiles, lowest first."""
        full: list[tuple[Tile, list[bytes]]] = []
        while True:
            if level == len(self.rows):
                self.rows.append([])
                self.done.append(0)
            row = self.rows[level]
            row.append(hash_)
            if len(row) < WIDTH:
                return full
            full.append((Tile(level, self.done[level]), row))
            self.rows[level] = []
            self.done[level] += 1
            level, hash_ = level + 1, root_of(row)

    def push_root(self, root: bytes) -> list[tuple[Tile, list[bytes]]]:
        """Add a whole tile of level 0 by the root over it, to a row that is empty or is the
        beginning of that tile. As `push`, what is now full above it."""
        if not self.rows:
            self.rows.append([])
            self.done.append(0)
        self.rows[0] = []
        self.done[0] += 1
        return self.push(1, root)

    def partial(self) -> list[tuple[Tile, list[bytes]]]:
        """The tiles that are not full, lowest first."""
        return [
            (Tile(level, self.done[level], len(row)), row)
            for level, row in enumerate(self.rows)
            if row
        ]

    def frontier(self) -> Frontier:
        """The frontier of the tree."""
        size = WIDTH * self.done[0] + len(self.rows[0]) if self.rows else 0
        hashes: list[bytes] = []
        for row in reversed(self.rows):
            hashes += Frontier().extend(row).hashes
        return Frontier(size, tuple(hashes))


def read_edge(source: TileSource, size: int, stored: int) -> RightEdge:
    """The edge of the first `size` leaves, from the tiles of a tree of `stored`, unchecked.

    Whoever reads it compares `frontier().root()` with a root they trust: it is made of every hash
    here. Raises Altered, and what `source` raises.
    """
    edge = RightEdge()
    level = 0
    while size >> 8 * level:
        index, width = divmod(size >> 8 * level, WIDTH)
        tile = needed_tile(level, index, stored)
        edge.rows.append(read_tile(source, tile)[:width] if width else [])
        edge.done.append(index)
        level += 1
    return edge


class TileWriter:
    """Writes each tile and bundle when it is full, and at the end what is left over.

    `edge` and `entries` are where to go on from: the edge of what is written, and the entries
    under its last partial tile. No more is held than 256 hashes a level, and 256 entries.
    """

    def __init__(
        self, put: Put, edge: RightEdge | None = None, entries: Sequence[bytes] = ()
    ) -> None:
        self._put = put
        self._edge = RightEdge() if edge is None else edge
        self._entries = list(entries)
        self.size = self._edge.frontier().size

    def add(self, entries: Sequence[bytes]) -> None:
        """Take up the next entries, any number of them."""
        for data in entries:
            self._entries.append(data)
            self.size += 1
            full = self._edge.push(0, entry_hash(data))
            if full:
                bundle = Tile(None, full[0][0].index)
                self._put(bundle.path, format_bundle(self._entries))
                self._entries = []
            for tile, hashes in full:
                self._put(tile.path, format_tile(hashes))

    def finish(self) -> bytes:
        """Write the partial tiles, and return the root over everything. More may be added."""
        for tile, hashes in self._edge.partial():
            if tile.level == 0:
                bundle = Tile(None, tile.index, tile.width)
                self._put(bundle.path, format_bundle(self._entries))
            self._put(tile.path, format_tile(hashes))
        return self._edge.frontier().root()


def last_entries(source: TileSource, size: int, edge: RightEdge) -> list[bytes]:
    """The entries under the last partial tile of `size` leaves, held to the hashes in `edge`.

    Raises Altered, naming the entry, and what `source` raises.
    """
    index, width = divmod(size, WIDTH)
    if not width:
        return []
    entries = read_entries(source, Tile(None, index, width))
    for seq, (data, hash_) in enumerate(zip(entries, edge.rows[0], strict=True), index * WIDTH):
        if entry_hash(data) != hash_:
            raise Altered(seq, "its bytes do not have the hash that is kept beside them")
    return entries
