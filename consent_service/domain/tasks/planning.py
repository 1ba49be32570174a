"""Safety plans: that whoever must follow one has it, and that it is looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ..answers import Safe
from ..following.planned import Planned, Recipient, planned
from ..times import day_of
from .scene import Scene
from .task import LISTED_BEFORE, MANAGER, Task, next_working_day, waits_since


def planning(scene: Scene) -> Iterator[Task]:
    """Whether or not an enquiry is open: a plan goes on until it has ended."""
    for plan in planned(scene.view):
        for one in plan.recipients:
            # Who is not known to be safe is given neither a plan nor word of its end.
            if one.may_have is Safe.YES:
                yield from _with(plan, one)
        if plan.ended is None:
            yield from _as_a_whole(scene, plan)


def _with(plan: Planned, one: Recipient) -> Iterator[Task]:
    """Something to do with somebody who is to follow it, or who followed it."""
    if not one.follows:
        over = plan.ended or one.named
        if one.shared is not None and one.told_of_end is None:
            task = _about(plan, "TELL_PLAN_ENDED", over.recorded_at)
            yield task._replace(person=one.person, about=one.id)
    elif one.has != plan.newest.event.version:
        since = max(plan.newest.recorded_at, one.named.recorded_at)
        task = _about(plan, "SEND_PLAN", since)
        # It protects from the day on which it is made.
        yield task._replace(person=one.person, about=one.id, due=day_of(since))
    elif one.shared is not None and not one.has_confirmed:
        task = _about(plan, "CONFIRM_PLAN", one.shared.effective_at)
        yield task._replace(person=one.person, about=one.id)


def _as_a_whole(scene: Scene, plan: Planned) -> Iterator[Task]:
    made = plan.newest.event
    since = plan.newest.recorded_at
    if len(plan.having) < len(plan.to_have):
        task = _about(plan, "PLAN_NOT_WITH_ALL", since)
        yield task._replace(for_role=MANAGER, so_far=plan.so_far)
    if plan.lacks_a_ward:
        yield _about(plan, "NAME_WARD", since)._replace(due=day_of(since))
    on = plan.looked_at_again
    if on is not None and scene.today >= on - LISTED_BEFORE:
        since = waits_since(since, on)
        yield Task("REVIEW_PLAN", since, about=made.plan, enquiry=made.enquiry, due=on)


def _about(plan: Planned, code: str, since: datetime) -> Task:
    made = plan.newest.event
    return Task(code, since, about=made.plan, enquiry=made.enquiry, due=next_working_day(since))
