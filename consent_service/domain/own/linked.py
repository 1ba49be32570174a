"""By which links of theirs somebody of a family may sign in with a provider now. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from ..file.held import Held
from ..file.view import View
from ..recorded.waysin import WayInEnded, WayInGiven, WayInLinked, WayInUnlinked, WayInUsed
from .having import may_come_in

#: How long a link is good for: then somebody looks again whether a way in is safe, and gives one.
LIFE: Final = timedelta(days=365)


class Linked(NamedTuple):
    """A link that lets somebody in, and whom."""

    link: str
    person: str


def let_in_by_link(view: View) -> tuple[Linked, ...]:
    """Each link that is as good as the way in by which it was made: that is the last one that the
    person was given, was no mistake, and has not been ended.
    """
    unlinked = {held.event.link for held in view.holding[WayInUnlinked]}
    found = []
    for held in view.holding[WayInLinked]:
        person = _whose(view, held.event.way_in)
        is_over = held.event.link in unlinked or held.effective_at + LIFE <= view.as_of
        if person is not None and not is_over:
            found.append(Linked(held.event.link, person))
    return tuple(found)


def may_link(view: View, person: str) -> str | None:
    """The way in by which somebody came in, if a link can be made by it."""
    last = _last_given(view, person)
    used = {held.event.way_in for held in view.holding[WayInUsed]}
    if last is None or last.event.way_in not in used:
        return None
    return last.event.way_in if _whose(view, last.event.way_in) == person else None


def _whose(view: View, way_in: str) -> str | None:
    """Whose a way in is, where it still lets them in."""
    given = next((h for h in view.holding[WayInGiven] if h.event.way_in == way_in), None)
    if given is None or given.event.advocate_in is not None:
        return None
    person = given.event.person
    last = _last_given(view, person)
    ended = {held.event.way_in for held in view.holding[WayInEnded]}
    if way_in in ended or last is not given or not may_come_in(view, person):
        return None
    return person


def _last_given(view: View, person: str) -> Held[WayInGiven] | None:
    theirs = [
        held
        for held in view.holding[WayInGiven]
        if (held.event.person, held.event.advocate_in) == (person, None)
    ]
    return max(theirs, key=lambda held: held.seq, default=None)
