"""Under which other ids somebody stands on the file, and whether a manager agreed to that. Pure."""

from __future__ import annotations

from typing import Any

from ..called import names_of
from ..careful import refused
from ..held import Look
from ..joining import joinings, since
from ..view import View


def also(view: View, person: str) -> list[dict[str, Any]]:
    """Each other entry that is read as theirs, by the name that stands there. All of a file is read
    so at once, and goes on to be where a manager refused it, until the two are parted.
    """
    others = [other for other, one in view.same.items() if one == person]
    if not others:
        return []
    made_one, known = since(view.file, view.known), view.apart
    ours = {held.seq for held in joinings(view.file, view.known)}
    nobodys = {seq for held in refused(view.file, view.known) for seq in held.event.entries} & ours
    as_typed = Look(view.file, view.as_of, view.known)
    found = []
    for other in others:
        joining = made_one[frozenset((person, other))]
        is_confirmed = known.the_one(other) == known.the_one(person)
        found.append(
            {
                "id": other,
                "names": next(iter(names_of(as_typed, other)), None),
                "joining": joining.event.joining,
                "confirmed": is_confirmed,
                "refused": not is_confirmed and joining.seq in nobodys,
            }
        )
    return found
