"""What a write replies, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from .closing import LeftOpenSchema
from .members import (
    code_field,
    flag_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)
from .sharing import TakenBackSchema


class EntrySchema(Schema):
    """One entry that was recorded."""

    kind = text_field("What was recorded: a kind of `docs/events.md`. There may be new ones.")
    seq = whole_field("Its place in the ledger.")
    entry_hash = text_field("Its hash, 64 hexadecimal digits.")
    id = text_field("The id of what it made.", none=True)
    receipt = text_field("Where its receipt is; null in the authority's own file.", none=True)


class NoticeSchema(Schema):
    """Something to know about what was recorded."""

    code = code_field("notices", description="What it is.")
    text = text_field("In plain words.")
    because = texts_field("Of a yes in doubt why, each by a code; of anything else none.")


class OpenedSchema(Schema):
    """A way of reaching somebody as it was recorded once, whole."""

    entry = whole_field("Where that stands in the ledger.")
    person = text_field("Whose it is.")
    type = code_field("contact_types", description="What it is.")
    value = text_field("The number or address; null where it is not known.", none=True)
    safety = code_field("safe_contacts", description="How safely it is used.")
    safe_times = text_field("When it may be used, in words.", none=True)
    note = text_field("What was noted about it.", none=True)
    ended = flag_field("It is no longer theirs.")
    effective_at = time_field("From when on.")
    was_wrong = flag_field("It was found to be an error.")


class WayInSchema(Schema):
    """What somebody signs in with, once. It is shown here and nowhere again."""

    reference = text_field("What goes in the first field: it says nothing of anybody.")
    code = text_field("What goes in the second. It is good once.")
    expires_at = time_field("Until when it is good.")


class RecordedSchema(Schema):
    """What was recorded, and where. It is durable."""

    file = text_field("The case file; null for the authority's own.", none=True)
    id = text_field("The id of what was made.", none=True)
    recorded_at = time_field("When it was recorded.")
    origin = text_field("The ledger.")
    entries = parts_field(EntrySchema, "Each entry, in the order of the ledger.")
    notices = parts_field(NoticeSchema, "What to know about what was recorded.")
    dry_run = flag_field(
        "Whether it was only tried: then the one entry says, in the ledger of who looked, that "
        "somebody did, and `notices` what it would lift. No entry where that waits to be recorded."
    )
    replayed = flag_field("Whether it had been recorded before, under the same key.")
    opened = fields.List(
        fields.Nested(OpenedSchema),
        metadata={"description": "What was opened: each version, the one that counts first."},
    )
    way_in = fields.Nested(
        WayInSchema,
        metadata={
            "description": "What the person signs in with; left out where it was shown before."
        },
    )
    without_reason = fields.Integer(
        metadata={"description": "How many cells of its closing table are empty without a reason."}
    )
    left_open = fields.Nested(
        LeftOpenSchema, metadata={"description": "What goes on now that it is closed."}
    )
    travels = fields.List(
        fields.Nested(TakenBackSchema),
        metadata={"description": "What was taken back, and each agency contacted under it."},
    )
