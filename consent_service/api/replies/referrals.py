"""What taking in a referral replies, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .answers import AnswerSchema
from .members import one_of_field, part_field, parts_field, text_field
from .recorded import RecordedSchema


class PerhapsKnownSchema(Schema):
    """Somebody who may be on another file of the authority, or twice on this one."""

    label = text_field("Who, by the label that was sent.")
    by = one_of_field(
        "PerhapsKnownBy",
        ("NUMBER", "NAME_AND_BIRTH", "LIKE_NAME_AND_BIRTH", "TELEPHONE"),
        (
            "What is the same, or like it: a former name, another spelling, day and month "
            "swapped. Which family it is, a search tells; that is on record."
        ),
    )


class TakenInSchema(Schema):
    """Who goes by which id now."""

    label = text_field("The label that was sent.")
    id = text_field("Their id.")


class LeftOutSchema(Schema):
    """A part that could not be kept."""

    pointer = text_field("Where it stood in the body: a JSON Pointer (RFC 6901).")
    text = text_field("What to do.")


class ReferralRecordedSchema(RecordedSchema):
    """A referral as it was taken in: who is perhaps known first, then what stands on record."""

    perhaps_known = parts_field(
        PerhapsKnownSchema, "Each who may be known already. None is no answer: search by less."
    )
    people = parts_field(TakenInSchema, "Each who was added; none where it was only tried.")
    enquiry = text_field("The enquiry; null where it was only tried.", none=True)
    left_out = parts_field(LeftOutSchema, "What was not kept of it, though the rest was.")
    first_answer = part_field(
        AnswerSchema,
        "What `checkFile` answers; null where none was asked, or what it names was not kept.",
        none=True,
    )
