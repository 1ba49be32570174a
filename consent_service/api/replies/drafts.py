"""What somebody began to write, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .members import parts_field, text_field, time_field


class DraftNamedSchema(Schema):
    """One of them, without what was typed."""

    draft = text_field("Its id.")
    address = text_field("The path of the write to which it would be sent.")
    kept_at = time_field("When it was kept.")
    gone_at = time_field("From when on it is no more.")


class DraftOfMineSchema(DraftNamedSchema):
    """One of them, whole."""

    file = text_field("The case file.")
    typed = text_field("The body as typed so far.")


class DraftsOfMineSchema(Schema):
    """What somebody began on one file."""

    file = text_field("The case file.")
    drafts = parts_field(DraftNamedSchema, "Each, the first to be gone first.")


class DraftGoneSchema(Schema):
    """One that was thrown away."""

    file = text_field("The case file.")
    draft = text_field("Which it was.")
