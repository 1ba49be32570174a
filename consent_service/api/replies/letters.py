"""A letter to somebody of a family, as a schema: sentences in their order, without codes."""

from __future__ import annotations

from marshmallow import Schema

from ...domain.answers import Safe
from .members import (
    code_field,
    day_field,
    flag_field,
    member_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
)


class LetterFactSchema(Schema):
    """One thing that is known of an item."""

    name = text_field("What it is.")
    words = text_field("What it is in this case.")


class LetterItemSchema(Schema):
    """One thing that somebody said, or that was done."""

    head = texts_field("Which services.")
    facts = parts_field(LetterFactSchema, "What is known of it.")
    lines = texts_field("Sentences about it.")


class LetterPartSchema(Schema):
    """A part of a letter."""

    heading = text_field("Its heading; null for the part that begins the letter.", none=True)
    lines = texts_field("Its sentences.")
    items = parts_field(LetterItemSchema, "What it lists.")


class LetterInEnglishSchema(Schema):
    """The sentences of a letter in English."""

    language = text_field("English, as BCP 47 calls it.")
    to = text_field("To whom.")
    title = text_field("Its title.")
    dear = text_field("How they are addressed.")
    parts = parts_field(LetterPartSchema, "Its parts, in their order.")
    has_slip = flag_field("Whether a slip to send back goes with it.")


class WrittenLetterSchema(LetterInEnglishSchema):
    """A letter, ready to be set on paper or read aloud."""

    language = text_field("Its language, as BCP 47 calls it.")
    address = text_field("Where it goes; null where it is handed over, or kept.", none=True)
    address_is_kept = flag_field("The address is kept from others: it is opened with a reason.")
    on = day_field("The day on which it was written.")
    in_english = part_field(
        LetterInEnglishSchema,
        "The same in English, where no translator has looked at the language; else null.",
        none=True,
    )


class LetterReplySchema(Schema):
    """Whether somebody may be written to by this way, and the letter if so."""

    person = text_field("To whom.")
    kind = code_field("letters", description="Which letter.")
    safe = member_field(Safe, "Whether it may go to them by this way now.", called="Safe")
    letter = part_field(
        WrittenLetterSchema,
        "The letter; null where it may not go, or there is nothing to say.",
        none=True,
    )
    why_not = text_field("Why there is none, for staff; null where there is one.", none=True)
