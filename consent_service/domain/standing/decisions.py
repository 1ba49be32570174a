"""What managers decided and have been asked to decide."""

from __future__ import annotations

from typing import Any

from ..authorised import decided_at
from ..events import AuthorisationMade
from ..practice import DecisionRequested, NotShareDecided
from ..view import View
from .beside import Beside


def authorisations(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each decision in force. One that was entered in error is in force no longer."""
    return [
        {
            "id": a.event.authorisation,
            "kind": a.event.decision,
            "scope": a.event.scope,
            "start": a.effective_at,
            "decided_at": decided_at(a),
            "end": a.event.end,
            "safe_to_tell": a.event.safe_to_tell,
            "relies_on": a.event.relies_on,
            "why": _why(a.event),
            "lawful_basis": a.event.lawful_basis,
            "order_reference": a.event.order_reference,
            "requested_by": a.event.requested_by,
            "telling": a.event.telling,
            "review_due": a.event.review_due,
            "child_view_considered": a.event.child_view_considered,
            "advice_from": a.event.advice_from,
            "advice_to_follow": a.event.advice_to_follow,
            "any_reason": a.event.any_reason,
            "seq": a.seq,
            "statements": beside.statements(a.event.authorisation),
            "corrected": beside.corrected(a.seq),
        }
        for a in view.authorisations
    ]


def _why(decision: AuthorisationMade | NotShareDecided) -> dict[str, Any]:
    """The reasons as the manager gave them, and what they were asked and began with."""
    return {
        "reason_codes": decision.reason_codes,
        "rationale": decision.rationale,
        "duty_test": decision.duty_test,
        "request": decision.request,
        "draft": decision.draft,
    }


def decisions_not_to_share(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each decision not to share for now. It stands in nobody's way."""
    return [
        {
            "id": held.event.decision,
            "enquiry": held.event.enquiry,
            "scope": held.event.scope,
            "why": _why(held.event),
            "review_due": held.event.review_due,
            "decided_by": held.by,
            "effective_at": held.effective_at,
            "seq": held.seq,
            "statements": beside.statements(held.event.decision),
            "corrected": beside.corrected(held.seq),
        }
        for held in view.read.of(NotShareDecided)
        if held.holds(view.as_of, view.known) or beside.was_struck(held)
    ]


def decision_requests(view: View) -> list[dict[str, Any]]:
    """What workers have asked managers to decide, and whether it has been."""
    decided = {*view.by[AuthorisationMade, "request"], *view.by[NotShareDecided, "request"]}
    return [
        {
            "id": held.event.request,
            "enquiry": held.event.enquiry,
            "scope": held.event.scope,
            "why": held.event.why,
            "decision": held.event.decision,
            "urgency": held.event.urgency,
            "requested_by": held.by,
            "at": held.effective_at,
            "decided": held.event.request in decided,
        }
        for held in view.holding[DecisionRequested]
    ]
