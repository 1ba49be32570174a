"""Publishing: whatever happens, the folder verifies at the checkpoint that is in it."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

import pytest

from ledger import (
    Altered,
    Forked,
    NotPinned,
    RolledBack,
    Signer,
    Unreadable,
    check_inclusion,
    folder_source,
    prove_inclusion,
    publish,
    published,
    sign_checkpoint,
    tile_reader,
    verify_folder,
    walk,
)
from ledger.durable import locked
from ledger.testing import edit, flip, ledger_of, rechain

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEYS = [SIGNER.verifier]
_, LINES = ledger_of(1_100, ORIGIN)


def head_at(size, lines=LINES):
    return walk([line.data for line in lines[:size]], ORIGIN)


HEADS = {size: head_at(size) for size in (0, 1, 2, 255, 256, 257, 300, 511, 513, 1_024, 1_100)}


def note(size):
    return sign_checkpoint(HEADS[size].checkpoint(), SIGNER)


def publish_up_to(folder, size):
    stated = published(folder)
    return publish(folder, LINES[0 if stated is None else stated.size :], note(size))


def assert_served(folder):
    """The oracle: every entry verifies at the published checkpoint, and a proof is made."""
    verified = verify_folder(folder, ORIGIN, KEYS, served=True)
    size = verified.head.size
    if size:
        proof = prove_inclusion(tile_reader(folder_source(folder), size), size - 1, size)
        check_inclusion(LINES[size - 1].hash, size - 1, size, proof, verified.checkpoint.root)
    return size


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_grows_with_its_ledger(tmp_path):
    """At sizes around full tiles; each time it verifies, and proofs come from its tiles."""
    assert published(tmp_path) is None
    for size in HEADS:
        assert publish_up_to(tmp_path / "north", size).size == size
        assert assert_served(tmp_path / "north") == size


@pytest.mark.parametrize("sizes", [[1_100], [0, 1_100], [1, 257, 1_100], [300, 513, 1_024, 1_100]])
def test_the_same_files_come_of_any_steps(tmp_path, sizes):
    """Beyond partial tiles of the last row, which belong to the checkpoints before."""
    for size in sizes:
        publish_up_to(tmp_path / "steps", size)
    publish_up_to(tmp_path / "once", 1_100)
    once = {path.relative_to(tmp_path / "once") for path in contents(tmp_path / "once")}
    steps = {path.relative_to(tmp_path / "steps") for path in contents(tmp_path / "steps")}
    assert once <= steps
    assert all(".p" in path.parent.name for path in steps - once)
    assert all(
        (tmp_path / "once" / path).read_bytes() == (tmp_path / "steps" / path).read_bytes()
        for path in once
    )


def test_partial_tiles_stay_until_the_full_one_is_published(tmp_path):
    """A reader of the checkpoint before may still ask for them; after that they are removed."""
    for size in (1, 2, 255):
        publish_up_to(tmp_path, size)
    widths = {path.name for path in (tmp_path / "tile/0/000.p").iterdir()}
    assert widths == {"1", "2", "255"}
    publish_up_to(tmp_path, 257)
    assert not (tmp_path / "tile/0/000.p").exists()
    assert not (tmp_path / "tile/entries/000.p").exists()
    assert (tmp_path / "tile/0/000").is_file()


def test_publishing_again_changes_nothing_but_the_signatures(tmp_path):
    """The same checkpoint twice is one; with a cosignature more, it takes the other's place."""
    publish_up_to(tmp_path, 300)
    before = contents(tmp_path)
    publish(tmp_path, [], note(300))
    assert contents(tmp_path) == before
    witness = Signer("witness.example", bytes(32))
    more = sign_checkpoint(HEADS[300].checkpoint(), SIGNER, witness)
    publish(tmp_path, [], more)
    assert contents(tmp_path) == before | {tmp_path / "checkpoint": more}


def test_only_what_is_new_is_read_and_written(tmp_path):
    """An entry more costs its bundle and its tiles, however long the ledger is."""
    publish_up_to(tmp_path, 1_024)
    before = contents(tmp_path)

    def only_new():
        yield from LINES[1_024:1_100]
        raise AssertionError("read on")

    publish(tmp_path, only_new(), note(1_100))
    new = set(contents(tmp_path)) - set(before)
    assert {str(path.relative_to(tmp_path)) for path in new} == {
        "tile/0/004.p/76",
        "tile/entries/004.p/76",
    }


def test_what_was_published_is_never_taken_back(tmp_path):
    """A smaller size, another root at the same size, another ledger, other entries."""
    publish_up_to(tmp_path, 300)
    before = contents(tmp_path)
    _, other = rechain(edit(LINES[:300], 3, kind="other"))
    with pytest.raises(RolledBack):
        publish(tmp_path, LINES, note(257))
    with pytest.raises(Forked):
        publish(tmp_path, [], sign_checkpoint(head_at(300, other).checkpoint(), SIGNER))
    south, _ = ledger_of(301, "records.example.org/south")
    with pytest.raises(NotPinned):
        publish(tmp_path, LINES[300:], sign_checkpoint(south.checkpoint(), SIGNER))
    _, other = rechain(edit(LINES[:513], 3, kind="other"))
    with pytest.raises(Forked):
        publish(tmp_path, LINES[300:], sign_checkpoint(head_at(513, other).checkpoint(), SIGNER))
    with pytest.raises(Unreadable):
        publish(tmp_path, LINES[300:400], note(513))
    with pytest.raises(Unreadable):
        publish(tmp_path, LINES, note(513))
    assert {path: contents(tmp_path)[path] for path in before} == before
    assert assert_served(tmp_path) == 300
    publish_up_to(tmp_path, 513)
    assert assert_served(tmp_path) == 513


@pytest.mark.parametrize("path", ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"])
def test_nothing_is_built_on_tiles_that_were_altered(tmp_path, path):
    """A bit that flipped in what is published stops it from growing."""
    publish_up_to(tmp_path, 300)
    (tmp_path / path).write_bytes(flip((tmp_path / path).read_bytes(), 17 * 8))
    with pytest.raises(Altered):
        publish_up_to(tmp_path, 513)
    assert (published(tmp_path) or HEADS[0]).size == 300


def test_one_process_publishes_at_a_time(tmp_path):
    """The second is refused, and the lock leaves nothing behind."""
    publish_up_to(tmp_path, 1)
    before = contents(tmp_path)
    with locked(tmp_path), pytest.raises(Unreadable, match="Another process"):
        publish_up_to(tmp_path, 2)
    assert contents(tmp_path) == before
    publish_up_to(tmp_path, 2)


class Broken(Exception):
    """The disk, or the power."""


class Failpoint:
    """The k-th of some system calls fails: before it had an effect, or after."""

    def __init__(self, monkeypatch, effect):
        self.calls, self.fail_at, self.effect = 0, 0, effect
        for name in ("fsync", "replace", "rename", "mkdir", "unlink", "rmdir"):
            monkeypatch.setattr(os, name, self.wrap(getattr(os, name)))

    def wrap(self, call):
        def wrapped(*arguments, **named):
            self.calls += 1
            if self.calls == self.fail_at and not self.effect:
                raise Broken
            result = call(*arguments, **named)
            if self.calls == self.fail_at:
                raise Broken
            return result

        return wrapped

    def arm(self, fail_at):
        self.calls, self.fail_at = 0, fail_at


@pytest.mark.parametrize("effect", [False, True], ids=["and is absent", "but is present"])
@pytest.mark.parametrize(
    ("old", "new"), [(None, 1), (0, 1), (1, 2), (2, 255), (255, 257), (300, 1_100)]
)
def test_a_crash_at_any_step_leaves_a_folder_that_verifies(tmp_path, monkeypatch, old, new, effect):
    """Each sync, rename and removal fails in its turn: the checkpoint there is always served
    whole, is the old one or the new one, and doing it again brings the new one."""
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    if old is not None:
        publish_up_to(before, old)
    failpoint = Failpoint(monkeypatch, effect)
    for step in range(1, 200):
        shutil.copytree(before, now)
        failpoint.arm(step)
        with suppress(Broken):
            publish_up_to(now, new)
        calls = failpoint.calls
        failpoint.arm(0)
        stated = published(now)
        assert (None if stated is None else assert_served(now)) in (old, new)
        publish_up_to(now, new)
        assert assert_served(now) == new
        shutil.rmtree(now)
        if calls < step:
            break
    assert step > 8
    assert calls < step


def test_what_a_crash_left_ahead_is_written_over(tmp_path, monkeypatch):
    """Tiles for a checkpoint that never came do not stand in the way of a larger one."""
    publish_up_to(tmp_path, 257)
    failpoint = Failpoint(monkeypatch, effect=False)
    failpoint.arm(7)
    with pytest.raises(Broken):
        publish_up_to(tmp_path, 300)
    failpoint.arm(0)
    (tmp_path / "tile/0/001").write_bytes(b"torn by a disk that lies")
    publish_up_to(tmp_path, 1_100)
    assert assert_served(tmp_path) == 1_100


def test_a_served_folder_may_have_nothing_that_is_not_a_ledgers(tmp_path):
    """Older widths and the writer's own file, yes; notes and links, no. A copy has neither."""
    for size in (2, 300, 511):
        publish_up_to(tmp_path, size)
    (tmp_path / "unfinished").write_bytes(b"")
    assert assert_served(tmp_path) == 511
    with pytest.raises(Unreadable):
        verify_folder(tmp_path, ORIGIN, KEYS)
    (tmp_path / "notes.txt").write_bytes(b"")
    with pytest.raises(Unreadable, match=r"notes\.txt"):
        assert_served(tmp_path)
    (tmp_path / "notes.txt").unlink()
    (tmp_path / "tile/0/001.p/9").symlink_to(tmp_path / "tile/0/000")
    with pytest.raises(Unreadable, match="plain file"):
        assert_served(tmp_path)
