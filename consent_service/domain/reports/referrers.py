"""Whether whoever told us of a child heard back, GPs shown apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import msgspec

from ..file.held import Held
from ..recorded.events import EnquiryOpened
from ..recorded.practice import ReferrerToldBack
from ..tasks.keepinginformed import keeping_informed
from ..tasks.scene import Scene
from ..tasks.task import next_working_day
from ..times import day_of
from .lines import Lines
from .report import Found, Material, Row, enquiries

_OUTCOME: Final = "OUTCOME"
_GROUPS: Final = ("ALL", "GPS", "OTHERS")
_TASKS: Final = frozenset({"ACKNOWLEDGE_REFERRER", "TELL_REFERRER_OUTCOME"})


class _Referred(msgspec.Struct, frozen=True, array_like=True):
    """An enquiry that came from an agency, and when it heard back."""

    group: str
    opened_at: datetime
    closed_at: datetime | None
    first_told_at: datetime | None
    told_outcome_at: datetime | None


def _referred(scene: Scene) -> Iterator[_Referred]:
    for enquiry in enquiries(scene):
        if enquiry.event.referrer_agency is not None:
            yield _one_referred(scene, enquiry)


class _ToDo(msgspec.Struct, frozen=True, array_like=True):
    """What is to be done for a referrer, late from a moment on."""

    what: str
    enquiry: str | None
    since: datetime
    due: date | None
    late_from: datetime | None


def _to_do(scene: Scene) -> Iterator[_ToDo]:
    for task in scene.tasks(keeping_informed):
        if task.code in _TASKS:
            yield _ToDo(task.code, task.enquiry, task.since, task.due, task.late_from)


REFERRED: Final = Lines("referred", _Referred, _referred)
TO_DO: Final = Lines("for-referrers", _ToDo, _to_do)


def referrers(material: Material) -> Found:
    """Acknowledged: of enquiries opened in the period. Outcome: of those closed in it."""
    lines = [_line(material, one) for _, one in material.lines(REFERRED)]
    summary = [
        _summary(group, [line for line in lines if group in ("ALL", line["group"])])
        for group in _GROUPS
    ]
    late = [
        {
            "row": "LATE",
            "what": one.what,
            "file": file,
            "enquiry": one.enquiry,
            "since": one.since,
            "due": one.due,
        }
        for file, one in material.lines(TO_DO)
        if material.is_late(one.late_from)
    ]
    late.sort(key=lambda row: (row["since"], row["file"]))
    return Found([*summary, *late])


def _one_referred(scene: Scene, enquiry: Held[EnquiryOpened]) -> _Referred:
    told = [
        h for h in scene.view.holding[ReferrerToldBack] if h.event.enquiry == enquiry.event.enquiry
    ]
    closed = scene.view.closed.get(enquiry.event.enquiry)
    return _Referred(
        "GPS" if enquiry.event.referrer_agency == "GP" else "OTHERS",
        enquiry.effective_at,
        None if closed is None else closed.effective_at,
        min((h.effective_at for h in told), default=None),
        min((h.effective_at for h in told if h.event.level == _OUTCOME), default=None),
    )


def _line(material: Material, one: _Referred) -> Row:
    first, outcome, closed = one.first_told_at, one.told_outcome_at, one.closed_at
    opened_here = material.is_in_period(one.opened_at)
    closed_here = closed is not None and material.is_in_period(closed)
    acknowledge_by = next_working_day(one.opened_at)
    today = day_of(material.as_of)
    return {
        "group": one.group,
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
        and day_of(outcome) <= next_working_day(closed),
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
