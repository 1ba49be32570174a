"""What somebody should know of whom of the family they have just named, by name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .codes import label
from .convened import invited_and_not_safe
from .event import Event
from .falling import Notice
from .meetings import MeetingInvited
from .planned import not_for_them
from .plans import PlanRecipientNamed, PlanShared
from .view import View
from .words.naming import name_of


def notices_of_people(event: Event, view: View) -> Iterator[Notice]:
    """Who of those it invites, or gives a plan, is not known to be safe to tell."""
    match event:
        case MeetingInvited():
            yield from _named("INVITED_NOT_SAFE", invited_and_not_safe(view, event), view)
        case PlanRecipientNamed() | PlanShared():
            yield from _named("PLAN_NOT_FOR_THEM", not_for_them(view, event), view)


def _named(code: str, people: Iterable[str], view: View) -> Iterator[Notice]:
    names = list(map(view.each[name_of].__getitem__, dict.fromkeys(people)))
    if names:
        yield Notice(code, label("notices", code).format(names="; ".join(names)))
