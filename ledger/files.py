"""Reading files that somebody else may have made: plain files, and never more than is expected."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from ledger.errors import MalformedTile, Unreadable
from ledger.tiles import WIDTH, Tile, is_needed, parse_tile_path

Progress: TypeAlias = Callable[[int, int], None]
"""Told (entries done so far, entries in all), about every 256 entries."""

UNFINISHED: Final = "unfinished"
"""The one file that a writer of tiles may leave behind when it is stopped (`ledger.durable`)."""


def read_limited(path: Path, limit: int) -> bytes:
    """The bytes of a plain file of at most `limit` bytes, however long it says it is.

    Raises Unreadable for anything else: a link, which could lead elsewhere at the next reading; a
    pipe, which could keep a reader waiting; a folder; nothing at all.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable(f"{path} is not a plain file. Ask for a new copy of the ledger.")
            # One byte more than it has, so that a file which has grown since shows.
            data = b"" if about.st_size > limit else file.read(about.st_size + 1)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({error.strerror}). Is this a ledger?") from error
    if about.st_size > limit:
        raise Unreadable(f"{path} is longer than such a file can be. Ask for a new copy.")
    if len(data) != about.st_size:
        raise Unreadable(f"{path} changed while it was read. Ask for a copy nobody writes to.")
    return data


def check_files(folder: Path, size: int, *, served: bool = False) -> None:
    """Exactly the files of a ledger of this size: none missing, none that nobody would verify.

    A folder that is being `served` may have more: tiles and bundles of other widths, which belong
    to earlier checkpoints or to the next, and the writer's unfinished file. Raises Unreadable.
    """
    # Counted and not listed: a signed size may be one that nobody could ever export.
    expected, count = 1 - (-size // WIDTH), size  # the checkpoint, and the bundles
    while count:
        expected -= -count // WIDTH
        count //= WIDTH
    found = 0
    for path in list_files(folder):
        if path == "checkpoint" or is_part(path, size):
            found += 1
        elif not (served and (path == UNFINISHED or is_tile(path))):
            raise Unreadable(
                f"{path} is not part of a ledger of {size} entries. Ask for a new copy of the "
                "ledger, and give its folder only."
            )
    if found != expected:
        raise Unreadable(
            f"{expected - found} of the {expected} files of this copy are missing. Ask for a new "
            "copy of the ledger."
        )


def list_files(folder: Path) -> Iterator[str]:
    """The path of every file, with slashes, from the folder on, however deep. Raises Unreadable
    for a link, a pipe or a device."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as items:
            for item in items:
                path = below + item.name
                if item.is_dir(follow_symlinks=False):
                    waiting.append(path + "/")
                elif item.is_file(follow_symlinks=False):
                    yield path
                else:
                    # A link could lead out of the folder, to something else at the next reading.
                    raise Unreadable(
                        f"{path} is not a plain file. Ask for a new copy of the ledger."
                    )


def is_part(path: str, size: int) -> bool:
    """Whether this is the path of a tile or bundle that a ledger of `size` entries needs."""
    tile = _tile(path)
    return tile is not None and is_needed(tile, size)


def is_tile(path: str) -> bool:
    """Whether this is the path of a tile or bundle of a ledger of any size."""
    return _tile(path) is not None


def _tile(path: str) -> Tile | None:
    try:
        return parse_tile_path(path)
    except MalformedTile:
        return None
