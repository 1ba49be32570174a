"""Refusals that were respected because the need was low, and what happened in the next months."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..policy import NOT_SHARE
from ..tasks.scene import Scene
from ..tasks.task import start_of
from ..times import day_of
from .decisions import Decided, decisions_that_hold
from .measuring import months_after
from .report import Found, Material, Row, enquiries

_REASON: Final = "RESPECTS_REFUSAL_LOW_NEED"
_MONTHS: Final = 3

_NOTES: Final = ("Something happening later does not say that respecting the refusal was wrong.",)


def refusals_respected(material: Material) -> Found:
    """Decided in the period, and what was recorded on the same file within three months."""
    rows = [
        _case(material, scene, one)
        for scene in material.scenes
        for one in decisions_that_hold(scene)
        if one.kind == NOT_SHARE and _REASON in one.reason_codes and material.is_in_period(one.at)
    ]
    rows.sort(key=lambda row: (row["decided_at"], row["decision"]))
    something = [row for row in rows if row["later_enquiries"] or row["later_authorisations"]]
    summary = {
        "row": "SUMMARY",
        "refusals_respected": len(rows),
        "with_a_later_enquiry": sum(bool(row["later_enquiries"]) for row in rows),
        "with_a_later_authorisation": sum(bool(row["later_authorisations"]) for row in rows),
        "nothing_in_three_months": sum(
            row["three_months_over"] and row not in something for row in rows
        ),
        "three_months_not_over": sum(not row["three_months_over"] for row in rows),
    }
    return Found([summary, *rows], _NOTES)


def _case(material: Material, scene: Scene, one: Decided) -> Row:
    until = start_of(months_after(day_of(one.at), _MONTHS))
    return {
        "row": "CASE",
        "file": one.file,
        "enquiry": one.enquiry,
        "decision": one.id,
        "decided_at": one.at,
        "later_enquiries": [
            e.event.enquiry for e in enquiries(scene) if _is_after(one, e.effective_at, until)
        ],
        "later_authorisations": [
            d.id
            for d in decisions_that_hold(scene)
            if d.kind != NOT_SHARE and _is_after(one, d.at, until)
        ],
        "three_months_over": material.as_of >= until,
    }


def _is_after(one: Decided, at: datetime, until: datetime) -> bool:
    return one.at < at < until
