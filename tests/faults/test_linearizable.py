"""Withdrawals against checks over several processes: nobody is ever told of an agreement that had
been taken back, and whoever looks for such a thing finds it where it is.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

import pytest

from tests.api.running import Running
from tests.builders import assert_ledger_sound
from tests.faults.clients import Run, entries_of, run, standing
from tests.faults.freezing import frozen
from tests.faults.linearizable import (
    Op,
    Outcome,
    Rule,
    Violation,
    contended,
    during,
    violations,
    with_values_of,
)
from tests.faults.searching import is_linearizable
from tests.faults.servers import Servers, killing, repeating, served

pytestmark = pytest.mark.each_database

log = logging.getLogger(__name__)

#: How many in a run at length.
OPERATIONS = 10_000
#: How long the database is frozen, in turn: calls are given up after four seconds.
FROZEN_SECONDS = (1.5, 4.5)
#: Less than this and a run says nothing: it is void, not passed.
CONTENDED, DURING_A_FAULT, SUCCEEDED = 0.20, 0.05, 0.80


def judged(service: Running, found: Run) -> list[Violation]:
    return violations(found.history, entries_of(service, found.families))


def by_file(history: Sequence[Op]) -> list[list[Op]]:
    files: dict[str, list[Op]] = defaultdict(list)
    for op in history:
        files[op.file].append(op)
    return list(files.values())


def assert_not_void(found: Run, succeeded: float = SUCCEEDED) -> None:
    """The clients got in each other's way, over several processes, and mostly got through."""
    shares = Counter(op.outcome for op in found.history)
    assert contended(found.history) >= CONTENDED
    assert shares[Outcome.OK] >= succeeded * len(found.history), shares
    assert len(found.processes) >= 2


def assert_linearizable(service: Running, found: Run) -> None:
    """By the ledger's own places, by a search that asks for none, and by replaying the record."""
    ledger = entries_of(service, found.families)
    assert violations(found.history, ledger) == []
    for ops in by_file(with_values_of(found.history, ledger)):
        assert is_linearizable(ops)
    assert_ledger_sound(service)


#: By which rules each seeded fault must be found, whatever else finds it.
FOUND_BY = {
    "cache": {Rule.ORDER, Rule.OUTDATED},
    "torn": {Rule.ANSWER},
    "early": {Rule.KEPT},
    "lagging": {Rule.ORDER, Rule.OUTDATED, Rule.WITHDRAWN},
}
#: How often clients are let loose, at most, until a fault has shown: some last for milliseconds.
ROUNDS = 30


def found_in(service: Running, servers: Servers, fault: str, seed: int) -> set[Rule]:
    """What is found with clients who ask for this fault, on files of their own."""
    seen = run(service, servers, clients=12, operations=160, files=3, seed=seed, fault=fault)
    assert_not_void(seen)
    return {violation.rule for violation in judged(service, seen)}


def assert_is_found(service: Running, servers: Servers, fault: str) -> None:
    missing = set(FOUND_BY[fault])
    for seed in range(1, ROUNDS + 1):
        missing -= found_in(service, servers, fault, seed)
        if not missing:
            return
    raise AssertionError(f"{fault} was not found by {sorted(missing)}")


@pytest.mark.slow
def test_no_check_answers_from_an_agreement_taken_back_before_it_began(
    empty_database_url: str, database_kind: str, tmp_path: Path
) -> None:
    """And whoever looks for such a thing finds it: the same processes then do one thing wrong for
    those who ask for it, every day on SQLite. `faults` tries each on both: that a fault would no
    longer be found on PostgreSQL alone, where the same rules judge the same replies, shows there.
    """
    with (
        standing(tmp_path, empty_database_url) as service,
        served(service, processes=2, seeded=True) as servers,
    ):
        found = run(service, servers, clients=12, operations=150, files=4, seed=1)
        assert_not_void(found)
        assert_linearizable(service, found)
        if database_kind == "sqlite":
            assert_is_found(service, servers, "cache")


@pytest.mark.slow
@pytest.mark.faults
def test_each_seeded_fault_is_found(empty_database_url: str, tmp_path: Path) -> None:
    """One set of servers, each fault asked for by its own clients; and clients who ask for none,
    with whom nothing is found, before and after.
    """
    with (
        standing(tmp_path, empty_database_url) as service,
        served(service, processes=2, seeded=True) as servers,
    ):
        assert found_in(service, servers, "", 0) == set()
        for fault in FOUND_BY:
            assert_is_found(service, servers, fault)
        assert found_in(service, servers, "", 0) == set()


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.parametrize("disturbed", ["undisturbed", "killed", "frozen"])
def test_ten_thousand_operations_are_one_history(
    empty_database_url: str, tmp_path: Path, request: pytest.FixtureRequest, disturbed: str
) -> None:
    """As above, at length: in peace, with a process killed every two seconds, and with the whole
    database frozen now and then, for less than a call may take and for longer.
    """
    faults: list[tuple[int, int]] = []
    began = time.monotonic()
    with standing(tmp_path, empty_database_url) as service:
        with served(service) as servers:
            freeze = partial(frozen, service, request)
            disturbing: dict[str, Callable[[], AbstractContextManager[None]]] = {
                "undisturbed": nullcontext,
                "killed": partial(killing, servers, 2.0, faults),
                "frozen": partial(repeating, freeze, FROZEN_SECONDS, 2.0, faults),
            }
            found = run(
                service,
                servers,
                clients=12,
                operations=OPERATIONS,
                files=12,
                seed=3,
                meanwhile=disturbing[disturbed](),
            )
        shares = Counter(op.outcome for op in found.history)
        log.info(
            "%s, %s: %d operations in %.0f s, %s, %.0f%% contended, %d faults, %.0f%% during one",
            service.storage.engine.dialect.name,
            disturbed,
            len(found.history),
            time.monotonic() - began,
            {outcome.value: count for outcome, count in shares.items()},
            100 * contended(found.history),
            len(faults),
            100 * during(found.history, faults),
        )
        # Whoever hears at once that a frozen database says nothing asks again at once.
        assert_not_void(found, 0.5 if disturbed == "frozen" else SUCCEEDED)
        assert not faults or during(found.history, faults) >= DURING_A_FAULT
        assert bool(faults) == (disturbed != "undisturbed")
        assert_linearizable(service, found)
