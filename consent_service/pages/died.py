"""Which children of a family have died: whoever reads any page of it is told so first.

A child who has died stands on file for good, and on most pages of it: with an age, to be ticked,
in words to be read out. So it is no page's own to say: it is said above each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from flask import g

from ..domain.recorded.births import is_month
from ..domain.words.naming import day, lower_first
from .called import other_ids
from .unconfirmed import beside


def died_on(stands: Mapping[str, Any]) -> dict[str, str]:
    """Of `showFile`: from when on each of them is dead who has died, adults as well, by every id of
    theirs.
    """
    return {person: death["at"] for person, death in _deaths(stands).items()}


_DIED: Final = "They have died."
_SAID_TO_HAVE_DIED: Final = "One of us wrote that they died. Nobody has confirmed it."


def died_in_words(stands: Mapping[str, Any]) -> dict[str, str]:
    """The same as it is known: what waits for a manager, or was refused, is no fact."""
    return {
        person: _SAID_TO_HAVE_DIED if death["undone"] else _DIED
        for person, death in _deaths(stands).items()
    }


def died_when(stands: Mapping[str, Any]) -> dict[str, str]:
    """The same in a sentence, with as much of the day as anybody said."""
    return {person: in_a_sentence(death) for person, death in _deaths(stands).items()}


def said_again_since(stands: Mapping[str, Any]) -> dict[int, tuple[int, str]]:
    """By the entry of a death that counts no more: that of the word that does, and what it says."""
    counts = _deaths(stands)
    return {
        one["seq"]: (counts[one["person"]]["seq"], in_a_sentence(counts[one["person"]]))
        for one in stands["known"]["deaths"]
        if counts[one["person"]]["seq"] != one["seq"]
    }


def in_a_sentence(death: Mapping[str, Any]) -> str:
    """Of a row of `deaths`: nobody rings them, and it may wait for a manager all the same."""
    return f"{beside(_when(death), death)}."


def _when(death: Mapping[str, Any]) -> str:
    if death["died_in"]:
        return f"Has died: {_month_or_year(death['died_in'])}"
    if not death["day_known"]:
        return "Has died (day not known)"
    return f"Has died: {day(datetime.fromisoformat(death['at']))}"


def _month_or_year(said: str) -> str:
    return f"{date.fromisoformat(f'{said}-01'):%B %Y}" if is_month(said) else said


def _deaths(stands: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The word that counts is the last of somebody, by whichever id of theirs it was recorded."""
    every = stands["known"]["deaths"]
    same = {
        id: {one["id"], *other_ids(one)}
        for one in ((*stands["children"], *stands["adults"]) if every else ())
        for id in (one["id"], *other_ids(one))
    }
    return {id: one for one in every for id in same.get(one["person"], {one["person"]})}


def children_who_died(stands: Mapping[str, Any]) -> Iterator[str]:
    """A line for each child of `showFile` who has."""
    died = died_when(stands)
    for child in stands["children"]:
        if child["id"] in died:
            yield f"{child['names']} {lower_first(died[child['id']])}"


def read(stands: Mapping[str, Any]) -> None:
    """This page is about this family."""
    g.have_died = [*children_who_died(stands)]


def to_be_said() -> list[str]:
    """What stands above the page that is shown now."""
    said: list[str] = g.get("have_died", [])
    return said
