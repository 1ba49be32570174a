"""What somebody began to write, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from .answers import AnswerSchema
from .members import next_field, parts_field, text_field, time_field
from .recorded import RecordedSchema
from .referrals import LeftOutSchema, PerhapsKnownSchema, TakenInSchema


class DraftNamedSchema(Schema):
    """One of them, without what was typed."""

    draft = text_field("Its id.")
    address = text_field("The path of the write to which it would be sent.")
    kept_at = time_field("When it was kept.")
    gone_at = time_field("From when on it is no more.")
    called = text_field("What it is called where it was typed, where that was said.", none=True)
    once = text_field("The key under which it will be recorded, where that was said.", none=True)


class DraftOfMineSchema(DraftNamedSchema):
    """One of them, whole."""

    file = text_field("The case file; null where there is none yet.", none=True)
    typed = text_field("The body as typed so far.")


class DraftsOfMineSchema(Schema):
    """What somebody began on one file, or of families that have none."""

    file = text_field("The case file; null where there is none yet.", none=True)
    drafts = parts_field(DraftNamedSchema, "Each, the first to be gone first.")
    next = next_field()


class DraftGoneSchema(Schema):
    """One that was thrown away."""

    file = text_field("The case file; null where there is none yet.", none=True)
    draft = text_field("Which it was.")


class SentDraftSchema(RecordedSchema):
    """What the write replies to which it was sent."""

    perhaps_known = fields.List(
        fields.Nested(PerhapsKnownSchema),
        metadata={"description": "Of a referral: each who may be known already."},
    )
    people = fields.List(
        fields.Nested(TakenInSchema), metadata={"description": "Of a referral: who was added."}
    )
    enquiry = fields.String(
        allow_none=True, metadata={"description": "Of a referral: the enquiry."}
    )
    left_out = fields.List(
        fields.Nested(LeftOutSchema),
        metadata={"description": "Of a referral: what was not kept of it."},
    )
    first_answer = fields.Nested(
        AnswerSchema,
        allow_none=True,
        metadata={"description": "Of a referral: what `checkFile` answers, where it was asked."},
    )
