"""Who may have been harmed or pressed, by what was recorded of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, TypeAlias

from ..file.held import Held, in_order, that_hold
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.events import ConversationRecorded, Response
from ..recorded.practice import ContactPointRecorded, NeedsRecorded
from .onrecord import is_still_said_to_harm

#: When a sign took effect, when it was recorded, and where it stands.
Order: TypeAlias = tuple[datetime, datetime, int]

#: Ways of reaching somebody that say that somebody else is to be feared.
_WARY: Final = {"UNSAFE": "UNSAFE_CONTACT", "CODE_WORD": "CODE_WORD"}

_Harmed: TypeAlias = NeedsRecorded | ConversationRecorded | ContactPointRecorded
#: What may say that somebody was harmed or pressed.
OF_HARM: Final = (NeedsRecorded, ConversationRecorded, ContactPointRecorded)


def may_be_harmed(view: View) -> Iterator[tuple[str, str, Order]]:
    """Who may have been harmed or pressed, by what was recorded of them, as which code of `signs`,
    and since when. That it is recorded no longer says nothing of those around: a manager says that
    they are safe. That no way of reaching somebody is safe who is on record as harming others says
    nothing of those around: they are why, and whoever they harm would not be rung because of it.
    """
    for held, code in _ever(view.whenever):
        person = view.the_one(held.event.person)
        is_why = code == _WARY["UNSAFE"] and is_still_said_to_harm(view, person)
        if held.effective_at <= view.as_of and not is_why:
            yield held.event.person, code, held.order


@worked_out_once
def _ever(view: View) -> list[tuple[Held[Any], str]]:
    """Whatever says so, whenever it is in effect: the same for every moment."""
    said: Iterator[Held[Any]] = (
        held for kind in view.read.those_of(OF_HARM) for held in view.recorded[kind]
    )
    every = ((held, says_harmed_as(held.event)) for held in said)
    return [(held, code) for held, code in every if code is not None]


def where_pressed(view: View) -> list[Held[ConversationRecorded]]:
    """The talks in which somebody may have pressed whom we talked to."""
    talks = view.whenever.each[_talks_where_pressed][()]
    return [talk for talk in talks if talk.effective_at <= view.as_of]


def _talks_where_pressed(view: View, _: tuple[()]) -> list[Held[ConversationRecorded]]:
    return [talk for talk in view.recorded[ConversationRecorded] if is_pressed(talk.event)]


def not_asked(view: View, person: str) -> list[Held[Response]]:
    """Where it was recorded that they were not asked, because that was not safe."""
    said = _ever_not_asked(view.whenever).get(person)
    return that_hold(said, view.as_of, view.known) if said else []


@worked_out_once
def _ever_not_asked(view: View) -> dict[str, list[Held[Response]]]:
    found: dict[str, list[Held[Response]]] = defaultdict(list)
    for said in sorted(view.read.responses, key=in_order):
        if is_not_asked(said.event):
            found[said.event.person].append(said)
    return found


def is_not_asked(said: Response) -> bool:
    """It says that they were not asked because that was not safe."""
    return said.answer == "NOT_ASKED_UNSAFE"


def says_harmed_as(event: _Harmed) -> str | None:
    """As which code of `signs` this says that whoever it is about may be harmed, if it does."""
    match event:
        case NeedsRecorded(indicators=indicators):
            return "DOMESTIC_ABUSE_NEED" if "DOMESTIC_ABUSE_VICTIM" in indicators else None
        case ConversationRecorded():
            return "PRESSURE" if is_pressed(event) else None
        case ContactPointRecorded(safety=safety):
            return _WARY.get(safety)


def is_pressed(talk: ConversationRecorded) -> bool:
    """Somebody may have pressed whom we talked to."""
    return talk.pressure_concern in ("POSSIBLE", "YES")
