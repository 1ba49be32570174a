"""The checkpoint store: the one thing about a ledger that is kept outside its database.

A chain that was cut, rewritten or put back from a backup verifies perfectly by itself. What
gives it away is the last checkpoint, kept where whoever changed the database did not reach. So
this folder should be on another disk, in other hands, and in no backup of the database.

    <folder>/checkpoint    the last checkpoint signed
    <folder>/history       every checkpoint that was replaced, one JSON string a line
    <folder>/lock, lease   empty, only ever locked

The history is only added to: should a ledger ever be signed twice differently, both signatures
are evidence, and evidence is not overwritten.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.durable import sync_folder, write_whole
from ledger.errors import StaleCheckpoint


class FolderCheckpoints:
    """The checkpoints of one ledger in one folder, which is made (mode 0700) when first needed.

    A folder that is not there reads as "no checkpoint yet". Why not refuse? The first start has
    none. Whoever knows that this is not the first start must say so (`Checkpointer(first=...)`):
    an unmounted disk looks exactly like this.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def latest(self) -> bytes | None:
        """The last checkpoint stored, or None. Needs no lock: a replacement is one rename."""
        try:
            return (self.folder / "checkpoint").read_bytes()
        except FileNotFoundError:
            return None

    def swap(self, old: bytes | None, new: bytes) -> None:
        """Store `new` if the last one stored is still `old` (None: if none is).

        Otherwise StaleCheckpoint, and nothing has changed. On return `new` and the history with
        `old` in it are on disk: the files and then their folder are fsynced. After an OSError
        either may be the last one; ask `latest`. Any number of threads and processes of one
        machine may swap at once, and one of those that name the same `old` wins.
        """
        self._make_folder()
        with _locked(self.folder / "lock"):
            if self.latest() != old:
                raise StaleCheckpoint(
                    f"The checkpoint in {self.folder} is not the one to be replaced: another "
                    "process has signed since. Read it, verify up to it, and try again."
                )
            if old is not None:
                self._remember(old)
            write_whole(self.folder / "checkpoint", new)

    def history(self) -> Iterator[bytes]:
        """The checkpoints that were replaced, oldest first. One may be there twice, when a
        process ended between noting it and replacing it."""
        try:
            with (self.folder / "history").open(encoding="ascii") as lines:
                for line in lines:
                    try:
                        yield str(json.loads(line)).encode()
                    except ValueError:
                        continue  # a line cut short by a crash; the next line has it whole
        except FileNotFoundError:
            return

    @contextmanager
    def try_lease(self) -> Iterator[bool]:
        """True while this process is the one to sign; False at once if another one is.

        Given up when the context is left or the process ends, however it ends. It saves work
        and is not what prevents forks: `swap` is.
        """
        self._make_folder()
        file = os.open(self.folder / "lease", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                held = True
            except BlockingIOError:
                held = False
            yield held
        finally:
            os.close(file)

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self.folder.parent)

    def _remember(self, old: bytes) -> None:
        # The line end comes first if a crash cut the last line short.
        with (self.folder / "history").open("a+b") as history:
            history.seek(0, os.SEEK_END)
            if history.tell():
                history.seek(-1, os.SEEK_END)
                if history.read(1) != b"\n":
                    history.write(b"\n")
            history.write(json.dumps(old.decode()).encode("ascii") + b"\n")
            history.flush()
            os.fsync(history.fileno())


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    # A lock file is never removed: a lock on a removed file excludes nobody.
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
