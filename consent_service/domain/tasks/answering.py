"""What the family asked of us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ..practice import HELP_NOW, CorrectionAnswered, CorrectionAsked, FamilyAnswered, FamilyAsked
from ..times import day_of
from ..workingdays import working_days_after
from .scene import Scene
from .task import Task, next_working_day

#: A correction that was asked for is answered within so many working days.
_CORRECTION_WITHIN: Final = 5
#: Help is asked for now: after an hour it is late, whatever day it is.
_AT_ONCE: Final = timedelta(hours=1)


def answering(scene: Scene) -> Iterator[Task]:
    """It is answered whether or not the enquiry has closed meanwhile."""
    answered = {h.event.request for h in scene.view.holding[FamilyAnswered]}
    for asked in scene.view.holding[FamilyAsked]:
        if asked.event.request in answered:
            continue
        is_now = asked.event.wants == HELP_NOW
        at = asked.effective_at
        yield Task(
            HELP_NOW if is_now else "ANSWER_FAMILY",
            at,
            person=asked.event.person,
            about=asked.event.request,
            enquiry=asked.event.enquiry,
            due=day_of(at + _AT_ONCE) if is_now else next_working_day(at),
            due_at=at + _AT_ONCE if is_now else None,
        )
    settled = {h.event.correction for h in scene.view.holding[CorrectionAnswered]}
    for wrong in scene.view.holding[CorrectionAsked]:
        if wrong.event.correction not in settled:
            yield Task(
                "ANSWER_CORRECTION",
                wrong.effective_at,
                person=wrong.event.person,
                about=wrong.event.correction,
                due=working_days_after(wrong.effective_at, _CORRECTION_WITHIN),
            )
