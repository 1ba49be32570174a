"""Enquiries that go on and that nobody has, or somebody who has left: what nobody is asked to do is
done by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..recorded.owning import who_has
from ..tasks.scene import Scene
from .lines import Lines
from .measuring import minutes
from .report import Found, Material, Row, enquiries

_NOTES = ("One that was handed on to another service's team is theirs, and not here.",)


class _Unowned(msgspec.Struct, frozen=True, array_like=True):
    """One that goes on: nobody has it, or somebody who may have left when it is asked."""

    enquiry: str
    rating: str
    owner: str | None
    team: str | None
    since: datetime


def _unowned(scene: Scene) -> Iterator[_Unowned]:
    view = scene.view
    for enquiry in enquiries(scene):
        id = enquiry.event.enquiry
        said = view.whose.get(id)
        is_handed_on = id in view.handed_on and said is not None and said.event.team is not None
        owner, team = (None, None) if said is None else (said.event.owner, said.event.team)
        if id in view.ended or (is_handed_on and owner is None):
            continue
        since = enquiry.effective_at if said is None else said.effective_at
        yield _Unowned(id, view.rating(id), owner, team, since)


UNOWNED: Final = Lines("unowned", _Unowned, _unowned)


def enquiries_without_owner(material: Material) -> Found:
    """Each that goes on without somebody's name on it who works here, the longest first; with its
    team, if any, and who had it and has left.
    """
    left = material.own.left_since(material.as_of, material.known)
    rows: list[Row] = [
        {
            "row": "CASE",
            "file": file,
            "enquiry": one.enquiry,
            "rating": one.rating,
            "team": one.team,
            "had_by": one.owner,
            "without_since": (since := max(one.since, left.get(one.owner or "", one.since))),
            "minutes_without": minutes(since, material.as_of),
        }
        for file, one in material.lines(UNOWNED)
        if who_has(one.owner, left) is None
    ]
    rows.sort(key=lambda row: (row["without_since"], row["file"], row["enquiry"]))
    summary: Row = {
        "row": "SUMMARY",
        "enquiries": len(rows),
        "without_team": sum(row["team"] is None for row in rows),
        "of_somebody_who_left": sum(row["had_by"] is not None for row in rows),
    }
    return Found([summary, *rows], _NOTES)
