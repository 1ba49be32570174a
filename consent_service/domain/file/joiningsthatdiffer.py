"""What stands on record tells two apart who are said to be one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from .view import View

#: Somebody, as they stand on a file.
StandsOn: TypeAlias = tuple[View, str]


def differ(*two: StandsOn) -> bool:
    """Born on other days; only one of them is known to have died; or a child and an adult of whom
    nobody knows that they were born on one day, as whoever has grown up since was.
    """
    born = [_born(view, person) for view, person in two]
    if len({*born} - {None}) > 1 or _only_one(person in view.the_dead for view, person in two):
        return True
    return None in born and _only_one(person in view.children for view, person in two)


def a_child_and_an_adult(*two: StandsOn) -> bool:
    """They differ, and only one of them is a child on the file on which they stand."""
    return _only_one(person in view.children for view, person in two) and differ(*two)


def _born(view: View, person: str) -> date | None:
    one = view.children.get(person) or view.adults.get(person)
    return None if one is None else one.event.dob


def _only_one(of: Iterable[bool]) -> bool:
    return len({*of}) > 1
