"""What a typed time means, and which of two answers is certainly the later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.times import Precision, span

THREE = datetime(2026, 11, 10, 15, tzinfo=UTC)

a_time = st.integers(0, 10**9).map(lambda seconds: THREE + timedelta(seconds=seconds))
a_precision = st.sampled_from([None, *Precision])


@pytest.mark.parametrize(
    ("at", "precision", "length"),
    [
        (THREE, None, timedelta(minutes=1)),
        (THREE.replace(second=5), None, timedelta(seconds=1)),
        (THREE.replace(second=5, microsecond=9), None, timedelta(microseconds=1)),
        (THREE, "second", timedelta(seconds=1)),
        (THREE, "minute", timedelta(minutes=1)),
        (THREE, "hour", timedelta(hours=1)),
        (THREE.replace(hour=0), "day", timedelta(days=1)),
        # Midnight in London is 23:00 the day before in summer, and two days a year are odd ones.
        (datetime(2026, 6, 9, 23, tzinfo=UTC), "day", timedelta(hours=24)),
        (datetime(2026, 3, 29, 0, tzinfo=UTC), "day", timedelta(hours=23)),
        (datetime(2026, 10, 24, 23, tzinfo=UTC), "day", timedelta(hours=25)),
    ],
)
def test_a_typed_time_means_all_of_the_precision_it_was_typed_in(
    at: datetime, precision: str | None, length: timedelta
) -> None:
    meant = span(at, precision)
    assert (meant.first, meant.end - meant.first) == (at, length)


@pytest.mark.parametrize(
    ("precision", "first"),
    [
        ("second", THREE.replace(minute=20, second=5)),
        ("minute", THREE.replace(minute=20)),
        ("hour", THREE),
        # "On 10 November" is that day, whatever the clock said when it was typed.
        ("day", THREE.replace(hour=0)),
    ],
)
def test_a_typed_time_means_it_from_the_first_moment_that_it_can(
    precision: str, first: datetime
) -> None:
    assert span(THREE.replace(minute=20, second=5), precision).first == first


def test_two_answers_of_one_minute_have_no_order() -> None:
    one, other = span(THREE, "minute"), span(THREE.replace(second=30), None)
    assert not one.is_certainly_after(other)
    assert not other.is_certainly_after(one)


@given(a_time, a_precision, a_time, a_precision)
def test_no_answer_is_certainly_later_than_one_that_is_later_than_it(
    one_at: datetime, one: str | None, other_at: datetime, other: str | None
) -> None:
    first, second = span(one_at, one), span(other_at, other)
    assert not (first.is_certainly_after(second) and second.is_certainly_after(first))
    if first.is_certainly_after(second):
        assert one_at > other_at
