"""Record what somebody answered, take an agreement back, and what belongs to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..domain import events
from ..domain.events import ConversationRecorded, RelationshipRecorded
from ..domain.held import Held
from ..domain.scope import ANY, Exclusions, Scope
from ..domain.shapes import Evidence
from ..domain.view import BY_REFERRER, REACHED_BY
from .concerns import AGREEMENTS, concern_about
from .moment import Moment, new_id
from .refused import Refused


@dataclass(frozen=True, slots=True)
class RecordResponse:
    """What a parent or young person answered, about what, until when."""

    person: str
    answer: str
    scope: Scope
    enquiry: str | None = None
    kind: str = "SHARE_INFO"
    effective_at: datetime | None = None
    valid_from: datetime | None = None
    expires_at: datetime | None = None
    conversation: str | None = None
    method: str | None = None
    words: str | None = None
    any_reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    supersedes: str | None = None


def record_response(
    command: RecordResponse, moment: Moment, at_pointer: str = ""
) -> Sequence[events.AnyEvent]:
    """An agreement needs a conversation, an end date and a scope that says what was meant."""
    moment.need_anyone(command.person, f"{at_pointer}/person")
    enquiry = moment.the_open_enquiry(
        command.enquiry, f"{at_pointer}/enquiry", command.effective_at
    )
    conversation = _the_conversation(command, moment, enquiry, at_pointer)
    # What a referrer passed on stays the referrer's word, whatever else is written beside it.
    if conversation is not None and (
        command.method is None or conversation.event.method == BY_REFERRER
    ):
        command = replace(command, method=conversation.event.method)
    effective_at = moment.when(command.effective_at, f"{at_pointer}/effective_at")
    need_a_whole_answer(command, moment, effective_at, at_pointer)
    if command.answer in AGREEMENTS:
        need_a_whole_agreement(command, moment, effective_at, at_pointer)
    answer = response_event(command, enquiry, effective_at)
    if conversation is None:
        return [answer]
    return [answer, *concern_about(answer, conversation.event, moment.view())]


def need_a_whole_answer(
    command: RecordResponse, moment: Moment, effective_at: datetime, at_pointer: str
) -> None:
    """What every answer needs, agreement or not: who and what it names, and an end after its
    beginning.
    """
    if command.supersedes is not None:
        moment.need_response(command.supersedes, f"{at_pointer}/supersedes")
    need_subjects(command.scope, moment, f"{at_pointer}/scope/subjects")
    if command.answer in REACHED_BY and command.method == BY_REFERRER:
        # A no passed on is as little theirs as a yes; both are REPORTEDBY_REFERRER.
        raise Refused("answer-not-by-referrer", f"{at_pointer}/method")
    if command.answer in REACHED_BY and not _speaks_for(command.person, command.scope, moment):
        raise Refused("answers-for-themselves", f"{at_pointer}/scope/subjects")
    if command.answer not in AGREEMENTS:
        need_no_exclusions(command.scope, f"{at_pointer}/scope/exclusions")
    begins = effective_at if command.valid_from is None else command.valid_from
    if command.expires_at is not None and command.expires_at <= begins:
        raise Refused("ends-before-it-begins", f"{at_pointer}/expires_at")


def response_event(
    command: RecordResponse, enquiry: str, effective_at: datetime
) -> events.ResponseRecorded:
    """The event of one answer, once it has been found whole."""
    return events.ResponseRecorded(
        response=new_id(),
        enquiry=enquiry,
        person=command.person,
        answer=command.answer,
        scope=command.scope,
        response_kind=command.kind,
        effective_at=effective_at,
        valid_from=command.valid_from,
        expires_at=command.expires_at,
        conversation=command.conversation,
        method=command.method,
        words=command.words,
        any_reason=command.any_reason,
        evidence=command.evidence,
        supersedes=command.supersedes,
    )


def need_subjects(scope: Scope, moment: Moment, pointer: str) -> None:
    """Everybody the scope names is on the file."""
    for place, subject in enumerate(scope.subjects):
        if subject != ANY:
            moment.need_anyone(subject, f"{pointer}/{place}")


def _speaks_for(person: str, scope: Scope, moment: Moment) -> bool:
    """A young person, or an adult who is or was something to a child of the file, about anybody;
    anybody else about themselves. An advocate is nobody's voice (`domain.md` 4.2).
    """
    if scope.subjects == (person,) or person in moment.view().children:
        return True
    known = moment.at
    return any(
        r.event.person == person and r.holds(r.effective_at, known)
        for r in moment.the_file().of(RelationshipRecorded)
    )


def need_no_exclusions(scope: Scope, pointer: str) -> None:
    """Only an agreement leaves something out. A no that seems to would be read as a wider one."""
    if scope.exclusions != Exclusions():
        raise Refused("exclusions-in-agreements-only", pointer)


def _the_conversation(
    command: RecordResponse, moment: Moment, enquiry: str, at_pointer: str
) -> Held[ConversationRecorded] | None:
    """The conversation in which the answer was given, if it names one: theirs, in this enquiry."""
    if command.conversation is None:
        return None
    conversation = moment.view().conversation(command.conversation)
    if (
        conversation is None
        or conversation.event.person != command.person
        or conversation.event.enquiry != enquiry
    ):
        raise Refused("not-on-file", f"{at_pointer}/conversation")
    return conversation


def need_a_whole_agreement(
    command: RecordResponse,
    moment: Moment,
    effective_at: datetime,
    at_pointer: str,
) -> None:
    """The guards of `domain.md` 4.1. Each says which member is missing."""
    scope = command.scope
    if command.conversation is None:
        raise Refused("agreement-needs-conversation", f"{at_pointer}/conversation")
    for name in ("subjects", "agencies", "purposes", "categories", "directions"):
        if not getattr(scope, name):
            raise Refused("agreement-needs-scope", f"{at_pointer}/scope/{name}")
    anything = ANY in (
        *scope.subjects,
        *scope.purposes,
        *scope.categories,
        *(agency.type for agency in scope.agencies),
    )
    if anything and not command.any_reason:
        raise Refused("any-needs-reason", f"{at_pointer}/any_reason")
    excluded = scope.exclusions
    if command.answer == "AGREED_IN_PART" and not (excluded.agencies or excluded.categories):
        raise Refused("part-needs-exclusions", f"{at_pointer}/scope/exclusions")
    if command.expires_at is None:
        raise Refused("agreement-needs-end", f"{at_pointer}/expires_at")
    longest = timedelta(days=moment.policy.longest_agreement_days)
    if command.expires_at > effective_at + longest:
        raise Refused("agreement-too-long", f"{at_pointer}/expires_at")


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back what was agreed: all of it, or a part."""

    person: str
    scope: Scope = Scope()
    enquiry: str | None = None
    effective_at: datetime | None = None
    method: str | None = None
    words: str | None = None
    kind: str = "SHARE_INFO"


def withdraw(command: Withdraw, moment: Moment) -> Sequence[events.AnyEvent]:
    """A withdrawal needs only the person's word, and takes effect when it was said.

    It is never refused for its time: a time ahead of ours becomes now, and the entry says so. Nor
    for want of an enquiry's name: then it is taken back wherever it was agreed.
    """
    moment.need_anyone(command.person, "/person")
    enquiries = _enquiries_agreed_in(command, moment)
    need_subjects(command.scope, moment, "/scope/subjects")
    _need_something_of_theirs(command, moment)
    need_no_exclusions(command.scope, "/scope/exclusions")
    said = moment.at if command.effective_at is None else command.effective_at
    return [
        events.AgreementWithdrawn(
            response=new_id(),
            enquiry=enquiry,
            person=command.person,
            scope=command.scope,
            effective_at=min(said, moment.at),
            clamped=said > moment.at,
            method=command.method,
            words=command.words,
            response_kind=command.kind,
        )
        for enquiry in enquiries
    ]


def _enquiries_agreed_in(command: Withdraw, moment: Moment) -> list[str]:
    """The enquiry named; else every one that is open in which they agreed to something, else
    every one in which they did; for somebody who never agreed, the newest.
    """
    view = moment.view()
    if command.enquiry is not None or not view.enquiries:
        return [moment.the_enquiry(command.enquiry, "/enquiry")]
    agreed = dict.fromkeys(
        r.event.enquiry
        for r in moment.the_file().responses
        if r.event.person == command.person
        and r.event.response_kind == command.kind
        and r.event.answer in AGREEMENTS
        and r.holds(moment.at, moment.at)
    )
    still_open = [enquiry for enquiry in view.enquiries if view.closed(enquiry) is None]
    in_open = [enquiry for enquiry in agreed if enquiry in still_open]
    return in_open or list(agreed) or (still_open or list(view.enquiries))[-1:]


def _need_something_of_theirs(command: Withdraw, moment: Moment) -> None:
    """Whoever answered takes back what they answered, whatever has become known of them since."""
    answered = any(r.event.person == command.person for r in moment.the_file().responses)
    everything = ANY in command.scope.subjects
    if not (answered or everything or _speaks_for(command.person, command.scope, moment)):
        raise Refused("answers-for-themselves", "/scope/subjects")


@dataclass(frozen=True, slots=True)
class RecordAttempt:
    """An attempt to ask that did not reach the person."""

    person: str
    enquiry: str | None = None
    scope: Scope = Scope()
    method: str | None = None
    words: str | None = None
    effective_at: datetime | None = None


def record_attempt(command: RecordAttempt, moment: Moment) -> Sequence[events.AnyEvent]:
    """An attempt is not an answer. Three of them make the person unreachable until reached."""
    moment.need_anyone(command.person, "/person")
    need_subjects(command.scope, moment, "/scope/subjects")
    return [
        events.ResponseRecorded(
            response=new_id(),
            enquiry=moment.the_open_enquiry(command.enquiry, "/enquiry", command.effective_at),
            person=command.person,
            answer="ASK_ATTEMPTED",
            scope=command.scope,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            method=command.method,
            words=command.words,
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordSummarySent:
    """The written copy of an answer was sent."""

    response: str
    effective_at: datetime | None = None


def record_summary_sent(command: RecordSummarySent, moment: Moment) -> Sequence[events.AnyEvent]:
    """It is due two working days after the answer."""
    moment.need_response(command.response, "/response")
    return [
        events.WrittenSummarySent(
            response=command.response,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class ChangeValidity:
    """Raise a concern about how an answer was given, or settle one."""

    response: str
    status: str
    reasons: tuple[str, ...] = ()
    effective_at: datetime | None = None


def change_validity(command: ChangeValidity, moment: Moment) -> Sequence[events.AnyEvent]:
    """A concern holds from now, unless another time is said."""
    moment.need_response(command.response, "/response")
    if command.status != "VALID" and not command.reasons:
        raise Refused("concern-needs-reason", "/reasons")
    return [
        events.ValidityChanged(
            response=command.response,
            status=command.status,
            reasons=command.reasons,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]
