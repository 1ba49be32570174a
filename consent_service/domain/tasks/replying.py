"""What a check's answer leaves to do: the file's tasks that are about it, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain

from ..answers import Answer, Flag, Outcome, Reason, whatever_is_asked_for
from ..codes import PLACEHOLDER
from ..file.ordersmean import COUNCIL
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.policy import DEFAULT_POLICY
from ..times import day_of
from . import derived, with_whose_it_is
from .aftersharing import by_the_end_of_tomorrow
from .agreeing import agreeing
from .belonging import (
    ASKED_ALREADY,
    About,
    belonging,
    may_be_asked_of,
    may_belong,
    that_belong,
)
from .scene import AreaOfWork, Scene
from .speaking import FOR_COUNCIL
from .task import MANAGER, WORKER, Task, next_working_day, ranked


def _of_the_answer(
    answer: Answer, enquiry: str | None, at: datetime, to_ask: Iterable[str], *, today: bool
) -> Iterator[Task]:
    """What no file knows of: what this very answer leaves to do. `to_ask` are to be asked."""
    if Flag.RECORD_AFTER in answer.flags:
        yield by_the_end_of_tomorrow("RECORD_AFTER", at, enquiry=enquiry)
    if any(item.reason is Reason.NO_RECORD for item in answer.items):
        yield Task("CHECK_IDENTITY", at)
    if answer.outcome is Outcome.DECISION_NEEDED:
        due = day_of(at) if today else next_working_day(at)
        yield Task("RECORD_DECISION", at, for_role=MANAGER, enquiry=enquiry, due=due)
    councils = {p.person for item in answer.items for p in item.positions if p.role == COUNCIL}
    for person in to_ask:
        code, role = (FOR_COUNCIL, MANAGER) if person in councils else ("ASK_ABOUT_THIS", WORKER)
        due = next_working_day(at)
        yield Task(code, at, for_role=role, person=person, enquiry=enquiry, due=due)


def _to_be_asked(scene: Scene, on: Iterable[About], kept: Iterable[Task]) -> Iterator[str]:
    """Who was spoken to, and what they said does not settle this question."""
    waited_for = {task.person for task in kept if task.code in ASKED_ALREADY}
    asked: set[str] = set()
    for one in on:
        for p in one.item.positions if one.speaks else ():
            if not (p.decides and p.can_be_asked) or p.role == PLACEHOLDER:
                continue
            if not may_be_asked_of(one.item, p.person):
                continue
            if p.person in waited_for | asked or not scene.may_be_spoken_to[p.person]:
                continue
            asked.add(p.person)
            yield p.person


def due_of_answer(
    view: View | None, answer: Answer, enquiry: str | None, at: datetime, *, today: bool = False
) -> tuple[Task, ...]:
    """What a check's answer leaves to do: those of the file's tasks that are about what was
    asked, and the answer's own. `view` is of the moment `at`, and None where no file was read;
    `today` whether whoever asked said that it is for the same day.
    """
    if view is None:
        return ranked(_of_the_answer(answer, enquiry, at, (), today=today))
    tasks, to_ask = _due(view, answer, enquiry)
    due = _whose_they_are(view, tasks)
    its_own = [*_of_the_answer(answer, enquiry, at, to_ask, today=today)]
    return ranked([*due, *its_own]) if its_own else due


def about_the_answer(view: View, answer: Answer, enquiry: str | None) -> tuple[Task, ...]:
    """Those of the file's tasks that are about what was asked, and nobody's yet: whose an enquiry
    is may change and nothing else with it, so whatever is made of these outlives that.
    """
    return _due(view, answer, enquiry)[0]


def _due(
    view: View, answer: Answer, enquiry: str | None
) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The file's tasks that are about this answer, worked out once for it, in their order, which
    is the same at whatever moment they are looked at; and whom to ask about this besides.
    """
    key = ("tasks of the answer", id(answer), enquiry)
    if key not in view.worked_out:
        alike = whatever_is_asked_for(answer)
        found_once = view.answers.once(
            ("tasks of such answers", alike, enquiry), lambda: _of_such(view, alike, enquiry)
        )
        # With the answer, so that no other one comes to have its id.
        view.worked_out[key] = (answer, *found_once)
    found: tuple[Answer, tuple[Task, ...], tuple[str, ...]] = view.worked_out[key]
    return found[1:]


def _whose_they_are(view: View, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The same tasks, each with whose it is and in which team, looked at once for all answers."""
    key = ("whose they are", id(tasks))
    if key not in view.worked_out:
        view.worked_out[key] = (tasks, tuple(with_whose_it_is(view, tasks)))
    found: tuple[tuple[Task, ...], tuple[Task, ...]] = view.worked_out[key]
    return found[1]


def _of_such(
    view: View, answer: Answer, enquiry: str | None
) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The same of all answers that are alike."""
    scene = _scene(view)
    children = frozenset(child.event.child for child in scene.children)
    on = [About(item, answer, children) for item in answer.items]
    areas = may_belong(on)
    wanted = partial(that_belong, on, enquiry)
    its_own = partial(agreeing, is_wanted=lambda tasks: any(wanted(tasks)))
    every = chain(_whatever_is_asked(view, areas), derived(scene, (its_own,)))
    tasks = ranked(belonging(on, enquiry, every))
    return tasks, tuple(_to_be_asked(scene, on, tasks))


@worked_out_once
def _scene(view: View) -> Scene:
    # No task that can belong to an answer turns on the policy.
    return Scene(view, DEFAULT_POLICY)


@worked_out_once
def _whatever_is_asked(view: View, areas: tuple[AreaOfWork, ...]) -> tuple[Task, ...]:
    """What these make of it, of whichever answer it is."""
    return tuple(derived(_scene(view), areas))
