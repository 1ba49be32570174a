"""`kill -9` of every writer at once, in the middle of whatever each was doing."""

from __future__ import annotations

import random
import time

import pytest

from tests.api.running import Running
from tests.builders import a_new_file, assert_ledger_sound
from tests.faults.writers import assert_database_is_whole, starting, stored

CYCLES = 20


@pytest.mark.slow
@pytest.mark.faults
def test_nothing_acknowledged_is_lost_when_every_writer_is_killed(service: Running) -> None:
    """Three processes append while one of them signs. What they were told is recorded stays so,
    the ledger never shrinks, and no checkpoint is ahead of it.
    """
    # The length of each burst; what it hits in that time is up to the machine.
    moments = random.Random(20)
    file = service.storage.records.run(a_new_file("LCS-1")).file
    acknowledged: dict[int, bytes] = {}
    size = service.size()
    with starting(service, file) as starter:
        for _ in range(CYCLES):
            writers = starter.start(3, signs=True)
            writers.go()
            time.sleep(moments.uniform(0.1, 0.3))
            writers.kill()
            assert writers.troubles() == set()
            for seq, entry_hash in writers.acknowledged():
                assert acknowledged.setdefault(seq, entry_hash) == entry_hash
            held = stored(service)
            assert sorted(held) == list(range(len(held)))
            assert acknowledged.items() <= held.items()
            head = service.size()
            assert head >= size
            size = head
            assert_database_is_whole(service)
            assert service.storage.soundness[service.authority].alarm is None
    assert acknowledged
    assert_ledger_sound(service)
