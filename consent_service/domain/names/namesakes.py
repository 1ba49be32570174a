"""Adults of one file who have one name: whoever is to speak to one of them is told which. Pure.

They may be one person, or two of whom one is not safe (`onename.py`). Each is called with what they
are to a child.
"""

from __future__ import annotations

from ..answers import Safe
from ..codes import PLACEHOLDER, label
from ..file.view import View
from ..safety.signs import asking
from ..words.naming import lower_first, names_of
from .onename import of_one_name, perhaps_the_same, waits_as_two


def told_apart(view: View, person: str) -> str | None:
    """What somebody is called; with what they are to which child, where another adult is called so:
    each may be the father of another.
    """
    name = view.each[names_of][person]
    known = view.together
    id = known.the_one(person)
    if name is None or not of_one_name(known, id):
        return name
    said = [
        f"{lower_first(label('roles', link.event.role))} of {view.each[names_of][child]}"
        for child, links in known.relationships.items()
        for link in links
        if link.event.person == id and link.event.role != PLACEHOLDER
    ]
    return f"{name} ({', '.join(said)})" if said else name


def perhaps_not_safe(view: View, person: str) -> list[str]:
    """Those who may be this person, and of whom it is not known that it is safe to ask them."""
    asked, others = view.each[asking], perhaps_the_same(view, person)
    return [other for other, _ in others if asked[other].answer is not Safe.YES]


def is_said_and_waits(view: View, person: str) -> bool:
    """Somebody has said of each of them that they are somebody else, and a manager has not decided
    of it yet: nobody needs to say it again.
    """
    others = perhaps_not_safe(view, person)
    return bool(others) and set(others) <= set(waits_as_two(view, person))
