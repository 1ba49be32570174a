"""Eight processes on one ledger. The head row is the only lock between them."""

from __future__ import annotations

import pytest

from tests.api.running import Running
from tests.builders import a_new_file, assert_ledger_sound
from tests.faults.forkers import Forkers
from tests.faults.writers import Starter, stored

pytestmark = pytest.mark.each_database

PROCESSES, THREADS = 8, 2


@pytest.mark.slow
@pytest.mark.parametrize("each", [20, pytest.param(200, marks=pytest.mark.faults)])
def test_eight_processes_append_without_gap_or_fork(
    service: Running, forkers: Forkers, each: int
) -> None:
    """Sixteen threads, one row that all of them change: every acknowledged entry is there once, and
    no other but those of which nobody was told whether they are.
    """
    file = service.storage.records.run(a_new_file("LCS-1")).file
    start = service.size()
    starter = Starter(forkers, service, file)
    writers = starter.start(PROCESSES, each=each)
    writers.go()
    writers.wait()
    acknowledged = writers.acknowledged()
    total = PROCESSES * THREADS * each
    assert writers.troubles() == set()
    assert len(acknowledged) + writers.unknown() == total
    assert len({seq for seq, _ in acknowledged}) == len(acknowledged) > total / 2
    held = stored(service)
    assert sorted(held) == list(range(len(held)))
    assert start + len(acknowledged) <= len(held) <= start + total
    assert all(held[seq] == entry_hash for seq, entry_hash in acknowledged)
    assert_ledger_sound(service)
