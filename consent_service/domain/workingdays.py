"""Working days in England: not weekends, not bank holidays. Times are London's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import Any, Final

import holidays

from .times import LONDON


@cache
def _united_kingdom() -> Any:
    """The one calendar that is asked.

    Why not `holidays.country_holidays`? It imports every country's and every exchange's, while
    whoever asks first of a new process waits for it. A test holds the two together.
    """
    spec = PathFinder.find_spec("united_kingdom", [f"{holidays.__path__[0]}/countries"])
    if spec is None or spec.loader is None:
        raise ImportError(name="united_kingdom")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.UnitedKingdom


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(_united_kingdom()(subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def working_days_after(at: datetime, count: int) -> date:
    """The `count`th working day after the day of `at` in London."""
    return _after(at.astimezone(LONDON).date(), count)


@lru_cache(maxsize=1024)
def _after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def end_of_working_days_after(at: datetime, count: int) -> datetime:
    """The end of that day in London, exclusive: the day after it begins. Aware UTC."""
    day = working_days_after(at, count) + timedelta(days=1)
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


#: Nothing is not safe for ever without anybody asking again: so many working days, unless it says.
_LOOKED_AT_WITHIN: Final = 10


def looked_at_again(at: datetime) -> date:
    """The day on which something said at this moment to be unsafe is looked at again.

    That the day passes makes nothing safe: it is a task, and no more.
    """
    return working_days_after(at, _LOOKED_AT_WITHIN)
