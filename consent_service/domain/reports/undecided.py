"""Decisions that workers have asked for and nobody has made yet."""

from __future__ import annotations

from typing import Final

from ..practice import DecisionRequested
from ..tasks.deciding import deciding
from .measuring import median, minutes
from .report import Found, Material, Row

_RISK: Final = ("RED", "AMBER", "NOT_RATED", "GREEN", "BLUE")
_URGENCY: Final = ("IMMEDIATE", "SAME_DAY", "STANDARD")

_NOTES: Final = ("Nobody has to wait for a decision: if a child may be at risk, share now.",)


def decisions_waiting(material: Material) -> Found:
    """The highest risk first, and of one risk the longest waiting. Not rated may be anything."""
    rows: list[Row] = []
    for scene in material.scenes:
        asked = {h.event.request: h.event for h in scene.view.holding[DecisionRequested]}
        for task in deciding(scene):
            if task.code != "DECIDE" or task.enquiry is None:
                continue
            request = asked[task.about or ""]
            rows.append(
                {
                    "row": "CASE",
                    "rating": scene.open[task.enquiry].event.rating,
                    "urgency": request.urgency,
                    "file": scene.file.id,
                    "enquiry": task.enquiry,
                    "request": request.request,
                    "kind": request.decision,
                    "for_role": task.for_role,
                    "since": task.since,
                    "minutes_waiting": minutes(task.since, scene.as_of),
                    "overdue": task.overdue(scene.as_of),
                }
            )
    rows.sort(
        key=lambda row: (
            _RISK.index(row["rating"]),
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
