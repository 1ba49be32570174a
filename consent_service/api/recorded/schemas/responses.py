"""Answers, withdrawals, attempts, and what belongs to an answer."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from ....actions.concerns import AGREEMENTS
from ....actions.responses import (
    ChangeValidity,
    RecordAttempt,
    RecordResponse,
    RecordSummarySent,
    Withdraw,
)
from ....domain.shapes import Evidence
from ...edge.fields import Code, Digest, Line, Opaque, Part, Several, When, Words
from .body import Body
from .scope import NOTHING_NAMED, ScopeSchema, everything_unless_named

# Each has a command of its own, and would get round that command's rules from here.
_OTHERWISE: Final = ("ASK_ATTEMPTED", "WITHDRAWN", "ENTERED_IN_ERROR")


class EvidenceSchema(Body):
    """A document that shows the answer, by reference and digest."""

    makes = Evidence
    type = Code("evidence_types", required=True)
    document_ref = Line(required=True)
    sha256 = Digest()


class ResponseInConversationSchema(Body):
    """One answer given in a conversation, which says who, when and in which enquiry."""

    makes = RecordResponse
    from_elsewhere: ClassVar[tuple[str, ...]] = ("person",)
    answer = Code("answers", but=_OTHERWISE, required=True)
    scope = Part(ScopeSchema)
    kind = Code("response_kinds")
    valid_from = When()
    expires_at = When()
    method = Code("methods")
    words = Words()
    any_reason = Words()
    evidence = Several(Part(EvidenceSchema), most=20)
    supersedes = Opaque()

    def build(self, data: dict[str, Any]) -> RecordResponse:
        """An agreement keeps the gaps of its scope, which the action then refuses one by one."""
        scope = data.pop("scope", NOTHING_NAMED)
        if data["answer"] not in AGREEMENTS:
            scope = everything_unless_named(scope)
        return RecordResponse(scope=scope, **data)


class RecordResponseSchema(ResponseInConversationSchema):
    """What a parent or young person answered, about what, until when."""

    from_elsewhere = ()
    person = Opaque(required=True)
    enquiry = Opaque()
    effective_at = When()
    conversation = Opaque()


class WithdrawSchema(Body):
    """Take back what was agreed: all of it, or what the scope names."""

    makes = Withdraw
    person = Opaque(required=True)
    scope = Part(ScopeSchema)
    enquiry = Opaque()
    effective_at = When()
    method = Code("methods")
    words = Words()
    kind = Code("response_kinds")

    def build(self, data: dict[str, Any]) -> Any:
        """A dimension left out is taken back whole."""
        if "scope" in data:
            data["scope"] = everything_unless_named(data["scope"])
        return super().build(data)


class RecordAttemptSchema(Body):
    """An attempt to ask that did not reach the person."""

    makes = RecordAttempt
    person = Opaque(required=True)
    enquiry = Opaque()
    scope = Part(ScopeSchema)
    method = Code("methods")
    words = Words()
    effective_at = When()

    def build(self, data: dict[str, Any]) -> Any:
        """A dimension left out was to be asked about as well."""
        if "scope" in data:
            data["scope"] = everything_unless_named(data["scope"])
        return super().build(data)


class RecordSummarySentSchema(Body):
    """The written copy of an answer was sent."""

    makes = RecordSummarySent
    response = Opaque(required=True)
    effective_at = When()


class ChangeValiditySchema(Body):
    """Raise a concern about how an answer was given, or settle one."""

    makes = ChangeValidity
    response = Opaque(required=True)
    status = Code("validity_statuses", required=True)
    # No list of codes: the rules derive some (`PRESSURE`), and a person may say what they saw.
    reasons = Several(Line(), most=20)
    effective_at = When()
