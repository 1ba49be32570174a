"""What was recorded or asked of a family whose record is kept to others, as it is shown.

Nobody who protects a child is refused: whoever is not named records and asks as ever, and has the
answer. Only who the family is does not stand in it until they have opened the record with a reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import msgspec

from ...domain.authorityfile import AuthorityFile
from ...domain.may import Kind, Principal
from ...domain.opened import opening_of
from ...domain.pseudonyms import Pseudonyms
from ...domain.restricted import is_kept_from
from ...domain.view import View
from ...storage.requests import Recorded, Written

#: A record is kept from staff and from their systems: of a family's own page it changes nothing,
#: nor of an agency's, which is shown what it was asked.
_OF_STAFF: Final = frozenset({Kind.STAFF, Kind.CLIENT})


def is_kept(principal: Principal, own: AuthorityFile, file: str) -> bool:
    """Whether this record is kept to others than them. Whom a system says that it asks for counts
    for nothing: nobody believes it.
    """
    return principal.kind in _OF_STAFF and is_kept_from(own.kept_to, file, principal.id)


def as_read_by(principal: Principal, recorded: Recorded) -> Recorded:
    """What was put on record, in which nobody has a name where it is kept to others than whoever
    recorded it, and they have not opened it.
    """
    view = recorded.view
    if view is None or not is_kept(principal, recorded.own, view.file.id):
        return recorded
    if opening_of(view.file, principal.id, None, view.as_of) is not None:
        return recorded
    names = Pseudonyms(view.file)
    nobody_named = View(names.file(), view.as_of, view.known)
    entries = tuple(_without_names(written, names) for written in recorded.entries)
    return replace(recorded, view=nobody_named, entries=entries)


def _without_names(written: Written, names: Pseudonyms) -> Written:
    event = names.event(written.content.event)
    return written._replace(content=msgspec.structs.replace(written.content, event=event))
