"""A yes that somebody says on their own page: theirs, said online, and talked about with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..domain.contradicting import AGREEMENTS
from ..domain.events import AnyEvent, ConversationRecorded, ResponseRecorded
from ..domain.explaining import NINE
from ..domain.members import Opaque, Words
from ..domain.own.again import may_be_said_yes_to
from .concerns import concern_about
from .moment import Moment, new_id
from .own import ONLINE, asked, need_own_view
from .refused import Refused
from .responses import answers_given

#: What is answered about it is what the page says; what their own no is worth until then, too.
_TALKED_ABOUT: Final = "CHANGE_AGREEMENT"


@dataclass(frozen=True, slots=True)
class SayYes:
    """Yes to what an answer of theirs is about: one they said no to, took back, or that ended."""

    response: Opaque
    words: Words | None = None


def say_yes(command: SayYes, person: str, moment: Moment) -> Sequence[AnyEvent]:
    """Their own answer, in a talk that was their page: that says all nine points, and does not know
    who stood beside them. Over a no of theirs it counts after the call, like any that is pressed.
    """
    seen = need_own_view(person, moment)
    found = (held for held in seen.responses if held.event.response == command.response)
    meant = next(found, None)
    if meant is None or not may_be_said_yes_to(seen, meant):
        raise Refused("not-on-your-page", "/response")
    before = meant.event
    talk = ConversationRecorded(
        conversation=new_id(),
        enquiry=before.enquiry,
        person=seen.person,
        method=ONLINE,
        seen_alone="NOT_KNOWN",
        effective_at=moment.at,
        explained=tuple(sorted(NINE)),
        parent_words=command.words,
    )
    answer = ResponseRecorded(
        response=new_id(),
        enquiry=before.enquiry,
        person=seen.person,
        answer=before.answer if before.answer in AGREEMENTS else "AGREED",
        scope=before.scope,
        effective_at=moment.at,
        conversation=talk.conversation,
        method=ONLINE,
        words=command.words,
    )
    said: list[AnyEvent] = []
    for given in answers_given(answer, moment):
        said += [given, *concern_about(given, talk, moment.view())]
    return [talk, *said, asked(seen.person, _TALKED_ABOUT, command.words, moment.at)]
