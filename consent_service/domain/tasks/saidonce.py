"""One thing to do is one line. What a worker said of whether somebody is safe waits for a manager,
and to confirm or refuse that is to decide it. Several answers of one talk to the same services are
one written copy: a letter has all that its person agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..codes import TEXTS
from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.events import Response, WrittenSummarySent
from ..recorded.falling import EffectWaits, FallKind
from .scene import Scene
from .task import MANAGER, Task

_DECIDE: Final = "DECIDE_IF_SAFE"
_CONFIRM: Final = "CONFIRM_EFFECT"
_COPY: Final = "SEND_SUMMARY"
_OF_SAFETY: Final = frozenset({FallKind.PERSON_NOT_SAFE, FallKind.PERSON_NOT_KNOWN})
#: Before every place.
_BEFORE_ALL: Final = -1


def decided_in_one(scene: Scene, tasks: Sequence[Task]) -> list[Task]:
    """Without what is asked by itself of whoever a manager decides about there; what waits says
    both, and is due as soon as either. What was said of them since is decided by itself.
    """
    decided = {
        task.person: task for task in tasks if (task.code, task.for_role) == (_DECIDE, MANAGER)
    }
    if not decided:
        return list(tasks)
    lifts = {
        held.event.waiting: {fall.person for fall in held.event.falls if fall.kind in _OF_SAFETY}
        for held in scene.view.holding[EffectWaits]
    }
    both: dict[Task, Task] = {}
    for task in tasks:
        other = decided.get(task.person) if task.code == _CONFIRM else None
        the_one = scene.view.together.the_one
        people = {the_one(one) for one in lifts.get(task.about or "", ()) if one is not None}
        if other is not None and task.person in people and other.since <= task.since:
            both[task] = other
    over = {*both.values()}
    return [_of_both(task, both.get(task)) for task in tasks if task not in over]


def copied_in_one(scene: Scene, tasks: Iterable[Task]) -> list[Task]:
    """Without a second copy for one talk with the same services, which reads like the first."""
    said = {held.event.response: held.event for held in scene.view.said}
    told = set[object]()
    left: list[Task] = []
    for task in tasks:
        of = said.get(task.about or "") if task.code == _COPY else None
        talk = None if of is None else _one_copy(of)
        if talk is not None:
            if talk in told:
                continue
            told.add(talk)
        left.append(task)
    return left


def is_copied(view: View, said: Held[Response]) -> bool:
    """A copy was sent of it, or after it of another answer that is in the same."""
    return said.event.response in view.summarised or said.seq < _copied_at(view).get(
        _one_copy(said.event), _BEFORE_ALL
    )


@worked_out_once
def _copied_at(view: View) -> Mapping[object, int]:
    """By what one copy is of: the place at which the last was sent."""
    sent = view.by[WrittenSummarySent, "response"]
    of = (
        (_one_copy(one.event), sent[one.event.response])
        for one in view.said
        if one.event.response in sent
    )
    found: dict[object, int] = {}
    for copy, every in of:
        if copy is not None:
            found[copy] = max(found.get(copy, _BEFORE_ALL), *(one.seq for one in every))
    return found


def _one_copy(said: Response) -> object:
    """What one copy is of; none where nobody says in which talk it was said."""
    if said.conversation is None:
        return None
    return said.person, said.enquiry, said.conversation, frozenset(said.scope.agencies)


def _of_both(task: Task, other: Task | None) -> Task:
    if other is None:
        return task
    days = [one.due for one in (task, other) if one.due is not None]
    return task._replace(
        since=min(task.since, other.since),
        due=min(days, default=None),
        so_far=". ".join(filter(None, (task.so_far, TEXTS["until_decided_if_safe"]))),
    )
