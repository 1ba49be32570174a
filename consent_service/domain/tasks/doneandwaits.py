"""What somebody has done who says so, though what it would lift waits for a manager. Pure.

A manager who is to look at it need not have it done again; only where they refused it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ..file.view import View
from ..following.askedfor import settled
from ..recorded.compared import WritingRead
from ..recorded.practice import CorrectionAnswered, FamilyAnswered, FamilyAsked, WordsRead
from .scene import AreaOfWork, Scene, what_is_done
from .task import Task

_READ_WRITING: Final = "READ_WRITING"


def is_done_already(scene: Scene, areas: Collection[AreaOfWork], task: Task) -> bool:
    """As it is said on record, and nobody has refused."""
    if not _is_said(scene.view, task):
        return False
    what = what_is_done(task, scene.view)
    again = (one for refused in scene.as_refused for one in refused.tasks(*areas))
    return all(what_is_done(one, scene.view) != what for one in again)


def _is_said(view: View, task: Task) -> bool:
    """That they were answered, or that it was read; not that nobody asked for it."""
    if task.code == _READ_WRITING:
        read = [one.event.entry for one in view.holding[WritingRead]]
        read += [one.event.entry for one in view.holding[WordsRead]]
        return task.about in [str(place) for place in read]
    if task.about in view.by[CorrectionAnswered, "correction"]:
        return True
    return (
        task.about in view.by[FamilyAsked, "request"]
        and task.about in view.by[FamilyAnswered, "request"]
        and task.about in settled(view)
    )
