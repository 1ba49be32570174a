"""Ten decisions to read closely, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .called import staff_field
from .members import (
    code_field,
    flag_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


class SampledSchema(Schema):
    """One decision that was drawn."""

    file = text_field("The case file.")
    enquiry = text_field("The enquiry it was made in.")
    decision = text_field("It, by its id.")
    seq = whole_field("Its place in the ledger.")
    kind = code_field(
        "authorisation_kinds", "decision_not_to_share", description="What was decided."
    )
    reasons = texts_field("The codes of the reasons that were given.")
    decided_by = text_field("Who decided: a staff id.", none=True)
    decided_by_role = text_field("In which role.", none=True)
    team = text_field("Their team, as listed when it was recorded.", none=True)
    decided_at = time_field("When it was made.")
    recorded_at = time_field("When it was recorded.")
    corrected = flag_field("Whether it was found to be an error since.")


class SampleSchema(Schema):
    """The decisions that were drawn, in the order of the draw."""

    word = text_field("The word they were drawn by.")
    since = time_field("Recorded from then on.")
    until = time_field("Recorded before then.")
    drawn_from = whole_field("How many there were to draw from.")
    files_not_read = whole_field("How many families could not be read: theirs are not among them.")
    decisions = parts_field(SampledSchema, "At most ten.")
    staff = staff_field()
