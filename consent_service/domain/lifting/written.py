"""What is being written, by whose word each thing in it is, and whether it can lift anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ..file.goingon import BY_REFERRER
from ..file.held import File, Held
from ..file.view import View
from ..file.whattheysaid import REACHED_BY
from ..freetext import rationale
from ..freetext.rationale import names_a_source
from ..recorded.circumstances import DangerAsked, SignRecorded
from ..recorded.compared import DisclosureCompared, FoundRight, WritingRead
from ..recorded.event import Event, Noted
from ..recorded.events import (
    AdvocateStatusChanged,
    AgreementWithdrawn,
    AuthorisationMade,
    ConversationRecorded,
    ResponseRecorded,
    SafetyRecorded,
    ValidityChanged,
    WishRecorded,
    WrittenSummarySent,
)
from ..recorded.falling import TakenWithCare
from ..recorded.marked import marked_by_kind
from ..recorded.meetings import (
    AgencyTold,
    ConferenceConsidered,
    MeetingCalled,
    MeetingInvited,
    MeetingMoved,
    MeetingPartTaken,
    MeetingRecorded,
)
from ..recorded.members import Coded, TheirWords, members_of
from ..recorded.owning import ClosingGapExplained, EnquiryAssigned, EnquiryRated
from ..recorded.particulars import Rationale
from ..recorded.plans import PlanConfirmed, PlanRecipientNamed, PlanShared
from ..recorded.practice import (
    AgencyReplied,
    CheckFollowedUp,
    ContactMade,
    CorrectionAsked,
    DecisionReviewed,
    DisclosureRecorded,
    DisclosureReviewed,
    EqualityRecorded,
    FamilyAsked,
    ReferrerToldBack,
    SafeToTellChanged,
    StopNoticeAcknowledged,
    StopNoticeSent,
    TellingRecorded,
)
from ..recorded.sharingatonce import ShareNowRecorded, ShareNowReviewed, ShareNowUsed
from ..said.contradicting import AGREEMENTS
from ..times import Span, span

#: By a press on their own page.
ONLINE: Final = frozenset({"ONLINE_SIGNED_IN", "ONLINE_LINK_CODE"})
#: What people say themselves. A write of nothing else, by one of them, lets only their own fall.
_OWN: Final = (ResponseRecorded, AgreementWithdrawn, ConversationRecorded, WishRecorded)
#: What adds care, or says what was done: beside what was there, none of it lifts anything. Whoever
#: is named as an advocate is asked about anew.
_ADDS: Final = (
    AdvocateStatusChanged,
    AgencyReplied,
    AgencyTold,
    AuthorisationMade,
    CheckFollowedUp,
    ClosingGapExplained,
    ConferenceConsidered,
    ContactMade,
    CorrectionAsked,
    DangerAsked,
    DisclosureCompared,
    DisclosureRecorded,
    DisclosureReviewed,
    FamilyAsked,
    MeetingCalled,
    MeetingInvited,
    MeetingMoved,
    MeetingPartTaken,
    MeetingRecorded,
    PlanConfirmed,
    PlanRecipientNamed,
    PlanShared,
    ReferrerToldBack,
    ShareNowRecorded,
    ShareNowUsed,
    SignRecorded,
    TakenWithCare,
    WrittenSummarySent,
)
#: Of what is only shown, what some rule reads all the same: it is compared.
READ_ALL_THE_SAME: Final = (FoundRight, WritingRead)
#: What nothing that may fall turns on, as a test sees by which kinds are looked at: with it and
#: without it the file is read alike. What is only shown to people (`Noted`) is read by no rule, but
#: for what a manager found right: that an injury is explained counts once they have looked.
UNREAD: Final = (
    DecisionReviewed,
    EnquiryAssigned,
    EnquiryRated,
    EqualityRecorded,
    Noted,
    ShareNowReviewed,
    StopNoticeAcknowledged,
    StopNoticeSent,
)

#: Members in which it is said why, whatever it is that is recorded; and from where it is known.
_WHY: Final = ("explanation", "how_weighed", "rationale", "reason", "reasons", "what_was_wrong")
_FROM: Final = ("source", "order_reference")


class Written(NamedTuple):
    """What is being written, by whom each thing in it is said, and what was decided in it."""

    facts: tuple[Held[Event], ...]
    #: Who said something themselves, other than by pressing a button.
    spoke: frozenset[str]
    pressed: frozenset[str]
    #: By who is said to have agreed since the talk in which they did: that talk.
    said_since: dict[str, Held[ConversationRecorded]]
    answers: frozenset[str]
    decisions: frozenset[str]


def was_pressed(view: View, said: Held[Any]) -> bool:
    """By a press on their own page, as it says itself or the talk in which they said it."""
    talk = view.conversations.get(getattr(said.event, "conversation", None) or "")
    methods = {said.event.method, None if talk is None else talk.event.method}
    return not ONLINE.isdisjoint(methods)


def written(facts: Iterable[Held[Event]], file: File | None = None) -> Written:
    """Sorted by whose word it is. `file` is that on which they stand. Pressed online is what is
    said to be, by the answer or by the conversation it was given in: where those differ, nobody
    knows that they were spoken to.
    """
    facts = tuple(facts)
    talks = {} if file is None else {h.event.conversation: h for h in file.of(ConversationRecorded)}
    online = {id for id, talk in talks.items() if talk.event.method in ONLINE}
    said = [fact.event for fact in facts]
    own = [
        event
        for event in said
        if isinstance(event, AgreementWithdrawn)
        or (
            isinstance(event, ResponseRecorded)
            and event.answer in REACHED_BY
            and event.method != BY_REFERRER
        )
    ]
    pressed = {
        e.person
        for e in own
        if isinstance(e, ResponseRecorded)
        and e.answer in AGREEMENTS
        and (e.method in ONLINE or e.conversation in online)
    }
    spoke = {e.person for e in own}
    spoke |= {e.child for e in said if isinstance(e, WishRecorded)}
    return Written(
        facts,
        frozenset(spoke - pressed),
        frozenset(pressed),
        dict(_said_since(facts, talks)),
        frozenset(e.response for e in own),
        frozenset(e.authorisation for e in said if isinstance(e, AuthorisationMade)),
    )


def _said_since(
    facts: Iterable[Held[Event]], talks: Mapping[str, Held[ConversationRecorded]]
) -> Iterator[tuple[str, Held[ConversationRecorded]]]:
    """An agreement that is dated after the talk in which it was given. Of what they said in between
    nobody knows that they said this after it.
    """
    for fact in facts:
        said = fact.event
        if isinstance(said, ResponseRecorded) and said.answer in AGREEMENTS:
            talk = talks.get(said.conversation or "")
            given = span(fact.effective_at, said.precision)
            if talk is not None and given.is_certainly_after(when(talk)):
                yield said.person, talk


def when(talk: Held[ConversationRecorded]) -> Span:
    return span(talk.effective_at, talk.event.precision)


def can_let_fall(new: Written) -> bool:
    """Whether it need be compared at all. Not what only adds care, or says what was done; nor where
    one person answers in one talk, and presses nothing: whatever falls then is theirs to let fall.
    """
    said = [fact.event for fact in new.facts if not _only_adds(fact.event)]
    people = {_whose(event) for event in said}
    own = len(people) <= 1 and all(isinstance(event, _OWN) for event in said)
    return not own or bool(new.pressed or new.said_since)


def may_be_heard(new: Written) -> frozenset[str] | None:
    """Who may say no by what is written, or again, who did not before: nobody where it is only
    care, or a deed, and no words of theirs stand in it; None for anybody.
    """
    said = [
        fact.event
        for fact in new.facts
        if type(fact.event) in marked_by_kind(TheirWords) or not _only_adds(fact.event)
    ]
    if all(isinstance(event, (*_OWN, CorrectionAsked, FamilyAsked)) for event in said):
        return frozenset(filter(None, map(_whose, said)))
    return None


def _whose(event: Event) -> str | None:
    return event.child if isinstance(event, WishRecorded) else getattr(event, "person", None)


def _only_adds(event: Event) -> bool:
    match event:
        case SafetyRecorded(safe_to_ask=safe) | SafeToTellChanged(safe=safe):
            return not safe
        case TellingRecorded(told=told):
            return not told
        case ValidityChanged(status=status):
            return status != "VALID"
    is_unread = isinstance(event, UNREAD) and not isinstance(event, READ_ALL_THE_SAME)
    return is_unread or isinstance(event, _ADDS)


def says_why(event: Event) -> bool:
    """Why, or from where it is known, stands with it: in words that say so (`rationale.py`), or by
    a code. What protects somebody falls for no less, whoever writes.
    """
    if any(one.name in _WHY and one.holds.mark(Coded) for one in members_of(type(event))):
        # Of these it is always said, by one of a list: why an enquiry ends.
        return True
    said = (getattr(event, name, None) for name in _WHY)
    return (
        any(_says_why(one) for one in said)
        or any(names_a_source(getattr(event, name, None)) for name in _FROM)
        or getattr(event, "pr_source", "NONE") != "NONE"
    )


def _says_why(said: str | tuple[str, ...] | Rationale | None) -> bool:
    """That of a decision was looked at before it was made."""
    if isinstance(said, Rationale):
        return True
    return rationale.says_why(" ".join(said) if isinstance(said, tuple) else said)
