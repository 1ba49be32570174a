"""Enquiries that go on and that nobody has: what nobody is asked to do is done by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..tasks.scene import Scene
from .lines import Lines
from .measuring import minutes
from .report import Found, Material, Row, enquiries

_NOTES = ("One that was handed on to another service's team is theirs, and not here.",)


class _Unowned(msgspec.Struct, frozen=True, array_like=True):
    """One that nobody has."""

    enquiry: str
    rating: str
    team: str | None
    since: datetime


def _unowned(scene: Scene) -> Iterator[_Unowned]:
    view = scene.view
    for enquiry in enquiries(scene):
        id = enquiry.event.enquiry
        said = view.whose.get(id)
        is_handed_on = id in view.handed_on and said is not None and said.event.team is not None
        if id in view.ended or is_handed_on or (said is not None and said.event.owner):
            continue
        since = enquiry.effective_at if said is None else said.effective_at
        team = None if said is None else said.event.team
        yield _Unowned(id, enquiry.event.rating, team, since)


UNOWNED: Final = Lines("unowned", _Unowned, _unowned)


def enquiries_without_owner(material: Material) -> Found:
    """Each that goes on without somebody's name on it, the longest first; with its team, if any."""
    rows: list[Row] = [
        {
            "row": "CASE",
            "file": file,
            "enquiry": one.enquiry,
            "rating": one.rating,
            "team": one.team,
            "without_since": one.since,
            "minutes_without": minutes(one.since, material.as_of),
        }
        for file, one in material.lines(UNOWNED)
    ]
    rows.sort(key=lambda row: (row["without_since"], row["file"], row["enquiry"]))
    without_team = sum(row["team"] is None for row in rows)
    summary: Row = {"row": "SUMMARY", "enquiries": len(rows), "without_team": without_team}
    return Found([summary, *rows], _NOTES)
