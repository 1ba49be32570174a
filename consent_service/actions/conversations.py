"""Record a conversation with what was answered in it: one act, all of it or none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..domain import events
from ..domain.shapes import Interpreter
from .concerns import AGREEMENTS, concern_about
from .moment import Moment, new_id
from .responses import (
    RecordResponse,
    need_a_whole_agreement,
    need_a_whole_answer,
    response_event,
)


@dataclass(frozen=True, slots=True)
class RecordConversation:
    """A talk with a parent or young person, and the answers given in it."""

    person: str
    method: str
    seen_alone: str
    enquiry: str | None = None
    effective_at: datetime | None = None
    modifiers: tuple[str, ...] = ()
    place: str | None = None
    others_present: tuple[str, ...] = ()
    interpreter: Interpreter | None = None
    explained: tuple[str, ...] = ()
    parent_words: str | None = None
    questions_asked: str | None = None
    understanding_check: str = "NOT_CHECKED"
    privacy_notice_version: str | None = None
    notice_given_how: str | None = None
    pressure_concern: str = "NONE"
    pressure_note: str | None = None
    duration_minutes: int | None = None
    responses: tuple[RecordResponse, ...] = ()


def record_conversation(command: RecordConversation, moment: Moment) -> Sequence[events.AnyEvent]:
    """The conversation, its answers, and a concern about each answer that the facts call for."""
    moment.need_anyone(command.person, "/person")
    enquiry = moment.the_open_enquiry(command.enquiry, "/enquiry", command.effective_at)
    effective_at = moment.when(command.effective_at, "/effective_at")
    conversation = events.ConversationRecorded(
        conversation=new_id(),
        enquiry=enquiry,
        person=command.person,
        method=command.method,
        seen_alone=command.seen_alone,
        effective_at=effective_at,
        modifiers=command.modifiers,
        place=command.place,
        others_present=command.others_present,
        interpreter=command.interpreter,
        explained=command.explained,
        parent_words=command.parent_words,
        questions_asked=command.questions_asked,
        understanding_check=command.understanding_check,
        privacy_notice_version=command.privacy_notice_version,
        notice_given_how=command.notice_given_how,
        pressure_concern=command.pressure_concern,
        pressure_note=command.pressure_note,
        duration_minutes=command.duration_minutes,
    )
    held_by_referrer = command.method == "VIA_REFERRER"
    found: list[events.AnyEvent] = [conversation]
    for place, given in enumerate(command.responses):
        pointer = f"/responses/{place}"
        # The way the conversation was held is the way the answer was given, unless it says more.
        # What a referrer passed on does not become the parent's own word by saying more.
        answered = replace(
            given,
            person=command.person,
            conversation=conversation.conversation,
            method=command.method if held_by_referrer else given.method or command.method,
        )
        need_a_whole_answer(answered, moment, effective_at, pointer)
        if answered.answer in AGREEMENTS:
            need_a_whole_agreement(answered, moment, effective_at, pointer)
        answer = response_event(answered, enquiry, effective_at)
        found += [answer, *concern_about(answer, conversation, moment.view())]
    return found
