"""Whether the time is believed: held to each other clock there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.storage.beside.setaside import TwoClocks
from consent_service.storage.door.clock import APART, Clocks
from consent_service.storage.door.trouble import ClockInDoubt
from tests.api.running import NOON

HOUR = timedelta(hours=1)
MORE = APART + timedelta(seconds=1)
NOBODY: Any = cast("Any", None)


@dataclass
class Machine:
    """`since` is how long it has run, `wrong` how far its wall clock is ahead."""

    since: timedelta = timedelta()
    wrong: timedelta = timedelta()
    database: timedelta | None = None
    clocks: Clocks = field(init=False)

    def __post_init__(self) -> None:
        self.clocks = Clocks(
            lambda: NOON + self.since + self.wrong,
            elapsed=self.elapsed,
            boot="this",
            asks=lambda _: None if self.database is None else NOON + self.since + self.database,
        )
        self.clocks.ask(NOBODY)

    def elapsed(self) -> float:
        return self.since.total_seconds()

    def says(self, last: datetime | None = None, settled: datetime | None = None) -> set[str]:
        return set(self.clocks.disagreeing(last, settled))


def test_a_clock_that_agrees_with_all_others_is_believed() -> None:
    machine = Machine(database=APART)
    machine.clocks.heard(NOON - APART)
    machine.since += HOUR
    assert machine.says(NOON) == set()
    assert machine.clocks.now(NOON).at == NOON + HOUR


@pytest.mark.parametrize("jump", [MORE, -MORE])
def test_a_wall_clock_that_is_moved_is_contradicted_by_the_one_that_counts(jump: timedelta) -> None:
    machine = Machine()
    machine.wrong = jump
    assert machine.says() == {"monotonic"}
    with pytest.raises(ClockInDoubt):
        machine.clocks.now(None)
    machine.wrong = timedelta()
    assert machine.says() == set()


@pytest.mark.parametrize("jump", [MORE, -MORE])
def test_the_databases_clock_is_another_and_is_taken_on_between_two_questions(
    jump: timedelta,
) -> None:
    machine = Machine(database=jump)
    assert machine.says() == {"database"}
    machine.since += HOUR
    assert machine.says() == {"database"}
    machine.database = timedelta()
    machine.clocks.ask(NOBODY)
    assert machine.says() == set()


def test_a_witness_contradicts_when_it_speaks_and_what_it_dated_once_is_never_ahead() -> None:
    machine = Machine()
    machine.clocks.heard(NOON - MORE)
    assert machine.says() == {"witness"}
    machine = Machine()
    machine.clocks.has_vouched(NOON - 10 * HOUR)
    assert machine.says() == set()
    machine.clocks.has_vouched(NOON + MORE)
    assert machine.says() == {"witness"}


def test_an_entry_stamped_ahead_is_believed_less_than_all_others_together() -> None:
    """And where one of them is missing, or is the same clock again, nobody knows."""
    ahead = NOON + MORE
    machine = Machine()
    assert machine.says(ahead) == {"entry"}
    with pytest.raises(ClockInDoubt):
        machine.clocks.now(ahead)
    machine.clocks.heard(NOON)
    assert machine.clocks.now(ahead) == (NOON, True)
    other = Machine(database=timedelta())
    with pytest.raises(ClockInDoubt):
        other.clocks.now(ahead)
    other.clocks.heard(NOON)
    assert other.clocks.now(ahead) == (NOON, True)


def test_what_two_people_set_right_contradicts_nobody_any_more() -> None:
    machine = Machine()
    ahead = NOON + 60 * HOUR
    assert machine.says(ahead, settled=ahead) == set()
    assert machine.clocks.now(ahead, ahead) == (NOON, True)
    assert machine.says(ahead + HOUR, settled=ahead) == {"entry"}


def test_within_five_minutes_the_last_entry_is_the_time_as_two_servers_may_differ() -> None:
    machine = Machine()
    assert machine.clocks.now(NOON + APART) == (NOON + APART, False)


times = st.integers(-200_000, 200_000).map(lambda seconds: timedelta(seconds=seconds))


@given(wrong=times, later=st.integers(0, 200_000))
def test_a_moment_told_by_both_clocks_is_found_again_however_wrong_the_wall_was(
    wrong: timedelta, later: int
) -> None:
    machine = Machine()
    machine.since += HOUR
    machine.wrong = wrong
    told = machine.clocks.told()
    machine.since += timedelta(seconds=later)
    machine.wrong = timedelta()
    found = machine.clocks.when(told)
    assert abs(found - (NOON + HOUR)) <= APART
    assert found <= machine.clocks()


def test_after_another_start_the_wall_clock_of_then_is_all_there_is_and_is_not_ahead() -> None:
    machine = Machine()
    assert machine.clocks.when(TwoClocks(NOON - HOUR, 1.0, "another")) == NOON - HOUR
    assert machine.clocks.when(TwoClocks(NOON + HOUR, 1.0, "another")) == NOON
