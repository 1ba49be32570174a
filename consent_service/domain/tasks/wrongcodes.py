"""Whoever was shut out because a code was tried too often is asked who tried. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..noticing.oddities import CODE_TRIED
from ..noticing.plausible import not_found_right
from ..recorded.waysin import WayInEnded, WayInGiven
from .scene import Scene
from .task import Task, next_working_day

ASK_WHO_TRIED: Final = "ASK_WHO_TRIED"


def asking_who_tried(scene: Scene) -> Iterator[Task]:
    """Until they were given another, somebody said that they want none, or a manager that there was
    nothing in it: whatever enquiry goes on or none.
    """
    view = scene.view
    given = view.by[WayInGiven, "way_in"]
    for held in view.recorded[WayInEnded]:
        if CODE_TRIED in not_found_right(view, held):
            for way in given.get(held.event.way_in, ()):
                yield Task(
                    ASK_WHO_TRIED,
                    held.recorded_at,
                    person=way.event.person,
                    about=str(held.seq),
                    due=next_working_day(held.recorded_at),
                )
