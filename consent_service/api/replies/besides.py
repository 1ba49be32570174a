"""What somebody said or wrote besides their answers, as it stands on a file; and what may lead
through somebody.
"""

from __future__ import annotations

from marshmallow import Schema

from ...domain.recorded.falling import FallKind
from .members import (
    flag_field,
    member_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


class SaidBesidesSchema(Schema):
    """What somebody said or wrote that is no answer."""

    entry = whole_field("The entry in which the words stand.")
    kind = text_field("What was recorded: a kind of `docs/events.md`.")
    person = text_field("Whose they are, or may be.")
    words = text_field("The words.")
    at = time_field("When.")
    may_be_a_no = flag_field("Nobody has found that they are not a no.")
    of_anybody = flag_field("Nobody is named in them: they may be of any adult.")


class LedThroughSchema(Schema):
    """An entry with words in which something may go by way of somebody who may not be safe."""

    entry = whole_field("The entry in which the words stand.")
    kind = text_field("What was recorded: a kind of `docs/events.md`.")
    people = texts_field("Whom it may go through, by id.")


class LiftedSchema(Schema):
    """What fell on a manager's word by telephone, and that word is not confirmed."""

    kind = member_field(FallKind, "What fell.")
    person = text_field("Whose it was, or of whom: a person's id.", none=True)
    told_by = text_field("The manager who is said to have said so: a staff id.")
    at = time_field("When it fell.")


class UnreadWritingSchema(Schema):
    """What somebody of the family wrote themselves and nobody has read."""

    entry = whole_field("The entry in which the words stand.")
    kind = text_field("What was recorded: a kind of `docs/events.md`.")
    person = text_field("Who wrote it, by id, if it is known.", none=True)
    words = text_field("The words.")
    at = time_field("When they wrote it.")
    not_sent_for = texts_field("Who is spoken to by nobody until it was read, by id.")


class HarmToReadSchema(Schema):
    """An entry with words that may tell of harm, which a manager reads today."""

    entry = whole_field("The entry in which the words stand.")
    kind = text_field("What was recorded: a kind of `docs/events.md`.")
    words = text_field("The words.")
    people = texts_field("Whom they may mean, by id: nobody knows whether it is safe to ask them.")
    is_read_first = flag_field("Whether they are read before anybody is rung.")
    knows_of_nobody = flag_field(
        "Whoever put them on record was asked who may be a danger, and knows of nobody."
    )
    is_none_of_these = flag_field(
        "They said that it is somebody who is none of those on the file, beside whom they name."
    )
    may_threaten_whoever_told = flag_field("Whether whoever told us may be in danger by them.")


class HarmToldSchema(Schema):
    """An entry with words because of which somebody is not known to be safe to ask."""

    entry = whole_field("The entry in which the words stand.")
    words = text_field("The words; empty where they stand with a number or an address.")
    at = time_field("When it was said.")
    people = texts_field("Of whom they stand, by id, until a manager says that they are safe.")


class HarmlessSchema(Schema):
    """An entry with words of harm that a manager read, and found to mean nobody of the family."""

    entry = whole_field("The entry in which the words stand.")
    words = text_field("The words; empty where they stand with a number or an address.")
    at = time_field("When it was said.")
    people = texts_field("Whom they would mean, by id.")
    by = text_field("Who said that they mean nobody.")
    read_at = time_field("When they read them.")
    reason = text_field("Why.")
