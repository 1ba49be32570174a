"""Exports: whole or not at all, gone on with when cut off, and grown when there is more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ledger import (
    Altered,
    Forked,
    LedgerError,
    NotPinned,
    RolledBack,
    Signer,
    Unreadable,
    sign_checkpoint,
    verify_folder,
    walk,
    write_folder,
)
from ledger.durable import locked
from ledger.files import list_files
from ledger.testing import edit, flip, ledger_of, rechain

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEYS = [SIGNER.verifier]
SIZE = 1_000
HEAD, LINES = ledger_of(SIZE, ORIGIN)


def signed(head):
    return sign_checkpoint(head.checkpoint(), SIGNER)


def head_at(size, lines=LINES):
    return walk([line.data for line in lines[:size]], ORIGIN)


def export(folder, size=SIZE, lines=LINES):
    return write_folder(folder, lambda start: lines[start:], signed(head_at(size, lines)))


def assert_whole(folder, size=SIZE):
    """The oracle: every byte verifies, and there are no other files."""
    assert verify_folder(folder, ORIGIN, KEYS).head == head_at(size)


def contents(folder):
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


def assert_no_copy(folder):
    """Nobody could take this for one."""
    with pytest.raises(LedgerError):
        verify_folder(folder, ORIGIN, KEYS)
    assert not (folder / "checkpoint").exists()


def test_an_export_that_fails_leaves_no_copy(tmp_path):
    """Too few entries, or other ones than the checkpoint's; and the next attempt works."""
    goal = tmp_path / "copy"
    with pytest.raises(Unreadable, match="ends after 990"):
        write_folder(goal, LINES[:990], signed(HEAD))
    assert_no_copy(goal)
    with pytest.raises(Unreadable, match="entry 5 should"):
        write_folder(goal, LINES[:5] + LINES[6:], signed(HEAD))
    with pytest.raises(Forked):
        write_folder(goal, edit(LINES, 990, kind="other"), signed(HEAD))
    assert_no_copy(goal)

    def interrupted():
        yield from LINES[:280]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(goal, interrupted(), signed(HEAD))
    assert_no_copy(goal)
    write_folder(goal, LINES, signed(HEAD))
    assert_whole(goal)


def test_an_export_goes_on_where_it_was_cut_off(tmp_path):
    """What is there is not read from the ledger again, and what came of it is the same."""
    goal = tmp_path / "copy"
    asked = []

    def cut_off(start):
        asked.append(start)
        yield from LINES[start : start + 600]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(goal, cut_off, signed(HEAD))
    assert_no_copy(goal)
    # Since then the disk lost the end of one file, and a smaller checkpoint was exported in vain.
    torn = goal / "tile/entries/001"
    torn.write_bytes(torn.read_bytes()[:-1])
    (goal / "tile/0/001.p").mkdir()
    (goal / "tile/0/001.p/9").write_bytes(b"x")
    (goal / "unfinished").write_bytes(b"x")
    told = []

    def whole(start):
        asked.append(start)
        return iter(LINES[start:])

    write_folder(goal, whole, signed(HEAD), lambda done, size: told.append((done, size)))
    assert asked == [0, 256]
    assert told == [(256, SIZE), (512, SIZE), (768, SIZE), (SIZE, SIZE)]
    assert_whole(goal)


KILLED = """
import os, signal, sys
from ledger import write_folder
from ledger.testing import ledger_of

_, lines = ledger_of(1_000, "records.example.org/north")

def read(start):
    for line in lines[start:]:
        if line.seq == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield line

write_folder(sys.argv[1], read, bytes.fromhex(sys.argv[2]))
"""


@pytest.mark.faults
@pytest.mark.parametrize(("before", "at"), [(0, 100), (0, 700), (300, 700), (300, 999)])
def test_an_export_that_is_killed_is_gone_on_with(tmp_path, before, at):
    """kill -9, in a first export and in one that grows a copy, which keeps its old checkpoint."""
    goal = tmp_path / "copy"
    if before:
        export(goal, before)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(goal), signed(HEAD).hex(), str(at)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    if before:
        found = verify_folder(goal, ORIGIN, KEYS, served=True)
        assert found.head == head_at(before)
    else:
        assert_no_copy(goal)
    asked = []

    def read(start):
        asked.append(start)
        return LINES[start:]

    write_folder(goal, read, signed(HEAD))
    assert asked == [max(before, at // 256 * 256)]
    assert_whole(goal)


def test_everything_is_on_disk_before_the_checkpoint_is(tmp_path, monkeypatch):
    """What an export that was killed left unsynced as well: the one sync comes after the last
    file and before the checkpoint."""
    goal, seen = tmp_path / "copy", []
    monkeypatch.setattr(os, "sync", lambda: seen.append(set(list_files(goal))))
    export(goal)
    assert seen == [set(list_files(goal)) - {"checkpoint"}]
    seen.clear()
    (goal / "checkpoint").unlink()
    export(goal)
    assert seen == [set(list_files(goal)) - {"checkpoint"}]


def test_a_copy_grows_by_what_is_new(tmp_path):
    """Nothing before is read from the ledger or written, and what comes of it is the same as in
    one go, at sizes around full files."""
    goal = tmp_path / "copy"
    for old, new in [(0, 1), (1, 255), (255, 256), (256, 300), (300, 513), (513, 1_000)]:
        before = contents(goal) if old else {}
        times = {path: (goal / path).stat().st_mtime_ns for path in before}
        asked: list[int] = []

        def read(start, asked=asked, new=new):
            asked.append(start)
            yield from LINES[start:new]
            raise AssertionError("read on")

        write_folder(goal, read, signed(head_at(new)))
        assert asked == [old]
        assert_whole(goal, new)
        kept = set(before) & set(list_files(goal)) - {"checkpoint"}
        assert all((goal / path).stat().st_mtime_ns == times[path] for path in kept)
    export(tmp_path / "once")
    assert contents(goal) == contents(tmp_path / "once")


def test_the_same_export_again_reads_and_writes_nothing(tmp_path):
    """But for what a crash right after the checkpoint left to be removed."""
    goal = tmp_path / "copy"
    export(goal)
    before = contents(goal)
    (goal / "tile/0/000.p").mkdir()
    (goal / "tile/0/000.p/7").write_bytes(b"x")

    def read(start):
        raise AssertionError("read")

    write_folder(goal, read, signed(HEAD))
    assert contents(goal) == before


def test_a_copy_is_only_ever_grown(tmp_path):
    """Not cut, not forked, not turned into another ledger's, not built on once it was altered: the
    folder may be evidence, and stays as it is."""
    goal = tmp_path / "copy"
    export(goal, 300)
    before = contents(goal)
    with pytest.raises(RolledBack):
        export(goal, 256)
    _, others = rechain(edit(LINES, 3, kind="other"))
    with pytest.raises(Forked):
        export(goal, 300, others)
    with pytest.raises(LedgerError):
        export(goal, SIZE, others)
    south, south_lines = ledger_of(400, "records.example.org/south")
    with pytest.raises(NotPinned, match="/north"):
        write_folder(goal, lambda start: south_lines[start:], signed(south))
    with pytest.raises(Unreadable):
        write_folder(goal, lambda start: LINES[start:700], signed(HEAD))
    assert contents(goal) == before
    assert_whole(goal, 300)
    export(goal)
    assert_whole(goal)
    tile = goal / "tile/0/003.p/232"
    tile.write_bytes(flip(tile.read_bytes(), 9))
    longer, lines = ledger_of(1_100, ORIGIN)
    with pytest.raises(Altered):
        write_folder(goal, lambda start: lines[start:], signed(longer))


def test_the_beginning_of_another_ledgers_export_is_not_written_over(tmp_path):
    """Even before there is a checkpoint in it that would say whose it is."""
    goal = tmp_path / "copy"
    south, lines = ledger_of(700, "records.example.org/south")
    for cut in (300, 700):
        with pytest.raises(Unreadable):
            write_folder(goal, lines[: cut - 1], signed(south))
        before = contents(goal)
        with pytest.raises(NotPinned, match="/south"):
            export(goal)
        assert contents(goal) == before


def test_remains_of_another_history_are_written_over(tmp_path):
    """Sound bundles of the same name, and not of this checkpoint: everything is read anew."""
    other, others = rechain(edit(LINES, 3, kind="other"))

    def cut_off(start):
        yield from others[start:300]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "copy", cut_off, signed(other))
    asked = []

    def read(start):
        asked.append(start)
        return LINES[start:]

    write_folder(tmp_path / "copy", read, signed(HEAD))
    assert asked == [256, 0]
    assert_whole(tmp_path / "copy")


def test_two_exports_to_one_place_do_not_mix(tmp_path):
    """The second is refused while the first is at work."""
    goal = tmp_path / "copy"
    goal.mkdir()
    with locked(goal), pytest.raises(Unreadable, match="Another process"):
        export(goal)
    export(goal)


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    """Named by mistake: nothing is written there, and nothing removed."""
    (tmp_path / "letters.txt").write_bytes(b"x")
    (tmp_path / "tile/0/000.p").mkdir(parents=True)
    (tmp_path / "tile/0/000.p/7").write_bytes(b"x")
    before = contents(tmp_path)
    with pytest.raises(Unreadable, match="no part of a copy"):
        export(tmp_path)
    assert contents(tmp_path) == before
