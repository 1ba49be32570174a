"""Which attempts to reach somebody count as several. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from ..times import LONDON

#: When somebody was tried, and by which method: a code of `methods`, or None where nobody said.
Attempt: TypeAlias = tuple[datetime, str | None]

_APART: Final = timedelta(hours=2)


def occasions(attempts: Iterable[Attempt], enough: int) -> int:
    """How many of these count: on different days in London, or at least two hours apart by
    different methods. Ringing three times in a row is one try. Of one day no more than `enough`
    are looked for.
    """
    days: dict[date, list[Attempt]] = defaultdict(list)
    for attempt in sorted(attempts, key=lambda attempt: (attempt[0], attempt[1] or "")):
        days[attempt[0].astimezone(LONDON).date()].append(attempt)
    return sum(_most(day, (), enough) for day in days.values())


def _most(left: Sequence[Attempt], counted: tuple[Attempt, ...], enough: int) -> int:
    """The most that can be counted of one day beside those counted already, the first first."""
    if not left or len(counted) >= enough:
        return len(counted)
    first, rest = left[0], left[1:]
    if not all(_are_two(one, first) for one in counted):
        return _most(rest, counted, enough)
    # Left out, it may make room for two.
    return max(_most(rest, (*counted, first), enough), _most(rest, counted, enough))


def _are_two(one: Attempt, later: Attempt) -> bool:
    return later[0] - one[0] >= _APART and None not in (one[1], later[1]) and one[1] != later[1]
