"""Answers that contradict each other, for a manager to look at. Both stay on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Final

from ..casefile import Response
from ..contradicting import AGREEMENTS, NOES, contradict
from ..oneadvocate import is_in_conflict
from .scene import Scene
from .task import MANAGER, Task, next_working_day

#: Two workers writing at once (F15).
_AT_ONCE: Final = timedelta(seconds=1)


def conflicts(scene: Scene) -> Iterator[Task]:
    """One person's two answers given at once, and parents who disagree."""
    for enquiry in scene.open:
        said = [
            r for r in scene.responses if r.enquiry == enquiry and r.answer in AGREEMENTS | NOES
        ]
        standing = _standing(scene, said)
        found = [
            later
            for earlier, later in combinations(said, 2)
            if _at_once(scene, said, earlier, later)
        ]
        found += [
            later
            for earlier, later in combinations(standing, 2)
            if _between_parents(scene, earlier, later)
        ]
        yield from map(_look, found)
        yield from _one_advocate(scene, enquiry)


def _standing(scene: Scene, said: list[Response]) -> list[Response]:
    """What each has not since said the opposite of, and can be relied on."""
    return [
        response
        for place, response in enumerate(said)
        if scene.view.can_be_relied_on(response)
        and not any(
            r.person == response.person and contradict(r, response) for r in said[place + 1 :]
        )
    ]


def _look(later: Response) -> Task:
    since = max(later.effective_at, later.recorded_at)
    return Task(
        "LOOK_AT_CONFLICT",
        since,
        for_role=MANAGER,
        person=later.person,
        about=later.id,
        enquiry=later.enquiry,
        due=next_working_day(since),
    )


def _at_once(scene: Scene, said: list[Response], earlier: Response, later: Response) -> bool:
    """By one person, at one time; and nobody has asked them again or settled which one counts."""
    together = (
        earlier.effective_at == later.effective_at
        or abs(later.recorded_at - earlier.recorded_at) <= _AT_ONCE
    )
    if earlier.person != later.person or not together or not contradict(earlier, later):
        return False
    both = max(earlier.recorded_at, later.recorded_at)
    settled = any(
        v.response in (earlier.id, later.id) and v.recorded_at > both
        for v in scene.holding(scene.file.validity)
    )
    asked_again = any(
        r.person == later.person and r.order > later.order and r.recorded_at > both + _AT_ONCE
        for r in said
    )
    return not settled and not asked_again


def _between_parents(scene: Scene, earlier: Response, later: Response) -> bool:
    """Two parents who disagree, and no manager has decided since."""
    if earlier.person == later.person or not {earlier.person, later.person} <= set(scene.parents):
        return False
    if not contradict(earlier, later):
        return False
    decided = [(a.enquiry, a.recorded_at) for a in scene.view.authorisations]
    decided += [(h.event.enquiry, h.recorded_at) for h in scene.holding(scene.file.not_share)]
    return not any(enquiry == later.enquiry and at >= later.recorded_at for enquiry, at in decided)


def _one_advocate(scene: Scene, enquiry: str) -> Iterator[Task]:
    """One person named by two parents who disagree, or where one may have harmed the other (F18).

    The task has no name in it: the manager reads it in the file.
    """
    named = [
        status
        for person in scene.parents
        if (status := scene.view.advocate(person, enquiry)) is not None
        and is_in_conflict(scene.view, status)
    ]
    if named:
        later = max(named, key=lambda status: status.order)
        yield Task(
            "ADVOCATE_CONFLICT",
            later.effective_at,
            for_role=MANAGER,
            person=later.person,
            enquiry=enquiry,
            due=next_working_day(later.effective_at),
        )
