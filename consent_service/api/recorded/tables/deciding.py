"""Managers' decisions, and the policy under which they are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import authorisations, deciding, policies
from ...edge.operations import DECIDERS, FILE, WORKERS
from .. import schemas
from .write import TIME, Write

_DECIDING: Final = (
    "not-on-file",
    "no-open-enquiry",
    "which-enquiry",
    "agreement-needs-scope",
    "decision-of-another-grade",
)

WRITES: Final[Sequence[Write]] = (
    Write(
        "requestDecision",
        f"{FILE}/decision-requests",
        "Ask a manager to decide; share now if you cannot wait",
        schemas.RequestDecisionSchema,
        deciding.request_decision,
        problems=(
            "not-on-file",
            "no-open-enquiry",
            "which-enquiry",
            "agreement-needs-scope",
            *TIME,
        ),
    ),
    Write(
        "recordAuthorisation",
        f"{FILE}/authorisations",
        "Put a manager's decision to go ahead on record",
        schemas.RecordAuthorisationSchema,
        authorisations.record_authorisation,
        # Who may decide what is for the authority's policy to say, not for this table.
        roles=WORKERS | DECIDERS,
        problems=(
            *_DECIDING,
            "someone-else-must-decide",
            "relies-on-whom",
            "order-needs-reference",
            "ends-before-it-begins",
            *TIME,
        ),
        drafts=True,
    ),
    Write(
        "decideNotToShare",
        f"{FILE}/not-share-decisions",
        "Put a decision not to share for now on record",
        schemas.DecideNotToShareSchema,
        authorisations.decide_not_to_share,
        roles=WORKERS | DECIDERS,
        problems=(*_DECIDING, *TIME),
        drafts=True,
    ),
    Write(
        "reviewDecision",
        f"{FILE}/decisions/<string:decision>/review",
        "Record that a manager looked at a decision again, and it goes on",
        schemas.ReviewDecisionSchema,
        deciding.review_decision,
        roles=DECIDERS,
        problems=("not-on-file", "decision-of-another-grade", *TIME),
        from_path="decision",
    ),
    Write(
        "endAuthorisation",
        f"{FILE}/authorisations/<string:authorisation>/end",
        "Record that a manager's review ended a decision",
        schemas.EndAuthorisationSchema,
        authorisations.end_authorisation,
        roles=DECIDERS,
        problems=("not-on-file", "decision-of-another-grade", *TIME),
        from_path="authorisation",
    ),
    Write(
        "adoptPolicy",
        "/v1/policies",
        "Adopt a policy for this authority",
        schemas.AdoptPolicySchema,
        policies.adopt_policy,
        roles=frozenset({"HEAD_OF_SERVICE"}),
        problems=("decision-kind-twice",),
    ),
)
