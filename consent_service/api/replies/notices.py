"""What reads of the register of privacy notices reply, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .members import next_field, parts_field, text_field, time_field, whole_field


class PrivacyNoticeSchema(Schema):
    """A version of the privacy notice in one language."""

    notice = text_field("Its id.")
    version = text_field("Which version: what a conversation names.")
    language = text_field("In which language.")
    text_sha256 = text_field("The SHA-256 digest of its text.")
    reading_age = whole_field("The age at which it can be read.")


class PrivacyNoticesSchema(Schema):
    """A page of the register."""

    as_of = time_field("As it was published by this time.")
    known_at = time_field("From what had been recorded by this time.")
    notices = parts_field(PrivacyNoticeSchema, "Each notice, in the order first published.")
    next = next_field()
