"""A copy of a ledger for whoever checks it without us: what is published of it, as .tar files.

    <ledger>/tile/entries/...    every entry
    <ledger>/tile/<L>/...        every tile of hashes
    <ledger>/checkpoint          what was signed

In parts, so that none is longer than a reply that is given whole; unpacked beside one another they
are one folder. A part that is full never changes. The last one has the checkpoint.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from ledger.tiles import WIDTH, Tile
from ledger.tilestore import needed_tile

from ..keepers.publishing import Published
from ..sealed.keys import file_name

#: Bundles of 256 entries in one part: some 25,000 entries, and ten megabytes.
_BUNDLES: Final = 100
_MODE: Final = 0o644


def parts_of(size: int) -> int:
    """In how many parts a copy of so many entries comes."""
    return max(-(-size // (WIDTH * _BUNDLES)), 1)


def part_of(ledger: str, published: Published, checkpoint: bytes, part: int) -> bytes:
    """One of the parts, the first of which is 0. `checkpoint` is the one published, with whatever
    signatures stand under it. Nothing is checked here: whoever has all of them does that.

    Raises what reading a tile raises that was outgrown meanwhile.
    """
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, data in _files(published, checkpoint, part):
            one = tarfile.TarInfo(f"{file_name(ledger)}/{path}")
            one.size, one.mode = len(data), _MODE
            tar.addfile(one, BytesIO(data))
    return made.getvalue()


def _files(published: Published, checkpoint: bytes, part: int) -> Iterator[tuple[str, bytes]]:
    for path in paths_of(published.size, part):
        yield path, published.read(path)
    if part == parts_of(published.size) - 1:
        yield "checkpoint", checkpoint


def paths_of(size: int, part: int) -> Iterator[str]:
    """The tiles and bundles of a ledger of so many entries that stand in a part."""
    bundles = _many(size)
    for index in range(part * _BUNDLES, min((part + 1) * _BUNDLES, bundles)):
        tile = needed_tile(0, index, size)
        yield Tile(None, index, tile.width).path
        yield tile.path
    level = 1
    while part == parts_of(size) - 1 and size >> 8 * level:
        for index in range(_many(size >> 8 * level)):
            yield needed_tile(level, index, size).path
        level += 1


def _many(hashes: int) -> int:
    return -(-hashes // WIDTH)
