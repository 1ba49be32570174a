"""What was asked of an agency or told to it, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from ....actions.disclosures import (
    AcknowledgeStopNotice,
    FollowUpCheck,
    RecordDisclosure,
    RecordReply,
    ReviewDisclosure,
    SendStopNotice,
)
from ...edge.fields import Code, Line, Opaque, Part, Several, When, Whole, Words, YesNo
from .body import Body
from .scope import AgencySchema


class DisclosedAtOnceSchema(Body):
    """What was disclosed, where use of share-now is the basis and says when it was."""

    makes = RecordDisclosure
    from_elsewhere: ClassVar[tuple[str, ...]] = ("basis",)
    subjects = Several(Opaque(), least=1, most=20, unique=True, required=True)
    agency = Part(AgencySchema, required=True)
    categories = Several(Code("categories"), least=1, most=30, unique=True, required=True)
    purpose = Code("purposes", required=True)
    direction = Code("directions", required=True)
    summary = Words(required=True)
    words_sent = Words(required=True)
    check = Whole()
    recipient = Line()
    fact_or_opinion_marked = YesNo()
    sent_via = Line()
    identity_checked = YesNo()
    reply_by = When()
    safe_to_tell = YesNo()
    not_safe_for = Several(Opaque(), most=20, unique=True)


class RecordDisclosureSchema(DisclosedAtOnceSchema):
    """What was actually asked or told, on which basis, in the exact words sent."""

    from_elsewhere = ()
    basis = Code("disclosure_bases", required=True)
    rests_on = Several(Opaque(), most=20, unique=True)
    enquiry = Opaque()
    effective_at = When()


class FollowUpCheckSchema(Body):
    """What was done after a check, which is named by its `seq`."""

    makes = FollowUpCheck
    check = Whole(required=True)
    action_taken = Code("actions_taken", required=True)
    note = Words()
    effective_at = When()


class SendStopNoticeSchema(Body):
    """The agency of the path's disclosure was told that the agreement is taken back."""

    makes = SendStopNotice
    from_elsewhere = ("disclosure",)
    words_sent = Words(required=True)
    sent_via = Line()
    effective_at = When()


class AcknowledgeStopNoticeSchema(Body):
    """That agency said that it had the notice."""

    makes = AcknowledgeStopNotice
    from_elsewhere = ("disclosure",)
    words = Words()
    effective_at = When()


class ReviewDisclosureSchema(Body):
    """The path's disclosure was looked at again."""

    makes = ReviewDisclosure
    from_elsewhere = ("disclosure",)
    words = Words(required=True)
    effective_at = When()


class RecordReplySchema(Body):
    """What the agency of the path's disclosure answered."""

    makes = RecordReply
    from_elsewhere = ("disclosure",)
    outcome = Code("agency_outcomes", required=True)
    because = Code("agency_reasons")
    words = Words()
    escalated_to = Line()
    effective_at = When()
