"""For each schema of deciding: the least that can be said, and everything that can be said."""

from __future__ import annotations

from typing import Any

from consent_service.api.edge.body import Body
from tests.api import schemas
from tests.api.said import MOTHER, NOON, OTHER, SCOPE

RATIONALE = {
    "what_risk": "A third injury in a month.\nNobody could explain it.",
    "why_now": "The child goes home tonight.",
    "why_this_agency_and_information": "The health visitor saw the child last week.",
    "what_if_we_wait": "Another injury could follow.",
    "alternatives_considered": "Asking the mother again.",
}
DUTY_TEST = {
    "relevant": True,
    "may_help": True,
    "more_harm_than_good": False,
    "note": "The father is on remand.",
}

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.RecordAuthorisationSchema: (
        {"kind": "OVERRIDE_DECISION", "scope": SCOPE},
        {
            "kind": "COURT_ORDER",
            "scope": SCOPE,
            "rationale": RATIONALE,
            "telling": {
                "status": "NOT_SAFE",
                "on": "2026-04-01",
                "reason": "He has threatened her.",
                "not_safe_for": [MOTHER],
            },
            "duty_test": DUTY_TEST,
            "lawful_basis": {
                "art6": "6_1_C_LEGAL_OBLIGATION",
                "art9": "9_2_G_SUBSTANTIAL_PUBLIC_INTEREST",
                "sch1": "P18_SAFEGUARDING",
                "powers": ["COURT_ORDER"],
                "criminal_offence_basis": "Part 3",
                "policy_document_version": "2026-1",
            },
            "enquiry": OTHER,
            "start": NOON,
            "end": "2026-04-09T12:00:00Z",
            "review_due": "2026-04-08",
            "relies_on": MOTHER,
            "reason_codes": ["COURT_ORDER"],
            "order_reference": "FD26P00001",
            "requested_by": "worker-12",
            "request": OTHER,
            "draft": OTHER,
            "child_view_considered": "He is too young to say.",
            "advice_from": ["Caldicott Guardian"],
            "advice_to_follow": True,
            "any_reason": "Nobody knows yet which of them holds it.",
        },
    ),
    schemas.EndAuthorisationSchema: (
        {"reason": "The risk has passed."},
        {"reason": "The risk has passed.", "effective_at": NOON},
    ),
    schemas.DecideNotToShareSchema: (
        {"scope": SCOPE},
        {
            "scope": SCOPE,
            "rationale": RATIONALE,
            "duty_test": DUTY_TEST,
            "reason_codes": ["OTHER_ROUTE_BETTER"],
            "review_due": "2026-04-01",
            "enquiry": OTHER,
            "request": OTHER,
            "draft": OTHER,
            "effective_at": NOON,
        },
    ),
    schemas.RequestDecisionSchema: (
        {"scope": SCOPE, "why": "Nobody answers the telephone."},
        {
            "scope": SCOPE,
            "why": "Nobody answers the telephone.",
            "enquiry": OTHER,
            "decision": "NOT_SHARE",
            "urgency": "SAME_DAY",
            "effective_at": NOON,
        },
    ),
    schemas.ReviewDecisionSchema: (
        {"reason": "Still needed."},
        {
            "reason": "Still needed.",
            "review_due": "2026-04-20",
            "changed_the_outcome": "UNCLEAR",
            "effective_at": NOON,
        },
    ),
    schemas.AdoptPolicySchema: (
        {"one_parent_enough": False, "longest_agreement_days": 90},
        {
            "one_parent_enough": True,
            "longest_agreement_days": 3660,
            "decisions": [
                {
                    "kind": "S47_DECISION",
                    "roles": ["SOCIAL_WORKER"],
                    "working_days": 10,
                    "longest_working_days": 12,
                    "any_working_days": 4,
                },
                {"kind": "NOT_SHARE", "roles": ["HEAD_OF_SERVICE"]},
            ],
            "workers_respect_a_no_below_level": 2,
            "head_decides_below_level": 1,
            "small_number": 9,
        },
    ),
}
