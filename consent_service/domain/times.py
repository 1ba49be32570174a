"""What a typed time means: all of the minute, hour or day that was typed.

"On 10 November" is the whole day. Of two answers of one person the later one counts, and later
means certainly later: where the two may have been the other way round, the more careful one
counts (edition 2026.3 of the rules, section 1).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")

#: What was typed in error is taken back within so long by whoever typed it.
TAKEN_BACK_WITHIN: Final = timedelta(minutes=30)


#: Whoever looks at a file asks it of the same few moments many times.
@lru_cache(maxsize=4096)
def day_of(at: datetime) -> date:
    """The day it is in London."""
    return at.astimezone(LONDON).date()


#: Nothing is told apart that lies closer together.
A_MOMENT: Final = timedelta(microseconds=1)


class Precision(StrEnum):
    """How exactly a time was typed."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


_LENGTHS: Final = {
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.HOUR: timedelta(hours=1),
}


class Span(NamedTuple):
    """The moments that a time can mean: from `first`, and before `end`. Aware UTC."""

    first: datetime
    end: datetime

    def is_certainly_after(self, other: Span) -> bool:
        """Whichever moments the two mean, this one is the later."""
        return self.first >= other.end


#: Answers are compared two by two: each time is among them many times over.
@lru_cache(maxsize=4096)
def span(at: datetime, precision: str | None) -> Span:
    """What `at` means if it was typed to `precision`.

    Where nobody said: to the minute if it names no second, as people type, else as exactly as it
    stands. A day is that day in London.
    """
    if precision is None:
        if at.microsecond:
            # From a clock and not from a keyboard: it means itself.
            return Span(at, at + A_MOMENT)
        precision = Precision.SECOND if at.second else Precision.MINUTE
    first = first_moment(at, precision)
    if precision == Precision.DAY:
        return Span(first, end_of_day(first))
    return Span(first, first + _LENGTHS[Precision(precision)])


def first_moment(at: datetime, precision: str | None) -> datetime:
    """The first moment that a time typed like this can mean: from then on it has effect."""
    if precision == Precision.DAY:
        midnight = at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight.astimezone(at.tzinfo)
    if precision == Precision.HOUR:
        return at.replace(minute=0, second=0, microsecond=0)
    if precision == Precision.MINUTE:
        return at.replace(second=0, microsecond=0)
    return at


def less_exact(at: datetime, one: str | None, other: str | None) -> str | None:
    """Of two precisions of one time, the one by which it can mean more."""
    first, second = span(at, one), span(at, other)
    return other if second.end - second.first > first.end - first.first else one


def through_its_second(at: datetime) -> datetime:
    """The last moment that is meant by somebody who looks back to a time written to the second, as
    every reply writes it: what was recorded in that second was known by it.
    """
    return at if at.microsecond else at + timedelta(seconds=1) - timedelta.resolution


def end_of_day(at: datetime) -> datetime:
    """The midnight in London that ends the day of `at`."""
    # By the clock on the wall: a day has 23 hours in March and 25 in October.
    tomorrow = (at.astimezone(LONDON) + timedelta(days=1)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return tomorrow.astimezone(at.tzinfo)


def age_on(dob: date, day: date) -> int:
    """Whole years. An age is reached as its birthday begins (Family Law Reform Act 1969 s.9)."""
    return day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day))
