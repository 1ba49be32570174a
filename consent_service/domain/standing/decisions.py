"""What managers decided and have been asked to decide."""

from __future__ import annotations

from typing import Any, Final

from ..deciding.authorised import decided_at
from ..file.view import View
from ..recorded.event import said_of
from ..recorded.events import AuthorisationMade
from ..recorded.practice import DecisionRequested, NotShareDecided
from ..safety.askfirst import kept_decisions
from ..said.aboutwhom import is_about_others
from ..said.relied import yes_gone_since
from .beside import Beside

OF_A_DECISION: Final = (
    *("scope", "end", "safe_to_tell", "relies_on", "lawful_basis", "order_reference"),
    *("requested_by", "telling", "review_due", "child_view_considered", "advice_from"),
    *("advice_to_follow", "any_reason"),
)
OF_ITS_REASONS: Final = ("reason_codes", "rationale", "duty_test", "request", "draft")
OF_A_NOT_SHARE: Final = (
    *("enquiry", "scope", "review_due", "child_view_considered"),
    "to_whoever_asked",
)
OF_A_REQUEST: Final = ("enquiry", "scope", "why", "decision", "urgency")


def authorisations(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each decision in force. One that was entered in error is in force no longer."""
    kept = {one.decision.seq: one for one in kept_decisions(view)}
    return [
        {
            "id": a.event.authorisation,
            "kind": a.event.decision,
            **said_of(a.event, *OF_A_DECISION),
            "start": a.effective_at,
            "decided_at": decided_at(a),
            "over_since": view.over_since(a),
            "yes_gone_since": yes_gone_since(view, a),
            "kept_from": kept[a.seq].by_every_id(view) if a.seq in kept else [],
            "kept_from_all": a.seq in kept and kept[a.seq].leaves_nobody,
            "why": said_of(a.event, *OF_ITS_REASONS),
            "seq": a.seq,
            "statements": beside.statements(a.event.authorisation),
            "corrected": beside.corrected(a.seq),
        }
        for a in view.authorisations
    ]


def decisions_not_to_share(view: View, beside: Beside) -> list[dict[str, Any]]:
    """Each decision not to share for now. It stands in nobody's way."""
    return [
        {
            "id": held.event.decision,
            **said_of(held.event, *OF_A_NOT_SHARE),
            "why": said_of(held.event, *OF_ITS_REASONS),
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
            **said_of(held.event, *OF_A_REQUEST),
            "requested_by": held.by,
            "at": held.effective_at,
            "decided": held.event.request in decided,
            "answers_about_others": [
                said.event.response
                for said in view.said
                if said.event.enquiry == held.event.enquiry
                and is_about_others(said.event.scope, held.event.scope)
            ],
        }
        for held in view.holding[DecisionRequested]
    ]
