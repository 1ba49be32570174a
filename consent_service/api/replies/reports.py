"""What the reports reply, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from ...domain.reports import Holds
from .called import staff_field
from .members import (
    OpenCode,
    flag_field,
    member_field,
    next_field,
    objects_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


def _holds() -> OpenCode:
    return member_field(
        Holds,
        "CASES are listed by their ids; EVENTS and PEOPLE are counted. Small numbers of people are "
        "hidden.",
    )


class ReportListedSchema(Schema):
    """One report, before it is made."""

    name = text_field("Its name in the address.")
    title = text_field("What it shows.")
    purpose = fields.String(
        required=True, data_key="for", metadata={"description": "What it is for."}
    )
    holds = _holds()
    over_period = flag_field("Whether it takes `since` and `until`, or is about one moment.")
    roles = fields.List(
        OpenCode("staff_roles"), required=True, metadata={"description": "Who may read it."}
    )


class ReportsSchema(Schema):
    """The reports that somebody in your role may read."""

    reports = parts_field(ReportListedSchema, "Each of them.")
    next = next_field()


class ReportSchema(Schema):
    """A report. It names nobody of a family and blocks nothing."""

    report = text_field("Its name.")
    title = text_field("What it shows.")
    purpose = fields.String(
        required=True, data_key="for", metadata={"description": "What it is for."}
    )
    holds = _holds()
    as_of = time_field("As things stood at this time.")
    known_at = time_field("From what had been recorded by this time.")
    since = time_field("The period's beginning; null for a report about one moment.", none=True)
    until = time_field("Its end, which is not in it; null likewise.", none=True)
    files_read = whole_field("How many files it is made from.")
    files_not_read = whole_field("How many could not be read: they are not in it.")
    small_number = whole_field("Counts of people from 1 up to this are null here.")
    rows = objects_field(
        "Each line. `row` says what kind it is; `suppressed` that a small number of people is "
        "hidden in it, as null."
    )
    staff = staff_field()
    next = next_field()
    notes = texts_field("What to know when reading it.")
