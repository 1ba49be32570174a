"""Situations: what people said, answered and asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consent_service.domain.recorded import compared, events, meetings, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.particulars import Evidence, Interpreter
from consent_service.domain.recorded.privacynotices import NoticeGiven
from tests.domain.tasks import happenings
from tests.domain.tasks.story import DAY, MONDAY, NINE, Story, scope
from tests.domain.walk.families import (
    NOW,
    SCOPE,
    Situation,
    agree_briefly,
    agreed,
    called,
    household,
    shared,
    talked,
)

_ANSWER: Final = {
    "response": "answer",
    "enquiry": "E1",
    "person": "mum",
    "answer": "AGREED",
    "scope": SCOPE,
    "expires_at": MONDAY + 20 * DAY,
    **NOW,
}


def _wrote_themselves(story: Story) -> None:
    said = {"request": "zz", "person": "mum", "wants": "SPEAK_TO_SOMEBODY", "words": "Zz"}
    story.make(practice.FamilyAsked, By("mum", "PARENT"), **said)


def _wrote_and_agreed(story: Story) -> None:
    story.make(practice.CorrectionAsked, correction="zz", person="dad", words="Zz", what="OTHER")
    story.later()
    agreed(story)


def what_was_said() -> Iterator[Situation]:
    here = Situation
    talk = {
        "conversation": "talk",
        "enquiry": "E1",
        "person": "mum",
        "method": "PHONE_VERBAL",
        "seen_alone": "YES",
        "explained": NINE,
        "interpreter": Interpreter("Polish", "Zz"),
        **NOW,
    }
    yield here(
        events.ConversationRecorded,
        talk,
        lambda s: s.make(practice.NeedsRecorded, person="mum", indicators=("LITERACY",)),
        lambda s: s.say("AGREED", conversation="talk", expires_at=s.at + 20 * DAY),
    )
    yield here(
        events.ConversationRecorded,
        {**talk, "pressure_concern": "YES", "others_present": ("Zz",)},
        talked,
    )
    yield here(events.ConversationRecorded, {**talk, "told_of": (SCOPE,)}, talked)
    answer = {**_ANSWER, "evidence": (Evidence("SIGNED_FORM", "Zz", None),)}
    yield here(events.ResponseRecorded, answer, talked)
    yield here(events.ResponseRecorded, {**answer, "response_kind": "TAKE_PART"}, agreed)
    yield here(events.ResponseRecorded, {**answer, "answer": "REFUSED", "scope": scope()}, agreed)
    yield here(
        events.AgreementWithdrawn,
        {"response": "back", "enquiry": "E1", "person": "mum", "scope": SCOPE, **NOW},
        agreed,
    )
    yield here(
        NoticeGiven,
        {"conversation": "talk-1", "version": "1", "language": "English", "reading_age": 12},
        _agreed_by_notice,
    )
    said = "said-2"
    yield here(
        events.ValidityChanged, {"response": said, "status": "CONCERN", **NOW}, _agreed_twice
    )
    valid = {"response": said, "status": "VALID", "reasons": ("She said: not the school.",), **NOW}
    yield here(events.ValidityChanged, valid, agreed)
    yield here(events.WrittenSummarySent, {"response": said, **NOW}, _agreed_twice)
    yield here(
        practice.EntryCorrected,
        {"corrects": 12, "what_was_wrong": "Zz", "requested_by": "STAFF"},
        agreed,
    )
    asked = {"correction": "wrong", "person": "mum", "words": "Zz", **NOW}
    yield here(practice.CorrectionAsked, {**asked, "about": said}, _agreed_twice)
    yield here(
        practice.CorrectionAnswered,
        {"correction": "wrong", "accepted": False, "reason": "Zz", **NOW},
        happenings.asked_for_correction,
    )
    yield here(
        practice.DisagreementStated,
        {"about": said, "person": "mum", "words": "Zz", **NOW},
        _agreed_twice,
    )
    yield here(
        practice.WordsRead,
        # The first that was put on record after the household.
        {"entry": len(household().entries), "reason": "Zz", **NOW},
        _wrote_and_agreed,
    )
    yield here(
        compared.WritingRead,
        {"entry": len(household().entries), "holds": "HARM", **NOW},
        _wrote_themselves,
    )
    yield here(practice.FamilyAsked, {"request": "want", "person": "mum", "wants": "LETTER", **NOW})
    yield here(
        practice.FamilyAnswered,
        {"request": "wish", "words": "Zz", "how": "SPOKEN_TO", **NOW},
        happenings.asked_in_words,
    )


_NO: Final = "Zz mum said no"


def what_may_be_a_no() -> Iterator[Situation]:
    """What holds a yes of hers, unless whoever wrote it down says that there is no no in it."""
    here = Situation
    talk = {"conversation": "talk", "enquiry": "E1", "person": "mum", "method": "PHONE_VERBAL"}
    talk |= {"seen_alone": "YES", "parent_words": "no, he slept well"}
    yield here(events.ConversationRecorded, {**talk, **NOW}, agreed)
    unsure = {**_ANSWER, "answer": "UNDECIDED", "conversation": None, "words": _NO}
    yield here(events.ResponseRecorded, unsure, agreed)
    asks = {"request": "asks", "enquiry": "E1", "scope": SCOPE, "why": _NO}
    yield here(practice.DecisionRequested, {**asks, **NOW}, agreed)
    hurt = {"injury": "hurt", "child": "ng", "words": _NO, "moves": "CAN"}
    yield here(meetings.InjuryRecorded, {**hurt, "explained": "EXPLAINED", **NOW}, agreed)
    replied = {"disclosure": "sent", "outcome": "SENT", "words": _NO}
    yield here(practice.AgencyReplied, {**replied, **NOW}, shared)
    needs = {"person": "mum", "indicators": ("LITERACY",), "note": _NO}
    yield here(practice.NeedsRecorded, {**needs, **NOW}, agreed)
    reached = {"person": "mum", "reachable": True, "reason": _NO}
    yield here(events.ReachabilityRecorded, {**reached, **NOW}, agreed)
    able = {"person": "mum", "status": "ASSESSED_HAS", "rationale": _NO}
    yield here(events.CapacityRecorded, {**able, **NOW}, agreed)
    part = {"invitation": "hers", "attendance": "CAME", "thinks": _NO}
    yield here(meetings.MeetingPartTaken, {**part, **NOW}, _agreed_and_called)
    came_to = {"meeting": "meets", "held": True, "words": _NO}
    yield here(meetings.MeetingRecorded, {**came_to, **NOW}, _agreed_and_called)


def _agreed_and_called(story: Story) -> None:
    agreed(story)
    called(story)


def _agreed_by_notice(story: Story) -> None:
    agree_briefly(story, "mum", scope())


def _agreed_twice(story: Story) -> None:
    agreed(story)
    story.agree("dad")
    story.later(DAY)
