"""Who says no and is not counted, by an entry that no manager has confirmed. Pure.

When it was written it let nothing fall: nobody had said no yet. It is looked at again whenever
something is recorded, so that a no is heard however late it comes: from then on the entry waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .careful import confirmed, without
from .casefile import CaseFile
from .circumstances import (
    DeathRecorded,
    OrderEnded,
    OrderRecorded,
    PeopleJoined,
    PeopleParted,
    PersonAmended,
)
from .events import CompetenceRecorded, RelationshipRecorded
from .falling import MANAGERS
from .practice import BirthRecorded, EntryCorrected
from .scope import ANY
from .view import View
from .written import says_why

#: What says who decides, and what says that it was an error.
_WHO_DECIDES: Final = (
    BirthRecorded,
    CompetenceRecorded,
    DeathRecorded,
    EntryCorrected,
    OrderEnded,
    OrderRecorded,
    PeopleJoined,
    PeopleParted,
    PersonAmended,
    RelationshipRecorded,
)


def silencing(
    view: View, purposes: Sequence[str], newest: int, people: Collection[str] | None = None
) -> frozenset[frozenset[int]]:
    """The places of entries up to `newest` that no manager confirmed, and without which somebody
    who said something of a child, or of themself, would be one of those who decide: for each of
    them, or of these people.
    """
    unconfirmed = sorted(_unconfirmed(view, newest), reverse=True)
    if not unconfirmed:
        return frozenset()
    found = (
        _without_which(reading, left, person, subject, purpose)
        # Behind what waits already another entry may keep a word from counting.
        for reading in view.readings
        for left in ([place for place in unconfirmed if place not in reading.left_out],)
        for person, subject in _not_counted(reading)
        if people is None or person in {reading.the_one(one) for one in people}
        for purpose in purposes
        if left and not _decides(reading, person, subject, purpose)
    )
    return frozenset(places for places in found if places)


def _unconfirmed(view: View, newest: int) -> Iterator[int]:
    """A manager's own word needs nobody else's, where they say why or from where they know."""
    looked_at = confirmed(view.file, view.known)
    for kind in _WHO_DECIDES:
        for fact in view.file.of(kind):
            counts = fact.role in MANAGERS and says_why(fact.event)
            if fact.seq <= newest and not counts and fact.seq not in looked_at:
                yield fact.seq


def _not_counted(view: View) -> Iterator[tuple[str, str]]:
    """Who said something, and of whom."""
    for person, said in view.said_by.items():
        for subject in (*view.children, *((person,) if person in view.adults else ())):
            if any(one.event.scope.names(subject) for one in said):
                yield person, subject


def _decides(view: View, person: str, subject: str, purpose: str) -> bool:
    person, subject = view.the_one(person), view.the_one(subject)
    if person in view.the_dead:
        return False
    if person == subject:
        return subject in view.adults or view.decides_alone[subject, purpose]
    return not view.decides_alone[subject, purpose] and (
        any(link.event.person == person for link in view.deciders[subject])
        or _acts_for_those_who_do(view, person, subject, purpose)
    )


def _acts_for_those_who_do(view: View, person: str, child: str, purpose: str) -> bool:
    """In something of what was delegated to them."""
    return any(
        order.means.delegates
        and person in order.event.people
        and purpose in (ANY, *order.event.purposes)
        for order in view.standing(child).orders
    )


def _without_which(
    view: View, newest_first: Sequence[int], person: str, subject: str, purpose: str
) -> frozenset[int]:
    """As few as are needed, of the newest that do: what came before them gave them their word."""

    def decides(places: set[int]) -> bool:
        read: CaseFile = without(view.file, {*places, *view.left_out})
        return _decides(View(read, view.as_of, view.known), person, subject, purpose)

    left_out: set[int] = set()
    for place in newest_first:
        left_out.add(place)
        if decides(left_out):
            break
    else:
        return frozenset()
    for place in newest_first:
        if place in left_out and decides(left_out - {place}):
            left_out.discard(place)
    return frozenset(left_out)
