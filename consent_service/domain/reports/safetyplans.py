"""Safety plans, and who of those who must follow one has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import msgspec

from ..answers import Safe
from ..following.planned import Planned, planned
from ..tasks.scene import Scene
from ..times import day_of
from .lines import Lines
from .report import Found, Material, Row


class _Plan(msgspec.Struct, frozen=True, array_like=True):
    """A plan and who has it, in numbers."""

    goes_on: bool
    enquiry: str
    plan: str
    version: int
    since: datetime
    following: int
    having: int
    confirmed: int
    not_known: int
    kept_from: int
    not_told: int
    on: date | None


def _plans(scene: Scene) -> Iterator[_Plan]:
    return (_plan(plan) for plan in planned(scene.view) if plan.ended is None or _not_told(plan))


PLANS: Final = Lines("plans", _Plan, _plans)


def safety_plans(material: Material) -> Found:
    """One line for each plan that has not ended; and for each that some who had it do not know has.

    Nobody gives it to those who are not known to be safe: they are counted apart. Whoever is known
    not to be is never to have it, and not one of those who are.
    """
    rows = [_row(material, file, plan) for file, plan in material.lines(PLANS)]
    return Found(sorted(rows, key=lambda row: (row["since"], row["file"])))


def _plan(plan: Planned) -> _Plan:
    made = plan.newest.event
    missing = [one for one in plan.following if one not in plan.having]
    return _Plan(
        plan.ended is None,
        made.enquiry,
        made.plan,
        made.version,
        plan.newest.recorded_at,
        len(plan.to_have),
        len(plan.having),
        sum(one.has_confirmed for one in plan.having if one.confirmed is not None),
        sum(one.may_have is Safe.NOT_KNOWN for one in missing),
        len(plan.following) - len(plan.to_have),
        len(_not_told(plan)),
        plan.looked_at_again,
    )


def _row(material: Material, file: str, plan: _Plan) -> Row:
    return {
        "row": "PLAN" if plan.goes_on else "ENDED",
        "file": file,
        "enquiry": plan.enquiry,
        "plan": plan.plan,
        "version": plan.version,
        "since": plan.since,
        "following": plan.following,
        "having": plan.having,
        "confirmed": plan.confirmed,
        "not_known_to_be_safe": plan.not_known,
        "kept_from": plan.kept_from,
        "had_it_and_not_told_of_the_end": plan.not_told,
        "looked_at_again": plan.on,
        "overdue": plan.goes_on and plan.on is not None and plan.on < day_of(material.as_of),
    }


def _not_told(plan: Planned) -> list[object]:
    return [
        one
        for one in plan.recipients
        if not one.follows and one.shared is not None and one.told_of_end is None
    ]
