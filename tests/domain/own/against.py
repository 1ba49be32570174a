"""What is written down against somebody by those who work with the family: words of harm and of
pressure, wherever such words may stand, what is arranged without them, and what is kept from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from consent_service.actions.confiding import kept_from_nobody_named
from consent_service.domain.may import PARTNER
from consent_service.domain.recorded import events, meetings, plans, practice
from consent_service.domain.recorded.circumstances import DangerAsked, SignRecorded
from consent_service.domain.recorded.compared import WritingRead
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.plans import ContactArrangement, PlanStep
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.every_write import MANAGER, WORKER

#: As the entries of one write, by whom.
Written = tuple[By, tuple[Event, ...]]

_WORKER = By("worker-9", WORKER)
_MANAGER = By("manager-9", MANAGER)
_KEPT = "4 Kept Lane, Bexley"


def written_against(person: str, other: str, at: datetime, place: int = 0) -> Iterator[Written]:
    """Each by itself; `place` is where the first entry of it comes to stand."""
    name = person.title()
    for words in (f"{name} hits me and the children.", f"{name} must not be told where we are."):
        for write in _with_words(words, person, other, at):
            yield _WORKER, write
    yield from _of_pressure(name, person, other, at)
    yield from _kept_from(name, person, other, at)
    yield from _arranged(name, person, other, at)
    yield from _of_nobody_named(other, at)
    wrote = practice.FamilyAsked(
        request="wrote", person=other, wants="LETTER", words="Nie mówcie mu.", effective_at=at
    )
    yield By(other, "PARENT"), (wrote,)
    yield _WORKER, (wrote, WritingRead(entry=place, holds="HARM", effective_at=at))


def _with_words(words: str, person: str, other: str, at: datetime) -> Iterator[tuple[Event, ...]]:
    then: dict[str, Any] = {"effective_at": at}
    yield (
        events.AdvocateStatusChanged(
            person=other, enquiry="E1", status="OFFERED", note=words, **then
        ),
    )
    yield (events.CapacityRecorded(person=other, status="HAS", rationale=words, **then),)
    yield (events.CompetenceRecorded(child="kim", status="COMPETENT", rationale=words, **then),)
    yield (events.ReachabilityRecorded(person=other, reachable=False, reason=words, **then),)
    yield (events.WishRecorded(child="lee", objects=False, words=words, heard_by="Zz", **then),)
    yield (practice.NeedsRecorded(person=other, indicators=("LITERACY",), note=words, **then),)
    yield (practice.CheckFollowedUp(check=1, action_taken="ASKED_PARENT", note=words, **then),)
    yield (practice.ContactMade(person=other, enquiry="E1", method="CALL", words=words, **then),)
    yield (
        practice.DecisionRequested(request="asked", enquiry="E1", scope=Scope(), why=words, **then),
    )
    yield (practice.DisagreementStated(about="nothing", person=other, words=words, **then),)
    yield (
        meetings.InjuryRecorded(
            injury="hurt",
            child="kim",
            words=words,
            explanation=f"{person.title()} says that she fell.",
            explained="DOES_NOT_FIT",
            moves="CANNOT",
            **then,
        ),
    )


def _of_nobody_named(other: str, at: datetime) -> Iterator[Written]:
    """In words of which no list knows, and beside them a tick that somebody is a danger: of a child
    nobody said who; of an adult, none of those on the file.
    """
    then: dict[str, Any] = {"effective_at": at}
    on_file = ("kim", "lee", "mum", "dad", "gran")
    for who in ("lee", other):
        talk = events.ConversationRecorded(
            conversation="beside",
            enquiry="E1",
            person=who,
            method="IN_PERSON_VERBAL",
            seen_alone="YES",
            parent_words="The weather is fine.",
            **then,
        )
        sign = SignRecorded(person=who, code="NOT_KNOWN", none_of=on_file, **then)
        asked = DangerAsked(knows_of_nobody=False, of_entries=2, **then)
        yield _WORKER, (talk, sign, replace(asked, is_none_of_these=True))
        if who == "lee":
            yield _WORKER, (talk, kept_from_nobody_named(who, "Zz", "Zz", at), asked)


def _of_pressure(name: str, person: str, other: str, at: datetime) -> Iterator[Written]:
    """Who was there, and what one of us thought of it."""
    then: dict[str, Any] = {"effective_at": at}
    for there in (name, person, f"{name}, shouting", "her partner, who hits her"):
        talk = events.ConversationRecorded(
            conversation="heard",
            enquiry="E1",
            person=other,
            method="IN_PERSON_VERBAL",
            seen_alone="NO",
            others_present=(there,),
            **then,
        )
        yes = events.ResponseRecorded(
            response="heard",
            enquiry="E1",
            person=other,
            answer="AGREED",
            scope=Scope(),
            conversation="heard",
            **then,
        )
        yield _WORKER, (talk, yes)
    pressed = events.ConversationRecorded(
        conversation="pressed",
        enquiry="E1",
        person=other,
        method="PHONE_VERBAL",
        seen_alone="NO",
        pressure_concern="POSSIBLE",
        pressure_note=f"{name} told her what to say.",
        **then,
    )
    yield _WORKER, (pressed,)
    for_them = practice.NeedsRecorded(person=other, indicators=("DOMESTIC_ABUSE_VICTIM",), **then)
    yield _WORKER, (for_them,)


def _kept_from(name: str, person: str, other: str, at: datetime) -> Iterator[Written]:
    """An address that must not be given away, and words in which it stands."""
    then: dict[str, Any] = {"effective_at": at}
    point = practice.ContactPointRecorded(
        contact="kept",
        person=other,
        type="ADDRESS",
        value=_KEPT,
        safety="UNSAFE",
        protected=True,
        **then,
    )
    said = events.ConversationRecorded(
        conversation="given",
        enquiry="E1",
        person=other,
        method="PHONE_VERBAL",
        seen_alone="YES",
        parent_words=f"We moved to {_KEPT}. {name} must not know.",
        **then,
    )
    yield _WORKER, (point,)
    yield _WORKER, (point, said)
    contact = practice.DisclosureRecorded(
        disclosure="shared",
        enquiry="E1",
        agency=Agency("POLICE"),
        subjects=("kim",),
        categories=("CHILD_HEALTH",),
        purpose="AGENCY_CHECKS",
        direction="BOTH",
        basis="SHARE_NOW",
        summary=f"{name} hit her.",
        words_sent=f"They live at {_KEPT}.",
        **then,
    )
    reply = practice.AgencyReplied(
        disclosure="shared", outcome="SENT", words=f"{name} was arrested for hitting her.", **then
    )
    yield _WORKER, (contact,)
    yield By("partner", PARTNER), (contact, reply)


def _arranged(name: str, person: str, other: str, at: datetime) -> Iterator[Written]:
    """A discussion without them, a plan that keeps them from the children, what was decided."""
    then: dict[str, Any] = {"effective_at": at}
    yield (
        _MANAGER,
        (
            meetings.MeetingCalled(
                meeting="met",
                enquiry="E1",
                meeting_type="STRATEGY_DISCUSSION",
                children=("kim",),
                why=f"{name} hit her.",
                **then,
            ),
            meetings.MeetingRecorded(
                meeting="met", held=True, words=f"{name} is not to be told.", **then
            ),
        ),
    )
    yield (
        _WORKER,
        (
            plans.SafetyPlanMade(
                plan="plan",
                enquiry="E1",
                children=("kim", "lee"),
                dangers=(f"{name} hits them.",),
                steps=(PlanStep(f"Rings 999 when {name} comes.", person=other),),
                contact=(ContactArrangement("NONE", person=person),),
                version=1,
                **then,
            ),
            plans.PlanRecipientNamed(recipient="to", plan="plan", person=other, **then),
            plans.PlanShared(recipient="to", version=1, **then),
        ),
    )
    yield (
        _MANAGER,
        (
            events.AuthorisationMade(
                authorisation="decided",
                enquiry="E1",
                decision="DISPENSE_DECISION",
                scope=Scope(subjects=("kim",)),
                safe_to_tell=False,
                **then,
            ),
            practice.SafeToTellChanged(
                about="decided", person=person, safe=False, reason=f"{name} hits her.", **then
            ),
        ),
    )
