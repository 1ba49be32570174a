"""Who looked at a family's file, as a schema."""

from __future__ import annotations

from marshmallow import Schema

from .members import next_field, parts_field, text_field, time_field, whole_field


class LookAtSchema(Schema):
    """One look: something of the file was shown to somebody."""

    at = time_field("When they looked.")
    recorded_at = time_field("When that was put on record: later, where it could not be then.")
    by = text_field("Who: a staff id, or a parent's or partner's.")
    names = text_field("The name behind a staff id, as listed then.", none=True)
    role = text_field("In which role.")
    kind = text_field(
        "How it stands on record: `looked`, or what a question on the first ledger is called."
    )
    operation = text_field("By which operation; null for such a question.", none=True)
    why = text_field("The reason they gave, where one is asked for.", none=True)
    session = text_field("An opaque id of their sign-in.", none=True)
    client = text_field("The registered client it came by.", none=True)
    acting_for = text_field("For whom that client says it acts, by its own word.", none=True)


class LooksSchema(Schema):
    """Who looked at a family's file, the newest first."""

    file = text_field("The case file.")
    as_of = time_field("Looks up to this time.")
    known_at = time_field("From what had been recorded by this time.")
    looks = parts_field(LookAtSchema, "Each of them.")
    next = next_field()
    unreadable = whole_field("How many months could not be read: looks there are not here.")
