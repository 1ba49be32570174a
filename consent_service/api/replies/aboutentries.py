"""What is said of an entry on a family's file: by whom it is about, and that it was wrong."""

from __future__ import annotations

from marshmallow import Schema

from .members import flag_field, text_field, time_field, whole_field


class StatementOnFileSchema(Schema):
    """What somebody says of an entry, in their own words. It stands for good."""

    person = text_field("Who says it.")
    words = text_field("In their words.")
    at = time_field("When they said it.")


STANDS_STILL = (
    "Whether what it protects stands all the same: a manager has yet to confirm it, or refused it."
)


class CorrectedOnFileSchema(Schema):
    """That an entry was found to be wrong."""

    at = time_field("When.")
    seq = whole_field("The entry that says so: where it stands in the ledger.")
    what_was_wrong = text_field("What was wrong.")
    right_version = text_field("How it should be.", none=True)
    stands = flag_field(STANDS_STILL)
