"""Who else there is: whom a question leaves out, and which agencies this family is known to. Pure.

Nobody is to be asked because they stand here: with everybody stands whether that is safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..answers import Item, Safe
from ..codes import PLACEHOLDER
from ..file.view import View
from ..recorded.events import EnquiryOpened, RelationshipRecorded
from ..recorded.meetings import MeetingInvited
from ..recorded.plans import PlanRecipientNamed
from ..recorded.practice import DisclosureRecorded
from ..safety.signs import asking
from ..said.contradicting import AGREEMENTS, may_be_one
from ..scopes.scope import ANY, Agency, resolved
from ..scopes.services import Directory


class Caregiver(NamedTuple):
    """Somebody who cares for a child of the family, and whether they may be asked anything."""

    person: str
    asking: Safe


class WhoElse(NamedTuple):
    """Children and caregivers that a question leaves out, and agencies that it does not name.

    `others` are the adults on the file of whom nobody has said what they are to a child of it now:
    somebody may care for them all the same.
    """

    children: tuple[str, ...]
    caregivers: tuple[Caregiver, ...]
    agencies: tuple[Agency, ...]
    others: tuple[Caregiver, ...] = ()


def who_else(
    view: View, items: Sequence[Item], asked: Sequence[Agency], directory: Directory
) -> WhoElse:
    """Whom an answer to `items`, about the agencies `asked`, leaves out. The dead are left out."""
    spoken_of = [item.subject for item in items]
    spoken_of += [position.person for item in items for position in item.positions]
    passed = view.each_one([*spoken_of, *view.the_dead])
    every, named = _everybody(view, directory), [resolved(one, directory) for one in asked]
    return WhoElse(
        tuple(child for child in every.children if child not in passed),
        tuple(one for one in every.caregivers if one.person not in passed),
        tuple(
            agency for agency in every.agencies if not any(may_be_one(agency, one) for one in named)
        ),
        tuple(one for one in every.others if one.person not in passed),
    )


def _everybody(view: View, directory: Directory) -> WhoElse:
    """Whoever there is, whatever was asked: worked out once for all questions."""
    key = ("who there is",)
    by, every = view.worked_out.get(key, (None, None))
    if by is not directory:
        caregivers, safe = _caregivers_of(view), view.each[asking]
        every = WhoElse(
            children_of(view),
            tuple(Caregiver(p, safe[p].answer) for p in caregivers),
            agencies_of(view, directory),
            tuple(Caregiver(p, safe[p].answer) for p in _adults_of(view) if p not in caregivers),
        )
        view.worked_out[key] = (directory, every)
    found: WhoElse = every
    return found


def children_of(view: View) -> tuple[str, ...]:
    """Every living child of the family, each once, whatever of the file waits to be confirmed."""
    every = view.each_one(child for reading in view.readings_apart for child in reading.children)
    dead = view.each_one(view.the_dead) if view.the_dead else ()
    return tuple(child for child in every if child not in dead)


def _caregivers_of(view: View) -> tuple[str, ...]:
    return view.each_one(
        link.event.person
        for reading in view.readings_apart
        for links in reading.relationships.values()
        for link in links
    )


def _adults_of(view: View) -> Iterator[str]:
    """Every adult on the file, each once, but for those who stand for somebody not known yet."""
    links = view.recorded[RelationshipRecorded]
    nobody = view.each_one(r.event.person for r in links if r.event.role == PLACEHOLDER)
    every = view.each_one(person for reading in view.readings_apart for person in reading.adults)
    yield from (person for person in every if person not in nobody)


def agencies_of(view: View, directory: Directory) -> tuple[Agency, ...]:
    """The agencies that this family is known to, each once, in the order in which they came up:
    who referred, who was asked or told, who was invited or is to have a plan, and which services
    somebody agreed to by name. One that they said no to is not offered as the next to contact.

    A referrer who would not be named to the family, or of whom nobody knows that, is left out: this
    may be read out to somebody.
    """
    found = (resolved(agency, directory) for agency in _named(view) if agency.type != ANY)
    return tuple(dict.fromkeys(agency for agency in found if agency.described is None))


def _named(view: View) -> Iterator[Agency]:
    for opened in view.recorded[EnquiryOpened]:
        said = opened.event
        if said.referrer_agency is not None and said.referrer_anonymous is False:
            yield Agency(said.referrer_agency, said.referrer_organisation, said.referrer_service)
    for done in view.recorded[DisclosureRecorded]:
        yield done.event.agency
    for invited in view.recorded[MeetingInvited]:
        if invited.event.agency is not None:
            yield invited.event.agency
    for recipient in view.recorded[PlanRecipientNamed]:
        if recipient.event.agency is not None:
            yield recipient.event.agency
    agreed = (said.event for said in view.said if said.event.answer in AGREEMENTS)
    scopes = dict.fromkeys(said.scope for said in agreed)
    named = (agency for one in scopes for agency in one.agencies)
    yield from (agency for agency in dict.fromkeys(named) if agency.names_one)
