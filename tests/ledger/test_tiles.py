"""Tiles: their paths, their bytes, and which of them a ledger of some size has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import MalformedTile
from ledger.tiles import (
    Tile,
    entries_path,
    format_bundle,
    format_tile,
    is_needed,
    parse_bundle,
    parse_tile,
    parse_tile_path,
    tile_coordinates,
    tile_path,
)
from tests.sweeping import each

tiles = st.builds(
    Tile,
    st.none() | st.integers(0, 63),
    st.integers(0, 999) | st.integers(0, 2**60),
    st.just(256) | st.integers(1, 255),
)


@each(
    "index", "path", of=[(0, "000"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_an_index_is_written_in_groups_of_three(index, path):
    """The examples of the specification."""
    assert tile_path(0, index) == f"tile/0/{path}"
    assert tile_path(3, index, 17) == f"tile/3/{path}.p/17"
    assert entries_path(index, 1) == f"tile/entries/{path}.p/1"


@given(tiles)
def test_parsing_a_path_undoes_writing_it(tile):
    """Whatever tile there is, its path is its own."""
    assert parse_tile_path(tile.path) == tile


@each(
    "path",
    of=[
        "",
        "checkpoint",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/000",
        "tile/0/1000",
        "tile/0/x001",
        "tile/0/001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p",
        "tile/0/000/",
        "tile/0/../0/000",
        "/tile/0/000",
        "tile/data/000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
    ],
)
def test_a_path_is_written_in_one_way_only(path):
    """Other spellings, and paths that lead elsewhere, are refused."""
    with pytest.raises(MalformedTile):
        parse_tile_path(path)


@each(
    "level", "index", "width", of=[(64, 0, 256), (-1, 0, 256), (0, -1, 256), (0, 0, 0), (0, 0, 257)]
)
def test_a_tile_that_cannot_be_has_no_path(level, index, width):
    """Asking for it is an error of the caller's, said so."""
    with pytest.raises(MalformedTile):
        tile_path(level, index, width)


def test_a_ledger_of_70_000_entries_has_these_tiles():
    """The example of the specification."""
    found = list(tile_coordinates(70_000))
    assert [tile for tile in found if tile.level == 0] == [
        *(Tile(0, index) for index in range(273)),
        Tile(0, 273, 112),
    ]
    assert [tile for tile in found if tile.level] == [Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tile_coordinates(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tile_coordinates(0)) == []


@each("size", of=[0, 1, 255, 256, 257, 70_000])
def test_what_is_needed_is_what_is_listed(size):
    """Asked about one tile, the answer is whether it is in the list."""
    listed = set(tile_coordinates(size))
    assert all(is_needed(tile, size) for tile in listed)
    for level in range(4):
        for index in (0, 1, 272, 273, 274):
            for width in (1, 17, 112, 255, 256):
                tile = Tile(level, index, width)
                assert is_needed(tile, size) == (tile in listed)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=256))
def test_parsing_a_tile_undoes_formatting_it(hashes):
    """The hashes come back."""
    assert parse_tile(format_tile(hashes)) == hashes


@given(st.lists(st.binary(max_size=40) | st.just(bytes(65_535)), min_size=1, max_size=20))
def test_parsing_a_bundle_undoes_formatting_it(entries):
    """The entries come back."""
    assert parse_bundle(format_bundle(entries)) == entries


@given(st.binary(max_size=200))
def test_a_bundle_is_read_only_as_it_is_written(data):
    """What parses is written back as the same bytes; the rest is refused with one error."""
    try:
        entries = parse_bundle(data)
    except MalformedTile:
        return
    assert format_bundle(entries) == data


@each("data", of=[b"", bytes(31), bytes(33), bytes(32 * 257)])
def test_what_is_not_a_tile_is_refused(data):
    """Too short, too long, or not a whole number of hashes."""
    with pytest.raises(MalformedTile):
        parse_tile(data)


@each("data", of=[b"", b"\x00", b"\x00\x01", b"\x00\x01ab", b"\x00\x00" * 257])
def test_what_is_not_a_bundle_is_refused(data):
    """Nothing in it, too much in it, or cut short."""
    with pytest.raises(MalformedTile):
        parse_bundle(data)


def test_what_could_not_be_read_back_is_not_written():
    """Formatting refuses what parsing would refuse."""
    for hashes in ([], [bytes(32)] * 257, [bytes(31)]):
        with pytest.raises(MalformedTile):
            format_tile(hashes)
    for entries in ([], [b""] * 257, [bytes(65_536)]):
        with pytest.raises(MalformedTile):
            format_bundle(entries)
