"""A birth of which nobody knows the day: the month or the year in which it was, or is expected.
And a death, likewise.

What was said stands on record as it was said. Where the rules need a day, an age say, they take the
middle of it, and everywhere it is shown as what it is: about.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from .circumstances import DeathRecorded, PersonAmended
from .events import ChildAdded


def year_of(said: str) -> int:
    """The year of a month, `2024-03`, or of a year, `2024`."""
    return int(said[:4])


def is_month(said: str) -> bool:
    """Whether the month is known."""
    return len(said) > len("2024")


def middle_of(said: str) -> date:
    """The day in its middle."""
    return date.fromisoformat(f"{said}-15") if is_month(said) else date(year_of(said), 7, 1)


def first_of(said: str) -> date:
    """Its first day."""
    return date.fromisoformat(f"{said}-01") if is_month(said) else date(year_of(said), 1, 1)


def last_of(said: str) -> date:
    """Its last day."""
    if not is_month(said):
        return date(year_of(said), 12, 31)
    return (first_of(said) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def born_in(child: ChildAdded | PersonAmended) -> str | None:
    """The month or the year of the birth, where no more is known."""
    return None if child.born_in is msgspec.UNSET else child.born_in


def due_in(child: ChildAdded | PersonAmended) -> str | None:
    """The month in which they are expected, where no more is known."""
    return None if child.due_in is msgspec.UNSET else child.due_in


def died_in(death: DeathRecorded) -> str | None:
    """The month or the year of the death, where no more is known."""
    return None if death.died_in is msgspec.UNSET else death.died_in


def is_about(child: ChildAdded) -> bool:
    """Whether their age is worked out from a guess, or from a month or year."""
    return child.estimated_dob is not None or born_in(child) is not None


def as_born_on(child: ChildAdded, dob: date) -> ChildAdded:
    """Once the day is known."""
    unset = msgspec.UNSET
    return msgspec.structs.replace(child, dob=dob, estimated_dob=None, born_in=unset, due_in=unset)
