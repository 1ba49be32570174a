"""The folder outside the database: one winner, nothing lost, nothing half written."""

from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from ledger import FolderCheckpoints, StaleCheckpoint

ONE, TWO, THREE = b"one\n\n\xe2\x80\x94 x y\n", b"two\n", b"three\n"


@pytest.fixture
def checkpoints(tmp_path):
    return FolderCheckpoints(tmp_path / "outside" / "north")


def test_before_the_first_checkpoint_there_is_none(checkpoints):
    """Reading makes nothing."""
    assert checkpoints.latest() is None
    assert list(checkpoints.history()) == []
    assert not checkpoints.folder.exists()


def test_a_checkpoint_is_replaced_by_who_knows_it(checkpoints):
    """And whatever was replaced is kept, oldest first."""
    checkpoints.swap(None, ONE)
    checkpoints.swap(ONE, TWO)
    checkpoints.swap(TWO, THREE)
    assert FolderCheckpoints(checkpoints.folder).latest() == THREE
    assert list(checkpoints.history()) == [ONE, TWO]


@pytest.mark.parametrize("old", [None, TWO, b""])
def test_who_does_not_know_the_last_checkpoint_changes_nothing(checkpoints, old):
    """Neither the checkpoint nor the history."""
    checkpoints.swap(None, ONE)
    with pytest.raises(StaleCheckpoint):
        checkpoints.swap(old, THREE)
    assert checkpoints.latest() == ONE
    assert list(checkpoints.history()) == []


def test_nobody_else_may_look_into_the_folder(checkpoints):
    """It is made for its owner alone."""
    checkpoints.swap(None, ONE)
    assert stat.S_IMODE(checkpoints.folder.stat().st_mode) == 0o700


def test_of_many_at_once_one_wins(checkpoints):
    """Eight threads replace the same checkpoint."""
    checkpoints.swap(None, ONE)

    def attempt(number):
        try:
            checkpoints.swap(ONE, f"{number}\n".encode())
        except StaleCheckpoint:
            return None
        return f"{number}\n".encode()

    with ThreadPoolExecutor(8) as threads:
        winners = [won for won in threads.map(attempt, range(8)) if won]
    assert winners == [checkpoints.latest()]
    assert list(checkpoints.history()) == [ONE]


def test_remains_of_a_crash_do_no_harm(checkpoints):
    """A file half written, and a line of the history cut short."""
    checkpoints.swap(None, ONE)
    (checkpoints.folder / "checkpoint.new").write_bytes(b"ha")
    (checkpoints.folder / "history").write_bytes(b'"cut sho')
    checkpoints.swap(ONE, TWO)
    checkpoints.swap(TWO, THREE)
    assert checkpoints.latest() == THREE
    assert list(checkpoints.history()) == [ONE, TWO]


def test_one_process_holds_the_lease_and_its_end_gives_it_up(checkpoints):
    """Another one is told at once, and an error inside is not mistaken for a lost lease."""
    with checkpoints.try_lease() as held:
        assert held
        with checkpoints.try_lease() as second:
            assert not second
        program = (
            "import sys; from ledger import FolderCheckpoints\n"
            "with FolderCheckpoints(sys.argv[1]).try_lease() as held: sys.exit(10 + held)"
        )
        command = [sys.executable, "-c", program, str(checkpoints.folder)]
        assert subprocess.run(command, check=False).returncode == 10
    assert subprocess.run(command, check=False).returncode == 11
    with pytest.raises(BlockingIOError), checkpoints.try_lease():
        raise BlockingIOError
