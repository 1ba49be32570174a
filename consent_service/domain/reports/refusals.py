"""Refusals that were respected because the need was low, and what happened in the next months."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..recorded.policy import NOT_SHARE
from ..tasks.task import start_of
from ..times import day_of
from .decisions import Decided, decisions_that_hold
from .measuring import months_after
from .report import Found, Material, Row
from .timeliness import OPENED, Opened

_REASON: Final = "RESPECTS_REFUSAL_LOW_NEED"
_MONTHS: Final = 3

_NOTES: Final = ("Something happening later does not say that respecting the refusal was wrong.",)


def refusals_respected(material: Material) -> Found:
    """Decided in the period, and what was recorded on the same file within three months."""
    decided: dict[str, list[Decided]] = {}
    for one in decisions_that_hold(material):
        decided.setdefault(one.file, []).append(one)
    respected = [
        one
        for of in decided.values()
        for one in of
        if one.kind == NOT_SHARE and _REASON in one.reason_codes and material.is_in_period(one.at)
    ]
    opened: dict[str, list[Opened]] = {one.file: [] for one in respected}
    for file, enquiry in material.lines(OPENED) if opened else ():
        if file in opened:
            opened[file].append(enquiry)
    rows = [_case(material, one, opened[one.file], decided[one.file]) for one in respected]
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


def _case(material: Material, one: Decided, opened: list[Opened], decided: list[Decided]) -> Row:
    until = start_of(months_after(day_of(one.at), _MONTHS))
    return {
        "row": "CASE",
        "file": one.file,
        "enquiry": one.enquiry,
        "decision": one.id,
        "decided_at": one.at,
        "later_enquiries": [e.enquiry for e in opened if _is_after(one, e.opened_at, until)],
        "later_authorisations": [
            d.id for d in decided if d.kind != NOT_SHARE and _is_after(one, d.at, until)
        ],
        "three_months_over": material.as_of >= until,
    }


def _is_after(one: Decided, at: datetime, until: datetime) -> bool:
    return one.at < at < until
