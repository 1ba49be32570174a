"""A birth, a father who has become known, needs, and equality monitoring."""

from __future__ import annotations

from ....actions.people import IdentifyFather, RecordBirth, RecordEquality, RecordNeeds
from ...edge.fields import Code, Day, Line, Opaque, Several, When, Words, YesNo
from .body import Body


class RecordBirthSchema(Body):
    """The child of the path was born."""

    makes = RecordBirth
    from_elsewhere = ("child",)
    dob = Day(required=True)
    names = Line()
    gender = Line()


class IdentifyFatherSchema(Body):
    """The father for whom the placeholder of the path stood is `father`."""

    makes = IdentifyFather
    from_elsewhere = ("person",)
    child = Opaque(required=True)
    father = Opaque(required=True)
    pr_status = Code("pr_statuses", required=True)
    role = Code("roles", but=("UNKNOWN_FATHER", "MOTHER"))
    pr_source = Code("pr_sources")
    pr_checked = Code("pr_checked")
    lives_with = Code("lives_with")
    main_caregiver = YesNo()
    explanation = Words()
    since = When()


class RecordNeedsSchema(Body):
    """What makes an advocate matter more for somebody."""

    makes = RecordNeeds
    person = Opaque(required=True)
    indicators = Several(Code("advocate_need_indicators"), most=20, unique=True, required=True)
    note = Words()
    effective_at = When()


class RecordEqualitySchema(Body):
    """Asked, never required: at least one, or there is nothing to record."""

    makes = RecordEquality
    person = Opaque(required=True)
    ethnicity = Code("ethnicities")
    disability = Code("disability_answers")
    religion = Line()
    area = Line()
