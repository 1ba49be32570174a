"""Writing files so that a crash leaves each whole or as it was, and a folder in order."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import Unreadable
from ledger.files import UNFINISHED, read_limited


class FolderWriter:
    """Puts files into one folder; `settle` says when all of them are there to stay.

    `put` is whole or not at all: the bytes go to the file `unfinished`, are synced, and take
    their name by a rename. A name may be lost by a crash until `settle` returns, so what may only
    be seen after other files is put after `settle`. One writer at a time: `locked`.

    With `sync_once`, `put` syncs nothing and `settle` everything: many times faster for many
    files on a disk that is slow to sync. Until then a loss of power may leave any of them torn,
    so it is for files that are looked at again before anything is said of them.
    """

    def __init__(self, folder: Path, *, sync_once: bool = False) -> None:
        self.folder = folder
        self._sync_once = sync_once
        self._unsettled: set[Path] = set()

    def put(self, path: str, data: bytes) -> None:
        """Make `data` the content of the file `path` (slashes, from the folder on)."""
        goal = self.folder / path
        self._unsettled.add(goal.parent)
        if not goal.parent.is_dir():
            goal.parent.mkdir(parents=True, exist_ok=True)
            self._unsettle_above(path)
        if holds(goal, data):  # by a writer that may have been stopped before it settled
            self._unsettle_above(path)
            return
        unfinished = self.folder / UNFINISHED
        if self._sync_once:
            unfinished.write_bytes(data)
        else:
            write_synced(unfinished, data)
        unfinished.replace(goal)

    def _unsettle_above(self, path: str) -> None:
        # Which of these folders are new is not asked: a crash may have left some unsynced.
        self._unsettled.update(self.folder / above for above in Path(path).parents)

    def settle(self) -> None:
        """Return when every file put so far would still be there after a loss of power."""
        if self._sync_once:
            # All that the machine has not written yet, what a writer before this one left too.
            os.sync()
            self._unsettled.clear()
        for folder in sorted(self._unsettled, reverse=True):
            sync_folder(folder)
        self._unsettled.clear()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` against other writers, of this process and others; Unreadable if one has it.

    The lock ends with the context or with the process, and leaves no file behind.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unreadable(f"Another process is writing to {folder}. Let it finish.") from error
        yield
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Make `data` the content of a file: whole or as it was, and on disk on return."""
    unfinished = path.with_name(path.name + ".new")
    write_synced(unfinished, data)
    unfinished.replace(path)
    sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Make `data` the content of a file, and have it on disk; a crash may leave a part of it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Make names in a folder durable: a rename is not, until its folder is written."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def holds(path: Path, data: bytes) -> bool:
    """Whether a plain file with exactly these bytes is there already."""
    try:
        return read_limited(path, len(data)) == data
    except Unreadable:
        return False
