"""From when a child decides what others decide until then, by their age alone. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

from ..times import LONDON
from .view import View

#: From this birthday on a child's own word decides, unless it was found that it does not.
DECIDES_FROM: Final = 16
#: And from this one whatever was found.
OF_AGE: Final = 18
_NOT_ABLE: Final = "NOT_COMPETENT"


def birthday(dob: date, years: int) -> date:
    """The day an age is reached; 1 March for somebody born on 29 February."""
    try:
        return dob.replace(year=dob.year + years)
    except ValueError:
        return date(dob.year + years, 3, 1)


def decides_from(view: View, child: str, purpose: str) -> datetime | None:
    """The first moment of that day: what others agreed to about the child ends with it. None where
    they decide already, or nobody knows when they are born.
    """
    held = view.children.get(child)
    if held is None or held.event.dob is None or view.decides_alone[child, purpose]:
        return None
    able = view.competence[child, purpose] != _NOT_ABLE
    day = birthday(held.event.dob, DECIDES_FROM if able else OF_AGE)
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
