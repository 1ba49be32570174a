"""Decisions that workers have asked for and nobody has made yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..listed import MOST_URGENT_FIRST
from ..recorded.practice import DecisionRequested
from ..tasks.scene import Scene
from ..tasks.tobedecided import deciding
from .lines import Lines
from .measuring import median, minutes
from .report import Found, Material, Row

_URGENCY: Final = ("IMMEDIATE", "SAME_DAY", "STANDARD")

_NOTES: Final = ("Nobody has to wait for a decision: if a child may be at risk, share now.",)


class _Waiting(msgspec.Struct, frozen=True, array_like=True):
    """A decision that was asked for."""

    rating: str
    urgency: str
    enquiry: str
    request: str
    kind: str | None
    for_role: str
    since: datetime
    late_from: datetime | None


def _waiting(scene: Scene) -> Iterator[_Waiting]:
    asked = {h.event.request: h.event for h in scene.view.holding[DecisionRequested]}
    for task in scene.tasks(deciding):
        if task.code != "DECIDE" or task.enquiry is None:
            continue
        request = asked[task.about or ""]
        yield _Waiting(
            scene.view.rating(task.enquiry),
            request.urgency,
            task.enquiry,
            request.request,
            request.decision,
            task.for_role,
            task.since,
            task.late_from,
        )


WAITING: Final = Lines("waiting", _Waiting, _waiting)


def decisions_waiting(material: Material) -> Found:
    """The highest risk first, and of one risk the longest waiting. Not rated may be anything."""
    rows: list[Row] = [
        {
            "row": "CASE",
            "rating": one.rating,
            "urgency": one.urgency,
            "file": file,
            "enquiry": one.enquiry,
            "request": one.request,
            "kind": one.kind,
            "for_role": one.for_role,
            "since": one.since,
            "minutes_waiting": minutes(one.since, material.as_of),
            "overdue": material.is_late(one.late_from),
        }
        for file, one in material.lines(WAITING)
    ]
    rows.sort(
        key=lambda row: (
            MOST_URGENT_FIRST.index(row["rating"]),
            _URGENCY.index(row["urgency"]),
            row["since"],
            row["request"],
        )
    )
    summary = {
        "row": "SUMMARY",
        "waiting": len(rows),
        "overdue": sum(row["overdue"] for row in rows),
        "median_minutes_waiting": median(row["minutes_waiting"] for row in rows),
        "most_minutes_waiting": max((row["minutes_waiting"] for row in rows), default=None),
    }
    return Found([summary, *rows], _NOTES)
