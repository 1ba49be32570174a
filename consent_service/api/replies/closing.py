"""The closing table, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from ...domain.following.closingtable import ClosedOf, Filled
from ...domain.recorded.owning import ClosingGapExplained
from .asrecorded import said_in
from .members import (
    code_field,
    flag_field,
    member_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)
from .sharing import AgencySeenSchema
from .tasks import TaskSchema


class ClosingCellSchema(Schema):
    """One cell of the table."""

    column = code_field("closing_columns", description="Which column.")
    filled = member_field(Filled, "Whether it is filled, or need not be.")
    at = time_field("When they were heard, told or given it.", none=True)
    because = part_field(
        said_in("ClosingReason", ClosingGapExplained, ("reason", "words")),
        "Why it is empty; null where nobody has said.",
        none=True,
    )
    asks_for_reason = flag_field("Whether it is empty and nobody has said why.")
    offers = code_field(
        "gap_reasons", description="The reason that may be the one: one press.", none=True
    )
    so_far = text_field("How much of it is there, in words.", none=True)


class ClosingRowSchema(Schema):
    """A child, a caregiver, the referrer, an agency or a safety plan."""

    kind = member_field(ClosedOf, "Whose row it is.", called="ClosingRowKind")
    id = text_field("By which id a reason names it.")
    person = text_field("Who of the family.", none=True)
    names = text_field("Their names.", none=True)
    agency = part_field(AgencySeenSchema, "Which agency.", none=True)
    cells = parts_field(ClosingCellSchema, "Heard, told, has the plan.")


class LeftOpenSchema(Schema):
    """What goes on when an enquiry is closed."""

    stops = texts_field("Contacts whose agency has not said that it knows of a withdrawal.")
    plans = texts_field("Safety plans that have not ended.")
    waiting = texts_field("What waits for somebody who may confirm it.")
    tasks = parts_field(TaskSchema, "What stays to be done.")
    done_with = parts_field(TaskSchema, "What need not be done any more.")


class ClosingSchema(Schema):
    """The closing table of an enquiry."""

    file = text_field("The case file.")
    enquiry = text_field("Which enquiry.")
    as_of = time_field("At this time.")
    known_at = time_field("From what had been recorded by this time.")
    closed_at = time_field("When it ended or was handed on; null while it is open.", none=True)
    rows = parts_field(ClosingRowSchema, "Each row.")
    without_reason = whole_field("How many cells are empty and nobody has said why.")
    may_be_an_error = flag_field("Nothing hangs on it: it may end as one entered in error.")
    left_open = part_field(LeftOpenSchema, "What goes on when it is closed.")
