"""Whom a no is about besides those whom it names. Pure.

Each kind of information is asked about whoever it is about: what is an adult's own about adults,
what is a child's own about children. A no to such a kind that names nobody whom it can be about
would be a no to nothing, and nobody would ever be told of it. So it is heard of those whom they
must have meant: of themselves, or of the children whom they are something to; where nobody knows
who those are, of every child on the file. It is heard of these for such kinds, and for no other.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT
from ..file.view import View
from ..recorded.events import RelationshipRecorded, Response
from ..scopes.scope import ANY, Exclusions, Scope
from .contradicting import AGREEMENTS, left_out_of


def means_themselves(view: View, person: str, scope: Scope) -> bool:
    """An adult who says no to what is an adult's own, and says it of a child, means themselves as
    well, whoever else is named.
    """
    named = scope.subjects
    return (
        person in view.adults
        and person not in named
        and ANY not in named
        and not OWN_TO_AN_ADULT.isdisjoint(scope.categories)
        and not view.adults.keys() >= {*named}
    )


def besides(view: View, said: Response) -> Iterator[Scope]:
    """What else an answer says no to: of whom it names nobody, each kind that is somebody's own."""
    if said.answer in AGREEMENTS:
        for no in left_out_of(said.scope):
            # A service that is left out is left out for what was agreed.
            kinds = said.scope.categories if ANY in no.categories else no.categories
            yield from _of_kinds(view, said.person, msgspec.structs.replace(no, categories=kinds))
    else:
        yield from _of_kinds(view, said.person, said.scope)


def _of_kinds(view: View, person: str, no: Scope) -> Iterator[Scope]:
    kinds, named = no.categories, no.subjects
    if not named or ANY in named:
        return
    of_adults = tuple(kind for kind in kinds if kind in OWN_TO_AN_ADULT)
    of_children = tuple(kind for kind in kinds if kind in OWN_TO_A_CHILD)
    if means_themselves(view, person, no):
        yield _about((person,), of_adults, no)
    elif of_adults and person in view.children and view.children.keys() >= {*named}:
        yield _about(_adults_of(view, (person, *named)), of_adults, no)
    if of_children and view.adults.keys() >= {*named}:
        yield _about(_children_of(view, person), of_children, no)


def _about(subjects: tuple[str, ...], kinds: tuple[str, ...], no: Scope) -> Scope:
    return msgspec.structs.replace(no, subjects=subjects, categories=kinds, exclusions=Exclusions())


def _adults_of(view: View, children: tuple[str, ...]) -> tuple[str, ...]:
    """Whoever is or was something to one of these, by what was recorded; else every adult."""
    links = view.by[RelationshipRecorded, "child"]
    found = (link.event.person for child in children for link in links.get(child, ()))
    return tuple(dict.fromkeys(found)) or tuple(view.adults)


def _children_of(view: View, person: str) -> tuple[str, ...]:
    if person in view.children:
        return (person,)
    links = view.by[RelationshipRecorded, "person"].get(person, ())
    found = (link.event.child for link in links if link.event.child in view.children)
    return tuple(dict.fromkeys(found)) or tuple(view.children)


def is_about_others(said: Scope, asked: Scope) -> bool:
    """It is about nobody of whom this asks: whoever decides reads no yes of it here."""
    return ANY not in (*said.subjects, *asked.subjects) and set(said.subjects).isdisjoint(
        asked.subjects
    )
