"""What meetings there were about a child, who was heard in them and last by us, and where one is
missing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from .answers import Safe
from .compared import FoundRight
from .events import AuthorisationMade, ConversationRecorded
from .falling import MANAGERS
from .held import Held, in_order
from .meetings import (
    InjuryRecorded,
    MeetingCalled,
    MeetingInvited,
    MeetingPartTaken,
    MeetingRecorded,
)
from .ofthefamily import Word, may_hear, who_is_meant, words_to
from .practice import ContactMade
from .safety.signs import asking, is_said_safe_after
from .safety.wishes import NOBODY
from .times import LONDON
from .view import NOT_HEARD_HERE, REACHED_BY, View

STRATEGY: Final = "STRATEGY_DISCUSSION"
EXPLAINED: Final = "EXPLAINED"
#: What was said of it may fit because of that.
_DONE: Final = "SOMEBODY_DID_IT"
#: By then a child walks. Of a younger one of whom nobody has said so, nobody knows.
_WALKS_BY: Final = timedelta(days=18 * 30)
#: No child crawls before.
_MOVES_FROM: Final = timedelta(days=4 * 30)
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
    """One meeting: as it was called, who was invited, and what it came to."""

    called: Held[MeetingCalled]
    invited: tuple[Invited, ...]
    recorded: Held[MeetingRecorded] | None


def convened(view: View) -> Iterator[Convened]:
    """Each meeting on record, in the order called."""
    recorded = view.newest[MeetingRecorded, "meeting"]
    for called in sorted(view.holding[MeetingCalled], key=in_order):
        meeting = called.event.meeting
        invitations = view.by[MeetingInvited, "meeting"].get(meeting, ())
        yield Convened(
            called,
            tuple(_invited(view, held) for held in sorted(invitations, key=in_order)),
            recorded.get(meeting),
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


def invited_and_not_safe(view: View, event: MeetingInvited) -> Iterator[str]:
    """Whom this invites of whom it is not known to be safe that they hear of the meeting."""
    for one in convened(view):
        for person in (
            i.person for i in one.invited if i.invitation.event.invitation == event.invitation
        ):
            if person is not None and may_be_invited(view, one, person) is not Safe.YES:
                yield person


def of_the_family_at_a_strategy(view: View, event: MeetingInvited) -> bool:
    """Somebody of the family is invited to what is held between agencies."""
    called = view.newest[MeetingCalled, "meeting"].get(event.meeting)
    person = who_is_meant(view, event.person, event.agency, event.name)
    return called is not None and called.event.meeting_type == STRATEGY and person is not None


def unexplained(view: View) -> Sequence[Held[InjuryRecorded]]:
    """Injuries that nobody has explained, of a child who cannot move about yet."""
    return [held for held in _unexplained(view) if not _may_move(view, held)]


def _unexplained(view: View) -> Iterator[Held[InjuryRecorded]]:
    """As it was last recorded. That an injury is explained after all, or that the child moves, is
    believed once a manager has said so: until then what was said before protects.
    """
    for held in view.newest[InjuryRecorded, "injury"].values():
        if any(one.event.explained != EXPLAINED for one in _since_a_manager(view, held)):
            yield held


def _since_a_manager(view: View, held: Held[InjuryRecorded]) -> list[Held[InjuryRecorded]]:
    """What was recorded of it since a manager last did, or looked at what was; with that."""
    every = sorted(_told_of(view, held), key=in_order)
    theirs = [n for n, one in enumerate(every) if one.role in MANAGERS or _is_weighed(view, one)]
    return every[theirs[-1] :] if theirs else every


def _may_move(view: View, held: Held[InjuryRecorded]) -> bool:
    return all(_moves(view, one) for one in _since_a_manager(view, held))


def _done_by_somebody(view: View) -> list[Held[InjuryRecorded]]:
    """Those that may be a caregiver's doing: of a child who cannot move about yet, whatever it was;
    of another, that somebody is said to have done.
    """
    return [
        held
        for held in _unexplained(view)
        if not _may_move(view, held)
        or any(one.event.explained == _DONE for one in _since_a_manager(view, held))
    ]


def asked_of_managers(view: View, fact: Held[Any]) -> list[str]:
    """Codes of `notices`: what a manager is asked about this injury, and may say why it is not."""
    every = {"CONSIDER_STRATEGY": without_strategy, "ASK_ABOUT_INJURY": to_be_asked_about}
    return [code for code, asked in every.items() if fact.seq in {one.seq for one in asked(view)}]


def _is_weighed(view: View, held: Held[InjuryRecorded]) -> bool:
    """A manager has said why no meeting is called and nothing decided, as the injury is on record:
    once more is recorded of it they are asked again.
    """
    return any(found.event.entry == held.seq for found in view.recorded(FoundRight))


def to_be_asked_about(view: View) -> Iterator[Held[InjuryRecorded]]:
    """Injuries that nobody has explained, of a child who moves about: since which no strategy
    discussion about the child was called, nor a manager has decided that it is section 47, or said
    why it is not.
    """
    for held in _unexplained(view):
        since = min(one.effective_at for one in _told_of(view, held))
        decided = any(
            made.event.decision == SECTION_47
            and made.event.scope.names(held.event.child)
            and made.recorded_at >= since
            for made in view.recorded(AuthorisationMade)
        )
        discussed = decided or _was_discussed(view, held, since) or _is_weighed(view, held)
        if _may_move(view, held) and not discussed:
            yield held


def without_strategy(view: View) -> Iterator[Held[InjuryRecorded]]:
    """Of these, those since which no strategy discussion about the child was called, nor recorded
    that none is held and why.

    A prompt to somebody, never a score: it weighs nothing, and a person decides.
    """
    for held in unexplained(view):
        since = min(one.effective_at for one in _told_of(view, held))
        if not _was_discussed(view, held, since) and not _is_weighed(view, held):
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

    Any caregiver may be who did it, and a yes that was said before anybody knew of the injury was
    said of something else. Nobody is asked first where each is recorded as not safe: it is decided.
    A prompt as well, that neither lets nor hinders anything.
    """
    for held in _done_by_somebody(view):
        known = _known_from(view, held).seq
        carers, asked = _caregivers(view, held.event.child), view.each[asking]
        answers = {asked[person].answer for person in carers}
        said_safe = any(is_said_safe_after(view, person, known) for person in carers)
        if not said_safe and answers != {Safe.NO}:
            yield held


def undecided(view: View) -> dict[str, Held[InjuryRecorded]]:
    """Caregivers of a child so hurt, of whom no manager has said since that it is safe to ask them,
    each with the entry that says so. They may be who did it: nobody is sent to them meanwhile.
    Whoever was spoken to since all the same is spoken to as everybody is.

    No answer turns on it, which says whom there is to ask and not that it is done now. So is
    whoever is said to be one of them, before a manager has looked at that.
    """
    found = _undecided(view)
    for reading in view.readings if view.together.yet_apart else ():
        may_be = _undecided(reading) if reading.joins else {}
        one_of = ((one, may_be.get(reading.the_one(one))) for one in (*view.adults, *view.children))
        found = {one: known for one, known in one_of if known is not None} | found
    return found


def _undecided(view: View) -> dict[str, Held[InjuryRecorded]]:
    found: dict[str, Held[InjuryRecorded]] = {}
    for held in _done_by_somebody(view):
        known = _known_from(view, held)
        for person in _caregivers(view, held.event.child):
            talks = times_heard(view, person, _is_no_talk)
            spoken = any(at > known.recorded_at for at in talks)
            if not is_said_safe_after(view, person, known.seq) and not spoken:
                found.setdefault(person, known)
    return found


def _is_no_talk(*_: object) -> bool:
    """That they were kept informed is none: whoever may have done it was told, and said nothing."""
    return False


def _known_from(view: View, held: Held[InjuryRecorded]) -> Held[InjuryRecorded]:
    """The first entry that says that nobody has explained it."""
    told = (one for one in _told_of(view, held) if one.event.explained != EXPLAINED)
    return min(told, key=lambda one: one.seq)


def _told_of(view: View, held: Held[InjuryRecorded]) -> Sequence[Held[InjuryRecorded]]:
    """Each time something was recorded of this injury."""
    return view.by[InjuryRecorded, "injury"][held.event.injury]


def _caregivers(view: View, child: str) -> list[str]:
    """Whoever has anything to do with this child and could have been there, as far as is known."""
    links = view.relationships.get(child, ())
    return [link.event.person for link in links if link.event.role != NOBODY]


def _moves(view: View, held: Held[InjuryRecorded]) -> bool:
    """By what was said, where it can be; of a child of whom it was not, by whether all walk at that
    age.
    """
    if held.event.moves != "NOT_KNOWN":
        return held.event.moves == "CAN" and not moves_too_young(view, held)
    born = _born(view, held)
    return born is not None and _day(held) - born >= _WALKS_BY


def moves_too_young(view: View, held: Held[InjuryRecorded]) -> bool:
    """It is said to move about, and no child does at that age: it is not born, or as young."""
    child = view.children.get(held.event.child)
    if held.event.moves != "CAN" or child is None:
        return False
    born = _born(view, held)
    return child.event.dob is None or (born is not None and _day(held) - born < _MOVES_FROM)


def _born(view: View, held: Held[InjuryRecorded]) -> date | None:
    child = view.children.get(held.event.child)
    return None if child is None else child.event.dob


def _day(held: Held[InjuryRecorded]) -> date:
    return held.effective_at.astimezone(LONDON).date()


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


def heard_after(view: View, person: str, moment: datetime) -> bool:
    """Whether it was after a moment."""
    return any(at > moment for at in times_heard(view, person))
