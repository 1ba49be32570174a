"""Ten decisions a month to read closely, which nobody picks, and what was shared without one."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final, NamedTuple

from ..file.held import is_by
from ..tasks.task import start_of
from ..times import day_of
from .decisions import Decided, known_decisions
from .deeds import Deed, to_be_seen
from .report import Found, Material, Row

SAMPLE: Final = 10

_NOTES: Final = (
    (
        "Picked by a hash of the month and each decision's id, so anybody can work out the same "
        "ten. A month that is not over can still change."
    ),
    "Read each for: specific, necessary, proportionate, told.",
    "What was shared and no agreement or decision reached is always among them.",
)


def decision_sample(material: Material) -> Found:
    """Of each month that the period touches, by when the decisions were recorded.

    A decision found to be an error later stays in the sample: nobody can correct their way out.
    """
    by_month: dict[date, list[Decided]] = {}
    for one in known_decisions(material):
        by_month.setdefault(_month(one), []).append(one)
    first, last = day_of(material.since).replace(day=1), day_of(material.until)
    rows = [
        _case(material, month, one)
        for month in sorted(by_month)
        if first <= month <= last and start_of(month) < material.until
        for one in sorted(by_month[month], key=lambda one: lot(month, one.id))[:SAMPLE]
    ]
    rows += [_shared(file, deed) for file, deed in to_be_seen(material)]
    return Found(rows, _NOTES)


def lot(month: date, decision: str) -> bytes:
    """The decision's place in the month's draw: the lowest ten are read."""
    return _lot(f"{month:%Y-%m}", decision)


def _lot(word: str, decision: str) -> bytes:
    return hashlib.sha256(f"{word}\n{decision}".encode()).digest()


class DrawnFrom(NamedTuple):
    """Which decisions are drawn from: None is any. `word` is what is hashed with each id, so that
    neither who decides nor who draws picks: the one cannot know it, and the other says it first.
    """

    word: str
    kind: str | None
    reason: str | None
    team: str | None


class Drawn(NamedTuple):
    """A decision that was drawn, and whose team made it, as listed when it was recorded."""

    decision: Decided
    team: str | None


def drawn(material: Material, wanted: DrawnFrom) -> tuple[list[Drawn], int]:
    """Ten of the decisions that were recorded in the period and are wanted, and of how many. One
    found to be an error later is among them.
    """
    fit = [
        Drawn(one, team)
        for one in known_decisions(material)
        if material.is_in_period(one.recorded_at)
        if wanted.kind in (None, one.kind)
        if wanted.reason is None or wanted.reason in one.reason_codes
        for team in [_team(material, one)]
        if wanted.team in (None, team)
    ]
    fit.sort(key=lambda one: _lot(wanted.word, one.decision.id))
    return fit[:SAMPLE], len(fit)


def _team(material: Material, one: Decided) -> str | None:
    listed = None if one.by is None else material.own.listing_of(one.by, one.recorded_at)
    return None if listed is None else listed.team


def _month(one: Decided) -> date:
    return day_of(one.recorded_at).replace(day=1)


def _case(material: Material, month: date, one: Decided) -> Row:
    return {
        "row": "CASE",
        "month": f"{month:%Y-%m}",
        "file": one.file,
        "enquiry": one.enquiry,
        "decision": one.id,
        "kind": one.kind,
        "reasons": list(one.reason_codes),
        "decided_by_role": one.role,
        "team": _team(material, one),
        "decided_at": one.at,
        "recorded_at": one.recorded_at,
        "corrected": is_by(one.struck_at, material.known),
        "changed_the_outcome": one.changed,
    }


def _shared(file: str, deed: Deed) -> Row:
    return {
        "row": "DISCLOSURE",
        "month": f"{day_of(deed.recorded_at):%Y-%m}",
        "file": file,
        "enquiry": deed.enquiry,
        "disclosure": deed.disclosure,
        "verdict": deed.compared.verdict,
    }
