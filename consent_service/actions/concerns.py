"""Why a yes cannot be relied on yet, from how the conversation was held (`domain.md` 5.3), and what
follows from what is said of somebody's safety."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..domain.file.held import in_order
from ..domain.file.view import View
from ..domain.following.advocates import NAMED, may_be_one_name
from ..domain.recorded import events
from ..domain.recorded.events import AdvocateStatusChanged, AnyEvent, SafetyRecorded
from ..domain.recorded.practice import NeedsRecorded
from ..domain.safety.everasign import says_safe
from ..domain.safety.oneadvocate import ABUSE
from ..domain.said.contradicting import AGREEMENTS
from ..domain.said.interpreting import why_not_through
from ..domain.said.overheard import abuse_known, is_free
from ..domain.workingdays import looked_at_again
from .moment import Moment


def concern_about(
    answer: events.ResponseRecorded,
    conversation: events.ConversationRecorded,
    view: View,
) -> Iterator[events.ValidityChanged]:
    """The concern that the facts of the conversation raise about this answer, if any."""
    if answer.answer not in AGREEMENTS:
        return
    reasons = tuple(dict.fromkeys(_reasons(conversation, view)))
    if reasons:
        yield events.ValidityChanged(
            response=answer.response,
            status="CONCERN",
            reasons=reasons,
            effective_at=answer.effective_at,
        )


def _perhaps_not(conversation: events.ConversationRecorded) -> str:
    """Why it may not have been their own free word, where there is abuse."""
    if conversation.seen_alone == "NOT_KNOWN":
        return "ALONE_NOT_SAID"
    if conversation.seen_alone != "YES":
        return "NOT_SEEN_ALONE"
    said = conversation.pressure_concern != "NOT_KNOWN"
    return "INTERPRETER_NOT_KNOWN" if said else "PRESSURE_NOT_SAID"


def _reasons(conversation: events.ConversationRecorded, view: View) -> Iterator[str]:
    if conversation.pressure_concern in ("POSSIBLE", "YES"):
        yield "PRESSURE"
    through = why_not_through(view, conversation)
    if through is not None:
        yield through
    if conversation.interpreter is not None and _is_advocate(conversation, view):
        yield "INTERPRETER_IS_ADVOCATE"
    if not is_free(conversation) and (_abuse_is_flagged(view) or abuse_known(view)):
        yield _perhaps_not(conversation)


def _is_advocate(talk: events.ConversationRecorded, view: View) -> bool:
    """Whoever supports somebody in this enquiry put their words, or another's (`domain.md` 4.2)."""
    people = view.by[AdvocateStatusChanged, "person"]
    helping = (view.advocate[one, talk.enquiry] for one in people)
    return talk.interpreter is not None and any(
        may_be_one_name(talk.interpreter.name_or_reference, said.event.advocate)
        for said in helping
        if said is not None and said.event.status in NAMED
    )


def _abuse_is_flagged(view: View) -> bool:
    """Somebody on this file is said to abuse, and nobody has said since that they are safe again;
    or somebody is known to have been harmed. Another danger said since does not lift it.
    """
    standing: dict[str, bool] = {}
    for fact in sorted(view.holding[SafetyRecorded], key=in_order):
        lifted = says_safe(view, fact) and fact.event.code == "SAFE_AGAIN"
        standing[fact.event.person] = fact.event.code in ABUSE or (
            standing.get(fact.event.person, False) and not lifted
        )
    needs = view.newest[NeedsRecorded, "person"].values()
    harmed = any("DOMESTIC_ABUSE_VICTIM" in held.event.indicators for held in needs)
    return harmed or any(standing.values())


def concerns_since_abuse_is_known(view: View) -> Iterator[events.ValidityChanged]:
    """Agreements given in somebody's hearing, before anybody had said that there is abuse."""
    for response in view.file.responses:
        talk = view.conversations.get(response.event.conversation or "")
        if (
            response.event.answer in AGREEMENTS
            and talk is not None
            and not is_free(talk.event)
            and response.holds(view.as_of, view.known)
            and response.event.response not in view.unreliable
        ):
            yield events.ValidityChanged(
                response=response.event.response,
                status="CONCERN",
                reasons=(_perhaps_not(talk.event),),
                effective_at=view.as_of,
            )


def record_safety(recorded: SafetyRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Agreements given in somebody's hearing are looked at again once abuse is known; and whoever
    is not safe to ask is not left so for ever without anybody asking.
    """
    if not recorded.safe_to_ask and recorded.review_on is None:
        recorded = msgspec.structs.replace(recorded, review_on=looked_at_again(moment.at))
    if recorded.code not in ABUSE:
        return [recorded]
    return [recorded, *concerns_since_abuse_is_known(moment.view())]
