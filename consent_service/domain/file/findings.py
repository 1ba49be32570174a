"""A finding of whether a child decides alone, and from when on it says nothing more. Pure."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Final

from ..recorded.event import Event
from ..recorded.events import CompetenceRecorded
from ..recorded.falling import MANAGERS
from ..times import age_on, day_of
from .held import Held
from .whatwaits import NOT_ABLE

#: From this birthday on a child's own word decides, unless it is found that it does not.
DECIDES_FROM: Final = 16
#: And from this one whatever was found.
OF_AGE: Final = 18


def was_old_enough(found: Held[Event], dob: date | None) -> bool:
    """It is of somebody who was 16 when it took effect."""
    return dob is not None and age_on(dob, day_of(found.effective_at)) >= DECIDES_FROM


def says_something(
    found: Held[CompetenceRecorded], dob: date | None, today: date, looked_at: Container[int]
) -> bool:
    """From their 16th birthday on they are presumed able (Mental Capacity Act 2005 s.1(2); Family
    Law Reform Act 1969 s.8), whatever was found of the child: until somebody finds otherwise of
    them at 16 or later, and a manager did, or was asked. Whoever was taken for younger when it was
    found, so that no manager was asked, is presumed able as well.

    `looked_at` are the places of what was put to a manager.
    """
    if dob is None or age_on(dob, today) < DECIDES_FROM:
        return True
    is_by_a_manager = found.role in MANAGERS or found.seq in looked_at
    return was_old_enough(found, dob) and (found.event.status != NOT_ABLE or is_by_a_manager)
