"""Whoever opened a record that is kept to others is asked about it."""

from __future__ import annotations

from collections.abc import Iterator

from ..checked import KeptRecordOpened, KeptRecordReviewed
from ..workingdays import working_days_after
from .scene import Scene
from .task import MANAGER, Task


def opening(scene: Scene) -> Iterator[Task]:
    """Until another manager has said what they make of it, whatever enquiry goes on or none."""
    reviewed = {held.event.opening for held in scene.view.holding[KeptRecordReviewed]}
    for held in scene.view.holding[KeptRecordOpened]:
        if held.event.opening not in reviewed:
            yield Task(
                "REVIEW_OPENING",
                held.recorded_at,
                for_role=MANAGER,
                about=held.event.opening,
                due=working_days_after(held.recorded_at, 2),
                by=held.by,
            )
