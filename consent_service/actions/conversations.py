"""Record a conversation with what was answered in it: one act, all of it or none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ..domain.events import AnyEvent, ConversationRecorded, ResponseRecorded
from ..domain.members import HowMany, Line, Spread, Without
from ..domain.times import less_exact
from ..domain.view import BY_REFERRER
from .concerns import concern_about
from .moment import Moment
from .privacynotices import notice_given
from .responses import answers_given
from .said import Said, whole

#: The conversation says who, when and in which enquiry.
_IN_A_CONVERSATION: Final = Without(
    "ResponseInConversation", ("person", "enquiry", "effective_at", "conversation")
)


@dataclass(frozen=True, slots=True)
class RecordConversation:
    """A talk with a parent or young person, and the answers given in it. The privacy notice was
    given in their own language, unless it says in which.
    """

    conversation: Annotated[ConversationRecorded, Spread()]
    responses: Annotated[
        tuple[Annotated[Said[ResponseRecorded], _IN_A_CONVERSATION], ...], HowMany(most=20)
    ] = ()
    privacy_notice_language: Line | None = None


def record_conversation(command: RecordConversation, moment: Moment) -> Sequence[AnyEvent]:
    """The conversation, its answers, and a concern about each answer that the facts call for."""
    talk = command.conversation
    found: list[AnyEvent] = [talk]
    notice = notice_given(talk, command.privacy_notice_language, moment)
    for place, said in enumerate(command.responses):
        pointer = f"/responses/{place}"
        answer = whole(
            said,
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
    return [*found, *notice]
