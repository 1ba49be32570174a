"""Which children of a family have died: whoever reads any page of it is told so first.

A child who has died stands on file for good, and on most pages of it: with an age, to be ticked,
in words to be read out. So it is no page's own to say: it is said above each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flask import g

from ..domain.words.naming import day
from .called import other_ids


def died_on(stands: Mapping[str, Any]) -> dict[str, str]:
    """Of `showFile`: when each of them died who has, adults as well, by every id of theirs."""
    found: dict[str, str] = {one["person"]: one["at"] for one in stands["known"]["deaths"]}
    for one in (*stands["children"], *stands["adults"]) if found else ():
        ids = (one["id"], *other_ids(one))
        at = next((found[id] for id in ids if id in found), None)
        found |= dict.fromkeys(ids, at) if at is not None else {}
    return found


def children_who_died(stands: Mapping[str, Any]) -> Iterator[str]:
    """A line for each child of `showFile` who has."""
    died = died_on(stands)
    for child in stands["children"]:
        if child["id"] in died:
            yield f"{child['names']} has died: {day(datetime.fromisoformat(died[child['id']]))}."


def read(stands: Mapping[str, Any]) -> None:
    """This page is about this family."""
    g.have_died = [*children_who_died(stands)]


def to_be_said() -> list[str]:
    """What stands above the page that is shown now."""
    said: list[str] = g.get("have_died", [])
    return said
