"""Going over a run of a copy's entries by itself, so that several processes can share a ledger.

An entry is linked to the one before it, so how can a run in the middle be verified? By taking
the hash before it from the tile that says it. Whether that hash is right is found by whoever has
the run before; whether the runs fit together, by whoever puts them in a row (`ledger.folder`).

As `ledger.bulk`, this never says what is wrong. It answers "this run is sound in itself" or "I
cannot tell", and then the run is read entry by entry, in its turn, by the one code that names
what it finds. So the first bad entry is named however many processes there are.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from ledger.bulk import recognise
from ledger.entry import NO_PREVIOUS, parse_entry
from ledger.errors import LedgerError
from ledger.tiles import WIDTH, Tile
from ledger.tilestore import folder_source, read_entries, read_tile
from ledger.tree import root_of

RUN: Final = 16 * WIDTH
"""How many entries are gone over at a time: enough that handing out work costs nothing, few
enough that a fault is soon come to."""

WORTH_IT: Final = 300_000
"""With fewer entries than this, starting processes takes longer than they save."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is sound in itself.

    `tip` is the hash that its first entry carries, `last` the hash of its last one, `first_at`
    and `last_at` their times; `roots` the root over each full tile, `rest` the hashes in one that
    is not full.
    """

    tip: bytes
    first_at: datetime
    last: bytes
    last_at: datetime
    roots: list[bytes]
    rest: list[bytes]


def survey(folder: str, origin: str, start: int, stop: int) -> Run | None:
    """Go over entries `start` up to `stop`, where `start` is a multiple of 256 and at `stop` a
    tile or the ledger ends. None means that they have to be read one by one."""
    source = folder_source(folder)
    try:
        tip = NO_PREVIOUS
        if start:
            tip = read_tile(source, Tile(0, start // WIDTH - 1))[-1]
        before, first_at, last_at = tip, None, None
        roots: list[bytes] = []
        rest: list[bytes] = []
        for seq in range(start, stop, WIDTH):
            width = min(WIDTH, stop - seq)
            entries = read_entries(source, Tile(None, seq // WIDTH, width))
            known = recognise(entries, origin, seq, tip, last_at)
            if known is None or read_tile(source, Tile(0, seq // WIDTH, width)) != known[1]:
                return None
            if first_at is None:
                first_at = parse_entry(entries[0]).at
            last_at, hashes = known
            tip = hashes[-1]
            if width == WIDTH:
                roots.append(root_of(hashes))
            else:
                rest = hashes
    except LedgerError:
        return None
    if first_at is None or last_at is None:
        return None
    return Run(before, first_at, tip, last_at, roots, rest)


def survey_all(
    folder: Path, origin: str, start: int, stop: int, workers: int
) -> Iterator[tuple[int, int, Run | None]]:
    """Every run from `start` to `stop`, in order: (its start, its stop, what was found).

    With more than one of `workers`, and enough to do, that many processes share the runs; never
    more than a few are waiting. A process that dies takes no finding with it: its runs, and those
    after it, come back as None.
    """
    runs = ((at, min(at + RUN, stop)) for at in range(start, stop, RUN))
    if workers < 2 or stop - start < WORTH_IT:
        for at, end in runs:
            yield at, end, survey(str(folder), origin, at, end)
        return
    # Started anew and not forked: a fork copies the locks of other threads as they happen to be.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts_alone)
    try:
        waiting: deque[tuple[int, int, Future[Run | None]]] = deque()
        for at, end in runs:
            waiting.append((at, end, pool.submit(survey, str(folder), origin, at, end)))
            if len(waiting) > 4 * workers:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[int, int, Future[Run | None]]]) -> tuple[int, int, Run | None]:
    at, end, future = waiting.popleft()
    try:
        return at, end, future.result()
    except BrokenProcessPool:
        return at, end, None


def _leave_interrupts_alone() -> None:
    # An interrupt at the keyboard reaches every process; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
