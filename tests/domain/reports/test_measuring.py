"""How long something took."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.reports.measuring import (
    MINUTES_A_DAY,
    median,
    minutes,
    months_after,
    share,
    working_minutes,
)
from consent_service.domain.times import day_of
from consent_service.domain.workingdays import is_working_day
from tests.domain.tasks.story import MONDAY, london

TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=MONDAY.tzinfo)
)


@pytest.mark.parametrize(
    ("start", "end", "took"),
    [
        (("2026-03-09", "12:00"), ("2026-03-09", "12:30"), 30),
        (("2026-03-09", "16:00"), ("2026-03-10", "10:00"), 120),
        (("2026-03-09", "20:00"), ("2026-03-10", "08:00"), 0),
        (("2026-03-06", "16:00"), ("2026-03-09", "10:00"), 120),  # over a weekend
        (("2026-04-02", "16:00"), ("2026-04-07", "10:00"), 120),  # over Easter
        (("2026-03-09", "09:00"), ("2026-03-13", "17:00"), 5 * MINUTES_A_DAY),
        (("2026-10-23", "16:00"), ("2026-10-26", "10:00"), 120),  # the clocks go back
    ],
)
def test_working_minutes_run_from_nine_to_five_on_working_days(
    start: tuple[str, str], end: tuple[str, str], took: int
) -> None:
    assert working_minutes(london(*start), london(*end)) == took


@given(TIMES, TIMES)
def test_working_minutes_are_no_more_than_the_clocks(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    assert 0 <= working_minutes(start, end) <= minutes(start, end)
    assert working_minutes(end, start) == 0


@given(TIMES, st.integers(0, 20))
def test_a_whole_number_of_days_has_the_working_minutes_of_its_working_days(
    at: datetime, days: int
) -> None:
    first = day_of(at)
    start, end = (london(f"{first + timedelta(days=n)}", "00:00") for n in (0, days))
    working = sum(is_working_day(first + timedelta(days=n)) for n in range(days))
    assert working_minutes(start, end) == working * MINUTES_A_DAY


def test_a_median_is_the_middle_and_of_nothing_none() -> None:
    assert (median([]), median([7]), median([1, 9, 2]), median([1, 2, 4, 9])) == (None, 7, 2, 3)


def test_a_share_of_nothing_is_none() -> None:
    assert (share(0, 0), share(1, 3), share(0, 3)) == (None, 0.33, 0.0)


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 3, 9), date(2026, 6, 9)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2026, 10, 1), date(2027, 1, 1)),
        (date(2027, 11, 29), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 9, 30), date(2026, 12, 30)),
    ],
)
def test_three_months_end_on_the_same_day_or_the_months_last(day: date, after: date) -> None:
    assert months_after(day, 3) == after
