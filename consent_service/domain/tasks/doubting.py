"""Facts that still look like a mistake, for a manager to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..plausible import standing
from ..times import day_of
from .scene import Scene
from .task import MANAGER, Task, start_of

#: A whole day of London, so that a list that was made holds until its day ends.
_AFTER = timedelta(days=2)


def doubting(scene: Scene) -> Iterator[Task]:
    """One for a family in which something goes on, however many there are. It is never late: each
    of them can be right.
    """
    if not scene.open:
        return
    for doubt in standing(scene.view):
        since = start_of(day_of(doubt.fact.recorded_at) + _AFTER)
        if since <= scene.known:
            yield Task("LOOK_AT_DOUBTFUL", since, for_role=MANAGER, about=str(doubt.fact.seq))
            return
