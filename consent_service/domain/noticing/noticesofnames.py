"""Whether whoever was just named may be another of that name; what joining two changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers import Safe
from ..file.joiningsthatdiffer import differ
from ..file.leavingout import without
from ..file.view import View
from ..lifting.protecting import protects
from ..names.onename import of_near_names, of_one_name, said_to_be_two
from ..recorded.circumstances import PeopleJoined, PersonAmended, SignRecorded
from ..recorded.event import Event
from ..recorded.events import (
    AdultAdded,
    SafetyRecorded,
)
from ..recorded.falling import EffectConfirmed, EffectWaits
from ..safety.signs import asking


def may_be_a_namesake(view: View, event: Event) -> bool:
    """Somebody is put on the file, or called dangerous or in danger, and another adult has their
    name, of whom nobody has said that they are two people; or one that is near it, where it is not
    known of either that they are safe.
    """
    match event:
        case AdultAdded() | SignRecorded():
            pass
        case PersonAmended(names=str()):
            pass
        case SafetyRecorded() if protects(event):
            pass
        case _:
            return False
    known, two = view.together, said_to_be_two(view)
    one = known.the_one(event.person)
    asked, others = view.each[asking], {*of_one_name(known, one)}
    others |= {
        other
        for other in of_near_names(known, one)
        if any(asked[each].answer is not Safe.YES for each in (one, other))
    }
    return any(frozenset((one, other)) not in two for other in others)


def joins(view: View, event: Event) -> Iterator[PeopleJoined]:
    """What is joined by it, or by what it confirms."""
    if isinstance(event, PeopleJoined):
        yield event
    if isinstance(event, EffectConfirmed):
        waits = [h for h in view.file.of(EffectWaits) if h.event.waiting == event.waiting]
        places = {place for held in waits for place in held.event.entries}
        yield from (one.event for one in view.file.of(PeopleJoined) if one.seq in places)


def readings_differ(view: View, joined: PeopleJoined) -> bool:
    apart = View(without(view.file, _joining(view, joined)), view.as_of, view.known)
    return differ((apart, joined.person), (apart, joined.other))


def _joining(view: View, joined: PeopleJoined) -> list[int]:
    return [one.seq for one in view.file.of(PeopleJoined) if one.event == joined]
