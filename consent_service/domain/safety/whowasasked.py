"""What whoever wrote words down said when asked, in the same act, who may be a danger. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import DangerAsked, SignRecorded
from ..recorded.event import Event
from ..recorded.events import SafetyRecorded, WishRecorded

#: What says of somebody, beside words, that they must not hear of them or may be a danger.
_NAMES_ONE: Final[tuple[type[Event], ...]] = (SignRecorded, WishRecorded, SafetyRecorded)


def was_asked(view: View, held: Held[Any]) -> bool:
    """Whoever put it on record said, in the same act, who may be a danger, or that they know of
    nobody; and it stands as they said it.
    """
    return held.seq in _of_acts_asked(view)


def knows_of_nobody(view: View, held: Held[Any]) -> bool:
    """The same, and that they do."""
    asked = _of_acts_asked(view).get(held.seq)
    return asked is not None and asked.knows_of_nobody


def is_none_of_these(view: View, held: Held[Any]) -> bool:
    """The same, and that it is somebody who was not on the file."""
    asked = _of_acts_asked(view).get(held.seq)
    return asked is not None and asked.is_none_of_these is True


@worked_out_once
def _of_acts_asked(view: View) -> Mapping[int, DangerAsked]:
    """By the places of the entries of each such act. One in which a danger was named by mistake is
    answered no longer: nobody has said since who it may be.
    """
    struck = {
        one.seq for kind in _NAMES_ONE for one in view.read.of(kind) if one.is_struck(view.known)
    }
    found: dict[int, DangerAsked] = {}
    for one in view.recorded[DangerAsked]:
        places = range(one.seq - (one.event.of_entries or 0), one.seq)
        if struck.isdisjoint(places):
            found |= dict.fromkeys(places, one.event)
    return found
