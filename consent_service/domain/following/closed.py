"""What goes on when an enquiry is closed: nothing open is lost by it. Pure."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import settled
from ..recorded.event import tag_of
from ..recorded.events import EnquiryClosed
from ..recorded.falling import EffectWaits
from ..recorded.policy import Policy
from ..said.travelling import StopNotice, travelling
from ..tasks import due
from ..tasks.task import Task
from .planned import planned


class LeftOpen(NamedTuple):
    """What stays to be done, and what is done with when an enquiry closes; ids but for tasks.

    `stops` are the contacts whose agency has not said that it knows of a withdrawal, `plans` those
    that have not ended, `waiting` what waits for somebody who may confirm it.
    """

    stops: tuple[str, ...]
    plans: tuple[str, ...]
    waiting: tuple[str, ...]
    tasks: tuple[Task, ...]
    done_with: tuple[Task, ...]


def left_open(view: View, policy: Policy, enquiry: str) -> LeftOpen:
    """As it stands where it has ended, or was handed on; else as it would, were it closed now."""
    before = due(view, policy)
    after = due(view if enquiry in view.closed else _closed(view, enquiry), policy)
    known = {_about(task) for task in after}
    taken_back = (contacted for taken in travelling(view) for contacted in taken.contacted)
    return LeftOpen(
        tuple(
            dict.fromkeys(
                one.disclosure for one in taken_back if one.notice is not StopNotice.ACKNOWLEDGED
            )
        ),
        tuple(plan.newest.event.plan for plan in planned(view) if plan.ended is None),
        tuple(
            held.event.waiting
            for held in view.holding[EffectWaits]
            if settled(view.file, held, view.known) is None
        ),
        after,
        tuple(task for task in before if _about(task) not in known),
    )


def _about(task: Task) -> tuple[str | None, ...]:
    """What it is to do: how late it is, and whose, are another's."""
    return task.code, task.person, task.child, task.about, task.enquiry


def _closed(view: View, enquiry: str) -> View:
    """The file as if this enquiry had just ended."""
    tag, now = tag_of(EnquiryClosed), min(view.as_of, view.known)
    event = EnquiryClosed(enquiry=enquiry, reason="NFA_ADVICE", effective_at=now)
    last = max((fact.seq for fact in view.file.every()), default=0)
    end = Held(event, now, now, last + 1, "", "")
    facts = view.file.facts | {tag: (*view.file.facts.get(tag, ()), end)}
    return View(msgspec.structs.replace(view.file, facts=facts), view.as_of, view.known)
