"""Whether whoever told us of a child heard back, GPs shown apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..events import EnquiryOpened
from ..held import Held
from ..practice import ReferrerToldBack
from ..tasks.keepinginformed import keeping_informed
from ..tasks.scene import Scene
from ..tasks.task import next_working_day
from ..times import day_of
from .report import Found, Material, Row, enquiries

_OUTCOME: Final = "OUTCOME"
_GROUPS: Final = ("ALL", "GPS", "OTHERS")
_TASKS: Final = frozenset({"ACKNOWLEDGE_REFERRER", "TELL_REFERRER_OUTCOME"})


def referrers(material: Material) -> Found:
    """Acknowledged: of enquiries opened in the period. Outcome: of those closed in it."""
    lines = list(_lines(material))
    summary = [
        _summary(group, [line for line in lines if group in ("ALL", line["group"])])
        for group in _GROUPS
    ]
    late = [
        {
            "row": "LATE",
            "what": task.code,
            "file": scene.file.id,
            "enquiry": task.enquiry,
            "since": task.since,
            "due": task.due,
        }
        for scene in material.scenes
        for task in keeping_informed(scene)
        if task.code in _TASKS and task.overdue(material.as_of)
    ]
    late.sort(key=lambda row: (row["since"], row["file"]))
    return Found([*summary, *late])


def _lines(material: Material) -> Iterator[Row]:
    for scene in material.scenes:
        for enquiry in enquiries(scene):
            if enquiry.event.referrer_agency is not None:
                yield _line(material, scene, enquiry)


def _line(material: Material, scene: Scene, enquiry: Held[EnquiryOpened]) -> Row:
    told = [
        h for h in scene.view.holding[ReferrerToldBack] if h.event.enquiry == enquiry.event.enquiry
    ]
    closed = scene.view.closed.get(enquiry.event.enquiry)
    first = min((h.effective_at for h in told), default=None)
    outcome = min((h.effective_at for h in told if h.event.level == _OUTCOME), default=None)
    opened_here = material.is_in_period(enquiry.effective_at)
    closed_here = closed is not None and material.is_in_period(closed.effective_at)
    acknowledge_by = next_working_day(enquiry.effective_at)
    today = day_of(material.as_of)
    return {
        "group": "GPS" if enquiry.event.referrer_agency == "GP" else "OTHERS",
        "enquiries": opened_here,
        "acknowledged": opened_here and first is not None,
        "acknowledged_on_time": opened_here
        and first is not None
        and day_of(first) <= acknowledge_by,
        "not_acknowledged_and_late": opened_here and first is None and today > acknowledge_by,
        "closed": closed_here,
        "told_the_outcome": closed_here and outcome is not None,
        "told_the_outcome_on_time": closed_here
        and closed is not None
        and outcome is not None
        and day_of(outcome) <= next_working_day(closed.effective_at),
    }


def _summary(group: str, lines: list[Row]) -> Row:
    counted = (
        "enquiries",
        "acknowledged",
        "acknowledged_on_time",
        "not_acknowledged_and_late",
        "closed",
        "told_the_outcome",
        "told_the_outcome_on_time",
    )
    counts = {name: sum(line[name] for line in lines) for name in counted}
    return {"row": "SUMMARY", "group": group, **counts}
