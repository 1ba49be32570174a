"""What somebody said or wrote besides their answers, as it stands on a file."""

from __future__ import annotations

from marshmallow import Schema

from .members import flag_field, text_field, time_field, whole_field


class SaidBesidesSchema(Schema):
    """What somebody said or wrote that is no answer."""

    entry = whole_field("The entry in which the words stand.")
    kind = text_field("What was recorded: a kind of `docs/events.md`.")
    person = text_field("Whose they are, or may be.")
    words = text_field("The words.")
    at = time_field("When.")
    may_be_a_no = flag_field("Nobody has found that they are not a no.")
