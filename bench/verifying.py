"""`ledger.verify` entries a second, against a bare SHA-256 loop over the same bytes.

For a bundle, a folder on disk, the loop is over the bytes of its entries as they are read from
their files, so that both read the same. Peak memory is that of the process and of all that it
starts, whatever they import; it is printed beside the rows.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from ledger import EntryLine, Head, Signer, extend, sign_checkpoint, verify_folder
from ledger.growth import TileWriter
from ledger.testing import A_TIME, drafts, ledger_of
from ledger.tiles import WIDTH, Tile
from ledger.tilestore import folder_source, needed_tile, read_entries
from ledger.verify import verify_ledger, walk

from .table import Row

ORIGIN = "bench.example/ledger"
SIGNER = Signer(ORIGIN, bytes(32))
ROUNDS = 3
#: Seconds between two looks at what a process holds.
_OFTEN: Final = 0.05


def measure(entries: int) -> list[Row]:
    """A row for the bytes alone, and one for stored lines with their hashes and head."""
    head, lines = ledger_of(entries, ORIGIN, batch=50)
    data = [line.data for line in lines]

    def bare() -> None:
        for one in data:
            hashlib.sha256(b"\x00" + one).digest()

    ways: list[tuple[str, Callable[[], object]]] = [
        ("verify.walk", lambda: walk(data, ORIGIN)),
        ("verify.verify_ledger", lambda: verify_ledger(lines, ORIGIN, head)),
    ]
    return [
        Row(
            f"{name}, {entries:,} entries",
            "SHA-256 alone",
            [(_rate(work, entries), _rate(bare, entries)) for _ in range(ROUNDS)],
            0.25,
        )
        for name, work in ways
    ]


def measure_bundle(entries: int) -> list[Row]:
    """A row for one process and one for every core, over a folder of so many entries."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_bundle(folder, entries)

        def bare() -> None:
            source = folder_source(folder)
            for index in range(-(-entries // WIDTH)):
                tile = needed_tile(0, index, entries)
                for data in read_entries(source, Tile(None, index, tile.width)):
                    hashlib.sha256(b"\x00" + data).digest()

        rows = []
        for workers in sorted({1, len(os.sched_getaffinity(0))}):
            peak = _peak(folder, workers)
            work = partial(_verify, folder, workers)
            pairs = [(_rate(work, entries), _rate(bare, entries)) for _ in range(ROUNDS)]
            name = f"verify bundle, {entries:,} entries, {workers} process"
            name += f"{'es' if workers > 1 else ''}, peak {peak:,.0f} MiB"
            rows.append(Row(name, "SHA-256 of what is read", pairs, 0.25))
        return rows


def _rate(work: Callable[[], object], entries: int) -> float:
    began = time.perf_counter()
    work()
    return entries / (time.perf_counter() - began)


def _verify(folder: Path, workers: int) -> None:
    verify_folder(folder, ORIGIN, [SIGNER.verifier], workers=workers)


def write_bundle(folder: Path, entries: int) -> None:
    """As an export, without waiting for the disk at every file."""

    def put(path: str, data: bytes) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    tiles = TileWriter(put)
    head = Head.empty(ORIGIN)
    for grown, lines in _batches(entries):
        head = grown
        tiles.add([line.data for line in lines])
    tiles.finish()
    put("checkpoint", sign_checkpoint(head.checkpoint(), SIGNER))


def _batches(entries: int) -> Iterator[tuple[Head, list[EntryLine]]]:
    head = Head.empty(ORIGIN)
    for start in range(0, entries, 50):
        count = min(50, entries - start)
        at = A_TIME + timedelta(seconds=start)
        head, lines = extend(head, at, drafts(count, start=start))
        yield head, lines


def _peak(folder: Path, workers: int) -> float:
    """The most memory that a new process takes to verify the folder, and each of its own with it,
    in MiB.

    Asked of the kernel while they run: what a process is told of itself when it ends counts what
    the one that started it took as well.
    """
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_verify, args=(folder, workers))
    process.start()
    assert process.pid is not None
    most: dict[int, int] = {}
    while process.is_alive():
        for pid in (process.pid, *_children_of(process.pid)):
            most[pid] = max(most.get(pid, 0), _most_held(pid))
        process.join(_OFTEN)
    return sum(most.values()) / 1024


def _children_of(pid: int) -> list[int]:
    try:
        said = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(one) for one in said.split()]


def _most_held(pid: int) -> int:
    """KiB that it held at once; 0 of one that has ended."""
    try:
        said = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in said.splitlines() if "VmHWM" in line), 0)
