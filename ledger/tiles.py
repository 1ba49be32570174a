"""Tiles (C2SP tlog-tiles): the tree and the entries as files that never change once full.

    tile/<L>/<N>[.p/<W>]        up to 256 hashes of level 8 * L of the tree
    tile/entries/<N>[.p/<W>]    the entries under tile N of level 0

N is written in groups of three digits, all but the last marked by an x: 1234067 is
`x001/x234/067`. W, from 1 to 255, is the width of a partial tile, at the right edge of the tree.
Element i of tile N at level L is the root over the 256**L leaves from (256 * N + i) * 256**L on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ledger.entry import MAX_ENTRY
from ledger.errors import MalformedTile

WIDTH: Final = 256
"""The width of a full tile, and the number of entries in a full bundle."""

MAX_LEVEL: Final = 63

TILE_LIMIT: Final = 32 * WIDTH
"""The most bytes that a tile of hashes has."""

BUNDLE_LIMIT: Final = (2 + MAX_ENTRY) * WIDTH
"""The most bytes that a bundle of entries has."""

_path = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
).fullmatch


@dataclass(frozen=True, slots=True)
class Tile:
    """Which tile: `level` 0 to 63, or None for a bundle of entries; `index`; `width` 1 to 256."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is, below the ledger's prefix."""
        if self.level is None:
            return entries_path(self.index, self.width)
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a tile of hashes. Raises MalformedTile."""
    if not 0 <= level <= MAX_LEVEL:
        raise MalformedTile(f"Tiles have levels 0 to {MAX_LEVEL}, not {level}.")
    return f"tile/{level}/{_place(index, width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """The path of a bundle of entries. Raises MalformedTile."""
    return f"tile/entries/{_place(index, width)}"


def parse_tile_path(path: str) -> Tile:
    """Read what `tile_path` and `entries_path` write; anything else raises MalformedTile."""
    found = _path(path)
    if found is not None:
        kind, place, width = found.groups()
        tile = Tile(
            level=None if kind == "entries" else int(kind),
            index=int(place.replace("/", "").replace("x", "")),
            width=WIDTH if width is None else int(width),
        )
        # Comparing with what we would write refuses leading groups of zeros, `.p/256`, level 64.
        if (tile.level or 0) <= MAX_LEVEL and tile.width <= WIDTH and tile.path == path:
            return tile
    raise MalformedTile(f"{path!r} is not the path of a tile.")


def format_tile(hashes: Sequence[bytes]) -> bytes:
    """1 to 256 hashes of 32 bytes, one after another. Raises MalformedTile."""
    if not 1 <= len(hashes) <= WIDTH or any(len(hash_) != 32 for hash_ in hashes):
        raise MalformedTile(f"A tile is 1 to {WIDTH} hashes of 32 bytes.")
    return b"".join(hashes)


def parse_tile(data: bytes) -> list[bytes]:
    """Read what `format_tile` writes; anything else raises MalformedTile."""
    if not 32 <= len(data) <= 32 * WIDTH or len(data) % 32:
        raise MalformedTile(f"A tile is 1 to {WIDTH} hashes of 32 bytes.")
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def format_bundle(entries: Sequence[bytes]) -> bytes:
    """1 to 256 entries, each after its length as a big-endian uint16. Raises MalformedTile."""
    if not 1 <= len(entries) <= WIDTH:
        raise MalformedTile(f"A bundle is 1 to {WIDTH} entries.")
    if any(len(entry) > MAX_ENTRY for entry in entries):
        raise MalformedTile(f"An entry is at most {MAX_ENTRY} bytes.")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def parse_bundle(data: bytes) -> list[bytes]:
    """Read what `format_bundle` writes; anything else raises MalformedTile."""
    entries = []
    at, end = 0, len(data)
    try:
        while at < end:
            start = at + 2
            # By its two bytes: to cut them out and make a number of them takes twice as long.
            at = start + (data[at] << 8 | data[at + 1])
            entries.append(data[start:at])
    except IndexError:
        at = end + 1
    if at > end:
        raise MalformedTile("A bundle of entries ends in the middle of one.")
    if not 1 <= len(entries) <= WIDTH:
        raise MalformedTile(f"A bundle is 1 to {WIDTH} entries.")
    return entries


def tile_coordinates(size: int) -> Iterator[Tile]:
    """The tiles of hashes that a checkpoint of `size` needs, level by level, left to right.

    The last of a level may be partial; a level without hashes has none. The bundles of entries
    are those of level 0: same index, same width.
    """
    level, count = 0, size
    while count:
        for index in range(count // WIDTH):
            yield Tile(level, index)
        if count % WIDTH:
            yield Tile(level, count // WIDTH, count % WIDTH)
        level, count = level + 1, count // WIDTH


def is_needed(tile: Tile, size: int) -> bool:
    """Whether a checkpoint of `size` needs exactly this tile or bundle, at this width."""
    count = size >> 8 * (tile.level or 0)
    return tile.width == min(WIDTH, count - WIDTH * tile.index)


def _place(index: int, width: int) -> str:
    if index < 0 or not 1 <= width <= WIDTH:
        raise MalformedTile(f"There is no tile {index} of width {width}.")
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    place = "".join(f"x{group}/" for group in groups[:-1]) + groups[-1]
    return place if width == WIDTH else f"{place}.p/{width}"
