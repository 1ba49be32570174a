"""A manager's decision, and its end."""

from __future__ import annotations

from ...actions.authorisations import EndAuthorisation, RecordAuthorisation
from ..fields import Code, Line, Opaque, Part, Several, When, Words, YesNo
from .body import Body
from .scope import ScopeSchema


class RecordAuthorisationSchema(Body):
    """A manager decided to go ahead without agreement, or to rely on one parent.

    A dimension left out of the scope stays empty and the action refuses it: what a decision
    reaches is written down, never assumed.
    """

    makes = RecordAuthorisation
    kind = Code("authorisation_kinds", required=True)
    scope = Part(ScopeSchema, required=True)
    safe_to_tell = YesNo(required=True)
    rationale = Words(required=True)
    enquiry = Opaque()
    start = When()
    end = When()
    relies_on = Opaque()
    reason_codes = Several(
        Code("dispense_reasons", "override_reasons", "split_view_reasons"), unique=True
    )
    order_reference = Line()
    requested_by = Line()


class EndAuthorisationSchema(Body):
    """A manager's review ended the decision of the path."""

    makes = EndAuthorisation
    from_elsewhere = ("authorisation",)
    reason = Words(required=True)
    effective_at = When()
