"""What a search replies, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from ...domain.finding import FoundBy
from .members import (
    OpenCode,
    code_field,
    day_field,
    next_field,
    parts_field,
    text_field,
    texts_field,
    whole_field,
)


class PersonFoundSchema(Schema):
    """Somebody on a file that was found."""

    id = text_field("Which, by id.")
    names = text_field("Their names.")
    dob = day_field("Their date of birth; null where it is not known, or before it.", none=True)


class FitsSchema(Schema):
    """Somebody who fits, and by what of it."""

    person = text_field("Who, by id.")
    by = fields.List(
        OpenCode(called="FoundByCode", members=[one.value for one in FoundBy]),
        required=True,
        metadata={"description": "By what, that which tells most first."},
    )


class FileFoundSchema(Schema):
    """A file that was found, who is on it, and who of them fits."""

    file = text_field("The case file.")
    reference = text_field("The case system's own reference.", none=True)
    children = parts_field(PersonFoundSchema, "Each child on it.")
    adults = parts_field(PersonFoundSchema, "Each adult on it.")
    fits = parts_field(
        FitsSchema, "Who fits, whoever fits best first; nobody, where the reference alone does."
    )


class ReferencesSchema(Schema):
    """A file, and what the case system knows it by."""

    file = text_field("The case file.")
    reference = text_field("The reference that was given last.", none=True)
    references = texts_field("Every reference by which it is found, in the order given.")


class AdviceSchema(Schema):
    """What to try."""

    code = code_field("search_advice", description="What it is.")
    text = text_field("In plain words.")


class FoundSchema(Schema):
    """Families that may be meant."""

    found = parts_field(FileFoundSchema, "Each, the likeliest first; none is no answer.")
    next = next_field()
    unreadable = whole_field("How many files that may be meant cannot be read now.")
    advice = parts_field(AdviceSchema, "What to try where nothing was found.")
