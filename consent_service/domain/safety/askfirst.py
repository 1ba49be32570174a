"""What standing decisions keep from whom: before anybody speaks to them, about anything, a manager
is asked. One place says it, for tasks, for what to do next, and for what is read with a family.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ..answers import Safe
from ..codes import PLACEHOLDER
from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.events import AuthorisationMade
from ..scopes.scope import ANY
from .signs import Sign
from .telling import telling, telling_anybody
from .wishes import NOBODY


class KeptDecision(NamedTuple):
    """One decision in force, and from whom it is kept."""

    decision: Held[AuthorisationMade]
    #: Those on the file who are not to know of it, as somebody said: by name or of everybody.
    people: frozenset[str]
    #: The children whose family it is about.
    children: frozenset[str]
    #: It was said of everybody, and last so.
    is_from_all: bool
    #: And of nobody whom it is about, or who belongs to them, that they may know after all.
    leaves_nobody: bool

    def by_every_id(self, view: View) -> list[str]:
        """From whom it is kept, by each id that they go by."""
        also = (other for other, one in view.same.items() if one in self.people)
        return sorted({*self.people, *also})


@worked_out_once
def kept_decisions(view: View) -> tuple[KeptDecision, ...]:
    """Each decision in force that somebody is not to know of. What a young person does not want a
    parent to know is no danger: it goes unsaid, and of all else the parent is asked and heard.
    """
    every = (_kept_decision(view, decision) for decision in view.authorisations)
    return tuple(one for one in every if one.people or one.is_from_all)


def first_to_a_manager(view: View) -> frozenset[str]:
    """Those from whom a decision in force is kept: a manager is asked before they are spoken to."""
    every = kept_decisions(view)
    return frozenset().union(*(one.people for one in every)) if every else frozenset()


def is_kept_near(view: View, people: Collection[str]) -> bool:
    """A decision in force is kept from any of these, or from all of the family of one of them."""
    return any(
        not one.people.isdisjoint(people)
        or (one.is_from_all and not one.children.isdisjoint(people))
        for one in kept_decisions(view)
    )


def _kept_decision(view: View, decision: Held[AuthorisationMade]) -> KeptDecision:
    about = [decision.event.authorisation]
    is_from_all = telling_anybody(view, about) is Safe.NO
    children, family = _children_and_family(view, decision.event.scope.subjects)
    # Who is named with it is kept from it, whatever they are to whom it is about.
    near = family if is_from_all else {*view.each_one(view.adults), *view.children}
    near -= view.the_dead
    kept = frozenset(one for one in near if _is_kept(view, one, about))
    return KeptDecision(
        decision, kept, frozenset(children), is_from_all, is_from_all and kept == near
    )


def _is_kept(view: View, person: str, about: list[str]) -> bool:
    judged = telling(view, person, about)
    return judged.answer is Safe.NO and Sign.SAID_NOT_SAFE_TO_TELL in judged.signs


def family_of(view: View, about: Collection[str]) -> set[str]:
    """Who belongs to the family of these, themselves among them."""
    return _children_and_family(view, about)[1]


def _children_and_family(view: View, about: Collection[str]) -> tuple[set[str], set[str]]:
    """The children of the family that a decision is about, and all who belong to it: those it
    names, who cares for them, and whomever these care for, with their carers. No council does, nor
    who stands for somebody not known; and what is an adult's own is about nobody else.
    """
    named = {view.the_one(one) for one in about}
    carers = {
        child: {
            view.the_one(link.event.person)
            for link in view.relationships.get(child, ())
            if link.event.role not in (NOBODY, PLACEHOLDER)
        }
        for child in view.children
    }
    close = {child for child in carers if ANY in named or child in named}
    near = set[str]().union(*(carers[child] for child in close))
    children = close | {child for child, of in carers.items() if of & near}
    family = set[str]().union(named - {ANY}, children, *(carers[child] for child in children))
    return children, family
