"""Managers' decisions: to go ahead, not to share, their reviews, and asking for one.

What a decision must say is for the action to ask, all at once, so that what was typed is kept
with the list of what is missing. Here only what could never be right is turned away.
"""

from __future__ import annotations

from ....actions.authorisations import DecideNotToShare, EndAuthorisation, RecordAuthorisation
from ....actions.deciding import RequestDecision, ReviewDecision
from ....domain.shapes import DutyTest, LawfulBasis, Rationale, Telling
from ...edge.fields import Code, Day, Line, Opaque, Part, Several, When, Words, WordsSoFar, YesNo
from .body import Body
from .scope import ScopeSchema


class RationaleSchema(Body):
    """Five short answers. One left out is missing, not refused."""

    makes = Rationale
    what_risk = WordsSoFar(load_default="")
    why_now = WordsSoFar(load_default="")
    why_this_agency_and_information = WordsSoFar(load_default="")
    what_if_we_wait = WordsSoFar(load_default="")
    alternatives_considered = WordsSoFar(load_default="")


class DutyTestSchema(Body):
    """The three questions of section 16LA of the Children Act 2004."""

    makes = DutyTest
    relevant = YesNo(required=True)
    may_help = YesNo(required=True)
    more_harm_than_good = YesNo(required=True)
    note = Words()


class LawfulBasisSchema(Body):
    """On what the sharing rests; public task unless another is chosen."""

    makes = LawfulBasis
    art6 = Code("art6")
    art9 = Code("art9")
    sch1 = Code("sch1")
    powers = Several(Code("powers"), unique=True)
    criminal_offence_basis = Line()
    policy_document_version = Line()


class TellingSchema(Body):
    """Whether the parents are told, by when, or when it is looked at again."""

    makes = Telling
    status = Code("telling_statuses", required=True)
    on = Day()
    reason = Words()
    not_safe_for = Several(Opaque(), most=20, unique=True)


class RecordAuthorisationSchema(Body):
    """A manager decided to go ahead without agreement, or to rely on one parent.

    A dimension left out of the scope stays empty and the action refuses it: what a decision
    reaches is written down, never assumed.
    """

    makes = RecordAuthorisation
    kind = Code("authorisation_kinds", required=True)
    scope = Part(ScopeSchema, required=True)
    rationale = Part(RationaleSchema)
    telling = Part(TellingSchema)
    duty_test = Part(DutyTestSchema)
    lawful_basis = Part(LawfulBasisSchema)
    enquiry = Opaque()
    start = When()
    end = When()
    review_due = Day()
    relies_on = Opaque()
    reason_codes = Several(
        Code("dispense_reasons", "override_reasons", "split_view_reasons"), unique=True
    )
    order_reference = Line()
    requested_by = Line()
    request = Opaque()
    draft = Opaque()
    child_view_considered = Words()
    advice_from = Several(Line(), most=10)
    advice_to_follow = YesNo()


class EndAuthorisationSchema(Body):
    """A manager's review ended the decision of the path."""

    makes = EndAuthorisation
    from_elsewhere = ("authorisation",)
    reason = Words(required=True)
    effective_at = When()


class DecideNotToShareSchema(Body):
    """Somebody decided not to share for now, and why."""

    makes = DecideNotToShare
    scope = Part(ScopeSchema, required=True)
    rationale = Part(RationaleSchema)
    duty_test = Part(DutyTestSchema)
    reason_codes = Several(Code("not_share_reasons"), unique=True)
    review_due = Day()
    enquiry = Opaque()
    request = Opaque()
    draft = Opaque()
    effective_at = When()


class RequestDecisionSchema(Body):
    """A worker asks a manager to decide."""

    makes = RequestDecision
    scope = Part(ScopeSchema, required=True)
    why = Words(required=True)
    enquiry = Opaque()
    decision = Code("authorisation_kinds", "decision_not_to_share")
    urgency = Code("urgencies")
    effective_at = When()


class ReviewDecisionSchema(Body):
    """A manager looked at the decision of the path again, and it goes on."""

    makes = ReviewDecision
    from_elsewhere = ("decision",)
    reason = Words(required=True)
    review_due = Day()
    changed_the_outcome = Code("changed_outcomes")
    effective_at = When()
