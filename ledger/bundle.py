"""An offline copy of a ledger: the tree of files a C2SP tlog-tiles server would serve.

    <folder>/tile/entries/...    every entry
    <folder>/tile/<L>/...        every tile of hashes
    <folder>/checkpoint          the signed checkpoint they add up to

Any server of plain files can publish such a folder, and `ledger.folder.verify_folder` verifies it
without the service, its database or a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.durable import FolderWriter, locked
from ledger.entry import entry_hash, parse_entry
from ledger.errors import Altered, Forked, LedgerError, MalformedEntry, NotPinned, Unreadable
from ledger.files import UNFINISHED, Progress, is_part, is_tile, list_files
from ledger.log import EntryLine
from ledger.note import parse_note
from ledger.publishing import check_order, following, grow, published
from ledger.tiles import WIDTH, Tile
from ledger.tilestore import folder_source, read_entries, read_tile

LinesFrom: TypeAlias = Callable[[int], Iterable[EntryLine]]
"""Given `start`, the stored lines with seq >= start, by seq."""


def write_folder(
    path: Path | str,
    lines: Iterable[EntryLine] | LinesFrom,
    checkpoint: bytes,
    progress: Progress | None = None,
) -> Checkpoint:
    """Make the folder `path` a copy of the first entries of a ledger, as many as `checkpoint` says.

    Where there is a copy of a smaller checkpoint already, only what is new is read and written:
    it must be a beginning of this one. Lines are read in order and not kept, so a ledger of any
    size is written in little memory. `lines` is all of them, or a function of where to start.

    The files are written, then synced all at once, and the checkpoint comes last: an export that
    was cut off is never taken for a whole one, since no checkpoint there is about it. The next
    one goes on where it stopped: with a function of where to start, each full bundle that has the
    hashes in its tile is kept and not read from the ledger again. Should remains and ledger not
    add up to the checkpoint, what no checkpoint is about is written anew.

    Raises NotPinned when the folder is of another ledger, Unreadable when it has files of any
    other kind, too few lines come or another export is at work there, RolledBack and Forked when
    what it has is no beginning of this checkpoint, or the lines do not have its root; Altered
    when what it has is not what its own checkpoint says. No signature is checked, since whoever
    verifies the folder must check it anyway.
    """
    goal = Path(path)
    new = parse_checkpoint(parse_note(checkpoint).text)
    goal.mkdir(parents=True, exist_ok=True)
    with locked(goal):
        _check_kind(goal)
        old = check_order(published(goal), new)
        if old.size == 0:
            _check_remains(goal, new.origin)
        if new.size > old.size:
            try:
                _write(FolderWriter(goal, sync_once=True), old, lines, new, progress)
            except LedgerError:
                if old.size:
                    _remove_strays(goal, old.size)  # so that it is the copy it was
                raise
        last = FolderWriter(goal)
        last.put("checkpoint", checkpoint)
        last.settle()
        # Now, and not before: the narrower files at the right edge were the old checkpoint's.
        _remove_strays(goal, new.size)
    return new


def _remove_strays(folder: Path, size: int) -> None:
    for file in list(list_files(folder)):
        if file != "checkpoint" and not is_part(file, size):
            (folder / file).unlink()


def _check_kind(folder: Path) -> None:
    """Nothing but what an export writes. A folder named by mistake is left as it is."""
    for file in list_files(folder):
        if file not in ("checkpoint", UNFINISHED) and not is_tile(file):
            raise Unreadable(
                f"{folder} has files in it that are no part of a copy of a ledger. Name a new "
                "folder, or that of an earlier export."
            )


def _check_remains(folder: Path, origin: str) -> None:
    """What an export left that was cut off is of this ledger, as far as its first entry tells."""
    for width in range(WIDTH, 0, -1):
        try:
            first = read_entries(folder_source(folder), Tile(None, 0, width))[0]
            found = parse_entry(first).ledger
        except (Unreadable, Altered, MalformedEntry):
            continue  # not there, or torn: it will be written anew
        if found != origin:
            raise NotPinned(
                f"{folder} has the beginning of an export of {found}, not of {origin}. Name "
                "another folder."
            )
        return


def _write(
    writer: FolderWriter,
    old: Checkpoint,
    lines: Iterable[EntryLine] | LinesFrom,
    new: Checkpoint,
    progress: Progress | None,
) -> None:
    """Everything of `new` beyond `old`, and on disk."""
    kept = first = old.size // WIDTH
    if callable(lines):
        read, kept = lines, _intact(writer.folder, first, new.size // WIDTH)
    else:
        every = lines
        read = lambda start: islice(every, start, None)  # noqa: E731 - the other is an argument
    try:
        grow(writer, old, _entries(writer.folder, old.size, kept, read), new, progress)
    except Forked:
        if kept == first:
            raise
        grow(writer, old, _entries(writer.folder, old.size, first, read), new, progress)
    writer.settle()


def _intact(folder: Path, first: int, stop: int) -> int:
    """Where the run of full bundles from `first` on ends that have the hashes in their tile."""
    source = folder_source(folder)
    for index in range(first, stop):
        try:
            entries = read_entries(source, Tile(None, index))
            if read_tile(source, Tile(0, index)) != [entry_hash(data) for data in entries]:
                return index
        except (Unreadable, Altered):
            return index
    return max(first, stop)


def _entries(folder: Path, start: int, kept: int, read: LinesFrom) -> Iterator[bytes]:
    """Those from `start` on: in the bundles there up to number `kept`, and then from the ledger."""
    at = start
    while at < WIDTH * kept:
        yield from read_entries(folder_source(folder), Tile(None, at // WIDTH))[at % WIDTH :]
        at += WIDTH - at % WIDTH
    yield from following(read(at), at)
