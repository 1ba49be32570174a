"""Record a conversation with what was answered in it: one act, all of it or none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..domain import events
from ..domain.casefile import Interpreter
from ..domain.view import View
from .moment import Moment, new_id
from .responses import (
    AGREEMENTS,
    RecordResponse,
    need_a_whole_agreement,
    need_a_whole_answer,
    response_event,
)

#: Safety codes under which an answer given in somebody's hearing cannot be relied on.
_ABUSE: Final = frozenset({"ALLEGED_ABUSER", "DOMESTIC_ABUSE"})


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
    enquiry = moment.the_open_enquiry(command.enquiry, "/enquiry")
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
    found: list[events.AnyEvent] = [conversation]
    concerns = _concerns(command, moment.view())
    for place, given in enumerate(command.responses):
        pointer = f"/responses/{place}"
        need_a_whole_answer(given, moment, effective_at, pointer)
        if given.answer in AGREEMENTS:
            need_a_whole_agreement(given, moment, effective_at, pointer, in_conversation=True)
        answer = response_event(
            replace(
                given,
                person=command.person,
                conversation=conversation.conversation,
                method=given.method or command.method,
            ),
            enquiry,
            effective_at,
        )
        found.append(answer)
        if concerns and given.answer in AGREEMENTS:
            found.append(
                events.ValidityChanged(
                    response=answer.response,
                    status="CONCERN",
                    reasons=concerns,
                    effective_at=effective_at,
                )
            )
    return found


def _concerns(command: RecordConversation, view: View) -> tuple[str, ...]:
    """Why a yes given like this cannot be relied on yet (`domain.md` 5.3)."""
    found: list[str] = []
    if command.pressure_concern in ("POSSIBLE", "YES"):
        found.append("PRESSURE")
    if command.interpreter is not None and command.interpreter.is_family_member:
        found.append("INTERPRETER_IS_FAMILY")
    adult = view.adults.get(command.person)
    if adult is not None and adult.interpreter_needed and command.interpreter is None:
        found.append("NO_INTERPRETER")
    abuse = any(
        s.code in _ABUSE and not s.safe_to_ask and s.holds(view.as_of, view.known)
        for s in view.file.safety
    )
    if abuse and command.seen_alone == "NO":
        found.append("NOT_SEEN_ALONE")
    return tuple(found)
