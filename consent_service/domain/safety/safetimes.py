"""The hours at which a way is safe, as far as a machine reads them. Pure.

Free text never decides: whatever says more than days and hours ("when he is on earlies"), or may be
meant in the morning as in the evening, is read by somebody.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Final, NamedTuple

from ..times import LONDON

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)s?"
)
_AND: Final = r"\s*(?:,|\+|&|/|\band\b|\bn\b)\s*"
_TO: Final = r"\s*(?:-|–|\bto\b|\btill?\b|\buntil\b)\s*"
_HOUR: Final = r"\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]m)?"
_TIMES: Final = re.compile(
    rf"(?:(?P<days>weekdays|weekends|every day|{_DAY}(?:(?:{_AND}|{_TO}){_DAY})*),?\s*)?"
    rf"(?P<first>{_HOUR}){_TO}(?P<last>{_HOUR})\.?",
    re.IGNORECASE,
)
_ONE: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap]m)?", re.IGNORECASE
)
_RANGE: Final = re.compile(rf"({_DAY}){_TO}({_DAY})", re.IGNORECASE)
_ANY_DAY: Final = re.compile(_DAY, re.IGNORECASE)
_NAMED: Final = {
    "every day": frozenset(range(7)),
    "weekdays": frozenset(range(5)),
    "weekends": frozenset({5, 6}),
}
_NOON: Final = 12


class SafeTimes(NamedTuple):
    """On which days of the week, from when until when, in London."""

    days: frozenset[int]
    first: time
    last: time

    def hold_at(self, at: datetime) -> bool:
        """Whether it is one of these times."""
        now = at.astimezone(LONDON)
        return now.weekday() in self.days and self.first <= now.time() < self.last


def times_read(words: str | None) -> SafeTimes | None:
    """None where they cannot be read for certain."""
    found = _TIMES.fullmatch(words.strip()) if words else None
    if found is None:
        return None
    days, hours = _days_read(found["days"]), _hours_read(found["first"], found["last"])
    return None if days is None or hours is None else SafeTimes(days, *hours)


def _days_read(words: str | None) -> frozenset[int] | None:
    named = _NAMED.get((words or "every day").casefold())
    if named is not None or words is None:
        return named
    days = set[int]()
    for first, last in _RANGE.findall(words):
        if _day(last) < _day(first):
            return None
        days.update(range(_day(first), _day(last) + 1))
    return frozenset(days.union(map(_day, _ANY_DAY.findall(words))))


def _day(word: str) -> int:
    return _DAYS.index(word[:3].casefold())


def _hours_read(first: str, last: str) -> tuple[time, time] | None:
    """Of 24 hours, or with am and pm. A short one is of the morning where the other is of the
    afternoon; where it is not, nobody knows of which half of the day it is.
    """
    one, other = _ONE.fullmatch(first), _ONE.fullmatch(last)
    if one is None or other is None:
        return None
    begins, ends = _time(one), _time(other)
    if begins is None or ends is None or not begins < ends:
        return None
    is_plain = all(_is_certain(each) for each in (one, other))
    is_over_noon = one["half"] is None and other["half"] is None and ends.hour > _NOON
    return (begins, ends) if is_plain or is_over_noon else None


def _is_certain(one: re.Match[str]) -> bool:
    """By two digits and its minutes, or by which half of the day it is of."""
    return one["half"] is not None or (len(one["hour"]) > 1 and one["minute"] is not None)


def _time(one: re.Match[str]) -> time | None:
    hour, minute, half = int(one["hour"]), int(one["minute"] or 0), (one["half"] or "").casefold()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
