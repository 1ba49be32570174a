"""Offline copies: written whole or not at all, and verified to the last byte."""

from __future__ import annotations

import os
import tracemalloc

import pytest

from ledger import (
    Altered,
    BadSignature,
    Checkpoint,
    FolderCheckpoints,
    Forked,
    LedgerError,
    NotPinned,
    RolledBack,
    Signer,
    UnknownKey,
    Unreadable,
    entry_hash,
    sign_checkpoint,
    verify_folder,
    walk,
    write_folder,
)
from ledger.folder import read_entries
from ledger.testing import edit, flip, ledger_of, rechain
from ledger.tiles import Tile, format_bundle, format_tile

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEYS = [SIGNER.verifier]


def signed(head, signer=SIGNER):
    return sign_checkpoint(head.checkpoint(), signer)


@pytest.fixture
def ten(tmp_path):
    """A copy of ten entries, with its head and lines."""
    head, lines = ledger_of(10, ORIGIN)
    write_folder(tmp_path / "copy", lines, signed(head))
    return tmp_path / "copy", head, lines


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 600])
def test_what_was_exported_verifies(tmp_path, size):
    """At sizes around a full tile; entries beyond the checkpoint are left out."""
    head, lines = ledger_of(size, ORIGIN)
    _, more = ledger_of(size + 3, ORIGIN, batch=size + 3)
    assert write_folder(tmp_path / "copy", lines + more[size:], signed(head)).size == size
    told = []
    verified = verify_folder(
        tmp_path / "copy", ORIGIN, KEYS, progress=lambda done, of: told.append((done, of))
    )
    assert (verified.head, verified.checkpoint) == (head, head.checkpoint())
    assert told == [(min(done, size), size) for done in range(256, size + 256, 256)]
    assert list(read_entries(tmp_path / "copy")) == [line.data for line in lines]


@pytest.mark.slow
@pytest.mark.campaign
def test_a_copy_of_70_000_entries_verifies_in_little_memory(large_copy):
    """Three levels of tiles, and no more held than a bundle or so."""
    assert (large_copy / "tile/2/000.p/1").stat().st_size == 32
    tracemalloc.start()
    assert verify_folder(large_copy, ORIGIN, KEYS).head.size == 70_000
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


def every_bit(length):
    return range(8 * length)


def every_51st_bit(length):
    return range(0, 8 * length, 51)


@pytest.mark.parametrize(
    "bits", [every_51st_bit, pytest.param(every_bit, marks=pytest.mark.campaign)]
)
def test_no_bit_of_a_copy_can_be_changed(ten, bits):
    """In each file: always refused, and the entry it belongs to is named."""
    folder, _, lines = ten
    ends = [0]
    for line in lines:
        ends.append(ends[-1] + 2 + len(line.data))
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        good = file.read_bytes()
        for bit in bits(len(good)):
            file.write_bytes(flip(good, bit))
            with pytest.raises(LedgerError) as found:
                verify_folder(folder, ORIGIN, KEYS)
            if "entries" in file.parts and isinstance(found.value, Altered):
                if found.value.seq is not None:
                    assert ends[found.value.seq] <= bit // 8 < ends[found.value.seq + 1]
            elif "0" in file.parts:
                assert getattr(found.value, "seq", None) == bit // 256
        file.write_bytes(good)
    verify_folder(folder, ORIGIN, KEYS)


def test_a_copy_must_be_a_growth_of_the_checkpoint_that_was_kept(tmp_path):
    """Of every size up to its own; smaller is a rollback, and another history a fork."""
    head, lines = ledger_of(300, ORIGIN)
    write_folder(tmp_path / "copy", lines, signed(head))
    for size in (0, 1, 255, 256, 257, 299, 300):
        kept = walk([line.data for line in lines[:size]], ORIGIN)
        verified = verify_folder(tmp_path / "copy", ORIGIN, KEYS, signed(kept))
        assert verified.pinned == kept.checkpoint()
    other, _ = rechain(edit(lines, 3, kind="other"))
    with pytest.raises(Forked):
        verify_folder(tmp_path / "copy", ORIGIN, KEYS, signed(other))
    other, _ = rechain(edit(lines[:200], 3, kind="other"))
    with pytest.raises(Forked):
        verify_folder(tmp_path / "copy", ORIGIN, KEYS, signed(other))
    longer, _ = ledger_of(301, ORIGIN)
    with pytest.raises(RolledBack):
        verify_folder(tmp_path / "copy", ORIGIN, KEYS, signed(longer))
    with pytest.raises(UnknownKey):
        verify_folder(tmp_path / "copy", ORIGIN, KEYS, signed(head, Signer(ORIGIN, bytes(32))))


def test_origin_and_key_are_the_auditors(ten):
    """A copy that is sound in itself but of another ledger, or by another key, is refused."""
    folder, _, _ = ten
    with pytest.raises(NotPinned):
        verify_folder(folder, "records.example.org/south", KEYS)
    with pytest.raises(UnknownKey):
        verify_folder(folder, ORIGIN, [Signer(ORIGIN, bytes(32)).verifier])
    with pytest.raises(UnknownKey):
        verify_folder(folder, ORIGIN, [])


def test_entries_made_anew_do_not_have_the_signed_root(ten):
    """Entries and tiles consistent among themselves, under the old checkpoint."""
    folder, _, lines = ten
    _, other = rechain(edit(lines, 4, kind="other"))
    tile, bundle = Tile(0, 0, 10), Tile(None, 0, 10)
    (folder / bundle.path).write_bytes(format_bundle([line.data for line in other]))
    with pytest.raises(Altered):
        verify_folder(folder, ORIGIN, KEYS)
    (folder / tile.path).write_bytes(format_tile([entry_hash(line.data) for line in other]))
    with pytest.raises(Forked):
        verify_folder(folder, ORIGIN, KEYS)


def test_another_checkpoint_under_the_same_signature_is_refused(ten):
    """Its size or its root cannot be changed by one without the key."""
    folder, head, _ = ten
    note = folder / "checkpoint"
    note.write_bytes(signed(head).replace(b"\n10\n", b"\n9\n"))
    with pytest.raises(BadSignature):
        verify_folder(folder, ORIGIN, KEYS)


@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000.p/10", "tile/entries/000.p/10"])
def test_a_copy_with_a_file_missing_is_unreadable(ten, name):
    """Whichever it is."""
    folder, _, _ = ten
    (folder / name).unlink()
    with pytest.raises(Unreadable):
        verify_folder(folder, ORIGIN, KEYS)


@pytest.mark.parametrize(
    "name", ["notes.txt", "tile/0/000", "tile/0/000.p/9", "tile/1/000.p/1", "tile/entries/001"]
)
def test_a_copy_with_a_surplus_file_is_unreadable(ten, name):
    """What nobody verifies must not travel under the name of what was verified."""
    folder, _, _ = ten
    (folder / name).parent.mkdir(exist_ok=True, parents=True)
    (folder / name).write_bytes(b"x")
    with pytest.raises(Unreadable):
        verify_folder(folder, ORIGIN, KEYS)


def test_a_link_is_not_a_file(ten, tmp_path):
    """It could lead anywhere, and elsewhere at the next reading."""
    folder, _, _ = ten
    tile = folder / "tile/0/000.p/10"
    tile.rename(tmp_path / "elsewhere")
    tile.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unreadable, match="plain file"):
        verify_folder(folder, ORIGIN, KEYS)


@pytest.mark.parametrize("name", ["tile/0/000.p/10", "tile/entries/000.p/10"])
@pytest.mark.parametrize("change", ["shorter", "longer", "empty"])
def test_a_file_of_another_length_is_altered(ten, name, change):
    """Cut short, with bytes after its end, or empty."""
    folder, _, _ = ten
    good = (folder / name).read_bytes()
    (folder / name).write_bytes({"shorter": good[:-1], "longer": good + b"x", "empty": b""}[change])
    with pytest.raises(Altered):
        verify_folder(folder, ORIGIN, KEYS)


def test_a_file_that_never_ends_is_not_read_to_its_end(ten):
    """A tile of a gigabyte, holes and all, is refused by its length."""
    folder, _, _ = ten
    with (folder / "tile/0/000.p/10").open("r+b") as file:
        file.truncate(2**30)
    with pytest.raises(Unreadable, match="longer"):
        verify_folder(folder, ORIGIN, KEYS)


@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000.p/10", "tile/entries/000.p/10"])
def test_a_pipe_is_not_waited_for(ten, name):
    """Nothing may ever be written to it."""
    folder, _, _ = ten
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(Unreadable, match="plain file"):
        verify_folder(folder, ORIGIN, KEYS)


@pytest.mark.parametrize("name", ["checkpoint", "tile", "tile/0", "tile/entries/000.p"])
def test_nothing_in_a_copy_may_be_a_link(ten, tmp_path, name):
    """Not its checkpoint, and no folder, even if what it leads to is the right thing."""
    folder, _, _ = ten
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unreadable):
        verify_folder(folder, ORIGIN, KEYS)


@pytest.mark.parametrize("size", [11, 2**32, 2**62])
def test_a_size_that_nobody_exported_is_refused_at_once(ten, size):
    """Who has the key may sign any size; the auditor's time is not theirs to spend."""
    folder, _, _ = ten
    (folder / "checkpoint").write_bytes(
        sign_checkpoint(Checkpoint(ORIGIN, size, bytes(32)), SIGNER)
    )
    with pytest.raises(Unreadable):
        verify_folder(folder, ORIGIN, KEYS)


def test_a_length_that_goes_beyond_the_bundle_is_not_believed(ten):
    """An entry that says it is longer than the file, or than all that is left of it."""
    folder, _, _ = ten
    bundle = folder / "tile/entries/000.p/10"
    good = bundle.read_bytes()
    for bad in (b"\xff\xff" + good[2:], good + b"\xff\xff", good + b"\x00\x00", good + b"\x00"):
        bundle.write_bytes(bad)
        with pytest.raises(Altered, match="does not divide"):
            verify_folder(folder, ORIGIN, KEYS)


def test_a_note_longer_than_any_is_not_read(ten):
    """As a checkpoint, a gigabyte of nothing."""
    folder, _, _ = ten
    with (folder / "checkpoint").open("r+b") as file:
        file.truncate(2**30)
    with pytest.raises(Unreadable, match="longer"):
        verify_folder(folder, ORIGIN, KEYS)


def test_tiles_above_the_first_level_are_recomputed(tmp_path):
    """A tile that only a server of proofs would use is verified as well."""
    head, lines = ledger_of(300, ORIGIN)
    write_folder(tmp_path / "copy", lines, signed(head))
    tile = tmp_path / "copy/tile/1/000.p/1"
    tile.write_bytes(flip(tile.read_bytes(), 9))
    with pytest.raises(Altered, match="tile/1"):
        verify_folder(tmp_path / "copy", ORIGIN, KEYS)


def test_a_checkpoint_store_is_not_a_copy(tmp_path):
    """The two kinds of folder are not taken for each other."""
    head, _ = ledger_of(1, ORIGIN)
    FolderCheckpoints(tmp_path / "store").swap(None, signed(head))
    with pytest.raises(Unreadable):
        verify_folder(tmp_path / "store", ORIGIN, KEYS)


def test_folders_within_folders_are_followed_to_any_depth(tmp_path):
    """Deeper than Python may call itself; what is at the bottom is still no part of a copy."""
    head, lines = ledger_of(10, ORIGIN)
    write_folder(tmp_path / "copy", lines, signed(head))
    made, handle = 1_200, os.open(tmp_path / "copy", os.O_RDONLY)
    for _ in range(made):
        os.mkdir("d", dir_fd=handle)
        deeper = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = deeper
    os.close(os.open("x", os.O_CREAT | os.O_WRONLY, dir_fd=handle))
    with pytest.raises(Unreadable, match="not part"):
        verify_folder(tmp_path / "copy", ORIGIN, KEYS)
    os.unlink("x", dir_fd=handle)
    for _ in range(made):  # pytest's own way of removing it calls itself
        above = os.open("..", os.O_RDONLY, dir_fd=handle)
        os.rmdir("d", dir_fd=above)
        os.close(handle)
        handle = above
    os.close(handle)
