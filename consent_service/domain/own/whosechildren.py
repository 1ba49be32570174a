"""Whose the children are as far as somebody knows: what they were not told is no news. Pure."""

from __future__ import annotations

from ..file.held import Held
from ..recorded.events import ChildAdded
from .asknown import AsKnown
from .children import before_an_order, known_to_have_died, linked_children, own_children


def theirs_as_known(known: AsKnown, *, as_child: bool) -> dict[str, Held[ChildAdded]]:
    """Theirs now; and theirs still as far as they know. Whoever finds a child gone reads what was
    found out. Where nobody was ever to record them for the child, it goes at once.
    """
    view, person = known.view, known.person
    found = own_children(view, person, as_child=as_child)
    if known.as_far_as_whose is None:
        return found
    kept = set(own_children(known.as_far_as_whose, person, as_child=False))
    kept &= linked_children(view, person) - known_to_have_died(view, person)
    return {id: view.children[id] for id in view.children if id in found or id in kept}


def answered_for(known: AsKnown) -> set[str]:
    """For whom they answer as far as they know, whatever a court ordered since: what is on their
    page of such a child is less.
    """
    then = before_an_order(known.as_they_know_it, known.person)
    return set(own_children(then, known.person, as_child=False))
