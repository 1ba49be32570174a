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
    """What somebody is called; with what they are to a child where another adult is called so."""
    name = view.each[names_of][person]
    if name is None or not namesakes(view, person):
        return name
    known = view.apart
    id = known.the_one(person)
    links = [one.event for every in known.relationships.values() for one in every]
    roles = dict.fromkeys(one.role for one in links if one.person == id and one.role != PLACEHOLDER)
    said = ", ".join(lower_first(label("roles", role)) for role in roles)
    return f"{name} ({said})" if said else name
