"""What goes on while nothing can be read: to share now, to write it down, to say whom it is about.
What is typed stays on the page, and is sent from there once the record is back.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from flask import request

from ..domain.may import Kind, Principal
from .navigation import is_for
from .visit import Visit

#: From here on what is wrong is wrong here, and not with what was asked.
_OURS: Final = 500
_OF_STAFF: Final = (Kind.STAFF, Kind.PARTNER)


class Meanwhile(NamedTuple):
    """What whoever reads may do all the same."""

    checks: bool
    finds: bool
    writes_down: bool


def believed(visit: Visit) -> Principal | None:
    """Whom the cookie names, if not somebody of a family: their telephone may be in other hands."""
    who = visit.service.access.browsers.believed()
    return who if who is not None and who.kind in _OF_STAFF else None


def meanwhile(visit: Visit, status: int) -> Meanwhile | None:
    """None where something else is wrong, or whoever reads is nobody of staff's."""
    who = believed(visit) if status >= _OURS and request.method == "GET" else None
    if who is None:
        return None
    named = ("checkAgencies", "search", "takeReferral")
    return Meanwhile(*(is_for(who.roles, one) for one in named))
