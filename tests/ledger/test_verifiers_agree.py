"""Two verifiers that share no code: one finding for every copy, whatever was done to it."""

from __future__ import annotations

import os
import shutil
from itertools import pairwise

import pytest

from ledger import (
    format_public_key,
    new_signer,
    sign_checkpoint,
    walk,
    write_folder,
)
from ledger.entry import format_entry, parse_entry
from ledger.log import EntryLine
from ledger.testing import delete, edit, flip, ledger_of, rechain, swap
from ledger.tiles import Tile, format_bundle, format_tile
from ledger.tree import leaf_hash
from tests.ledger.both_verifiers import ORIGIN, SIGNER, ask, files_of, write_copy

SIZES = [0, 1, 2, 255, 256, 257, 511, 512, 513]


@pytest.fixture
def copy(tmp_path):
    """A copy of 300 entries: a full tile, a partial one, and a level above."""
    return write_copy(tmp_path / "copy", 300)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_exported_is_sound(tmp_path, size):
    """Around every width a tile can have, with and without a checkpoint that was kept."""
    copy = write_copy(tmp_path / "copy", size)
    answer = ask(copy)
    assert answer["sound"]
    assert answer["size"] == size
    _, lines = ledger_of(size, ORIGIN, batch=7)
    for kept in {0, 1, 255, 256, 257, size - 1, size} & set(range(size + 1)):
        head = walk([line.data for line in lines[:kept]], ORIGIN)
        (tmp_path / "kept").write_bytes(sign_checkpoint(head.checkpoint(), SIGNER))
        assert ask(copy, since=tmp_path / "kept")["since_size"] == kept


CHANGES = {
    "empty": lambda data: b"",
    "cut by one": lambda data: data[:-1],
    "cut by 32": lambda data: data[:-32],
    "cut at the front": lambda data: data[1:],
    "cut in half": lambda data: data[: len(data) // 2],
    "a byte more": lambda data: data + b"\0",
    "a line end more": lambda data: data + b"\n",
    "32 bytes more": lambda data: data + bytes(32),
    "doubled": lambda data: data + data,
    "a byte in front": lambda data: b"\0" + data,
    "the first hash last": lambda data: data[32:] + data[:32],
    "zeros": lambda data: bytes(len(data)),
    "longer than can be": lambda data: data + bytes(20_000_000 - len(data)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_is_longer_shorter_or_another(copy, change):
    """Each file of the copy in turn."""
    for file in files_of(copy):
        good = file.read_bytes()
        changed = CHANGES[change](good)
        file.write_bytes(changed)
        assert changed == good or ask(copy)["exit_code"] in (2, 5)
        file.write_bytes(good)


def test_a_file_that_is_gone_or_in_anothers_place(copy, tmp_path):
    """Each removed; each pair swapped; each copied to the place of a file that should not be."""
    for file in files_of(copy):
        file.rename(tmp_path / "away")
        assert ask(copy)["exit_code"] == 5
        (tmp_path / "away").rename(file)
    for one, other in pairwise(files_of(copy)):
        ones, others = one.read_bytes(), other.read_bytes()
        one.write_bytes(others)
        other.write_bytes(ones)
        assert ask(copy)["exit_code"] in (2, 5)
        one.write_bytes(ones)
        other.write_bytes(others)
    assert ask(copy)["sound"]


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "checkpoint.bak",
        ".hidden",
        "tile/0/001",
        "tile/0/001.p/43",
        "tile/0/001.p/45",
        "tile/0/000.p/256",
        "tile/0/000.p/255",
        "tile/0/x000/000",
        "tile/0/0",
        "tile/00/000",
        "tile/1/000",
        "tile/1/001.p/1",
        "tile/2/000.p/1",
        "tile/64/000",
        "tile/entries/001",
        "tile/entries/001.p/45",
        "tile/entries/002",
        "tile/entry/000",
        "tile/data/000",
        "checkpoints/1",
    ],
)
@pytest.mark.parametrize("instead", [True, False])
def test_a_file_that_has_no_business_there(copy, name, instead):
    """Beside the others, or in the place of one."""
    if instead:
        (copy / "tile/0/001.p/44").unlink()
    (copy / name).parent.mkdir(parents=True, exist_ok=True)
    (copy / name).write_bytes(bytes(32))
    assert ask(copy)["exit_code"] == 5


def test_a_link_and_a_pipe_are_no_files(copy, tmp_path):
    """To a file or to a folder, dangling or good; and neither verifier waits at the pipe."""
    for name in ("tile/0/000", "tile/entries/001.p/44", "tile/1", "checkpoint"):
        (copy / name).rename(tmp_path / "away")
        (copy / name).symlink_to(tmp_path / "away")
        assert ask(copy)["exit_code"] == 5
        (copy / name).unlink()
        (tmp_path / "away").rename(copy / name)
    (copy / "more").symlink_to(tmp_path / "nowhere")
    assert ask(copy)["exit_code"] == 5
    (copy / "more").unlink()
    for name in ("more", "tile/0/000"):
        (copy / name).unlink(missing_ok=True)
        os.mkfifo(copy / name)
        assert ask(copy)["exit_code"] == 5
    (copy / "more").unlink()


def test_a_folder_with_nothing_in_it_is_not_a_file(copy):
    """A copy may have been unpacked by something that makes folders."""
    (copy / "tile/7/x000").mkdir(parents=True)
    assert ask(copy)["sound"]
    (copy / "tile/2/000.p/1").mkdir(parents=True)
    assert ask(copy)["sound"]
    shutil.rmtree(copy / "tile/0")
    (copy / "tile/0/000").mkdir(parents=True)
    assert ask(copy)["exit_code"] == 5


def test_what_is_not_there_at_all(tmp_path):
    """No folder, an empty one, a file."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    for name in ("none", "empty", "file"):
        assert ask(tmp_path / name)["exit_code"] == 5
    copy = write_copy(tmp_path / "copy", 1)
    assert ask(copy, since=tmp_path / "none")["exit_code"] == 5
    assert ask(copy, since=tmp_path / "empty")["exit_code"] == 5


def written(folder, lines, head=None, tiles=True):
    """A copy of fewer than 256 lines, consistent or not: its files say what they are told to."""
    head = head or ledger_of(len(lines), ORIGIN, batch=7)[0]
    width = len(lines)
    for tile, data in (
        (Tile(None, 0, width), format_bundle([line.data for line in lines])),
        (Tile(0, 0, width), format_tile([leaf_hash(line.data) for line in lines])),
    ):
        (folder / tile.path).parent.mkdir(parents=True, exist_ok=True)
        if tiles or tile.level is None:
            (folder / tile.path).write_bytes(data)
    (folder / "checkpoint").write_bytes(sign_checkpoint(head.checkpoint(), SIGNER))
    return folder


def spelled(line, old, new):
    return EntryLine(line.seq, line.hash, line.data.replace(old, new, 1))


SPELLINGS = [
    (b'{"at"', b'{ "at"'),
    (b'"v":1', b'"v":1.0'),
    (b'"v":1', b'"v":2'),
    (b'"v":1', b'"v":1,"w":1'),
    (b'"seq":5', b'"seq":05'),
    (b'"seq":5', b'"seq":5e0'),
    (b'"seq":5', b'"seq":-5'),
    (b'"seq":5', b'"seq":9007199254740992'),
    (b'"seq":5', b'"seq":12345678901234567'),
    (b'"seq":5', b'"seq":6'),
    (b'"kind":"', b'"kind":"\\u0061'),
    (b'"kind":"', b'"kind":"A'),
    (b'"kind":"', b'"kind":"-'),
    (b'"kind":"', b'"kind":"' + 52 * b"a"),
    (b'"kind":"', b'"kind":"' + 51 * b"a"),
    (b'"kind":"', b'"kind":"\xc3\xa9'),
    (b"thing-happened", b"thing--happened"),
    (b"thing-happened", b""),
    (b'"file":"0', b'"file":"A'),
    (b'"file":"0', b'"file":"'),
    (b'"commitment":"', b'"commitment":"0'),
    (b"records.example.org/north", b"records.example.org/south"),
    (b"records.example.org/north", b"records example"),
    (b"records.example.org/north", b"r" * 255),
    (b"records.example.org/north", b"r" * 256),
    (b"2026-11-12T12", b"2026-11-12T24"),
    (b"2026-11-12T12", b"2026-11-12T11"),
    (b"2026-11-12T12", b"2026-11-31T12"),
    (b"2026-11-12T12", b"2026-13-12T12"),
    (b"2026-11-12T12", b"2028-02-29T12"),
    (b"2026-11-12T12", b"2026-02-29T12"),
    (b"2026-11-12T12", b"0000-11-12T12"),
    (b"2026-11-12T12", b"0001-01-01T00"),
    (b"2026-11-12T12", b"9999-12-31T23"),
    (b"2026-11-12T12:00", b"2026-11-12T12:60"),
    (b".000000Z", b".000000z"),
    (b".000000Z", b".000Z"),
    (b"}", b"}\n"),
    (b"}", b""),
]


@pytest.mark.parametrize(("old", "new"), SPELLINGS)
@pytest.mark.parametrize("tiles", [True, False])
def test_another_spelling_of_an_entry(tmp_path, old, new, tiles):
    """With the tile made to fit and without; where the chain ends and in the middle of it."""
    _, lines = ledger_of(12, ORIGIN, batch=7)
    for upto in (6, 12):
        good = written(tmp_path / str(upto), lines[:upto])
        assert ask(good)["sound"]
        changed = [spelled(line, old, new) if line.seq == 5 else line for line in lines[:upto]]
        answer = ask(written(good, changed, tiles=tiles))
        assert answer["exit_code"] in (2, 3)
        assert not tiles or answer["seq"] in (5, 6, None)


def test_a_history_made_anew_is_a_fork(tmp_path):
    """Perfect in itself; it is the signed root, or the checkpoint that was kept, that tells."""
    head, lines = ledger_of(40, ORIGIN, batch=7)
    (tmp_path / "kept").write_bytes(sign_checkpoint(head.checkpoint(), SIGNER))
    for number, tampered in enumerate(
        (
            edit(lines, 20, kind="other"),
            delete(lines, 0),
            delete(lines, 20),
            delete(lines, 39),
            swap(lines, 3, 4),
            lines[:10],
            [*lines[:20], *ledger_of(40, ORIGIN, batch=5)[1][20:]],
        )
    ):
        other, remade = rechain(tampered)
        copy = tmp_path / str(number)
        assert ask(written(copy, remade, other))["sound"]
        assert ask(copy, since=tmp_path / "kept")["exit_code"] == 3
        if other.size == 40:
            assert ask(written(copy, remade, head))["error"] == "Forked"
        raw = [EntryLine(seq, line.hash, line.data) for seq, line in enumerate(tampered)]
        if raw != remade:
            assert ask(written(tmp_path / f"{number} raw", raw, other))["exit_code"] in (2, 3)


def test_entries_of_another_ledger_spliced_in(tmp_path):
    """Under their own name, or with the name changed and nothing else."""
    head, lines = ledger_of(20, ORIGIN, batch=7)
    _, south = ledger_of(20, "records.example.org/south", batch=7)
    spliced = [*lines[:10], *south[10:]]
    answer = ask(written(tmp_path / "one", spliced, head))
    assert (answer["error"], answer["seq"]) == ("Altered", 10)
    renamed = [
        EntryLine(
            line.seq, line.hash, format_entry(parse_entry(line.data.replace(b"south", b"north")))
        )
        for line in spliced
    ]
    assert ask(written(tmp_path / "two", renamed, head))["exit_code"] in (2, 3)


BITS_OF_THREE_LEVELS = (
    ("tile/2/000.p/1", 0),
    ("tile/1/000", 0),
    ("tile/1/000", 8191),
    ("tile/1/001.p/17", 40),
    ("tile/0/255", 17),
    ("tile/0/273.p/112", 3583),
    ("tile/entries/255", 60_000),
    ("tile/entries/256", 5),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "step", [24, pytest.param(1, marks=pytest.mark.campaign)], ids=["every 24th", "all"]
)
def test_tiles_of_three_levels_are_recomputed_by_both(large_copy, step):
    """70,000 entries; a bit flipped in each kind of tile, at both ends and where levels meet."""
    copy = large_copy
    assert ask(copy)["size"] == 70_000
    for name, at in BITS_OF_THREE_LEVELS[::step]:
        good = (copy / name).read_bytes()
        (copy / name).write_bytes(flip(good, 8 * at))
        assert ask(copy)["exit_code"] == 2
        (copy / name).write_bytes(good)


def test_a_new_key_every_time(tmp_path):
    """Whatever the key, whatever the name: what is exported under it verifies under it."""
    for origin in ("a", "!#$%&'()*,-./:;<=>?@[]^_`{|}~", "x" * 255):
        signer = new_signer(origin)
        copy = tmp_path / f"{len(origin)}"
        head, lines = ledger_of(3, origin)
        write_folder(copy, lines, sign_checkpoint(head.checkpoint(), signer))
        answer = ask(copy, origin=origin, keys=[format_public_key(signer.verifier)])
        assert answer["origin"] == origin
