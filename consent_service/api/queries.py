"""The parameters of reads. None of them is personal: names and references never stand in a URL."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from .fields import When


class StandingQuery(Schema):
    """The two clocks."""

    class Meta:
        unknown = RAISE

    as_of = When(metadata={"description": "How things stood at this time; now if left out."})
    known_at = When(
        metadata={"description": "From what had been recorded by this time; now if left out."}
    )


class HistoryQuery(Schema):
    """A cursor: entries after this place, at most so many."""

    class Meta:
        unknown = RAISE

    after = fields.Integer(
        load_default=-1,
        validate=validate.Range(-1, 2**53 - 1, error="This is not a place in the ledger."),
        metadata={"description": "Entries whose seq is greater; `next` of the page before."},
    )
    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, 200, error="Ask for 1 to 200 entries."),
        metadata={"description": "At most so many entries."},
    )
