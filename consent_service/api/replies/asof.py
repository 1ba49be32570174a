"""What every page of a list begins with that can be asked for as it stood: at which time, from what
was on record by when, and where it goes on.
"""

from __future__ import annotations

from marshmallow import Schema

from .members import next_field, time_field


class PageAsOfSchema(Schema):
    """A page of what stood, or stands, at a time."""

    as_of = time_field("At this time.")
    known_at = time_field("From what had been recorded by this time.")
    next = next_field()
