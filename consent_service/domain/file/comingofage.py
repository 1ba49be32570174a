"""From when a child decides what others decide until then, by their age alone. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from ..times import LONDON, age_on, day_of
from .findings import DECIDES_FROM, OF_AGE
from .view import View


def birthday(dob: date, years: int) -> date:
    """The day an age is reached; 1 March for somebody born on 29 February."""
    try:
        return dob.replace(year=dob.year + years)
    except ValueError:
        return date(dob.year + years, 3, 1)


def may_decide_alone(view: View, child: str, purpose: str) -> bool:
    """The child decides in a reading of the file, and so whoever checks takes them as deciding. One
    rule, for a page of theirs, a way in, letters and what is to be done: a finding that waits for a
    manager takes nothing away, and what one refused is in no reading.
    """
    return any(
        born.decides_alone[born.the_one(child), purpose]
        for reading in view.readings_apart
        for born in reading.as_born
    )


def decides_from(view: View, child: str, purpose: str) -> datetime | None:
    """The first moment of that day: what others agreed to about the child ends with it, whatever
    was found of a child before. None where they decide already, or nobody knows when they are born.
    """
    held = view.children.get(child)
    if held is None or held.event.dob is None or view.decides_alone[child, purpose]:
        return None
    age = age_on(held.event.dob, day_of(view.as_of))
    day = birthday(held.event.dob, DECIDES_FROM if age < DECIDES_FROM else OF_AGE)
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
