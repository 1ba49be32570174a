"""How somebody is reached, and with which care, as it is shown with their family."""

from __future__ import annotations

from marshmallow import Schema

from ...domain.practice import ContactPointRecorded
from ...domain.standing import contacts
from ...domain.whatwaits import Undone
from .asrecorded import shown
from .members import code_field, codes_field, flag_field, member_field, parts_field, text_field


class CareSchema(Schema):
    """What was said of how a way of reaching somebody is used."""

    safety = code_field("safe_contacts", description="How safely.")
    safe_times = text_field("When it may be used, in words.", none=True)
    undone = member_field(
        Undone,
        "Why it does not hold: it waits for a manager, or one refused it. Null where it does.",
        none=True,
    )


ContactPointSchema = shown(
    "ContactPointOnFile",
    "How somebody is reached, and how safely.",
    ContactPointRecorded,
    (*contacts.OF_A_WAY, "value", "note", "effective_at"),
    id=text_field("Which, by id."),
    safety=code_field(
        "safe_contacts", description="How safely it is used, as it holds: the gravest care."
    ),
    safe_times=text_field("When it may be used, in words.", none=True),
    also=parts_field(CareSchema, "What else holds; and what was said last, where it does not."),
    asked_not_to_be=codes_field(
        "keep_informed_methods", description="How its person asked not to be contacted."
    ),
    withheld=flag_field("Whether it is opened with a reason only, and null here."),
    may_be_used_now_for=codes_field("keep_informed_methods", description="For what, right now."),
    doubt=text_field(
        "Why it may not be safe all the same: `ASKED_FOR_ANOTHER`, they asked to be reached "
        "otherwise; `WAY_NOT_SAFE`, somebody else there may not be safe.",
        none=True,
    ),
    shared=flag_field("Whether somebody else may be behind it."),
)
