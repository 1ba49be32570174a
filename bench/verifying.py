"""`verify` entries a second, against a bare SHA-256 loop over the same bytes."""

from __future__ import annotations

import hashlib
import time

from ledger.testing import ledger_of
from ledger.verify import walk

ORIGIN = "bench.example/ledger"


def measure(entries: int) -> list[str]:
    """The best of three rounds of each, in turn, and the ratio."""
    _, lines = ledger_of(entries, ORIGIN, batch=50)
    data = [line.data for line in lines]
    bare = verified = 0.0
    for _ in range(3):
        began = time.perf_counter()
        for one in data:
            hashlib.sha256(b"\x00" + one).digest()
        bare = max(bare, entries / (time.perf_counter() - began))
        began = time.perf_counter()
        walk(data, ORIGIN)
        verified = max(verified, entries / (time.perf_counter() - began))
    ratio = verified / bare
    said = f"verify {verified:,.0f} entries/s   bare SHA-256 {bare:,.0f}/s   ratio {ratio:.2f}"
    return [said]
