"""What meetings there were about a child, who was heard in them and last by us, and where one is
missing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec

from ..answers import Safe
from ..file.held import Held, in_order
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..memo import worked_out_once
from ..recorded.events import AuthorisationMade, ConversationRecorded
from ..recorded.meetings import (
    InjuryRecorded,
    MeetingCalled,
    MeetingInvited,
    MeetingMoved,
    MeetingPartTaken,
    MeetingRecorded,
)
from ..recorded.practice import ContactMade
from ..safety.injured import (
    caregivers_of,
    done_by_somebody,
    is_weighed,
    known_from,
    may_move,
    told_of,
    unexplained,
)
from ..safety.signs import asking, is_said_safe_after
from .ofthefamily import Word, may_hear, who_is_meant, words_to

STRATEGY: Final = "STRATEGY_DISCUSSION"
#: A manager decided it.
SECTION_47: Final = "S47_DECISION"


class Invited(NamedTuple):
    """One invitation, what became of it, and whether they were told what the meeting came to.

    `person` is who of the family is meant; None for an agency.
    """

    invitation: Held[MeetingInvited]
    person: str | None
    part: Held[MeetingPartTaken] | None
    told: Word | None

    @property
    def came(self) -> bool:
        """They were there, and so heard it."""
        return self.part is not None and self.part.event.attendance == "CAME"


class Convened(NamedTuple):
    """One meeting: as it was called, at the time and place where it was last moved to; who was
    invited, what it came to, and how it was moved last.
    """

    called: Held[MeetingCalled]
    invited: tuple[Invited, ...]
    recorded: Held[MeetingRecorded] | None
    moved: Held[MeetingMoved] | None = None

    def is_told(self, invited: Invited) -> bool:
        """Something was said to them of it, and since it was moved."""
        told = invited.told
        return told is not None and (self.moved is None or in_order(told) > in_order(self.moved))


def as_moved(called: Held[MeetingCalled], moves: Iterable[Held[MeetingMoved]]) -> Held[Any]:
    """With the time and the place to which it was moved, the last that was said of each."""
    event = called.event
    for one in sorted(moves, key=in_order):
        starts, place = one.event.starts_at or event.starts_at, one.event.place or event.place
        event = msgspec.structs.replace(event, starts_at=starts, place=place)
    return called if event is called.event else msgspec.structs.replace(called, event=event)


def convened(view: View) -> Iterator[Convened]:
    """Each meeting on record, in the order called."""
    recorded = view.newest[MeetingRecorded, "meeting"]
    for called in sorted(view.holding[MeetingCalled], key=in_order):
        meeting = called.event.meeting
        invitations = view.by[MeetingInvited, "meeting"].get(meeting, ())
        moves = view.by[MeetingMoved, "meeting"].get(meeting, ())
        yield Convened(
            as_moved(called, moves),
            tuple(_invited(view, held) for held in sorted(invitations, key=in_order)),
            recorded.get(meeting),
            max(moves, key=in_order, default=None),
        )


def _invited(view: View, held: Held[MeetingInvited]) -> Invited:
    said = held.event
    person = who_is_meant(view, said.person, said.agency, said.name)
    told = words_to(view, said.meeting, said.invitation, person)
    part = view.newest[MeetingPartTaken, "invitation"].get(said.invitation)
    return Invited(held, person, part, max(told, key=in_order, default=None))


def may_be_invited(view: View, one: Convened, person: str) -> Safe:
    """Whether somebody of the family may hear of a meeting, and of each child it is about."""
    return may_hear(view, person, [one.called.event.meeting, *one.called.event.children])


def invited(view: View, event: MeetingInvited, safe: Safe) -> Iterator[str]:
    """Whom this invites of whom that is known of whether they may hear of the meeting."""
    for one in convened(view):
        for person in (
            i.person for i in one.invited if i.invitation.event.invitation == event.invitation
        ):
            if person is not None and may_be_invited(view, one, person) is safe:
                yield person


def of_the_family_at_a_strategy(view: View, event: MeetingInvited) -> bool:
    """Somebody of the family is invited to what is held between agencies."""
    called = view.newest[MeetingCalled, "meeting"].get(event.meeting)
    person = who_is_meant(view, event.person, event.agency, event.name)
    return called is not None and called.event.meeting_type == STRATEGY and person is not None


def asked_of_managers(view: View, fact: Held[Any]) -> list[str]:
    """Codes of `notices`: what a manager is asked about this injury, and may say why it is not."""
    every = {"CONSIDER_STRATEGY": without_strategy, "ASK_ABOUT_INJURY": to_be_asked_about}
    return [code for code, asked in every.items() if fact.seq in {one.seq for one in asked(view)}]


def to_be_asked_about(view: View) -> Iterator[Held[InjuryRecorded]]:
    """Injuries that nobody has explained, of a child who moves about: since which no strategy
    discussion about the child was called, nor a manager has decided that it is section 47, or said
    why it is not.
    """
    for held in unexplained(view):
        since = min(one.effective_at for one in told_of(view, held))
        decided = any(
            made.event.decision == SECTION_47
            and made.event.scope.names(held.event.child)
            and made.recorded_at >= since
            for made in view.recorded[AuthorisationMade]
        )
        discussed = decided or _was_discussed(view, held, since) or is_weighed(view, held)
        if may_move(view, held) and not discussed:
            yield held


def without_strategy(view: View) -> Iterator[Held[InjuryRecorded]]:
    """Of a child who cannot move about yet, those since which no strategy discussion about the
    child was called, nor recorded that none is held and why.

    A prompt to somebody, never a score: it weighs nothing, and a person decides.
    """
    for held in unexplained(view):
        since = min(one.effective_at for one in told_of(view, held))
        discussed = _was_discussed(view, held, since) or is_weighed(view, held)
        if not may_move(view, held) and not discussed:
            yield held


def _was_discussed(view: View, held: Held[InjuryRecorded], since: datetime) -> bool:
    return any(
        _is_strategy_about(one, held.event.child)
        and max(one.called.effective_at, _recorded_at(one)) >= since
        for one in convened(view)
    )


def without_anybody_safe(view: View) -> Iterator[Held[InjuryRecorded]]:
    """Those that may be somebody's doing, since which no manager has said of any caregiver that it
    is safe to ask them.

    Nobody is asked first where each is recorded as not safe: it is decided. A prompt as well.
    """
    for held in done_by_somebody(view):
        known = known_from(view, held).seq
        carers, asked = caregivers_of(view, held), view.each[asking]
        answers = {asked[person].answer for person in carers}
        said_safe = any(is_said_safe_after(view, person, known) for person in carers)
        if not said_safe and answers != {Safe.NO}:
            yield held


def _is_strategy_about(one: Convened, child: str) -> bool:
    called = one.called.event
    return called.meeting_type == STRATEGY and child in called.children


def _recorded_at(one: Convened) -> datetime:
    return one.called.effective_at if one.recorded is None else one.recorded.effective_at


def times_heard(
    view: View, person: str, counts: Callable[[View, Held[ContactMade]], bool] = lambda *_: True
) -> Iterator[datetime]:
    """Each time that we spoke to them, or they to us. The referrer's word is not theirs. `counts`
    says of which contact it is meant.
    """
    for talk in view.by[ConversationRecorded, "person"].get(person, ()):
        yield talk.effective_at
    for contact in view.by[ContactMade, "person"].get(person, ()):
        if counts(view, contact):
            yield contact.effective_at
    for said in view.said_by.get(person, ()):
        if said.event.answer in REACHED_BY and said.event.method not in NOT_HEARD_HERE:
            yield said.effective_at


@worked_out_once
def heard_in_order(view: View, person: str) -> Sequence[datetime]:
    """The same, the earliest first."""
    return sorted(times_heard(view, person))
