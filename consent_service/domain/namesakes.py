"""Adults of one file who have one name: whoever is to speak to one of them is told which. Pure.

They may be one person, or two of whom one is not safe. A name alone says neither, so it joins
nobody and holds nobody back; it is said, and each is called with what they are to a child.
"""

from __future__ import annotations

from datetime import date

from .codes import label
from .searching import search_key
from .view import View
from .words.naming import PLACEHOLDER, lower_first, names_of


def namesakes(view: View, person: str) -> list[str]:
    """Other adults of the file with this one's name, as it is looked for."""
    known = view.apart
    held = known.adults.get(known.the_one(person))
    if held is None:
        return []
    name = search_key(held.event.names, date.min)
    return [
        other
        for other, one in known.adults.items()
        if other != held.event.person and search_key(one.event.names, date.min) == name
    ]


def told_apart(view: View, person: str) -> str | None:
    """What somebody is called; with what they are to which child, where another adult is called so:
    each may be the father of another.
    """
    name = view.each[names_of][person]
    if name is None or not namesakes(view, person):
        return name
    known = view.apart
    id = known.the_one(person)
    said = [
        f"{lower_first(label('roles', link.event.role))} of {view.each[names_of][child]}"
        for child, links in known.relationships.items()
        for link in links
        if link.event.person == id and link.event.role != PLACEHOLDER
    ]
    return f"{name} ({', '.join(said)})" if said else name
