"""Proofs from stored tiles: the same as from a list, in a few reads."""

from __future__ import annotations

import metamorphic_log
import pytest

from ledger import (
    Altered,
    BadProof,
    MalformedTree,
    Signer,
    Unreadable,
    check_consistency,
    check_inclusion,
    entry_hash,
    folder_source,
    hash_reader,
    prove_consistency,
    prove_inclusion,
    root_of,
    sign_checkpoint,
    tile_reader,
    write_folder,
)
from ledger.growth import TileWriter, read_edge
from ledger.testing import flip, ledger_of
from ledger.tilestore import read_entry, read_frontier
from ledger.tree import Frontier
from tests.sweeping import each

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
ENTRIES = [number.to_bytes(3, "big") for number in range(70_000)]
LEAVES = [entry_hash(data) for data in ENTRIES]


class Tiles(dict):
    """Tiles in memory, which counts what is asked of it."""

    def __init__(self, size):
        writer = TileWriter(self.__setitem__)
        for start in range(0, size, 1000):
            writer.add(ENTRIES[start : min(start + 1000, size)])
        self.root = writer.finish()
        self.reads = []

    def read(self, path):
        self.reads.append(path)
        return self[path]


@pytest.fixture(scope="module")
def big():
    return Tiles(70_000)


@each("size", of=[1, 2, 255, 256, 257, 511, 512, 513, 1000])
def test_a_tree_in_tiles_is_the_tree_in_a_list(size):
    """Root, frontier, edge, every proof of inclusion that touches an edge, and consistency."""
    tiles = Tiles(size)
    read, expected = tile_reader(tiles.read, size), hash_reader(LEAVES)
    assert tiles.root == root_of(LEAVES[:size])
    for part in {1, size // 2, size - 1, size} - {0}:
        assert read_frontier(read, part) == Frontier().extend(LEAVES[:part])
        assert read_edge(tiles.read, part, size).frontier() == Frontier().extend(LEAVES[:part])
        for index in {0, part // 2, part - 1, min(255, part - 1), min(256, part - 1)}:
            assert prove_inclusion(read, index, part) == prove_inclusion(expected, index, part)
        assert prove_consistency(read, part, size) == prove_consistency(expected, part, size)


def test_the_edge_of_nothing_is_nothing():
    """The tree that every ledger begins with."""
    assert read_edge(Tiles(0).read, 0, 0).frontier() == Frontier()
    assert read_frontier(tile_reader(Tiles(0).read, 0), 0) == Frontier()


@each("index", of=[0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999])
def test_a_proof_among_70_000_entries_reads_a_handful_of_tiles(big, index):
    """At most two of each of three levels, and none twice; strangers accept the proof."""
    big.reads.clear()
    read = tile_reader(big.read, 70_000)
    proof = prove_inclusion(read, index, 70_000)
    assert len(big.reads) <= 5
    assert len(set(big.reads)) == len(big.reads)
    check_inclusion(LEAVES[index], index, 70_000, proof, big.root)
    metamorphic_log.verify_inclusion(index, 70_000, LEAVES[index], list(proof), big.root)


@each("old", of=[1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999])
def test_a_proof_of_growth_to_70_000_entries_reads_a_handful_of_tiles(big, old):
    """As for inclusion; and with the tiles kept, a second proof reads nothing."""
    big.reads.clear()
    read = tile_reader(big.read, 70_000)
    proof = prove_consistency(read, old, 70_000)
    assert len(big.reads) <= 6
    root = root_of(LEAVES[:old])
    check_consistency(old, root, 70_000, big.root, proof)
    metamorphic_log.verify_consistency(old, 70_000, list(proof), root, big.root)
    big.reads.clear()
    assert prove_consistency(read, old, 70_000) == proof
    assert big.reads == []


def test_one_entry_is_read_from_one_bundle(big):
    """Whichever it is."""
    for seq in (0, 255, 256, 69_999):
        big.reads.clear()
        assert read_entry(big.read, seq, 70_000) == ENTRIES[seq]
        assert len(big.reads) == 1


def test_what_is_not_in_the_tree_is_refused(big):
    """A subtree that is not complete, or on no level; an entry beyond the end."""
    read = tile_reader(big.read, 70_000)
    for place in ((17, 0), (0, 70_000), (16, 1), (-1, 0), (0, -1), (3, 8_750)):
        with pytest.raises(MalformedTree):
            read(*place)
    for seq in (-1, 70_000):
        with pytest.raises(MalformedTree):
            read_entry(big.read, seq, 70_000)


def test_a_tile_of_another_width_is_refused():
    """Shorter or longer than its path says, or not a tile."""
    tiles = Tiles(300)
    for path, bad in (
        ("tile/0/000", tiles["tile/0/000"][:-32]),
        ("tile/0/001.p/44", tiles["tile/0/000"]),
        ("tile/0/001.p/44", b""),
        ("tile/0/001.p/44", b"x"),
    ):
        with pytest.raises(Altered, match="tile/0/00"):
            prove_inclusion(tile_reader((tiles | {path: bad}).__getitem__, 300), 4, 300)
    with pytest.raises(Altered, match="entries"):
        read_entry((tiles | {"tile/entries/000": b"\0\1x"}).__getitem__, 4, 300)


def test_a_damaged_tile_makes_no_proof_that_checks():
    """It is stored hashes that are read; the signed root is what tells."""
    tiles = Tiles(300)
    for path, index in (("tile/0/000", 1), ("tile/1/000.p/1", 299), ("tile/0/001.p/44", 299)):
        damaged = tiles | {path: flip(tiles[path], 9)}
        proof = prove_inclusion(tile_reader(damaged.__getitem__, 300), index, 300)
        with pytest.raises(BadProof):
            check_inclusion(LEAVES[index], index, 300, proof, tiles.root)


def test_tiles_are_read_from_a_folder(tmp_path):
    """Only plain files, and only as long as such a file can be."""
    head, lines = ledger_of(300, ORIGIN)
    write_folder(tmp_path / "copy", lines, sign_checkpoint(head.checkpoint(), SIGNER))
    source = folder_source(tmp_path / "copy")
    proof = prove_inclusion(tile_reader(source, 300), 17, 300)
    check_inclusion(lines[17].hash, 17, 300, proof, head.root())
    assert read_entry(source, 299, 300) == lines[299].data
    with pytest.raises(Unreadable):
        prove_inclusion(tile_reader(source, 301), 17, 301)
    with pytest.raises(Unreadable):
        source("tile/0")
    tile = tmp_path / "copy/tile/0/000"
    tile.write_bytes(tile.read_bytes() + b"x")
    with pytest.raises(Unreadable, match="longer"):
        source("tile/0/000")
