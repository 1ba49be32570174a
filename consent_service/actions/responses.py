"""Record what somebody answered, take an agreement back, and what belongs to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from ..domain.families.staffofaname import is_namesake
from ..domain.file.goingon import BY_REFERRER, NO_ENQUIRY
from ..domain.file.ordersmean import COUNCIL
from ..domain.file.whattheysaid import REACHED_BY
from ..domain.freetext.rationale import LEAST_SAID, length_said
from ..domain.freetext.servicesinwords import say_more
from ..domain.recorded.answerstyped import HOW_SAID
from ..domain.recorded.events import (
    AgreementWithdrawn,
    AnyEvent,
    ConversationRecorded,
    RelationshipRecorded,
    ResponseRecorded,
)
from ..domain.recorded.members import (
    NOBODY_FOUND,
    EnquiryThen,
    HowExactly,
    InDoubt,
    NotANo,
    Opaque,
    Person,
    SentAs,
    TellsOfHarm,
    Words,
    code,
)
from ..domain.recorded.notwritten import WHICH_SERVICE
from ..domain.said.contradicting import AGREEMENTS, left_out_of
from ..domain.scopes.leftopen import everything_unless_named, leaves_open
from ..domain.scopes.scope import ANY, DIMENSIONS, Agency, Exclusions, Scope
from ..domain.scopes.usualends import usual_end
from ..domain.times import less_exact
from .concerns import concern_about
from .moment import Moment
from .refused import Faults, Refused
from .said import event_of
from .themselves import no_in, noes_about_themselves, of_themselves_too


def record_response(answer: ResponseRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """An agreement needs a conversation, an end date and a scope that says what was meant."""
    conversation = _the_conversation(answer, moment)
    if conversation is None:
        return answers_given(msgspec.structs.replace(answer, conversation=None), moment)
    # What a referrer passed on stays the referrer's word, whatever else is written beside it.
    if answer.method is None or conversation.method == BY_REFERRER:
        answer = msgspec.structs.replace(answer, method=conversation.method)
    if answer.effective_at == moment.at:
        # Nobody said when, and it was written down now: it was said in that conversation.
        said_at = conversation.effective_at
        precision = less_exact(said_at, conversation.precision, answer.precision)
        answer = msgspec.structs.replace(answer, effective_at=said_at, precision=precision)
    found: list[AnyEvent] = []
    for given in answers_given(answer, moment):
        found += [given, *concern_about(given, conversation, moment.view())]
    return found


def answers_given(
    answer: ResponseRecorded, moment: Moment, at_pointer: str = ""
) -> Sequence[ResponseRecorded]:
    """The answer, as far as it goes. Raises `Refused` where it does not hold together; with care,
    what there is of a no in it, and never a yes.

    An agreement keeps the gaps of its scope, which are then refused one by one.
    """
    agreed = answer.answer in AGREEMENTS
    if agreed:
        answer = _with_an_end(answer, moment)
    else:
        scope = of_themselves_too(answer.person, everything_unless_named(answer.scope), moment)
        answer = msgspec.structs.replace(answer, scope=scope)
    answer = _a_whole_answer(answer, moment, at_pointer)
    if agreed:
        _need_a_whole_agreement(answer, moment, at_pointer)
        if moment.lacking is not None:
            return _noes_in(answer, moment, at_pointer)
        return [answer, *noes_about_themselves(answer, moment)]
    return [answer]


def _a_whole_answer(answer: ResponseRecorded, moment: Moment, at_pointer: str) -> ResponseRecorded:
    """What every answer needs, agreement or not: it is theirs, and ends after it begins."""
    if answer.answer in REACHED_BY and answer.method == BY_REFERRER:
        # A no passed on is as little theirs as a yes. Entered as theirs it is heard until they are.
        moment.lacks("answer-not-by-referrer", f"{at_pointer}/method")
    if answer.answer in REACHED_BY and not _speaks_for(answer.person, answer.scope, moment):
        moment.lacks("answers-for-themselves", f"{at_pointer}/scope/subjects")
    if answer.answer not in AGREEMENTS:
        scope = leaves_nothing_out(answer.scope, moment, f"{at_pointer}/scope/exclusions")
        answer = msgspec.structs.replace(answer, scope=scope)
    begins = answer.effective_at if answer.valid_from is None else answer.valid_from
    if answer.expires_at is not None and answer.expires_at <= begins:
        moment.lacks("ends-before-it-begins", f"{at_pointer}/expires_at")
        answer = msgspec.structs.replace(answer, expires_at=None)
    return answer


def _speaks_for(person: str, scope: Scope, moment: Moment) -> bool:
    """A young person, or an adult who is or was something to a child of the file, about anybody;
    anybody else about themselves. An advocate is nobody's voice (`domain.md` 4.2). Of whom nobody
    knows who it is that is not asked.
    """
    if person == NOBODY_FOUND:
        return True
    if scope.subjects == (person,) or person in moment.view().children:
        return True
    known = moment.at
    links = [
        r for r in moment.the_file().of(RelationshipRecorded) if r.holds(r.effective_at, known)
    ]
    links += (r for found in moment.view().relationships.values() for r in found)
    return any(r.event.person == person for r in links)


def leaves_nothing_out(scope: Scope, moment: Moment, pointer: str) -> Scope:
    """Only an agreement leaves something out: a no that seems to may be a no to just that, or to
    all but that. With care it is one to both.
    """
    left_out = scope.exclusions
    if left_out == Exclusions():
        return scope
    moment.lacks("exclusions-in-agreements-only", pointer)
    return msgspec.structs.replace(
        scope,
        agencies=(*scope.agencies, *left_out.agencies),
        categories=(*scope.categories, *left_out.categories),
        exclusions=Exclusions(),
    )


def _the_conversation(answer: ResponseRecorded, moment: Moment) -> ConversationRecorded | None:
    """The conversation in which the answer was given, if it names one: theirs, in this enquiry."""
    if answer.conversation is None:
        return None
    held = moment.view().conversations.get(answer.conversation)
    whose = (answer.person, answer.enquiry)
    if held is None or (held.event.person, held.event.enquiry) != whose:
        moment.lacks("not-on-file", "/conversation")
        return None
    return held.event


def _need_a_whole_agreement(answer: ResponseRecorded, moment: Moment, at_pointer: str) -> None:
    """The guards of `domain.md` 4.1. Each says which member is missing."""
    scope, faults = answer.scope, Faults()
    if answer.conversation is None and not _is_a_council(answer.person, moment):
        with faults.kept():
            moment.lacks("agreement-needs-conversation", f"{at_pointer}/conversation")
    for name in DIMENSIONS:
        if not getattr(scope, name):
            with faults.kept():
                moment.lacks("agreement-needs-scope", f"{at_pointer}/scope/{name}")
    if leaves_open(scope) and length_said(answer.any_reason) < LEAST_SAID:
        with faults.kept():
            moment.lacks("any-needs-reason", f"{at_pointer}/any_reason")
    excluded = scope.exclusions
    if answer.answer == "AGREED_IN_PART" and not (excluded.agencies or excluded.categories):
        with faults.kept():
            moment.lacks("part-needs-exclusions", f"{at_pointer}/scope/exclusions")
    if _is_a_council(answer.person, moment) and is_namesake(
        moment.authority_file, moment.by.id, moment.view()
    ):
        # The council's yes is a decision, and they may be of the family that it is about.
        raise Refused("someone-else-must-decide")
    longest = timedelta(days=moment.policy.longest_agreement_days)
    if answer.expires_at is not None and answer.expires_at > answer.effective_at + longest:
        with faults.kept():
            moment.lacks("agreement-too-long", f"{at_pointer}/expires_at")
    faults.settled()


def _with_an_end(answer: ResponseRecorded, moment: Moment) -> ResponseRecorded:
    """Where nobody said until when: as long as is usual for what it is for, and no longer than the
    policy allows.
    """
    if answer.expires_at is not None or not answer.scope.purposes:
        return answer
    begins = answer.valid_from or answer.effective_at
    longest = answer.effective_at + timedelta(days=moment.policy.longest_agreement_days)
    end = min(usual_end(answer.scope.purposes, begins), longest)
    return msgspec.structs.replace(answer, expires_at=end)


def _noes_in(
    answer: ResponseRecorded, moment: Moment, at_pointer: str
) -> Sequence[ResponseRecorded]:
    """What they said no to in an agreement that is not whole. What they left out and nobody wrote
    down may be any service.
    """
    moment.lacks("yes-left-out", at_pointer)
    if answer.answer == "AGREED_IN_PART" and answer.scope.exclusions == Exclusions():
        unnamed = Agency(ANY, described=WHICH_SERVICE)
        scope = msgspec.structs.replace(answer.scope, exclusions=Exclusions((unnamed,)))
        answer = msgspec.structs.replace(answer, scope=scope)
    noes = [no_in(answer, no) for no in left_out_of(answer.scope)]
    return [*noes, *noes_about_themselves(answer, moment)]


def _is_a_council(person: str, moment: Moment) -> bool:
    """Nothing is explained to a council: a manager writes down what it says."""
    links = (link for found in moment.view().relationships.values() for link in found)
    return any(link.event.person == person and link.event.role == COUNCIL for link in links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take back what was agreed: all of it, or a part. A dimension left out is taken back whole."""

    person: Annotated[
        Person, InDoubt(NOBODY_FOUND, beside=("scope", "enquiry", "method", "words", "kind"))
    ]
    scope: Scope = Scope()
    enquiry: Opaque | None = None
    #: Open, because a withdrawal is never refused for its time.
    effective_at: datetime | None = None
    method: Annotated[str, HOW_SAID] | None = None
    words: Annotated[Words, TellsOfHarm()] | None = None
    response_kind: Annotated[str, code("response_kinds"), SentAs("kind")] = "SHARE_INFO"
    precision: HowExactly | None = None


def withdraw(command: Withdraw, moment: Moment) -> Sequence[AnyEvent]:
    """A withdrawal needs only the person's word, and takes effect when it was said.

    It is never refused for its time: a time ahead of ours becomes now, and the entry says so. Nor
    for want of an enquiry's name: then it is heard in each that goes on.
    """
    enquiries = _where_it_is_taken_back(command, moment)
    _need_something_of_theirs(command.person, command.scope, moment)
    scope = everything_unless_named(command.scope)
    scope = leaves_nothing_out(scope, moment, "/scope/exclusions")
    if say_more(command.words, scope):
        moment.lacks("words-say-more", "/scope/agencies")
        scope = everything_unless_named(Scope(subjects=scope.subjects))
    command = replace(command, scope=scope)
    stops = [taken_back(command, enquiry, moment) for enquiry in enquiries]
    if command.response_kind != "SHARE_INFO" and not _agreed_to(command, moment):
        # There is nothing of that kind to take back: it is meant of what they did agree to.
        command = replace(command, response_kind="SHARE_INFO")
        enquiries = _where_it_is_taken_back(command, moment)
        stops += [taken_back(command, enquiry, moment) for enquiry in enquiries]
    return stops


def _agreed_to(command: Withdraw, moment: Moment) -> bool:
    """They have said yes to something of the kind that they take back."""
    person = moment.view().the_one(command.person)
    return any(
        held.event.response_kind == command.response_kind and held.event.answer in AGREEMENTS
        for held in moment.view().said_by.get(person, ())
    )


def _where_it_is_taken_back(command: Withdraw, moment: Moment) -> list[str]:
    """In the enquiry that is named; with care, beside one that had ended in those that go on."""
    everywhere = where_a_stop_reaches(command.person, command.response_kind, moment)
    named, view = command.enquiry, moment.as_it_stands
    if everywhere == [NO_ENQUIRY]:
        moment.lacks("no-open-enquiry", "/enquiry")
    if named is None:
        return everywhere
    if named not in view.enquiries:
        moment.lacks("not-on-file", "/enquiry")
        return everywhere
    said = moment.at if command.effective_at is None else min(command.effective_at, moment.at)
    ended = view.ended.get(named)
    others = [one for one in everywhere if one != named and one not in view.ended]
    if ended is not None and ended.effective_at <= said and others:
        moment.lacks("enquiry-closed", "/enquiry")
        return [named, *others]
    return [named]


def taken_back(command: Withdraw, enquiry: str, moment: Moment) -> AgreementWithdrawn:
    """What is taken back in one enquiry, from when it was said."""
    said = moment.at if command.effective_at is None else command.effective_at
    command = replace(command, scope=of_themselves_too(command.person, command.scope, moment))
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
    one in which they agreed, and none: so that it is heard in those to come.

    One that was handed on goes on: what was agreed for it still covers. So does one whose end
    waits for a manager.
    """
    view, goes_on = moment.view(), moment.where_it_goes_on()
    agreed = dict.fromkeys(
        r.event.enquiry
        for r in moment.the_file().responses
        if r.event.person == person
        and r.event.response_kind == kind
        and r.event.answer in AGREEMENTS
        and r.holds(moment.at, moment.at)
        and r.event.enquiry in view.enquiries
    )
    if not moment.does_an_enquiry_go_on():
        return [*agreed, *goes_on] if kind == "SHARE_INFO" else list(agreed) or goes_on
    heard_in = goes_on if kind == "SHARE_INFO" else [one for one in goes_on if one in agreed]
    return heard_in or list(agreed) or goes_on[-1:]


def _need_something_of_theirs(person: str, scope: Scope, moment: Moment) -> None:
    """Whoever answered takes back what they answered, whatever has become known of them since."""
    answered = any(r.event.person == person for r in moment.the_file().responses)
    if not (answered or ANY in scope.subjects or _speaks_for(person, scope, moment)):
        moment.lacks("answers-for-themselves", "/scope/subjects")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttempt:
    """An attempt to ask that did not reach the person. All of it was to be asked about, unless
    some of it is named.
    """

    person: Person
    enquiry: EnquiryThen
    effective_at: datetime
    scope: Scope = Scope()
    method: Annotated[str, HOW_SAID] | None = None
    words: Words | None = None
    precision: HowExactly | None = None
    not_a_no: NotANo | UnsetType = UNSET


def record_attempt(command: RecordAttempt, _: Moment) -> Sequence[AnyEvent]:
    """An attempt is not an answer. Three of them make the person unreachable until reached."""
    scope = everything_unless_named(command.scope)
    return [event_of(ResponseRecorded, command, answer="ASK_ATTEMPTED", scope=scope)]
