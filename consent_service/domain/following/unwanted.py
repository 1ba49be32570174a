"""Whoever supports somebody who may not want them any more: what is about to be told them all the
same, or was. Pure.

Their page, letters and codes are closed to them by themselves (`own/supporting.py`). At other doors
staff name whom they like, and read here that they are to ask first. They are told only to staff.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ..file.called import names_of
from ..file.view import View
from ..names.kin import parts_of
from ..own.supporting import is_held_back
from ..recorded.event import Event
from ..recorded.events import AdvocateStatusChanged, ConversationRecorded
from ..recorded.meetings import AgencyTold, MeetingInvited, MeetingPartTaken
from ..recorded.plans import PlanRecipientNamed, PlanShared
from ..recorded.practice import DisclosureRecorded
from ..scopes.scope import Agency
from .advocates import TAKEN_ON, may_be_one_name

_PRESENT: Final = "WITH_ADVOCATE_PRESENT"


class Unwanted(NamedTuple):
    """One who was taken on and is held back: whom they support, who they are on the file, if they
    stand there, and every name of theirs.
    """

    supported: str
    person: str | None
    names: tuple[str, ...]


def unwanted(view: View) -> Iterator[Unwanted]:
    """Each of them, in an enquiry that goes on."""
    view = view.together
    said = view.by[AdvocateStatusChanged, "person"]
    for person in said.keys() - view.without_refused_ends.the_dead if said else ():
        for enquiry in view.going_on:
            now = view.advocate[person, enquiry]
            if now is None or now.event.status not in TAKEN_ON:
                continue
            if is_held_back(view, person, now):
                chosen = now.event.advocate_person
                names = () if chosen is None else names_of(view, chosen)
                typed = [name for name in (now.event.advocate,) if name is not None]
                yield Unwanted(person, chosen, tuple(dict.fromkeys((*typed, *names))))


def about_to_hear(view: View, event: Event) -> list[str]:
    """By name: those who would be told, or were, by this; but for what was said in their hearing,
    which is over.
    """
    match event:
        case MeetingInvited() | PlanRecipientNamed(ended=False):
            who, typed = event.person, [event.name, *_of(event.agency)]
        case PlanShared(recipient=id):
            named = view.by[PlanRecipientNamed, "recipient"].get(id, ())
            found = [about_to_hear(view, one.event) for one in named]
            return [*dict.fromkeys(name for names in found for name in names)]
        case DisclosureRecorded():
            who, typed = None, [event.recipient, *_of(event.agency)]
        case AgencyTold():
            who, typed = None, [event.recipient]
        case _:
            return []
    return _meant(view, who, [text for text in typed if text])


def heard_it(view: View, event: Event) -> bool:
    """One of them was there."""
    match event:
        case ConversationRecorded():
            if _PRESENT in event.modifiers and any(
                one.supported == view.the_one(event.person) for one in unwanted(view)
            ):
                return True
            return any(
                _meant(view, one if one in view.adults else None, [one])
                for one in event.others_present
            )
        case MeetingPartTaken(attendance="CAME", name=str(name)):
            return bool(_meant(view, None, [name]))
    return False


def _of(agency: Agency | None) -> Iterable[str | None]:
    return () if agency is None else (agency.organisation, agency.described)


def _meant(view: View, person: str | None, typed: Iterable[str]) -> list[str]:
    parts = [part for text in typed for part in (text, *parts_of(text))]
    found = [
        one.names[0]
        for one in unwanted(view)
        if one.names and (_is_chosen(view, one, person) or _is_called(one, parts))
    ]
    return [*dict.fromkeys(found)]


def _is_chosen(view: View, one: Unwanted, person: str | None) -> bool:
    return None not in (one.person, person) and view.the_one(one.person or "") == view.the_one(
        person or ""
    )


def _is_called(one: Unwanted, parts: Iterable[str]) -> bool:
    return any(may_be_one_name(part, name) for part in parts for name in one.names)
