"""Members of staff who have the name of somebody on a family's file. Pure.

A name is no proof. But one who may be dangerous may work here: nothing that protects anybody of a
family falls by the word of a manager who has the name of somebody on its file, and the file is kept
from whoever has it. Another manager says whether it is they; somebody else of that name reads and
decides as ever from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..answers import Safe
from ..file.authorityfile import AuthorityFile
from ..file.called import names_of
from ..file.view import View
from ..names.nearnames import are_near
from ..recorded.circumstances import PersonAmended, SignRecorded
from ..recorded.event import Event
from ..recorded.events import AdultAdded, SafetyRecorded
from ..recorded.ofauthority import StaffListed
from ..safety.signs import asking
from ..writing import name_key

#: By these somebody is put on a file under a name.
_NAMES: Final = (AdultAdded, PersonAmended)
#: By these they are, or are not safe there.
PUTS_SOMEBODY: Final = (*_NAMES, SafetyRecorded, SignRecorded)


def is_namesake(own: AuthorityFile, staff: str | None, view: View) -> bool:
    """Whoever this is on the staff has, or had, the name of an adult of the file, or one near that
    of somebody of whom it is not known that they are safe, and no manager has said that they are
    somebody else; or the file is kept from them.
    """
    kept, file = own.kept_to, view.file.id
    if staff is None or staff in kept.apart.get(file, ()):
        return staff is not None
    if staff in kept.found_to_be_others.get(file, ()):
        return False
    mine = {
        held.event.names
        for held in own.of(StaffListed)
        if held.event.staff == staff and held.event.names
    }
    return any(stands_there(view, called) for called in mine)


def staff_named(own: AuthorityFile, event: Event, view: View) -> Iterator[str]:
    """Each on the staff, by id, who has the name of whom it is about, or names: or one that is near
    it, where it is not known that it is safe to ask that person.
    """
    if isinstance(event, PUTS_SOMEBODY):
        named = getattr(event, "names", ())
        people = {getattr(event, "person", None), *(named if isinstance(named, tuple) else ())}
        for person in people:
            if person in view.adults:
                yield from _staff_called_as(own, view, person)


def to_be_kept_from(own: AuthorityFile, events: Iterable[Event], view: View) -> frozenset[str]:
    """From whom on the staff the file is to be kept by what was just recorded. Of whom a manager
    has said that they are somebody else, only whoever is put there since is asked about anew.
    """
    file, found = view.file.id, set[str]()
    kept = own.kept_to.apart.get(file, frozenset[str]())
    others = own.kept_to.found_to_be_others.get(file, frozenset[str]())
    for event in events:
        named = frozenset(staff_named(own, event, view))
        found |= named if isinstance(event, _NAMES) else named - others
    return frozenset(found - kept)


def stands_there(view: View, called: str) -> bool:
    """Somebody of this name is on the file: whoever is listed on the staff after that."""
    return any(_is_called(view, person, called) for person in view.adults)


def _staff_called_as(own: AuthorityFile, view: View, person: str) -> Iterator[str]:
    words = {word for name in names_of(view, person) for word in name_key(name).split()}
    for staff, called in {one for word in words for one in own.staff_by_word.get(word, ())}:
        if _is_called(view, person, called):
            yield staff


def _is_called(view: View, person: str, called: str) -> bool:
    every = names_of(view, person)
    if name_key(called) in map(name_key, every):
        return True
    is_near = any(are_near(called, name) for name in every)
    return is_near and view.each[asking][person].answer is not Safe.YES
