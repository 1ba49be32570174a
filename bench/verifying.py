"""`ledger.verify` entries a second, against a bare SHA-256 loop over the same bytes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from ledger.testing import ledger_of
from ledger.verify import verify_ledger, walk

from .table import Row

ORIGIN = "bench.example/ledger"
ROUNDS = 3


def measure(entries: int) -> list[Row]:
    """A row for the bytes alone, and one for stored lines with their hashes and head."""
    head, lines = ledger_of(entries, ORIGIN, batch=50)
    data = [line.data for line in lines]

    def bare() -> None:
        for one in data:
            hashlib.sha256(b"\x00" + one).digest()

    def rate(work: Callable[[], object]) -> float:
        began = time.perf_counter()
        work()
        return entries / (time.perf_counter() - began)

    ways: list[tuple[str, Callable[[], object]]] = [
        ("verify.walk", lambda: walk(data, ORIGIN)),
        ("verify.verify_ledger", lambda: verify_ledger(lines, ORIGIN, head)),
    ]
    return [
        Row(
            f"{name}, {entries:,} entries",
            "SHA-256 alone",
            [(rate(work), rate(bare)) for _ in range(ROUNDS)],
            0.25,
        )
        for name, work in ways
    ]
