"""What the family asked of us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..practice import CorrectionAnswered, CorrectionAsked, FamilyAnswered, FamilyAsked
from ..workingdays import working_days_after
from .scene import Scene
from .task import Task, next_working_day

#: A correction that was asked for is answered within so many working days.
_CORRECTION_WITHIN: Final = 5


def answering(scene: Scene) -> Iterator[Task]:
    """It is answered whether or not the enquiry has closed meanwhile."""
    answered = {h.event.request for h in scene.view.holding[FamilyAnswered]}
    for asked in scene.view.holding[FamilyAsked]:
        if asked.event.request not in answered:
            yield Task(
                "ANSWER_FAMILY",
                asked.effective_at,
                person=asked.event.person,
                about=asked.event.request,
                enquiry=asked.event.enquiry,
                due=next_working_day(asked.effective_at),
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
