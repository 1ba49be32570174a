"""How people are reached and kept informed, and what the referrer was told."""

from __future__ import annotations

from ....actions.informing import (
    AgreeKeepInformed,
    RecordContactMade,
    RecordContactPoint,
    TellReferrer,
)
from ...edge.fields import Code, Day, Line, Opaque, Several, When, Words, YesNo
from .body import Body


class RecordContactPointSchema(Body):
    """A way to reach somebody, and whether it is safe. With `contact`, it replaces that one."""

    makes = RecordContactPoint
    person = Opaque(required=True)
    type = Code("contact_types", required=True)
    value = Line(required=True)
    safety = Code("safe_contacts", required=True)
    contact = Opaque()
    safe_times = Line()
    note = Words()
    ended = YesNo()
    effective_at = When()


class AgreeKeepInformedSchema(Body):
    """How and when somebody is kept informed in an enquiry."""

    makes = AgreeKeepInformed
    person = Opaque(required=True)
    methods = Several(Code("keep_informed_methods"), least=1, most=10, unique=True, required=True)
    times = Several(Code("keep_informed_times"), least=1, most=10, unique=True, required=True)
    enquiry = Opaque()
    agreed_with_person = YesNo()
    if_not_agreed_reason = Words()
    named_worker = Line()
    contact = Opaque()
    language = Line()
    format = Code("formats")
    next_contact_due = Day()
    effective_at = When()


class RecordContactMadeSchema(Body):
    """Somebody was kept informed."""

    makes = RecordContactMade
    person = Opaque(required=True)
    method = Code(
        "keep_informed_methods",
        but=("DO_NOT_CONTACT_AT_HOME", "NO_CONTACT_REQUESTED"),
        required=True,
    )
    enquiry = Opaque()
    words = Words()
    next_contact_due = Day()
    effective_at = When()


class TellReferrerSchema(Body):
    """What the referrer of the enquiry of the path was told."""

    makes = TellReferrer
    from_elsewhere = ("enquiry",)
    level = Code("referrer_feedback_levels", required=True)
    sent_via = Line()
    withheld_reason = Words()
    effective_at = When()
