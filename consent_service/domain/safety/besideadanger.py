"""What was told us in an act in which somebody was ticked as a danger, by one of a family or by
whoever referred them. Pure.

No list hears all the ways in which a child says what is done to them, and whoever heard it has said
that there is a danger. So what they told may tell of harm by that tick, whatever the words hold: a
manager reads it the same day, and nobody of the family is rung before. Of a child it is so whoever
the danger is, and where nobody said who; of an adult, or a referrer, where it is somebody of whom
nothing stands on the file: whoever does is held by a sign of their own. That the tick was an error,
or whatever was put on record with it, is one worker's word: it ends when a manager has read what
they told.
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
    EnquiryOpened,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from .whowasasked import places_of
from .wishes import keeps_it_from_somebody, named_by

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
    asked = [one for one in view.read.of(DangerAsked) if _is_known(view, one)]
    if not asked:
        return {}
    kinds: tuple[type[Event], ...] = (*_TOLD, EnquiryOpened)
    told = sorted((one for kind in kinds for one in view.recorded[kind]), key=by_place)
    found = (_told_in(view, one, told) for one in asked)
    return {one.seq: one for one in found if one is not None}


def _is_known(view: View, asked: Held[DangerAsked]) -> bool:
    return asked.recorded_at <= view.known and not asked.event.knows_of_nobody


def _told_in(view: View, asked: Held[DangerAsked], told: Iterable[Held[Any]]) -> Held[Any] | None:
    act = places_of(asked)
    within = [one for one in told if one.seq in act]
    if asked.event.is_none_of_these is True:
        referred = (one for one in within if _is_referred(one.event))
        return next(referred, None) or next(iter(_by_the_family(within)), None)
    held = next(iter(_by_the_family(within)), None)
    if held is None:
        return None
    whose = view.the_one(getattr(held.event, "person", None) or held.event.child)
    # Who comes of age later was a child when they told it.
    was_young = is_young(view, whose, asked.recorded_at)
    return held if was_young and _is_marked(view, act) else None


def _by_the_family(told: Iterable[Held[Any]]) -> list[Held[Any]]:
    return [one for one in told if not isinstance(one.event, EnquiryOpened)]


def _is_referred(event: Event) -> bool:
    """In words: without any there is nothing to read."""
    return isinstance(event, EnquiryOpened) and bool(event.worry or event.referrer_words)


def _is_marked(view: View, act: range) -> bool:
    """Somebody is, by name or as nobody said who, and not only as who must not hear of it."""
    wishes = (one.event for one in view.read.of(WishRecorded) if one.seq in act)
    signs = (one.event for one in view.read.of(SignRecorded) if one.seq in act)
    if any(_names_more(one.not_to_be_told, one) or _keeps_from_anybody(one) for one in wishes):
        return True
    if any(_names_more(one.names, one) for one in signs):
        return True
    return any(one.seq in act for one in view.read.of(SafetyRecorded))


def _names_more(named: Iterable[str], said: WishRecorded | SignRecorded) -> bool:
    return bool({*named} - {*(said.only_not_to_hear or ())})


def _keeps_from_anybody(wish: WishRecorded) -> bool:
    return keeps_it_from_somebody(wish) and not named_by(wish)
