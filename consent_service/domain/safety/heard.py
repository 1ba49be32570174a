"""Whether somebody was heard, or spoken to, by anybody of the staff. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..may import FAMILY
from ..recorded.event import Event
from ..recorded.events import ConversationRecorded, Response

#: As what else was so in a talk: they got in touch, and nothing was put to them.
TOLD_NOTHING: Final = "TOLD_NOTHING"


def is_told_nothing(event: Event) -> bool:
    """They got in touch, and nothing was put to them, nor explained."""
    if not isinstance(event, ConversationRecorded):
        return False
    return TOLD_NOTHING in event.modifiers and not event.explained


def heard_ourselves(view: View, person: str) -> int | None:
    """The place in the ledger where we first heard them ourselves; the referrer's word is not
    theirs.
    """
    return view.each[_first_heard][view.same.get(person, person)]


def _first_heard(view: View, person: str) -> int | None:
    return min((held.seq for held in _heard(view, person)), default=None)


def spoken_to_first(view: View, person: str) -> int | None:
    """The place in the ledger where we first spoke to them. What they pressed on their own page
    themselves put nothing to them.
    """
    return view.each[_first_spoken_to][view.same.get(person, person)]


def _first_spoken_to(view: View, person: str) -> int | None:
    spoken = (held.seq for held in _heard(view, person) if held.role not in FAMILY)
    return min(spoken, default=None)


def _heard(view: View, person: str) -> Iterator[Held[ConversationRecorded] | Held[Response]]:
    for talk in view.by[ConversationRecorded, "person"].get(person, ()):
        if talk.event.method != BY_REFERRER and TOLD_NOTHING not in talk.event.modifiers:
            yield talk
    for answer in view.said_by.get(person, ()):
        if answer.event.answer in REACHED_BY and answer.event.method not in NOT_HEARD_HERE:
            yield answer
