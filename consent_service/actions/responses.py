"""Record what somebody answered, take an agreement back, and what belongs to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from ..domain.counting import HANDED_ON
from ..domain.events import (
    AgreementWithdrawn,
    AnyEvent,
    ConversationRecorded,
    RelationshipRecorded,
    ResponseRecorded,
    ValidityChanged,
)
from ..domain.members import EnquiryThen, Opaque, Person, SentAs, Words, code
from ..domain.responsibility import COUNCIL
from ..domain.scope import ANY, DIMENSIONS, Exclusions, Scope, everything_unless_named
from ..domain.view import BY_REFERRER, REACHED_BY
from .concerns import AGREEMENTS, concern_about
from .moment import Moment
from .refused import Refused
from .said import event_of


def record_response(answer: ResponseRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """An agreement needs a conversation, an end date and a scope that says what was meant."""
    conversation = _the_conversation(answer, moment)
    if conversation is None:
        return [answer_given(answer, moment)]
    # What a referrer passed on stays the referrer's word, whatever else is written beside it.
    if answer.method is None or conversation.method == BY_REFERRER:
        answer = msgspec.structs.replace(answer, method=conversation.method)
    given = answer_given(answer, moment)
    return [given, *concern_about(given, conversation, moment.view())]


def answer_given(
    answer: ResponseRecorded, moment: Moment, at_pointer: str = ""
) -> ResponseRecorded:
    """The answer, as far as it goes. Raises `Refused` where it does not hold together.

    An agreement keeps the gaps of its scope, which are then refused one by one.
    """
    if answer.answer not in AGREEMENTS:
        answer = msgspec.structs.replace(answer, scope=everything_unless_named(answer.scope))
    _need_a_whole_answer(answer, moment, at_pointer)
    if answer.answer in AGREEMENTS:
        _need_a_whole_agreement(answer, moment, at_pointer)
    return answer


def _need_a_whole_answer(answer: ResponseRecorded, moment: Moment, at_pointer: str) -> None:
    """What every answer needs, agreement or not: it is theirs, and ends after it begins."""
    if answer.answer in REACHED_BY and answer.method == BY_REFERRER:
        # A no passed on is as little theirs as a yes; both are REPORTED_BY_REFERRER.
        raise Refused("answer-not-by-referrer", f"{at_pointer}/method")
    if answer.answer in REACHED_BY and not _speaks_for(answer.person, answer.scope, moment):
        raise Refused("answers-for-themselves", f"{at_pointer}/scope/subjects")
    if answer.answer not in AGREEMENTS:
        need_no_exclusions(answer.scope, f"{at_pointer}/scope/exclusions")
    begins = answer.effective_at if answer.valid_from is None else answer.valid_from
    if answer.expires_at is not None and answer.expires_at <= begins:
        raise Refused("ends-before-it-begins", f"{at_pointer}/expires_at")


def _speaks_for(person: str, scope: Scope, moment: Moment) -> bool:
    """A young person, or an adult who is or was something to a child of the file, about anybody;
    anybody else about themselves. An advocate is nobody's voice (`domain.md` 4.2).
    """
    if scope.subjects == (person,) or person in moment.view().children:
        return True
    known = moment.at
    links = [
        r for r in moment.the_file().of(RelationshipRecorded) if r.holds(r.effective_at, known)
    ]
    links += (r for found in moment.view().relationships.values() for r in found)
    return any(r.event.person == person for r in links)


def need_no_exclusions(scope: Scope, pointer: str) -> None:
    """Only an agreement leaves something out. A no that seems to would be read as a wider one."""
    if scope.exclusions != Exclusions():
        raise Refused("exclusions-in-agreements-only", pointer)


def _the_conversation(answer: ResponseRecorded, moment: Moment) -> ConversationRecorded | None:
    """The conversation in which the answer was given, if it names one: theirs, in this enquiry."""
    if answer.conversation is None:
        return None
    held = moment.view().conversations.get(answer.conversation)
    whose = (answer.person, answer.enquiry)
    if held is None or (held.event.person, held.event.enquiry) != whose:
        raise Refused("not-on-file", "/conversation")
    return held.event


def _need_a_whole_agreement(answer: ResponseRecorded, moment: Moment, at_pointer: str) -> None:
    """The guards of `domain.md` 4.1. Each says which member is missing."""
    scope = answer.scope
    if answer.conversation is None and not _is_a_council(answer.person, moment):
        raise Refused("agreement-needs-conversation", f"{at_pointer}/conversation")
    for name in DIMENSIONS:
        if not getattr(scope, name):
            raise Refused("agreement-needs-scope", f"{at_pointer}/scope/{name}")
    anything = ANY in (
        *scope.subjects,
        *scope.purposes,
        *scope.categories,
        *(agency.type for agency in scope.agencies),
    )
    if anything and not answer.any_reason:
        raise Refused("any-needs-reason", f"{at_pointer}/any_reason")
    excluded = scope.exclusions
    if answer.answer == "AGREED_IN_PART" and not (excluded.agencies or excluded.categories):
        raise Refused("part-needs-exclusions", f"{at_pointer}/scope/exclusions")
    if answer.expires_at is None:
        raise Refused("agreement-needs-end", f"{at_pointer}/expires_at")
    longest = timedelta(days=moment.policy.longest_agreement_days)
    if answer.expires_at > answer.effective_at + longest:
        raise Refused("agreement-too-long", f"{at_pointer}/expires_at")


def _is_a_council(person: str, moment: Moment) -> bool:
    """Nothing is explained to a council: a manager writes down what it says."""
    links = (link for found in moment.view().relationships.values() for link in found)
    return any(link.event.person == person and link.event.role == COUNCIL for link in links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take back what was agreed: all of it, or a part. A dimension left out is taken back whole."""

    person: Person
    scope: Scope = Scope()
    enquiry: Opaque | None = None
    #: Open, because a withdrawal is never refused for its time.
    effective_at: datetime | None = None
    method: Annotated[str, code("methods")] | None = None
    words: Words | None = None
    response_kind: Annotated[str, code("response_kinds"), SentAs("kind")] = "SHARE_INFO"


def withdraw(command: Withdraw, moment: Moment) -> Sequence[AnyEvent]:
    """A withdrawal needs only the person's word, and takes effect when it was said.

    It is never refused for its time: a time ahead of ours becomes now, and the entry says so. Nor
    for want of an enquiry's name: then it is heard in each that goes on.
    """
    if command.enquiry is not None or not moment.view().enquiries:
        enquiries = [moment.the_enquiry(command.enquiry, "/enquiry")]
    else:
        enquiries = where_a_stop_reaches(command.person, command.response_kind, moment)
    command = replace(command, scope=everything_unless_named(command.scope))
    _need_something_of_theirs(command.person, command.scope, moment)
    need_no_exclusions(command.scope, "/scope/exclusions")
    return [taken_back(command, enquiry, moment) for enquiry in enquiries]


def taken_back(command: Withdraw, enquiry: str, moment: Moment) -> AgreementWithdrawn:
    """What is taken back in one enquiry, from when it was said."""
    said = moment.at if command.effective_at is None else command.effective_at
    return event_of(
        AgreementWithdrawn,
        command,
        enquiry=enquiry,
        effective_at=min(said, moment.at),
        clamped=said > moment.at,
    )


def where_a_stop_reaches(person: str, kind: str, moment: Moment) -> list[str]:
    """Every enquiry in which a stop is to be heard. Of sharing, each that goes on, whatever
    they said in it; of taking part, each of those in which they agreed. Where there is none, every
    one in which they agreed; else the newest.

    One that was handed on goes on: what was agreed for it still covers. So does one whose end
    waits for a manager.
    """
    view = moment.view()
    goes_on = [
        enquiry
        for enquiry in view.enquiries
        for closed in ([one.closed.get(enquiry) for one in view.readings],)
        if any(end is None or end.event.reason in HANDED_ON for end in closed)
    ]
    agreed = dict.fromkeys(
        r.event.enquiry
        for r in moment.the_file().responses
        if r.event.person == person
        and r.event.response_kind == kind
        and r.event.answer in AGREEMENTS
        and r.holds(moment.at, moment.at)
        and r.event.enquiry in view.enquiries
    )
    heard_in = goes_on if kind == "SHARE_INFO" else [one for one in goes_on if one in agreed]
    return heard_in or list(agreed) or list(view.enquiries)[-1:]


def _need_something_of_theirs(person: str, scope: Scope, moment: Moment) -> None:
    """Whoever answered takes back what they answered, whatever has become known of them since."""
    answered = any(r.event.person == person for r in moment.the_file().responses)
    if not (answered or ANY in scope.subjects or _speaks_for(person, scope, moment)):
        raise Refused("answers-for-themselves", "/scope/subjects")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttempt:
    """An attempt to ask that did not reach the person. All of it was to be asked about, unless
    some of it is named.
    """

    person: Person
    enquiry: EnquiryThen
    effective_at: datetime
    scope: Scope = Scope()
    method: Annotated[str, code("methods")] | None = None
    words: Words | None = None


def record_attempt(command: RecordAttempt, _: Moment) -> Sequence[AnyEvent]:
    """An attempt is not an answer. Three of them make the person unreachable until reached."""
    scope = everything_unless_named(command.scope)
    return [event_of(ResponseRecorded, command, answer="ASK_ATTEMPTED", scope=scope)]


def change_validity(changed: ValidityChanged, _: Moment) -> Sequence[AnyEvent]:
    """A concern holds from now, unless another time is said."""
    if changed.status != "VALID" and not changed.reasons:
        raise Refused("concern-needs-reason", "/reasons")
    return [changed]
