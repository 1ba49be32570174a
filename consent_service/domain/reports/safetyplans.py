"""Safety plans, and who of those who must follow one has it."""

from __future__ import annotations

from ..answers import Safe
from ..planned import Planned, may_have_it, planned
from ..tasks.scene import Scene
from .report import Found, Material, Row


def safety_plans(material: Material) -> Found:
    """One line for each plan that has not ended; and for each that some who had it do not know has.

    Those who are not known to be safe are counted apart: nobody gives it to them.
    """
    lines = [
        _line(scene, plan)
        for scene in material.scenes
        for plan in planned(scene.view)
        if plan.ended is None or _not_told(plan)
    ]
    return Found(sorted(lines, key=lambda row: (row["since"], row["file"])))


def _line(scene: Scene, plan: Planned) -> Row:
    made = plan.newest.event
    on = plan.looked_at_again
    missing = [one for one in plan.following if one not in plan.having]
    unsafe = [
        one
        for one in missing
        if one.person is not None
        and may_have_it(scene.view, plan.newest, one.person) is not Safe.YES
    ]
    return {
        "row": "PLAN" if plan.ended is None else "ENDED",
        "file": scene.file.id,
        "enquiry": made.enquiry,
        "plan": made.plan,
        "version": made.version,
        "since": plan.newest.recorded_at,
        "following": len(plan.following),
        "having": len(plan.having),
        "confirmed": sum(one.has_confirmed for one in plan.having if one.confirmed is not None),
        "not_known_to_be_safe": len(unsafe),
        "had_it_and_not_told_of_the_end": len(_not_told(plan)),
        "looked_at_again": on,
        "overdue": plan.ended is None and on is not None and on < scene.today,
    }


def _not_told(plan: Planned) -> list[object]:
    return [
        one
        for one in plan.recipients
        if not one.follows and one.shared is not None and one.told_of_end is None
    ]
