"""How long a silent process is borne with: what counts is the time in which it could speak."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import count

import pytest

from consent_service.patience import LOOKS_EVERY, Patience, ProcessSeen, seen

MOST = 3.0
SLEEPS, RUNS, STOPPED, DISK = (frozenset(one) for one in ("S", "SR", "T", "SD"))


def ended_after(looks: list[ProcessSeen], every: float = LOOKS_EVERY) -> float | None:
    """Seconds from the first look to the one at which patience is over."""
    patience = Patience(MOST, 0.0)
    for number, one in enumerate(looks):
        if patience.is_over(number * every, one):
            return number * every
    return None


def of(states: frozenset[str], ran: float = 0.0, fetched: int = 0) -> list[ProcessSeen]:
    """A minute of the same, with so much of a processor and of a disk at each look."""
    return [ProcessSeen(states, n * ran, n * fetched) for n in range(240)]


def test_one_that_is_stopped_or_does_nothing_is_ended_soon() -> None:
    assert ended_after(of(STOPPED)) == ended_after(of(SLEEPS)) == ended_after(of(DISK)) == MOST


def test_one_that_computes_on_and_says_nothing_is_ended_for_what_it_ran() -> None:
    assert ended_after(of(RUNS, ran=LOOKS_EVERY)) == MOST
    # However many processors it has.
    assert ended_after(of(RUNS, ran=2 * LOOKS_EVERY)) == MOST
    assert ended_after(of(RUNS, ran=LOOKS_EVERY / 4)) == 4 * MOST


@pytest.mark.parametrize("states", [RUNS, DISK])
def test_one_that_is_starved_is_not_ended(states: frozenset[str]) -> None:
    assert ended_after(of(states, ran=0.01, fetched=50)) is None


def test_what_kept_the_parent_from_looking_is_not_held_against_it() -> None:
    assert ended_after(of(STOPPED)[:4], every=60.0) == 3 * 60.0


def test_the_kernel_tells_one_that_is_stopped_from_one_that_computes() -> None:
    code = "while True: pass"
    with subprocess.Popen([sys.executable, "-S", "-c", code]) as process:
        try:
            while (before := seen(process.pid)) is None or before.ran < 0.05:
                time.sleep(0.01)
            assert "R" in before.states
            os.kill(process.pid, signal.SIGSTOP)
            for _ in count():
                now = seen(process.pid)
                assert now is not None
                if now.states == {"T"}:
                    break
                time.sleep(0.01)
        finally:
            process.kill()
    assert seen(process.pid) is None
