"""Making a receipt from stored tiles: at 1,000,000 entries against at 1,000.

The tree is made of synthetic leaf hashes: what is below a leaf is not read, but for the entry
itself. Each receipt is of another place, through a new reader, so that no tile is in memory.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ledger import (
    Checkpoint,
    Draft,
    Head,
    Opening,
    Signer,
    check_receipt,
    commit,
    entry_hash,
    extend,
    folder_source,
    make_receipt,
    sign_checkpoint,
    tile_reader,
)
from ledger.growth import RightEdge
from ledger.testing import A_TIME
from ledger.tiles import WIDTH, format_tile, tile_path
from ledger.tree import root_of

from .table import Row

ORIGIN = "bench.example/ledger"
SIGNER = Signer(ORIGIN, bytes(32))
OPENING = Opening(b"what was recorded " * 20, bytes(range(32)))
SMALL = 1_000
ROUNDS = 3


class Ledger:
    """Tiles of a tree of `size` leaves in a folder, of which `places` are real entries."""

    def __init__(self, folder: Path, size: int, places: int) -> None:
        chance = random.Random(size)
        self.source = folder_source(folder)
        self.size = size
        self.entries = dict(_entry(seq) for seq in chance.sample(range(size), places))
        edge = RightEdge()
        for start in range(0, size, WIDTH):
            stop = min(start + WIDTH, size)
            hashes = [self._leaf(seq) for seq in range(start, stop)]
            _write(folder, tile_path(0, start // WIDTH, stop - start), hashes)
            if stop - start < WIDTH:
                for hash_ in hashes:
                    edge.push(0, hash_)
                continue
            for tile, row in edge.push_root(root_of(hashes)):
                _write(folder, tile.path, row)
        for tile, row in edge.partial():
            if tile.level:
                _write(folder, tile.path, row)
        self.note = sign_checkpoint(Checkpoint(ORIGIN, size, edge.frontier().root()), SIGNER)

    def _leaf(self, seq: int) -> bytes:
        entry = self.entries.get(seq)
        return entry_hash(entry) if entry is not None else sha256(seq.to_bytes(8, "big")).digest()

    def receipts(self) -> Iterator[bytes]:
        """One for each real entry, each with tiles read from the folder anew."""
        for entry in self.entries.values():
            tree = tile_reader(self.source, self.size)
            keys = [SIGNER.verifier]
            yield make_receipt(tree, entry, self.note, ORIGIN, keys, opening=OPENING)

    def rate(self) -> float:
        """Receipts a second."""
        began = time.perf_counter()
        made = sum(1 for _ in self.receipts())
        return made / (time.perf_counter() - began)


def measure(size: int = 1_000_000, places: int = 300) -> list[Row]:
    """Receipts a second from a ledger of `size`, against those from one of 1,000; and checking."""
    with tempfile.TemporaryDirectory() as folder:
        small = Ledger(Path(folder) / "small", SMALL, places)
        large = Ledger(Path(folder) / "large", size, places)
        made = list(large.receipts())

        def checked() -> float:
            began = time.perf_counter()
            for receipt in made:
                check_receipt(receipt, ORIGIN, [SIGNER.verifier])
            return places / (time.perf_counter() - began)

        # A path has log2(size) hashes, in as many tiles as there are levels, and at the edge.
        allowed = SMALL.bit_length() / size.bit_length()
        return [
            Row(
                f"receipts from tiles, {size:,} entries",
                f"{SMALL:,} entries",
                [(large.rate(), small.rate()) for _ in range(ROUNDS)],
                round(allowed, 2),
            ),
            Row(
                f"checking a receipt, {size:,} entries",
                "making it",
                [(checked(), large.rate()) for _ in range(ROUNDS)],
            ),
        ]


def _entry(seq: int) -> tuple[int, bytes]:
    before = Head.empty(ORIGIN)
    here = Head(ORIGIN, seq, sha256(b"before").digest(), A_TIME, before.frontier)
    draft = Draft("thing-happened", "00" * 16, commit(OPENING.salt, OPENING.content))
    return seq, extend(here, A_TIME, [draft])[1][0].data


def _write(folder: Path, path: str, hashes: list[bytes]) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(format_tile(hashes))
