"""What families ask of the information we hold, and their complaints, by the time the law gives.

A data protection complaint is acknowledged within 30 days (Data (Use and Access) Act 2025); what
somebody asks under their rights is answered within a month (UK GDPR article 12(3)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from ..following.askedfor import settled
from ..recorded.practice import FamilyAsked
from ..tasks.keepinginformed import COMPLAIN, RIGHTS
from ..tasks.scene import Scene
from ..tasks.task import start_of
from ..times import day_of
from .lines import Lines
from .measuring import median, months_after
from .report import Found, Material, Row

_KINDS: Final = (COMPLAIN, *RIGHTS)
_COMPLAINT_WITHIN: Final = timedelta(days=30)

_NOTES: Final = (
    (
        "Answered is when somebody here wrote down what was done. What families say is wrong on "
        "record has a report of its own."
    ),
)


class _Requested(msgspec.Struct, frozen=True, array_like=True):
    """Somebody complained, or asked what the law lets them ask; answered or not."""

    request: str
    wants: str
    at: datetime
    answered_at: datetime | None

    @property
    def due(self) -> date:
        """The last day that the law gives."""
        day = day_of(self.at)
        return day + _COMPLAINT_WITHIN if self.wants == COMPLAIN else months_after(day, 1)

    def is_late(self, now: datetime) -> bool:
        return (self.answered_at or now) >= start_of(self.due + timedelta(days=1))


def _asked(scene: Scene) -> Iterator[_Requested]:
    # The first ends the time: what is done about it afterwards makes nothing late.
    answered = settled(scene.view)
    for asked in scene.view.holding[FamilyAsked]:
        event = asked.event
        if event.wants in _KINDS:
            first = answered.get(event.request)
            yield _Requested(event.request, event.wants, asked.effective_at, first)


CLOCKS: Final = Lines("clocks", _Requested, _asked)


def rights_and_complaints(material: Material) -> Found:
    """Those of the period by kind; and each that is not answered, whenever it was asked."""
    mine: list[_Requested] = []
    waiting: list[tuple[str, _Requested]] = []
    for file, one in material.lines(CLOCKS):
        if material.is_in_period(one.at):
            mine.append(one)
        if one.answered_at is None:
            waiting.append((file, one))
    waiting.sort(key=lambda pair: (pair[1].due, pair[1].request))
    return Found(
        [_summary(material, kind, [one for one in mine if one.wants == kind]) for kind in _KINDS]
        + [_case(material, file, one) for file, one in waiting],
        _NOTES,
    )


def _summary(material: Material, kind: str, mine: list[_Requested]) -> Row:
    took = [(one.answered_at - one.at).days for one in mine if one.answered_at is not None]
    return {
        "row": "SUMMARY",
        "wants": kind,
        "asked": len(mine),
        "answered": len(took),
        "median_days_to_answer": median(took),
        "overdue": sum(one.is_late(material.as_of) for one in mine),
    }


def _case(material: Material, file: str, one: _Requested) -> Row:
    return {
        "row": "CASE",
        "file": file,
        "request": one.request,
        "wants": one.wants,
        "asked_at": one.at,
        "due": one.due,
        "overdue": one.is_late(material.as_of),
    }
