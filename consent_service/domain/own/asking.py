"""What somebody asked us for, and what they say is wrong on record, as their own page has it. Pure.

What was put right is so once it stands: while a manager has yet to say so, it is looked at; and
where a manager refused it, their own words stand beside what we wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias

import msgspec

from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import Undone, undone
from ..following.askedfor import settled, told_of_it
from ..freetext.tellsofharm import words_tell_of_harm
from ..may import FAMILY
from ..recorded.circumstances import SignRecorded
from ..recorded.events import WishRecorded
from ..recorded.practice import (
    HELP_NOW,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementStated,
    EntryCorrected,
    FamilyAsked,
)
from ..safety.wishes import keeps_it_from_somebody


class InTheirWords(msgspec.Struct, frozen=True):
    """Something they asked for or told us, in their words, and when it was answered.

    `code` is what they want; `accepted` whether a correction was. What `is_done`, and nobody says
    that they were told of, they may not know.
    """

    at: datetime
    words: str | None
    code: str | None = None
    answered_at: datetime | None = None
    accepted: bool | None = None
    is_done: bool = False


_Typed: TypeAlias = FamilyAsked | CorrectionAsked | DisagreementStated


def as_they_typed(view: View, held: Held[FamilyAsked] | Held[CorrectionAsked]) -> str | None:
    """Their words, where they typed them on their own page and know where those stand. What
    somebody says to us, and we write down, may be for nobody who opens their page or their letter.
    """
    return _unless_another_looks(view, held) if held.role in FAMILY else None


def as_stated(view: View, held: Held[DisagreementStated]) -> str | None:
    """Their own statement stands on their page, whoever wrote it down."""
    return _unless_another_looks(view, held)


def _unless_another_looks(view: View, held: Held[_Typed]) -> str | None:
    """What tells of harm, or of what is to be kept from somebody, is nothing that we put where
    another may look; nor is any word that they type beside it, or after it, that somebody must not
    know. By what others write down their page changes nothing: whoever looks on would see that.
    """
    since = view.each[_somebody_must_not_know_since][view.the_one(held.event.person)]
    is_quiet = since is not None and since <= held.recorded_at
    return None if is_quiet or words_tell_of_harm(held.event) else held.event.words


def _somebody_must_not_know_since(view: View, person: str) -> datetime | None:
    """Since when, where they said so themselves on their own page."""
    signs = (one for one in view.read.of(SignRecorded) if one.event.matched is None)
    wishes = (one for one in view.read.of(WishRecorded) if keeps_it_from_somebody(one.event))
    # Whether one of us found since that it was an error, they cannot know.
    said = [(one.event.person, one) for one in signs]
    every = [*said, *((one.event.child, one) for one in wishes)]
    theirs = (one for who, one in every if one.role in FAMILY and view.the_one(who) == person)
    return min((one.recorded_at for one in theirs), default=None)


def asked_by(view: View, person: str) -> Iterator[InTheirWords]:
    """What they asked us for, and when that was answered."""
    view = view.with_what_stands
    done, told = settled(view), told_of_it(view)
    for held in view.by[FamilyAsked, "person"].get(person, ()):
        wanted = held.event
        if wanted.wants == HELP_NOW:
            continue
        yield InTheirWords(
            held.effective_at,
            as_they_typed(view, held),
            code=wanted.wants,
            answered_at=told.get(wanted.request),
            is_done=wanted.request in done,
        )


def statements_of(view: View, person: str, whole: View) -> Iterator[InTheirWords]:
    """What they say is wrong, and their own statements; one made of a correction comes once."""
    view = view.with_what_stands
    answered = {h.event.correction: h for h in view.holding[CorrectionAnswered]}
    for held in view.by[CorrectionAsked, "person"].get(person, ()):
        wrong = held.event
        answer = answered.get(wrong.correction)
        is_put_right = answer is not None and answer.event.accepted
        undone = _put_right_so_far(whole, wrong.correction) if is_put_right else None
        if answer is None or undone is Undone.WAITS:
            yield InTheirWords(held.effective_at, as_they_typed(view, held))
        else:
            yield InTheirWords(
                held.effective_at,
                as_they_typed(view, held),
                answered_at=answer.effective_at,
                accepted=answer.event.accepted and undone is None,
            )
    for stated in view.by[DisagreementStated, "person"].get(person, ()):
        if stated.event.correction is None:
            yield InTheirWords(stated.effective_at, as_stated(view, stated), accepted=False)


def _put_right_so_far(view: View, correction: str) -> Undone | None:
    """Why what was put right of it is not: a manager has yet to say so, or said that it stands."""
    found = {
        undone(view.file, held.seq, view.known)
        for held in view.file.of(EntryCorrected)
        if held.event.correction == correction and held.recorded_at <= view.known
    }
    return next((one for one in (Undone.WAITS, Undone.REFUSED) if one in found), None)
