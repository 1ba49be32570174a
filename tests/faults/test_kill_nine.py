"""`kill -9` of writers, in the middle of whatever each was doing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from ledger.folder import verify_folder
from ledger.note import format_public_key
from tests.api.running import OURS, Running
from tests.builders import a_new_file, alarm_of, assert_ledger_sound
from tests.faults.commands import ROOT
from tests.faults.forkers import Forkers
from tests.faults.servers import until
from tests.faults.writers import Starter, Writers, assert_database_is_whole, stored

pytestmark = pytest.mark.each_database

WRITERS = 3
cycles = pytest.mark.parametrize(
    "cycles", [6, pytest.param(100, marks=pytest.mark.faults)], ids=["a few", "a hundred"]
)


@dataclass
class Kept:
    """What was ever acknowledged, and how large the ledger ever was."""

    service: Running
    size: int = 0
    before: int = 0
    acknowledged: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.size = self.before = self.service.size()

    def compare(self, writers: Writers) -> None:
        """Everything acknowledged is there, and all that is there verifies."""
        assert writers.troubles() == set()
        for seq, entry_hash in writers.acknowledged():
            assert self.acknowledged.setdefault(seq, entry_hash) == entry_hash
        # A server finishes what it was sent before its client was ended.
        until(lambda: len(stored(self.service)) == self.service.size())
        held = stored(self.service)
        assert sorted(held) == list(range(len(held)))
        assert self.acknowledged.items() <= held.items()
        assert len(held) >= self.size
        self.size = len(held)
        assert_database_is_whole(self.service)
        self.service.storage.verify(self.service.authority)
        assert alarm_of(self.service.storage.soundness[self.service.authority]) is None

    def compare_published(self) -> None:
        """What was published when the signing process was ended is a whole ledger, not ahead."""
        keeper = self.service.storage.keepers[self.service.authority]
        keys = self.service.storage.keys[self.service.authority]
        if keeper.published.exists():
            found = verify_folder(keeper.published, keys.origin, keeper.verifiers, served=True)
            assert found.checkpoint.size <= self.size

    def summary(self, cycles: int) -> str:
        assert self.acknowledged
        durable = self.size - self.before - len(self.acknowledged)
        dialect = self.service.storage.engine.dialect.name
        return (
            f"{cycles} kills on {dialect}: {len(self.acknowledged)} acknowledged, 0 lost; "
            f"{durable} durable but not acknowledged"
        )


@pytest.mark.slow
@cycles
def test_nothing_acknowledged_is_lost_when_every_writer_is_killed(
    service: Running, forkers: Forkers, cycles: int, tell: Callable[[str], None]
) -> None:
    """Three processes append, and one of them signs and publishes. What they were told is
    recorded stays so, the ledger never shrinks, and neither checkpoint nor tiles are ahead of it.
    """
    # The length of each burst; what it hits in that time is up to the machine.
    moments, longer = random.Random(20), 1.0
    file = service.storage.records.run(a_new_file("LCS-1")).file
    service.beat()
    kept = Kept(service)
    starter = Starter(forkers, service, file)
    for cycle in range(cycles):
        # Every other time without the signing, which takes the place of much traffic.
        writers = starter.start(WRITERS, signs=cycle % 2 == 0)
        writers.go()
        time.sleep(longer * moments.uniform(0.12, 0.37))
        writers.kill()
        kept.compare(writers)
        kept.compare_published()
        # On a machine that is busy with something else they have come nowhere by then.
        longer = 1.0 if kept.acknowledged else 2 * longer
    tell(kept.summary(cycles))
    service.beat()
    kept.compare_published()
    _assert_an_auditor_agrees(service)
    assert_ledger_sound(service)


def _assert_an_auditor_agrees(service: Running) -> None:
    """The published tree, with the command that a stranger runs."""
    keeper, keys = service.storage.keepers[OURS], service.storage.keys[OURS]
    asked = [
        "--origin",
        keys.origin,
        "--key",
        format_public_key(keys.signer().verifier),
        "--served",
    ]
    verify = [sys.executable, "-m", "ledger", "verify", "bundle", str(keeper.published), *asked]
    done = subprocess.run(verify, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "cycles", [2, pytest.param(30, marks=pytest.mark.faults)], ids=["twice", "thirty times"]
)
def test_when_one_worker_is_killed_the_others_go_on(
    service: Running, forkers: Forkers, cycles: int, tell: Callable[[str], None]
) -> None:
    """Whatever lock it held goes with it."""
    moments = random.Random(21)
    file = service.storage.records.run(a_new_file("LCS-1")).file
    kept = Kept(service)
    starter = Starter(forkers, service, file)
    for cycle in range(cycles):
        writers = starter.start(WRITERS, signs=True)
        writers.go()
        time.sleep(moments.uniform(0.05, 0.2))
        writers.kill_one(cycle % WRITERS)
        _wait_for_more(writers)
        writers.kill()
        kept.compare(writers)
    tell(kept.summary(cycles))
    assert_ledger_sound(service)


def _wait_for_more(writers: Writers) -> None:
    enough = len(writers.acknowledged()) + 20
    deadline = time.monotonic() + 60
    while len(writers.acknowledged()) < enough:
        assert time.monotonic() < deadline, "the others did not go on"
        time.sleep(0.02)
