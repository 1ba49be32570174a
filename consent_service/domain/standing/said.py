"""Conversations, the answers given, and what has been put right or asked to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ..codes import codes
from ..file.comingofage import may_decide_alone
from ..file.held import Held
from ..file.view import View
from ..recorded.event import kind_of, said_of
from ..recorded.events import (
    AgreementWithdrawn,
    ConversationRecorded,
    Response,
    ResponseRecorded,
    ValidityChanged,
)
from ..recorded.practice import CorrectionAnswered, CorrectionAsked, EntryCorrected
from ..recorded.privacynotices import NoticeGiven
from ..said.explaining import fully_explained
from ..said.lifted import is_lifted_now
from ..said.statuses import status_with_words
from ..scopes.scope import ANY
from ..scopes.services import Service
from .beside import Beside
from .known import said_in

OF_AN_ANSWER: Final = (
    *("person", "enquiry", "answer", "scope", "method", "valid_from", "precision", "expires_at"),
    *("words", "conversation", "supersedes"),
)
OF_A_TALK: Final = (
    *("person", "enquiry", "method", "modifiers", "place", "others_present"),
    *("duration_minutes", "precision", "seen_alone", "interpreter", "explained"),
    *("understanding_check", "pressure_concern", "pressure_note", "privacy_notice_version"),
    *("notice_given_how", "parent_words", "questions_asked", "told_of"),
)
OF_A_CORRECTION: Final = (
    *("corrects", "what_was_wrong", "right_version", "requested_by", "correction"),
)
OF_WHAT_IS_ASKED: Final = ("person", "words", "about", "what")


def responses(view: View, beside: Beside, directory: Sequence[Service]) -> list[dict[str, Any]]:
    """Each answer. One that was entered in error stays, and says so; it counts for nothing."""
    return [
        {
            "id": r.event.response,
            **said_of(r.event, *OF_AN_ANSWER),
            "kind": r.event.response_kind,
            "status": status_with_words(view, r, directory),
            "lifted": is_lifted_now(view, r, directory),
            "young_person_decides": _is_theirs_now(view, r),
            "effective_at": r.effective_at,
            "recorded_at": r.recorded_at,
            **_on_what_it_rests(view, r),
            "fully_explained": _explained(view, view.conversations.get(r.event.conversation or "")),
            "written_summary_sent": r.event.response in view.summarised,
            "seq": r.seq,
            "statements": beside.statements(r.event.response, r),
            "corrected": beside.corrected(r.seq),
        }
        for r in view.read.responses
        if r.holds(view.as_of, view.known) or beside.was_struck(r)
    ]


def _is_theirs_now(view: View, response: Held[Response]) -> bool:
    """Said about a young person who decides this for themself by now. It stays, and no longer
    counts for what is theirs to decide (`domain.md` 4.1).
    """
    purposes = (
        codes("purposes") if ANY in response.event.scope.purposes else response.event.scope.purposes
    )
    return any(
        may_decide_alone(view, child.event.child, purpose)
        for child in view.children.values()
        if child.event.child != response.event.person
        and (
            child.event.child in response.event.scope.subjects
            or ANY in response.event.scope.subjects
        )
        for purpose in purposes
    )


def _on_what_it_rests(view: View, response: Held[Response]) -> dict[str, Any]:
    """Why it goes so far, where its document lies, what it replaces; and any concern about it."""
    said = response.event
    given = said if isinstance(said, ResponseRecorded) else None
    doubted = view.newest[ValidityChanged, "response"].get(said.response)
    return {
        "any_reason": None if given is None else given.any_reason,
        "evidence": () if given is None else given.evidence,
        "clamped": isinstance(said, AgreementWithdrawn) and said.clamped,
        "validity": None if doubted is None else said_in(doubted, "status", "reasons", "not_a_no"),
    }


def _explained(view: View, talk: Held[ConversationRecorded] | None) -> bool | None:
    """None where nobody has said what was explained: that is not the same as too little."""
    return None if talk is None else fully_explained(view, talk)


def _notice_given(view: View, conversation: str) -> dict[str, Any] | None:
    """What the register had of the notice; None where none was given."""
    given = view.by[NoticeGiven, "conversation"].get(conversation)
    return None if not given else said_in(given[-1], "version", "language", "reading_age")


def conversations(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each talk, with how it was held."""
    return [
        {
            "id": c.event.conversation,
            **said_of(c.event, *OF_A_TALK),
            "effective_at": c.effective_at,
            "fully_explained": fully_explained(view, c),
            "notice_given": _notice_given(view, c.event.conversation),
            "seq": c.seq,
            "statements": beside.statements(c.event.conversation),
            "corrected": beside.corrected(c.seq),
        }
        for c in view.read.of(ConversationRecorded)
        if c.holds(view.as_of, view.known) or beside.was_struck(c)
    ]


def corrections(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each entry that was found to be wrong, whatever it recorded: it `stands` until a manager has
    confirmed what falls by that, and once one has refused it.
    """
    what = {fact.seq: kind_of(fact.event) for fact in view.read.every()}
    return [
        {
            **said_of(held.event, *OF_A_CORRECTION),
            "what": what.get(held.event.corrects),
            "at": held.recorded_at,
            "stands": held.seq in beside.waits,
        }
        for held in view.holding[EntryCorrected]
    ]


def corrections_asked(view: View, beside: Beside) -> list[dict[str, Any]]:
    """What a parent or young person says is wrong, and what became of it."""
    return [
        {
            "id": held.event.correction,
            **said_of(held.event, *OF_WHAT_IS_ASKED),
            "at": held.effective_at,
            "answer": _answer(view, held),
            "statements": beside.statements(held.event.correction),
        }
        for held in view.holding[CorrectionAsked]
    ]


def _answer(view: View, asked: Held[CorrectionAsked]) -> dict[str, Any] | None:
    answered = view.by[CorrectionAnswered, "correction"].get(asked.event.correction)
    if not answered:
        return None
    first = answered[0]
    return {**said_of(first.event, "accepted", "reason"), "at": first.effective_at}
