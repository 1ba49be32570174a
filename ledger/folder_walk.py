"""Walking through a copy: where its entries lead to, and every tile that stands above them."""

from __future__ import annotations

from pathlib import Path

from ledger.checkpoint import Checkpoint
from ledger.entry import entry_hash, parse_entry
from ledger.errors import Altered, BadProof, Forked, MalformedEntry
from ledger.files import Progress
from ledger.growth import RightEdge, read_edge
from ledger.log import Head
from ledger.survey import Run
from ledger.tiles import WIDTH, Tile
from ledger.tilestore import (
    folder_source,
    needed_tile,
    read_entries,
    read_frontier,
    read_tile,
    tile_reader,
)
from ledger.tree import (
    Frontier,
    check_consistency,
    check_inclusion,
    prove_consistency,
    prove_inclusion,
    root_of,
)
from ledger.verify import compare_hashes, verify_against, walk_beside


class FolderWalk:
    """One verification of a folder at `checkpoint`, whose signature is checked already.

    `head` is what the entries lead to so far. `earlier` is the checkpoint the folder must be a
    growth of, compared when the walk passes its size.
    """

    def __init__(
        self,
        folder: Path,
        checkpoint: Checkpoint,
        earlier: Checkpoint | None,
        progress: Progress | None,
    ) -> None:
        self.head = Head.empty(checkpoint.origin)
        self._source = folder_source(folder)
        self._checkpoint = checkpoint
        self._earlier = earlier
        self._progress = progress
        self._edge = RightEdge()
        self._stored = tile_reader(self._source, checkpoint.size)
        if earlier is not None and earlier.size == 0:
            verify_against(earlier, self.head)

    def start_after(self, after: Checkpoint) -> None:
        """Begin after the entries that an earlier run verified, which had the root in `after`.

        Nothing is believed but that root. The hashes at the right edge add up to it; so does the
        last of those entries, whose hash and time the next one must follow.
        """
        self._compare(after)
        if self._earlier is not None and 0 < self._earlier.size <= after.size:
            self._compare(self._earlier)
        size = after.size
        self._edge = read_edge(self._source, size, self._checkpoint.size)
        index, count = (size - 1) // WIDTH, (size - 1) % WIDTH + 1
        hashes, entries = self._read(index)
        found = [entry_hash(data) for data in entries[:count]]
        compare_hashes(found, hashes, index * WIDTH)
        frontier = self._edge.frontier()
        try:
            path = prove_inclusion(self._stored, size - 1, size)
            check_inclusion(found[-1], size - 1, size, path, after.root)
            at = parse_entry(entries[count - 1]).at
            if frontier.root() != after.root:
                raise BadProof("The right edge leads to another root.")
        except (BadProof, MalformedEntry) as error:
            why = f"its tiles do not add up to the {size} entries verified before"
            raise Altered(None, why) from error
        self.head = Head(self.head.origin, size, found[-1], at, frontier)
        if count < WIDTH and size < self._checkpoint.size:
            self._walk_tile(index)

    def take(self, start: int, stop: int, run: Run | None) -> None:
        """Go on from `start` to `stop` by what a survey found, or else entry by entry.

        Raises what `walk_beside` does, and Altered for a tile.
        """
        earlier = self._earlier
        if (
            run is None
            or run.tip != self.head.tip
            or (self.head.at is not None and run.first_at < self.head.at)
            or (earlier is not None and start < earlier.size <= stop)
        ):
            for index in range(start // WIDTH, -(-stop // WIDTH)):
                self._walk_tile(index)
            return
        # The roots of full tiles are the leaves of a tree one tile higher.
        above = Frontier(start // WIDTH, self.head.frontier.hashes).extend(run.roots)
        full = Frontier(above.size * WIDTH, above.hashes)
        head = Head(self.head.origin, stop, run.last, run.last_at, full.extend(run.rest))
        for number, root in enumerate(run.roots, 1):
            self._compare_full(self._edge.push_root(root))
            self._tell(start + number * WIDTH)
        if run.rest:
            self._tell(stop)
        self.head = head

    def is_signed_so_far(self) -> bool:
        """Whether the copy's tiles show that the entries so far are a beginning of what the
        checkpoint was signed for. If not, the walk will find out why; until then it is nothing
        to build on."""
        size, signed = self.head.size, self._checkpoint
        try:
            proof = prove_consistency(self._stored, size, signed.size)
            check_consistency(size, self.head.root(), signed.size, signed.root, proof)
        except (Altered, BadProof):
            return False
        return True

    def finish(self) -> Head:
        """The head, once the tiles at the right edge and the signed root fit. Raises Altered and
        Forked."""
        self._compare_full([found for found in self._edge.partial() if found[0].level])
        if self.head.root() != self._checkpoint.root:
            raise Forked(
                f"FORK: the {self.head.size} entries of this copy of {self.head.origin} are sound "
                "among themselves and are not those that its checkpoint was signed for."
            )
        return self.head

    def _walk_tile(self, index: int) -> None:
        """From the head to the end of this tile, entry by entry."""
        hashes, entries = self._read(index)
        start = index * WIDTH
        size = start + len(entries)
        earlier = self._earlier
        done = self.head.size - start
        if earlier is not None and self.head.size < earlier.size <= size:
            cut = earlier.size - start
            verify_against(earlier, walk_beside(entries[done:cut], hashes[done:cut], self.head))
        self.head = walk_beside(entries[done:], hashes[done:], self.head)
        if len(hashes) == WIDTH:
            self._compare_full(self._edge.push_root(root_of(hashes)))
        self._tell(size)

    def _read(self, index: int) -> tuple[list[bytes], list[bytes]]:
        tile = needed_tile(0, index, self._checkpoint.size)
        hashes = read_tile(self._source, tile)
        return hashes, read_entries(self._source, Tile(None, index, tile.width))

    def _compare_full(self, tiles: list[tuple[Tile, list[bytes]]]) -> None:
        for tile, hashes in tiles:
            if read_tile(self._source, tile) != hashes:
                raise Altered(
                    None, f"its tile {tile.path} is not what the tiles below it add up to"
                )

    def _compare(self, kept: Checkpoint) -> None:
        """Hold the copy to what was signed or verified earlier, by its tiles alone.

        Tiles that do not lead to the signed root were altered, and say nothing of a fork.
        """
        signed = self._checkpoint
        found = read_frontier(self._stored, kept.size).root()
        try:
            proof = prove_consistency(self._stored, kept.size, signed.size)
            check_consistency(kept.size, found, signed.size, signed.root, proof)
        except BadProof as error:
            raise Altered(None, "its tiles do not add up to its checkpoint") from error
        if found != kept.root:
            raise Forked(
                f"FORK: the first {kept.size} entries of this copy of {kept.origin} are not those "
                "that you verified or were given a checkpoint of. Keep both: together they prove "
                "that history was rewritten."
            )

    def _tell(self, done: int) -> None:
        if self._progress is not None:
            self._progress(done, self._checkpoint.size)
