"""How old a child is, in words: of a baby it matters how many weeks or months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from ..domain.times import LONDON
from .died import died_on

NOT_BORN: Final = "not born yet"
DIED: Final = "has died"
#: Below so many months, or days, it is these that are said.
_IN_MONTHS: Final = 24
_IN_WEEKS: Final = 84
_IN_DAYS: Final = 14


def of_child(stands: Mapping[str, Any], child: Mapping[str, Any]) -> str:
    """The same of a child of `showFile`, at its moment; of one who has died, that."""
    return DIED if child["id"] in died_on(stands) else age(child, stands["as_of"])


def years_of_child(stands: Mapping[str, Any], child: Mapping[str, Any]) -> str:
    """The same in years."""
    return DIED if child["id"] in died_on(stands) else years_old(child, stands["as_of"])


def age(child: Mapping[str, Any], as_of: str | None = None) -> str:
    """As in "7", "14 months" or "5 weeks"; where no day of birth is shown, in whole years; where
    none is known, about. Of a list's child who has died, that.
    """
    if child.get("has_died"):
        return DIED
    if child["age"] is None:
        return NOT_BORN
    if child.get("age_is_about"):
        return f"about {child['age']}" if child["age"] else "age not known, or a baby"
    born = child.get("dob")
    if born is None or as_of is None:
        return "under 1" if child["age"] == 0 else str(child["age"])
    on = datetime.fromisoformat(as_of).astimezone(LONDON).date()
    return _of(date.fromisoformat(born), on) or str(child["age"])


def years_old(child: Mapping[str, Any], as_of: str | None = None) -> str:
    """As in "7 years old", "14 months old"."""
    said = age(child, as_of)
    if said in (NOT_BORN, DIED):
        return said
    if said[-1].isdigit():
        return f"{said} year{'' if said in ('1', 'under 1', 'about 1') else 's'} old"
    return said if child.get("age_is_about") else f"{said} old"


def _of(born: date, on: date) -> str | None:
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    days = (on - born).days
    if days < 0 or months >= _IN_MONTHS:
        return None
    if days < _IN_DAYS:
        return _several(days, "day")
    return _several(days // 7, "week") if days < _IN_WEEKS else _several(months, "month")


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
