"""Who cares for a child, and who is not of age: the two are not each other's opposite. Pure.

A mother of sixteen whose own family is enquired into stands on the file once, as the child she is.
What she says about her baby is said as the baby's mother, whatever is decided about herself. And a
mother or carer of sixteen who was typed as an adult is a young person all the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..codes import DECIDING_PR, PLACEHOLDER
from ..memo import worked_out_once
from ..recorded.events import RelationshipRecorded, WishRecorded
from ..times import LONDON, age_on
from .findings import OF_AGE
from .ordersmean import COUNCIL
from .view import View

#: At this age somebody is no small child any more.
TEEN: Final = 13


@worked_out_once
def carers_among_children(view: View) -> tuple[str, ...]:
    """Children of the file who are or were something to another."""
    linked = {r.event.person for r in view.recorded[RelationshipRecorded]}
    return tuple(id for id in view.children if id in linked)


@worked_out_once
def caring(view: View) -> tuple[str, ...]:
    """Whoever may be something to a child: each adult, and those children."""
    return (*view.adults, *carers_among_children(view))


def is_nobody_known(view: View, person: str) -> bool:
    """A placeholder stands for whoever it turns out to be: nobody signs in as one, nobody is
    written to, and of nobody is it asked whether they are safe.
    """
    return roles_held(view, person) == {PLACEHOLDER}


def roles_held(view: View, person: str) -> frozenset[str]:
    """What somebody is to the children of the file, whichever of them."""
    return _roles(view).get(person, frozenset())


@worked_out_once
def adults_roles(view: View) -> dict[str, frozenset[str]]:
    """The same of each adult of the file who is alive."""
    living = (one for one in view.each_one(view.adults) if one not in view.the_dead)
    return {one: roles_held(view, one) for one in living}


@worked_out_once
def _roles(view: View) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for links in view.relationships.values():
        for link in links:
            found.setdefault(link.event.person, set()).add(link.event.role)
    return {person: frozenset(roles) for person, roles in found.items()}


def is_council(view: View, person: str) -> bool:
    """They are nothing but a council to whichever child: no person, who could do anything."""
    return roles_held(view, person) == {COUNCIL}


def decides_for_another(view: View, child: str) -> bool:
    """A child who holds parental responsibility: for a baby of theirs they decide at any age."""
    return any(
        link.event.person == child and link.event.pr_status in DECIDING_PR
        for links in view.relationships.values()
        for link in links
    )


def is_young(view: View, person: str, on: datetime | None = None) -> bool:
    """A child of the file; or, by their date of birth, an adult on it who is not of age: at the
    moment of the reading, or at another.
    """
    if person in view.children:
        return True
    adult = view.adults.get(person)
    born = None if adult is None else adult.event.dob
    day = (on or view.as_of).astimezone(LONDON).date()
    return born is not None and age_on(born, day) < OF_AGE


def came_as_a_teen(view: View, person: str, place: int) -> bool:
    """A child who was put on the file after this place, and was no small child then as far as
    anybody knows: whoever was said to be none of those on file may be that one.
    """
    held = view.children.get(person)
    if held is None or held.seq < place:
        return False
    born = held.event.dob
    if born is None:
        return held.event.estimated_due_date is None
    return age_on(born, held.recorded_at.astimezone(LONDON).date()) >= TEEN


def who_may_wish(view: View) -> tuple[str, ...]:
    """Whose wishes are heard: each child's, and those of whoever said whom they fear and was typed
    as an adult.
    """
    wished = view.by[WishRecorded, "child"] if view.holding[WishRecorded] else {}
    return (*view.children, *(id for id in view.adults if id in wished))
