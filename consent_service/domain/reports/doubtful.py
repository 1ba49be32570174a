"""Facts that look like a mistake and have for a day."""

from __future__ import annotations

from collections import Counter

from ..event import kind_of
from ..plausible import RULES, standing
from .report import Found, Material, Row

_NOTES = (
    "Each of these can be right. A line goes when it is corrected, or what it was held against.",
    "It goes as well when a manager has found it right.",
)


def implausible_facts(material: Material) -> Found:
    """What nobody has put right since the day before."""
    rows: list[Row] = [
        {
            "row": "CASE",
            "file": scene.file.id,
            "enquiry": getattr(doubt.fact.event, "enquiry", None),
            "entry": doubt.fact.seq,
            "kind": kind_of(doubt.fact.event),
            "doubt": doubt.code,
            "recorded_at": doubt.fact.recorded_at,
        }
        for scene in material.scenes
        for doubt in standing(scene.view)
    ]
    rows.sort(key=lambda row: (row["recorded_at"], row["file"], row["entry"], row["doubt"]))
    found = Counter(row["doubt"] for row in rows)
    counted: list[Row] = [
        {"row": "SUMMARY", "doubt": rule.code, "facts": found[rule.code]} for rule in RULES
    ]
    return Found([*counted, *rows], _NOTES)
