"""What waits for a manager, as a schema."""

from __future__ import annotations

from marshmallow import Schema, fields

from ...domain.falling import FallKind
from ...domain.waitinglist import Stands
from .called import staff_field
from .members import member_field, next_field, parts_field, text_field, time_field, whole_field


class FallSchema(Schema):
    """One thing that would fall."""

    kind = member_field(FallKind, "What it is.")
    text = text_field("In words for staff.")
    person = text_field("Whose it is, or of whom: a person's id.", none=True)


class WaitingSchema(Schema):
    """Something written that a manager looks at."""

    file = text_field("The case file.")
    waiting = text_field("The id under which it waits; null for what was taken back.", none=True)
    stands = member_field(Stands, "How it stands with it.")
    entries = fields.List(
        fields.Integer(),
        required=True,
        metadata={"description": "The places in the ledger of what was written."},
    )
    kinds = fields.List(
        fields.String(), required=True, metadata={"description": "What was written: its kinds."}
    )
    at = time_field("When it was written, or taken back.")
    by = text_field("Who wrote it: a staff id.")
    role = text_field("In which role.")
    told_by = text_field("The manager who said so by telephone: a staff id.", none=True)
    until = time_field("Until when their word is enough without a confirmation.", none=True)
    falls = parts_field(FallSchema, "What it would let fall.")


class WaitingListSchema(Schema):
    """What waits in every file of the authority, the longest first."""

    as_of = time_field("At this time.")
    known_at = time_field("From what had been recorded by this time.")
    waiting = parts_field(WaitingSchema, "What is to be looked at.")
    staff = staff_field()
    next = next_field()
    unreadable = whole_field("How many files could not be read: what waits there is not here.")
