"""What whoever wrote words down said when asked, in the same act, who may be a danger. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..codes import PLACEHOLDER
from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import DangerAsked, SignRecorded
from ..recorded.event import Event
from ..recorded.events import RelationshipRecorded, SafetyRecorded, WishRecorded

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


def names_each(view: View, held: Held[Any]) -> bool:
    """The same, and that each who may be one, or must not hear of it, is on the file and named."""
    asked = _of_acts_asked(view).get(held.seq)
    return asked is not None and not asked.knows_of_nobody and asked.is_none_of_these is not True


def none_of_these(view: View, held: Held[Any]) -> frozenset[str]:
    """Those of whom they said so: who was on the file then, and was known."""
    return _not_meant(view).get(held.seq, frozenset())


def frees(view: View, person: str, sign: SignRecorded, place: int) -> bool:
    """Whoever put this sign on record, at this place, said of somebody that it is none of them. Of
    one who was a placeholder alone until then nobody knew it: whoever they turn out to be may be
    the one.
    """
    if person not in map(view.the_one, sign.none_of or ()):
        return False
    # As it was written: of two who are one person since, one may have been known.
    every = view.file.of(RelationshipRecorded)
    known = [one for one in every if view.the_one(one.event.person) == person and one.seq < place]
    return {one.event.role for one in known} != {PLACEHOLDER}


@worked_out_once
def _not_meant(view: View) -> Mapping[int, frozenset[str]]:
    """By the places of the entries of each such act."""
    signs = [one for one in view.recorded[SignRecorded] if one.event.none_of]
    found: dict[int, frozenset[str]] = {}
    for asked in (one for one in view.recorded[DangerAsked] if one.event.is_none_of_these is True):
        places = places_of(asked)
        meant = [sign for sign in signs if sign.seq in places]
        every = {view.the_one(who) for sign in meant for who in sign.event.none_of or ()}
        none = {who for who in every if any(frees(view, who, one.event, one.seq) for one in meant)}
        if asked.event is _of_acts_asked(view).get(asked.seq - 1):
            found |= dict.fromkeys(places, frozenset(none))
    return found


def places_of(asked: Held[DangerAsked]) -> range:
    """Those of the entries of its act."""
    return range(asked.seq - (asked.event.of_entries or 0), asked.seq)


@worked_out_once
def _of_acts_asked(view: View) -> Mapping[int, DangerAsked]:
    """By the places of the entries of each such act. One in which a danger was named by mistake is
    answered no longer: nobody has said since who it may be. Nor is one that says that there is
    somebody, of which nothing stands on record: nobody stood on the file then whom it could mark.
    """
    struck = {
        one.seq for kind in _NAMES_ONE for one in view.read.of(kind) if one.is_struck(view.known)
    }
    marked = {one.seq for kind in _NAMES_ONE for one in view.read.of(kind)}
    found: dict[int, DangerAsked] = {}
    for one in view.recorded[DangerAsked]:
        places = places_of(one)
        is_marked = one.event.knows_of_nobody or not marked.isdisjoint(places)
        if is_marked and struck.isdisjoint(places):
            found |= dict.fromkeys(places, one.event)
    return found
