"""Safe to ask, reachable, able to decide, and what a child wants."""

from __future__ import annotations

from ....actions.circumstances import (
    RecordCapacity,
    RecordCompetence,
    RecordReachability,
    RecordSafety,
    RecordWish,
)
from ...edge.fields import Code, Day, Line, Opaque, When, Words, YesNo
from .body import Body


class RecordSafetySchema(Body):
    """Say whether it is safe to ask or contact somebody."""

    makes = RecordSafety
    person = Opaque(required=True)
    safe_to_ask = YesNo(required=True)
    code = Code("safety_codes", required=True)
    reason = Words()
    review_on = Day()
    effective_at = When()


class RecordReachabilitySchema(Body):
    """Say whether somebody can be reached."""

    makes = RecordReachability
    person = Opaque(required=True)
    reachable = YesNo(required=True)
    reason = Words()
    effective_at = When()


class RecordCapacitySchema(Body):
    """Say whether an adult has capacity for a decision."""

    makes = RecordCapacity
    person = Opaque(required=True)
    status = Code("capacity_statuses", required=True)
    purpose = Code("purposes", allow_any=True)
    rationale = Words()
    effective_at = When()


class RecordCompetenceSchema(Body):
    """Say whether a child is Gillick competent for a decision."""

    makes = RecordCompetence
    child = Opaque(required=True)
    status = Code("competence_statuses", required=True)
    purpose = Code("purposes", allow_any=True)
    rationale = Words()
    effective_at = When()


class RecordWishSchema(Body):
    """Write down what a child wants, in the child's words."""

    makes = RecordWish
    child = Opaque(required=True)
    objects = YesNo(required=True)
    words = Words(required=True)
    heard_by = Line(required=True)
    how_weighed = Words()
    effective_at = When()
