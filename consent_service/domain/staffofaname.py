"""Members of staff who have the name of somebody on a family's file. Pure.

A name is no proof. But one who may be dangerous may work here: nothing that protects anybody of a
family falls by the word of a manager who has the name of somebody on its file. Another does it.
"""

from __future__ import annotations

from .authorityfile import AuthorityFile
from .called import names_of
from .event import Event
from .ofauthority import StaffListed
from .view import View
from .writing import name_key


def is_namesake(own: AuthorityFile, staff: str | None, view: View) -> bool:
    """Whoever this is on the staff has, or had, the name of an adult of the file."""
    mine = {
        name_key(held.event.names)
        for held in own.of(StaffListed)
        if held.event.staff == staff and held.event.names
    }
    return bool(mine) and any(_keys(view, person) & mine for person in view.adults)


def names_staff(own: AuthorityFile, event: Event, view: View) -> bool:
    """Whom it is about, or names, has the name of somebody on the staff."""
    named = getattr(event, "names", ())
    people = {getattr(event, "person", None), *(named if isinstance(named, tuple) else ())}
    listed = {name_key(held.event.names) for held in own.of(StaffListed) if held.event.names}
    return any(listed & _keys(view, one) for one in people if one in view.adults)


def _keys(view: View, person: str) -> set[str]:
    return {name_key(name) for name in names_of(view, person)}
