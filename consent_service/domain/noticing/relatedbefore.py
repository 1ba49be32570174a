"""What somebody was to a child before something was recorded of the two anew, or an order was made:
whoever records it reads what it takes the place of, and who decides no more. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import PLACEHOLDER, label
from ..file.leavingout import without
from ..file.view import View
from ..recorded.circumstances import OrderRecorded
from ..recorded.event import Event
from ..recorded.events import RelationshipRecorded
from ..recorded.falling import Notice
from ..words.naming import listed, lower_first, names_of


def notices_of_relationships(event: Event, view: View, seq: int) -> Iterator[Notice]:
    """What changes by it between two people of whom something was on record already: a slip there
    takes somebody off a child, or what they decide from them.
    """
    if not isinstance(event, RelationshipRecorded) or (event.ended and event.role == PLACEHOLDER):
        return
    before = View(without(view.file, {seq}), view.as_of, view.known)
    was = next(
        (
            link.event
            for link in before.relationships.get(before.the_one(event.child), ())
            if link.event.person == before.the_one(event.person)
        ),
        None,
    )
    changes = [] if was is None else list(_changes(was, event))
    if changes:
        names, child = (names_of(view, one) for one in (event.person, event.child))
        said = f"{names}, of {child}: {'; '.join(changes)}"
        yield Notice("TAKES_THE_PLACE", label("notices", "TAKES_THE_PLACE").format(names=said))


def notices_of_orders(event: Event, view: View, seq: int) -> Iterator[Notice]:
    """Who has no responsibility for a child after an order, and had it before: most often whoever
    it was made to was not named.
    """
    if not isinstance(event, OrderRecorded):
        return
    before, child = View(without(view.file, {seq}), view.as_of, view.known), event.child
    then, now = (
        dict.fromkeys(link.event.person for link in one.deciders[one.the_one(child)])
        for one in (before, view)
    )
    ended = [names for one in then if one not in now and (names := names_of(view, one))]
    if ended:
        words = label("notices", "DECIDE_NO_MORE").format(names=listed(ended))
        yield Notice("DECIDE_NO_MORE", words)
    if then and not now:
        yield Notice("NOBODY_DECIDES", label("notices", "NOBODY_DECIDES"))


def _changes(was: RelationshipRecorded, now: RelationshipRecorded) -> Iterator[str]:
    """Each thing that is another, what it was first."""
    yield from _in_words("roles", was.role, now.role)
    yield from _in_words("pr_statuses", was.pr_status, now.pr_status)
    yield from _in_words("lives_with", was.lives_with, now.lives_with, "where the child lives: ")
    if was.main_caregiver is not now.main_caregiver:
        yield "the main carer, now not" if was.main_caregiver else "now the main carer"
    if now.ended is not was.ended:
        yield "now ended" if now.ended else "had ended, now has not"


def _in_words(codes: str, was: str, now: str, about: str = "") -> Iterator[str]:
    if was != now:
        said, then = (lower_first(label(codes, one)) if one else "not said" for one in (was, now))
        yield f"{about}{said}, now {then}"
