"""Conversations, the answers given, and what has been put right or asked to be."""

from __future__ import annotations

from typing import Any

from ..casefile import FACTS, Conversation, Held, Response
from ..codes import codes
from ..explaining import fully_explained
from ..practice import CorrectionAsked
from ..scope import ANY
from ..statuses import shown_status
from ..view import View
from .beside import Beside


def responses(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each answer. One that was entered in error stays, and says so; it counts for nothing."""
    talks = {c.id: c for c in view.file.conversations if c.holds(c.effective_at, view.known)}
    return [
        {
            "id": r.id,
            "person": r.person,
            "enquiry": r.enquiry,
            "kind": r.kind,
            "answer": r.answer,
            "status": "CORRECTED" if beside.was_struck(r) else shown_status(view, r),
            "scope": r.scope,
            "young_person_decides": _is_theirs_now(view, r),
            "effective_at": r.effective_at,
            "recorded_at": r.recorded_at,
            "expires_at": r.expires_at,
            "words": r.words,
            "conversation": r.conversation,
            "fully_explained": _explained(talks.get(r.conversation or "")),
            "written_summary_sent": r.id in view.summarised,
            "seq": r.seq,
            "statements": beside.statements(r.id),
            "corrected": beside.corrected(r.seq),
        }
        for r in view.file.responses
        if r.holds(view.as_of, view.known) or beside.was_struck(r)
    ]


def _is_theirs_now(view: View, response: Response) -> bool:
    """Said about a young person who decides this for themself by now. It stays, and no longer
    counts for what is theirs to decide (`domain.md` 4.1).
    """
    purposes = codes("purposes") if ANY in response.scope.purposes else response.scope.purposes
    return any(
        view.decides_alone(child, purpose)
        for child in view.children.values()
        if child.id != response.person
        and (child.id in response.scope.subjects or ANY in response.scope.subjects)
        for purpose in purposes
    )


def _explained(talk: Conversation | None) -> bool | None:
    """None where nobody has said what was explained: that is not the same as too little."""
    return None if talk is None else fully_explained(talk)


def conversations(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each talk, with how it was held. The whole of it stands in the history."""
    return [
        {
            "id": c.id,
            "person": c.person,
            "enquiry": c.enquiry,
            "effective_at": c.effective_at,
            "method": c.method,
            "modifiers": c.modifiers,
            "seen_alone": c.seen_alone,
            "interpreter": c.interpreter,
            "explained": c.explained,
            "fully_explained": fully_explained(c),
            "understanding_check": c.understanding_check,
            "pressure_concern": c.pressure_concern,
            "parent_words": c.parent_words,
            "questions_asked": c.questions_asked,
            "seq": c.seq,
            "statements": beside.statements(c.id),
            "corrected": beside.corrected(c.seq),
        }
        for c in view.file.conversations
        if c.holds(view.as_of, view.known) or beside.was_struck(c)
    ]


def corrections(view: View) -> list[dict[str, Any]]:
    """Each entry that was found to be wrong, whatever it recorded."""
    what = {fact.seq: name for name in FACTS for fact in getattr(view.file, name)}
    return [
        {
            "corrects": held.event.corrects,
            "what": what.get(held.event.corrects),
            "what_was_wrong": held.event.what_was_wrong,
            "right_version": held.event.right_version,
            "requested_by": held.event.requested_by,
            "correction": held.event.correction,
            "at": held.recorded_at,
        }
        for held in view.file.corrections
        if held.holds(view.as_of, view.known)
    ]


def corrections_asked(view: View, beside: Beside) -> list[dict[str, Any]]:
    """What a parent or young person says is wrong, and what became of it."""
    return [
        {
            "id": held.event.correction,
            "person": held.event.person,
            "words": held.event.words,
            "about": held.event.about,
            "at": held.effective_at,
            "answer": _answer(view, held),
            "statements": beside.statements(held.event.correction),
        }
        for held in view.file.corrections_asked
        if held.holds(view.as_of, view.known)
    ]


def _answer(view: View, asked: Held[CorrectionAsked]) -> dict[str, Any] | None:
    for held in view.file.corrections_answered:
        if held.event.correction == asked.event.correction and held.holds(view.as_of, view.known):
            return {
                "accepted": held.event.accepted,
                "reason": held.event.reason,
                "at": held.effective_at,
            }
    return None
