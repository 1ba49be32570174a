"""Managers' decisions, and the policy under which they are made."""

from __future__ import annotations

from typing import Final

from ...actions import authorisations, deciding, policies
from ...domain.recorded import events, practice
from ..edge.operations import DECIDERS, FILE, WORKERS
from .write import Write

WRITES: Final = (
    Write(
        "requestDecision",
        f"{FILE}/decision-requests",
        "Ask a manager to decide; share now if you cannot wait",
        practice.DecisionRequested,
        deciding.request_decision,
        description="Asking holds nothing up: whoever cannot wait shares now.",
    ),
    Write(
        "recordAuthorisation",
        f"{FILE}/authorisations",
        "Put a manager's decision to go ahead on record",
        authorisations.RecordAuthorisation,
        authorisations.record_authorisation,
        # Who may decide what is for the authority's policy to say, not for this table.
        roles=WORKERS | DECIDERS,
        description=(
            "Whoever asked for it does not make it, and whoever makes it has the grade for "
            "it. One that says too little is kept as a draft, with what is missing."
        ),
    ),
    Write(
        "decideNotToShare",
        f"{FILE}/not-share-decisions",
        "Put a decision not to share for now on record",
        authorisations.DecideNotToShare,
        authorisations.decide_not_to_share,
        roles=WORKERS | DECIDERS,
        description=(
            "It has its reasons and its review, and changes no answer: whoever is worried "
            "later shares now, or asks again."
        ),
    ),
    Write(
        "reviewDecision",
        f"{FILE}/decisions/<string:decision>/reviews",
        "Record that a manager looked at a decision again, and it goes on",
        practice.DecisionReviewed,
        deciding.review_decision,
        roles=DECIDERS,
        description=(
            "To go ahead, or not to share. A review that ends a decision is recorded as its end."
        ),
    ),
    Write(
        "endAuthorisation",
        f"{FILE}/authorisations/<string:authorisation>/end",
        "Record that a manager's review ended a decision",
        events.AuthorisationEnded,
        authorisations.end_authorisation,
        roles=DECIDERS,
        description="One agency's view does not end a decision; a recorded review does.",
    ),
    Write(
        "adoptPolicy",
        "/v1/policies",
        "Adopt a policy for this authority",
        policies.AdoptPolicy,
        policies.adopt_policy,
        address="/v1/policies/current",
        roles=frozenset({"HEAD_OF_SERVICE"}),
        description="Checks made before keep the policy they were made under.",
    ),
)
