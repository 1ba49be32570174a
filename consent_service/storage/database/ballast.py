"""Room kept for the day when there is none: a file that is emptied when the disk is full.

What it gives back is for what cannot wait until somebody has made room: that somebody said no, and
that a child was at risk. Everything else is refused meanwhile, in words.
"""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path
from typing import Final

#: Bytes: thousands of answers in a spool, hundreds of withdrawals in a database.
SIZE: Final = 4 * 1024 * 1024

#: What the system says when there is no room, or none for us.
NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)


class Ballast:
    """One file on one disk, whatever lies beside it. Any number of processes may share it.

    Whole, it keeps room; emptied, the disk is full until it is made again; not there, it was never
    made, because there never was room.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_released(self) -> bool:
        """The disk was full, and nobody has made room since."""
        return self._size() == 0

    def release(self) -> bool:
        """Give the room back. Whether that made any."""
        if not self._size():
            return False
        os.truncate(self.path, 0)
        return True

    def keep(self) -> None:
        """Keep room, where there is twice as much. Raises `OSError`."""
        if self._size() == SIZE or not self.path.parent.is_dir():
            return
        room = os.statvfs(self.path.parent)
        if room.f_bavail * room.f_frsize < 2 * SIZE:
            return
        fresh = self.path.with_name(f".{self.path.name}.{os.getpid()}.{threading.get_ident()}")
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            # Its blocks are taken, not only promised.
            os.posix_fallocate(file, 0, SIZE)
            os.fsync(file)
            fresh.replace(self.path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        finally:
            os.close(file)

    def _size(self) -> int | None:
        try:
            return self.path.stat().st_size
        except OSError:
            return None


def ballasts(spool: Path, database: Path | None) -> tuple[Ballast, Ballast | None]:
    """Beside the spool, and beside the database where that is a file: one, if on one disk.

    What fills that disk fills both, and the room that the one gives back is not for the other.
    """
    beside_spool = Ballast(spool / "spool.ballast")
    if database is None:
        return beside_spool, None
    if _disk(spool) == _disk(database.parent):
        return beside_spool, beside_spool
    return beside_spool, Ballast(database.with_name(database.name + ".ballast"))


def _disk(folder: Path) -> int | None:
    """The disk of a folder, or of the first above it that is there yet."""
    for one in (folder.absolute(), *folder.absolute().parents):
        if one.is_dir():
            return one.stat().st_dev
    return None
