"""What somebody should know of whom of the family they have just named, by name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from .answers import Safe
from .codes import label
from .convened import invited_and_not_safe
from .event import Event
from .events import AuthorisationMade
from .falling import Notice
from .meetings import MeetingInvited
from .particulars import Telling
from .planned import not_for_them
from .plans import PlanRecipientNamed, PlanShared
from .practice import TellingRecorded
from .safety import NOBODY, asking
from .scope import ANY
from .view import View
from .words.naming import PLACEHOLDER, name_of

#: That the family was told, or will be.
_TELLS: Final = ("TOLD", "WILL_TELL_BY")


def notices_of_people(event: Event, view: View) -> Iterator[Notice]:
    """Who of those it invites, gives a plan or says to be told is not known to be safe to tell."""
    match event:
        case MeetingInvited():
            yield from _named("INVITED_NOT_SAFE", invited_and_not_safe(view, event), view)
        case PlanRecipientNamed() | PlanShared():
            yield from _named("PLAN_NOT_FOR_THEM", not_for_them(view, event), view)
        case AuthorisationMade(telling=Telling(status=status, not_safe_for=kept)):
            if status in _TELLS and ANY not in kept:
                people = _not_safe_to_tell(view, event.scope.subjects)
                yield from _named("TOLD_NOT_SAFE", (p for p in people if p not in kept), view)
        case TellingRecorded(told=True, person=None):
            yield from _named("TOLD_NOT_SAFE", _not_safe_to_tell(view, (ANY,)), view)


def _not_safe_to_tell(view: View, about: Sequence[str]) -> Iterator[str]:
    """Whoever cares for these children, or is asked about themselves, and is among those meant by
    "the parents" though it is not known to be safe to tell them.
    """
    links = [
        link.event
        for child, of in view.relationships.items()
        if ANY in about or child in about
        for link in of
    ]
    people = [one.person for one in links if one.role not in (NOBODY, PLACEHOLDER)]
    for person in view.each_one([*people, *(one for one in about if one in view.adults)]):
        if person not in view.the_dead and view.each[asking][person].answer is not Safe.YES:
            yield person


def _named(code: str, people: Iterable[str], view: View) -> Iterator[Notice]:
    names = list(map(view.each[name_of].__getitem__, dict.fromkeys(people)))
    if names:
        yield Notice(code, label("notices", code).format(names="; ".join(names)))
