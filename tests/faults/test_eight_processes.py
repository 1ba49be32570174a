"""Eight processes on one ledger. The head row is the only lock between them."""

from __future__ import annotations

import pytest

from tests.api.running import Running
from tests.builders import a_new_file, assert_ledger_sound
from tests.faults.writers import starting, stored

pytestmark = pytest.mark.each_database

PROCESSES, THREADS, EACH = 8, 2, 50


@pytest.mark.slow
def test_eight_processes_append_without_gap_or_fork(service: Running) -> None:
    """Sixteen threads, one row that all of them change: every acknowledged entry is there once."""
    file = service.storage.records.run(a_new_file("LCS-1")).file
    start = service.size()
    with starting(service, file) as starter:
        writers = starter.start(PROCESSES, each=EACH)
        writers.go()
        writers.wait()
    acknowledged = writers.acknowledged()
    total = PROCESSES * THREADS * EACH
    assert writers.troubles() == set()
    assert sorted(seq for seq, _ in acknowledged) == list(range(start, start + total))
    held = stored(service)
    assert sorted(held) == list(range(start + total))
    assert all(held[seq] == entry_hash for seq, entry_hash in acknowledged)
    assert_ledger_sound(service)
