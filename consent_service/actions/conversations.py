"""Record a conversation with all that came of it: one act, whole.

What else was heard in it than answers is put on record by the actions of its own operations, one
after the other: a new number is there when it is agreed that it is rung. Whatever is said of the
person is said of the one who was spoken to, in that enquiry, when they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec

from ..domain.file.goingon import BY_REFERRER
from ..domain.following.advocates import OFFER_IS_EXPLAINED, OFFERED
from ..domain.lifting.protecting import protects
from ..domain.recorded.events import (
    AdvocateStatusChanged,
    AnyEvent,
    ConversationRecorded,
    ResponseRecorded,
    WishRecorded,
)
from ..domain.recorded.members import LONGEST_LABEL, ByLabel, HowMany, Line, Spread, Text, Without
from ..domain.recorded.practice import ContactPointRecorded, KeepInformedAgreed, NeedsRecorded
from ..domain.said.contradicting import LEFT_OPEN
from ..domain.said.saidbesides import NOT_A_NO
from ..domain.times import less_exact
from .advocates import heard_in_a_talk
from .concerns import concern_about
from .keeping_informed import agree_keep_informed, record_contact_point
from .moment import Moment
from .nottold import WHO_MUST_NOT_HEAR, WhoMustNotHear, who_must_not_hear
from .privacynotices import notice_given
from .responses import RecordAttempt, answers_given, record_attempt
from .said import Said, whole
from .taking import Taking

#: The conversation says who, when and in which enquiry.
_IN_A_CONVERSATION: Final = Without(
    "ResponseInConversation", ("person", "enquiry", "effective_at", "conversation")
)


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """A way to reach somebody, under a label by which what is agreed names it."""

    point: Annotated[ContactPointRecorded, Spread()]
    label: Annotated[str, Text(LONGEST_LABEL), "A name of your own for it."] | None = None


_POINT: Final = Without("ContactInConversation", ("effective_at",))
_STEP: Final = Without("AdvocateInConversation", ("person", "enquiry", "effective_at"))


@dataclass(frozen=True, slots=True)
class RecordConversation:
    """A talk with a parent or young person, and the answers given in it. The privacy notice was
    given in their own language, unless it says in which. Where `explained` says that an advocate
    was offered, and nothing was said of one yet, they have been offered one.
    """

    conversation: Annotated[ConversationRecorded, Spread()]
    responses: Annotated[
        tuple[Annotated[Said[ResponseRecorded], _IN_A_CONVERSATION], ...], HowMany(most=20)
    ] = ()
    privacy_notice_language: Line | None = None
    contact_points: Annotated[
        tuple[Annotated[Said[ContactGiven], _POINT, ByLabel()], ...],
        HowMany(most=10),
        "Ways to reach somebody, and how safe each is.",
    ] = ()
    keep_informed: Annotated[
        Said[KeepInformedAgreed] | None,
        Without("KeepInformedInConversation", ("person", "enquiry", "effective_at")),
        ByLabel(),
        "How and when they want to hear from us.",
    ] = None
    needs: Annotated[
        Said[NeedsRecorded] | None,
        Without("NeedsInConversation", ("person", "effective_at")),
        "What makes an advocate matter more for them.",
    ] = None
    advocates: Annotated[
        tuple[Annotated[Said[AdvocateStatusChanged], _STEP], ...],
        HowMany(most=5),
        "Where they stand about an advocate: one step after the other.",
    ] = ()
    attempts: Annotated[
        tuple[Annotated[Said[RecordAttempt], Without("AttemptInConversation", ("enquiry",))], ...],
        HowMany(most=10),
        "Attempts to ask that reached nobody, of whomever, each with its time.",
    ] = ()
    wishes: Annotated[
        tuple[Annotated[Said[WishRecorded], Without("WishInConversation", ("effective_at",))], ...],
        HowMany(most=10),
        "What the children want, in their own words.",
    ] = ()
    must_not_hear: Annotated[
        Said[WhoMustNotHear] | None, Without("WhoMustNotHear", ()), WHO_MUST_NOT_HEAR
    ] = None


def record_conversation(command: RecordConversation, moment: Moment) -> Sequence[AnyEvent]:
    """The conversation, its answers, and a concern about each answer that the facts call for."""
    talk = command.conversation
    found: list[AnyEvent] = [talk]
    notice = notice_given(talk, command.privacy_notice_language, moment)
    for place, said in enumerate(command.responses):
        pointer = f"/responses/{place}"
        answer = whole(
            _in_it(said, talk) if said.members.get("answer") in LEFT_OPEN else said,
            moment,
            pointer,
            person=talk.person,
            enquiry=talk.enquiry,
            effective_at=talk.effective_at,
            # To the minute, the hour or the day: so is what was said in it, or less exactly.
            precision=less_exact(talk.effective_at, talk.precision, said.members.get("precision")),
            conversation=talk.conversation,
        )
        # The way the conversation was held is the way the answer was given, unless it says more.
        # What a referrer passed on does not become the parent's own word by saying more.
        if answer.method is None or talk.method == BY_REFERRER:
            answer = msgspec.structs.replace(answer, method=talk.method)
        for given in answers_given(answer, moment, pointer):
            found += [given, *concern_about(given, talk, moment.view())]
    taking = Taking(moment)
    taking.keep([*found, *notice])
    _take_what_else_was_heard(command, taking)
    return taking.settled(protects)


def _take_what_else_was_heard(command: RecordConversation, taking: Taking) -> None:
    talk = command.conversation
    here = {"enquiry": talk.enquiry, "effective_at": talk.effective_at}
    of_them = {**here, "person": talk.person}
    for n, point in enumerate(command.contact_points):
        taking.take(point, f"/contact_points/{n}", _given_contact, effective_at=talk.effective_at)
    if command.keep_informed is not None:
        agreed = _in_it(command.keep_informed, talk)
        taking.take(agreed, "/keep_informed", agree_keep_informed, **of_them)
    if command.needs is not None:
        given = {"person": talk.person, "effective_at": talk.effective_at}
        taking.take(_in_it(command.needs, talk), "/needs", None, **given)
    taking.keep(_offer_that_was_ticked(command, taking.moment))
    for n, step in enumerate(command.advocates):
        taking.take(_in_it(step, talk), f"/advocates/{n}", heard_in_a_talk, **of_them)
    for n, attempt in enumerate(command.attempts):
        taking.take(attempt, f"/attempts/{n}", record_attempt, enquiry=talk.enquiry)
    for n, wish in enumerate(command.wishes):
        # What was said of the words of whoever was spoken with is said of no child's beside them.
        is_theirs = wish.members.get("child") == talk.person
        is_open = is_theirs and wish.members.get("objects") is not True
        of_it = _in_it(wish, talk) if is_open else wish
        taking.take(of_it, f"/wishes/{n}", None, effective_at=talk.effective_at)
    taking.then(lambda: who_must_not_hear(command.must_not_hear, taking.events, taking.moment))


def _in_it(said: Said[Any], talk: ConversationRecorded) -> Said[Any]:
    """Whoever says of the talk that there is no no in their words says it of each part as well,
    where that does not say otherwise.
    """
    if talk.not_a_no is not True or NOT_A_NO in said.members:
        return said
    return said.but(**{NOT_A_NO: True})


def _offer_that_was_ticked(
    command: RecordConversation, moment: Moment
) -> Sequence[AdvocateStatusChanged]:
    """Whoever ticks that they said somebody may support them has offered it: one statement, which
    every page and report reads as the status. It takes nothing back that was said of one before,
    and what a referrer passed on offers nothing.
    """
    talk, view = command.conversation, moment.view()
    steps = [step.members.get("status") for step in command.advocates[:1]]
    if (
        OFFER_IS_EXPLAINED not in talk.explained
        or talk.method == BY_REFERRER
        or OFFERED in steps
        or not (talk.person in view.adults or talk.person in view.children)
        or talk.enquiry not in view.enquiries
        or view.advocate[talk.person, talk.enquiry] is not None
    ):
        return []
    return [
        AdvocateStatusChanged(
            person=talk.person,
            enquiry=talk.enquiry,
            status=OFFERED,
            effective_at=talk.effective_at,
        )
    ]


def _given_contact(given: ContactGiven, moment: Moment) -> Sequence[AnyEvent]:
    return record_contact_point(given.point, moment)
