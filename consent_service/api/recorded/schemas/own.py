"""What a parent or young person may say, and what staff record of what they asked."""

from __future__ import annotations

from typing import Any

import msgspec

from ....actions.own import AnswerFamilyRequest, AskUs, RecordFamilyRequest, SayWrong, StopAgreeing
from ....domain.scope import Scope
from ...edge.fields import Code, Digest, Opaque, Part, Several, When, Words
from .body import Body
from .scope import NOTHING_NAMED, AgencyOrAnySchema


class OwnScopeSchema(Body):
    """What to stop. A part left out means all of it."""

    makes = Scope
    subjects = Several(Opaque(allow_any=True), least=1)
    purposes = Several(Code("purposes", allow_any=True), least=1)
    agencies = Several(Part(AgencyOrAnySchema), least=1)
    categories = Several(Code("categories", allow_any=True), least=1)
    directions = Several(Code("directions"), least=1)

    def build(self, data: dict[str, Any]) -> Scope:
        """What is left out is for the action to fill: from the agreement, if one is named."""
        return msgspec.structs.replace(NOTHING_NAMED, **data)


class StopAgreeingSchema(Body):
    """Stop agreeing. Nothing need be said: an empty object stops everything."""

    makes = StopAgreeing
    response = Opaque()
    scope = Part(OwnScopeSchema)
    words = Words()


class SayWrongSchema(Body):
    """Something you have on record about me is wrong."""

    makes = SayWrong
    words = Words(required=True)
    about = Opaque()


class AskUsSchema(Body):
    """Something I want of you."""

    makes = AskUs
    wants = Code("family_wants", required=True)
    words = Words()


class RecordFamilyRequestSchema(Body):
    """Somebody of the family asked for something."""

    makes = RecordFamilyRequest
    person = Opaque(required=True)
    wants = Code("family_wants", required=True)
    words = Words()
    enquiry = Opaque()
    effective_at = When()


class AnswerFamilyRequestSchema(Body):
    """What was done about it. The path says about which."""

    makes = AnswerFamilyRequest
    from_elsewhere = ("request",)
    words = Words(required=True)
    effective_at = When()


class OwnReceiptSchema(Body):
    """Which receipt: by the hash of the entry. Loads as the mapping it is."""

    makes = dict
    entry_hash = Digest(required=True)
