"""Agencies that would not send or were late because nobody had agreed, and the time it cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..awaited import replies_to
from ..disclosed import disclosed
from ..practice import AgencyReplied
from ..tasks.scene import Scene
from .measuring import median
from .report import Found, Material, Row

_BECAUSE: Final = "NO_CONSENT"

_NOTES: Final = (
    (
        "Agencies decide for themselves, and the duty of s.16LA Children Act 2004 does not wait "
        "for agreement. Time lost runs from our request until something was sent, or until now."
    ),
)


def agencies_citing_consent(material: Material) -> Found:
    """Requests to which an agency said so in the period, by type of agency."""
    cases = [row for scene in material.scenes for row in _cases(material, scene)]
    agencies = sorted({row["agency"] for row in cases})
    rows = [
        _summary("ALL", cases),
        *(_summary(agency, [r for r in cases if r["agency"] == agency]) for agency in agencies),
    ]
    return Found(
        [*rows, *sorted(cases, key=lambda row: (row["asked_at"], row["disclosure"]))], _NOTES
    )


def _cases(material: Material, scene: Scene) -> Iterator[Row]:
    said = {
        h.event.disclosure
        for h in scene.view.holding[AgencyReplied]
        if h.event.because == _BECAUSE and material.is_in_period(h.effective_at)
    }
    if not said:
        return
    for made in disclosed(scene.view):
        if made["id"] not in said:
            continue
        replies = [
            h.event for h in replies_to(scene.view, made["id"]) if h.event.because == _BECAUSE
        ]
        yield {
            "row": "CASE",
            "agency": made["agency"].type,
            "file": scene.file.id,
            "enquiry": made["enquiry"],
            "disclosure": made["id"],
            "asked_at": made["at"],
            "would_not": any(reply.outcome == "WOULD_NOT" for reply in replies),
            "escalated": made["reply"]["escalated_to"] is not None,
            "minutes_lost": made["reply"]["minutes_lost"],
            "still_waiting": made["reply"]["still_waiting"],
        }


def _summary(agency: str, cases: list[Row]) -> Row:
    lost = [row["minutes_lost"] for row in cases if row["minutes_lost"] is not None]
    return {
        "row": "SUMMARY",
        "agency": agency,
        "requests": len(cases),
        "would_not": sum(row["would_not"] for row in cases),
        "escalated": sum(row["escalated"] for row in cases),
        "still_waiting": sum(row["still_waiting"] for row in cases),
        "minutes_lost": sum(lost),
        "median_minutes_lost": median(lost),
    }
