"""How much of a parent's or young person's page somebody who supports them may see. Pure.

It is the person's to permit and to take back, in each enquiry for itself. Who was named at one
place of the ledger is that advocate, of that organisation, and nobody who was named later.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from ..answers import Safe
from ..file.held import Held, in_order
from ..file.view import View
from ..following.advocates import (
    NOT_DISCUSSED,
    OFFERED,
    TAKEN_ON,
    begins_again,
    is_of_somebody,
    unanswered,
    unsuitable,
)
from ..recorded.events import AdvocateStatusChanged
from ..safety.nottobetold import is_on_their_page, may_mean_them, may_not_be_wanted
from ..safety.oneadvocate import interprets, is_of_concern, is_with_them, others_of
from ..safety.signs import asking
from ..writing import folded
from .leftopen import known_to, unknown_ends

#: The one permission that is to see all: the others are to come along, to get letters, to speak.
SEES_ALL: Final = "FULL_PARENT_VIEW"
_NOTHING: Final = "NONE"
#: Whoever supported them before may be the one whom they have in mind.
_NOBODY_NAMED: Final = frozenset({NOT_DISCUSSED, OFFERED})


def may_see(view: View, person: str, place: int) -> bool:
    """Whether the advocate who was named at this place may see all that the person sees."""
    return permitted(view, person, place) == SEES_ALL


def permitted(view: View, person: str, place: int) -> str | None:
    """What the person lets the advocate who was named at this place know: somebody who is confirmed
    now, in an enquiry that goes on as far as the person knows; and not one who may not be safe to
    tell, looks after the child whom they would support, or stands on another side first. None where
    that is nothing.

    Who may be dangerous is asked of every reading: that the advocate is the same as somebody who is
    not safe may wait for a manager.
    """
    view, person = view.together, view.the_one(person)
    for enquiry in _going_on(view, person):
        now = view.advocate[person, enquiry]
        if now is None or named_at(view, person, enquiry) != place:
            continue
        permission = now.event.information_permission if _may_read(view, now, place) else None
        if is_held_back(view, person, now):
            return None
        return None if permission == _NOTHING else permission
    return None


def _going_on(view: View, person: str) -> tuple[str, ...]:
    """Those that go on, and those of whose end they were not told: whoever supports them would read
    it from a page that is gone in the same minute.
    """
    ends = unknown_ends(view, person)
    return tuple(one for one in view.enquiries if one in view.going_on or one in ends)


def _may_read(view: View, now: Held[AdvocateStatusChanged], place: int) -> bool:
    """They were taken on, and nothing is feared of them. Whoever stands on another side as well
    reads on where they stood first: from a page that is gone it would be known that the other
    named them, or has changed their mind. But nobody reads on for somebody who is not known to be
    safe.
    """
    if now.event.status not in TAKEN_ON or is_of_concern(view, now.event):
        return False
    return not any(
        view.each[asking][other.event.person].answer is not Safe.YES
        or (named_at(view, other.event.person, other.event.enquiry) or 0) < place
        for other in others_of(view, now.event)
    )


def supported_by(view: View, person: str) -> list[tuple[str, str, int]]:
    """Whom somebody who stands on the file supports now: each by their id, with what they let them
    know and where they were named for it. Only who was chosen there: a name may be anybody's.
    """
    view = view.together
    mine, found = view.the_one(person), dict[str, tuple[str, str, int]]()
    said = view.by[AdvocateStatusChanged, "person"]
    for other in said.keys() - view.without_refused_ends.the_dead if said else ():
        for enquiry in _going_on(view, other):
            now, place = view.advocate[other, enquiry], named_at(view, other, enquiry)
            chosen = None if now is None else now.event.advocate_person
            if chosen is None or place is None or view.the_one(chosen) != mine:
                continue
            if (permission := permitted(view, other, place)) is not None:
                found[view.the_one(other)] = (view.the_one(other), permission, place)
    return list(found.values())


def whom_they_support(view: View, person: str) -> list[dict[str, str]]:
    """The same as their own page has it, as plain values."""
    found = [
        {"person": other, "names": held.event.names}
        for other, _, _ in supported_by(view, person)
        if (held := view.adults.get(other) or view.children.get(other)) is not None
    ]
    return sorted(found, key=lambda one: (one["names"], one["person"]))


def somebody_sees_all(view: View, person: str) -> bool:
    """Somebody was taken on to see their page, as far as they may know of it."""
    view, person = view.together, view.the_one(person)
    said = view.by[AdvocateStatusChanged, "person"].get(person, ())
    known = {held.seq for held in known_to(view, person, said)}
    taken_on = (view.advocate[person, enquiry] for enquiry in _going_on(view, person))
    return any(
        now is not None
        and now.seq in known
        and now.event.status in TAKEN_ON
        and now.event.information_permission == SEES_ALL
        and not is_on_their_page(view, person, now)
        for now in taken_on
    )


def named_at(view: View, person: str, enquiry: str) -> int | None:
    """Where the advocate whom the person has now was named: the first entry that says who it is and
    for whom they work, since that was last said otherwise or begun again.
    """
    view, person = view.together, view.the_one(person)
    place, who, was = None, _who(None), ""
    said = view.by[AdvocateStatusChanged, "person"].get(person, ())
    for held in sorted((h for h in said if h.event.enquiry == enquiry), key=in_order):
        status = held.event.status
        if begins_again(status) or (was and not is_of_somebody(was)):
            place, who = None, _who(None)
        if not begins_again(status) and _who(held) != who:
            place, who = held.seq, _who(held)
        was = status
    return place


def sees_nothing_until(view: View, person: str, request: int) -> bool:
    """Somebody supports them, of whom nothing was said since they asked at this place for somebody
    to: it may be that they want this one no more.
    """
    every = (view.advocate[view.the_one(person), enquiry] for enquiry in view.going_on)
    return any(now is not None and is_with_them(view, now) and now.seq < request for now in every)


def is_held_back(view: View, person: str, now: Held[AdvocateStatusChanged]) -> bool:
    """Nobody sees anything until they were heard: they may not want this one to. Nor anybody of
    whom it was written down without them: their page says that nobody was talked about.
    """
    return may_not_be_wanted(view, person, now) or not known_to(view, person, [now])


def supported_before(view: View, person: str, enquiry: str) -> Held[AdvocateStatusChanged] | None:
    """Who was last taken on to support them, in an enquiry that has ended, where nobody was named
    in this one yet: what was found of that one then need not be found again, if they say that this
    is still so. Nobody of whom there is a doubt now.
    """
    said = view.each[_said_in_each][person]
    if enquiry not in view.going_on or not _NOBODY_NAMED.issuperset(
        held.event.status for held in said.get(enquiry, ())
    ):
        return None
    before = next((held for one, every in said.items() if one != enquiry for held in every), None)
    if before is None or before.event.enquiry in view.going_on or not before.event.advocate:
        return None
    is_found = before.event.status in TAKEN_ON and _is_whole(before.event)
    is_wanted = is_found and not may_not_be_wanted(view, person, before)
    return before if is_wanted and _is_nobody_elses(view, before, enquiry) else None


def _said_in_each(view: View, person: str) -> dict[str, list[Held[AdvocateStatusChanged]]]:
    """By enquiry, the one of which something was said last first: all that was said, the last
    first.
    """
    said = view.by[AdvocateStatusChanged, "person"].get(person, ())
    found: dict[str, list[Held[AdvocateStatusChanged]]] = {}
    for held in sorted(said, key=in_order, reverse=True):
        found.setdefault(held.event.enquiry, []).append(held)
    return found


def _is_whole(said: AdvocateStatusChanged) -> bool:
    """All that is asked before one is confirmed was answered, and well."""
    is_suitable = not (unanswered(said.suitability) or unsuitable(said.suitability))
    return is_suitable and said.information_permission is not None


def _is_nobody_elses(view: View, before: Held[AdvocateStatusChanged], enquiry: str) -> bool:
    """Nothing is feared of them, and they are on no other side and no interpreter in this one."""
    here = replace(before.event, enquiry=enquiry)
    return not (
        is_of_concern(view, here)
        or interprets(view, enquiry, here.advocate)
        or next(iter(others_of(view, here)), None)
    )


def is_in_place(view: View, person: str, now: Held[AdvocateStatusChanged] | None) -> bool:
    """Somebody supports them, who may, and whom they want as far as anybody knows."""
    if now is None or not is_with_them(view, now):
        return False
    return not may_not_be_wanted(view, person, now)


def held_back_by(view: View, child: str) -> frozenset[str]:
    """All of those by which somebody who was taken on sees nothing now."""
    every = (view.advocate[view.the_one(child), enquiry] for enquiry in view.going_on)
    return frozenset[str]().union(
        *(
            may_mean_them(view, child, now)
            for now in every
            if now is not None and is_with_them(view, now)
        )
    )


def _who(held: Held[AdvocateStatusChanged] | None) -> tuple[str, str | None, str]:
    if held is None:
        return "", None, ""
    said = held.event
    return folded(said.advocate or ""), said.advocate_person, folded(said.organisation or "")
