"""How long something took, and the middle of several such times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from ..tasks.task import CLOSE_OF_DAY, close_of
from ..times import LONDON, day_of
from ..workingdays import is_working_day

#: When a working day begins, in London; it ends at `CLOSE_OF_DAY`.
START_OF_DAY: Final = time(9)
MINUTES_A_DAY: Final = (CLOSE_OF_DAY.hour - START_OF_DAY.hour) * 60

_MINUTE: Final = timedelta(minutes=1)


def minutes(start: datetime, end: datetime) -> int:
    """Whole minutes by the clock; what ended before it began took none."""
    return max(0, (end - start) // _MINUTE)


def working_minutes(start: datetime, end: datetime) -> int:
    """Whole minutes of working time, 9 to 5 on working days in London, between two times."""
    first, last = day_of(start), day_of(end)
    if end <= start:
        return 0
    if first == last:
        return _within(first, start, end)
    between = sum(is_working_day(day) for day in _days(first, last)) * MINUTES_A_DAY
    return _within(first, start, close_of(first)) + between + _within(last, _start(last), end)


def median(values: Iterable[int]) -> int | None:
    """The middle value, rounded down; of nothing it is None, because 0 would look like speed."""
    ranked = sorted(values)
    if not ranked:
        return None
    middle = len(ranked) // 2
    if len(ranked) % 2:
        return ranked[middle]
    return (ranked[middle - 1] + ranked[middle]) // 2


def share(part: int, whole: int) -> float | None:
    """A part of a whole to two digits; of nothing it is None."""
    return None if whole == 0 else round(part / whole, 2)


def months_after(day: date, count: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(1))


def _within(day: date, start: datetime, end: datetime) -> int:
    if not is_working_day(day):
        return 0
    return minutes(max(start, _start(day)), min(end, close_of(day)))


def _start(day: date) -> datetime:
    return datetime.combine(day, START_OF_DAY, LONDON).astimezone(UTC)


def _days(after: date, before: date) -> Iterable[date]:
    for number in range(1, (before - after).days):
        yield after + timedelta(days=number)
