"""Why a yes cannot be relied on yet, from how the conversation was held (`domain.md` 5.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..domain import events
from ..domain.casefile import Conversation, latest
from ..domain.view import View

AGREEMENTS: Final = frozenset({"AGREED", "AGREED_IN_PART"})

#: Safety codes under which an answer given in somebody's hearing cannot be relied on.
_ABUSE: Final = frozenset({"ALLEGED_ABUSER", "DOMESTIC_ABUSE"})


def concern_about(
    answer: events.ResponseRecorded,
    conversation: events.ConversationRecorded | Conversation,
    view: View,
) -> Iterator[events.ValidityChanged]:
    """The concern that the facts of the conversation raise about this answer, if any."""
    reasons = tuple(_reasons(conversation, view))
    if reasons and answer.answer in AGREEMENTS:
        yield events.ValidityChanged(
            response=answer.response,
            status="CONCERN",
            reasons=reasons,
            effective_at=answer.effective_at,
        )


def _reasons(conversation: events.ConversationRecorded | Conversation, view: View) -> Iterator[str]:
    if conversation.pressure_concern in ("POSSIBLE", "YES"):
        yield "PRESSURE"
    if conversation.interpreter is not None and conversation.interpreter.is_family_member:
        yield "INTERPRETER_IS_FAMILY"
    adult = view.adults.get(conversation.person)
    if adult is not None and adult.interpreter_needed and conversation.interpreter is None:
        yield "NO_INTERPRETER"
    if conversation.seen_alone == "NO" and _abuse_is_flagged(view):
        yield "NOT_SEEN_ALONE"


def _abuse_is_flagged(view: View) -> bool:
    """The newest word about somebody on this file is one of abuse, safe to ask them or not."""
    people = {fact.person for fact in view.file.safety}
    newest = (
        latest((s for s in view.file.safety if s.person == person), view.as_of, view.known)
        for person in people
    )
    return any(fact is not None and fact.code in _ABUSE for fact in newest)
