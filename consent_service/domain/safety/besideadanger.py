"""What somebody of a family told us in an act in which somebody was ticked as a danger. Pure.

No list hears all the ways in which a child says what is done to them, and whoever heard it has said
that there is a danger. So what they told may tell of harm by that tick, whatever the words hold: a
manager reads it the same day, and nobody of the family is rung before. Of a child it is so whoever
the danger is; of an adult where it is somebody of whom nothing stands on the file: whoever does is
held by a sign of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..file.caring import is_young
from ..file.held import Held, by_place
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import DangerAsked, SignRecorded
from ..recorded.event import Event
from ..recorded.events import (
    AgreementWithdrawn,
    ConversationRecorded,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from .whowasasked import act_asked, knows_of_nobody, places_of

#: What holds what somebody of the family told us; of one act it is the first of these.
_TOLD: Final[tuple[type[Event], ...]] = (
    ConversationRecorded,
    ResponseRecorded,
    AgreementWithdrawn,
    WishRecorded,
)


def is_beside_a_danger(view: View, held: Held[Any]) -> bool:
    """Whoever wrote it down ticked in the same act that somebody may be a danger."""
    return held.seq in told_beside_a_danger(view)


@worked_out_once
def told_beside_a_danger(view: View) -> Mapping[int, Held[Any]]:
    """Each by its place."""
    asked = [one for one in view.recorded[DangerAsked] if not one.event.knows_of_nobody]
    if not asked:
        return {}
    told = sorted((one for kind in _TOLD for one in view.recorded[kind]), key=by_place)
    found = (_told_in(view, one, told) for one in asked)
    return {one.seq: one for one in found if one is not None}


def _told_in(view: View, asked: Held[DangerAsked], told: Iterable[Held[Any]]) -> Held[Any] | None:
    act = places_of(asked)
    held = next((one for one in told if one.seq in act), None)
    if held is None or act_asked(view, held) is not asked.event or knows_of_nobody(view, held):
        return None
    if asked.event.is_none_of_these is True:
        return held
    whose = view.the_one(getattr(held.event, "person", None) or held.event.child)
    return held if is_young(view, whose) and _is_marked(view, act) else None


def _is_marked(view: View, act: range) -> bool:
    """Somebody is, by name or as nobody said who, and not only as who must not hear of it."""
    wishes = (one.event for one in view.recorded[WishRecorded] if one.seq in act)
    signs = (one.event for one in view.recorded[SignRecorded] if one.seq in act)
    if any({*one.not_to_be_told} - {*(one.only_not_to_hear or ())} for one in wishes):
        return True
    if any({*one.names} - {*(one.only_not_to_hear or ())} for one in signs):
        return True
    return any(one.seq in act for one in view.recorded[SafetyRecorded])
