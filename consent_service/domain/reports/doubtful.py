"""Facts that look like a mistake and have for a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..noticing.plausible import A_DAY, RULES, doubted
from ..recorded.event import kind_of
from ..tasks.scene import Scene
from .lines import Lines
from .report import Found, Material, Row

_NOTES = (
    "Each of these can be right. A line goes when it is corrected, or what it was held against.",
    "It goes as well when a manager has found it right.",
)


class _Doubt(msgspec.Struct, frozen=True, array_like=True):
    """A fact, and what looks like a mistake in it."""

    enquiry: str | None
    entry: int
    kind: str
    doubt: str
    recorded_at: datetime


def _doubts(scene: Scene) -> Iterator[_Doubt]:
    """Those of today as well: a day has passed at another hour of each."""
    for doubt in doubted(scene.view):
        fact = doubt.fact
        enquiry = getattr(fact.event, "enquiry", None)
        yield _Doubt(enquiry, fact.seq, kind_of(fact.event), doubt.code, fact.recorded_at)


DOUBTS: Final = Lines("doubts", _Doubt, _doubts)


def implausible_facts(material: Material) -> Found:
    """What nobody has put right since the day before."""
    rows: list[Row] = [
        {
            "row": "CASE",
            "file": file,
            "enquiry": doubt.enquiry,
            "entry": doubt.entry,
            "kind": doubt.kind,
            "doubt": doubt.doubt,
            "recorded_at": doubt.recorded_at,
        }
        for file, doubt in material.lines(DOUBTS)
        if material.known - doubt.recorded_at >= A_DAY
    ]
    rows.sort(key=lambda row: (row["recorded_at"], row["file"], row["entry"], row["doubt"]))
    found = Counter(row["doubt"] for row in rows)
    counted: list[Row] = [
        {"row": "SUMMARY", "doubt": rule.code, "facts": found[rule.code]} for rule in RULES
    ]
    return Found([*counted, *rows], _NOTES)
