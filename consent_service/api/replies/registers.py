"""What reads of the directory and of the register of privacy notices reply, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .asof import PageAsOfSchema
from .called import staff_field
from .members import (
    code_field,
    flag_field,
    next_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


class ServiceNumberShownSchema(Schema):
    """The number that others know a service by."""

    scheme = code_field("service_schemes", description="Whose number it is.")
    value = text_field("The number.")


class ServiceSchema(Schema):
    """A service, as the directory has it."""

    service = text_field("Its id: what a scope or a check carries as the agency's `id`.")
    type = code_field("agencies", description="Which type of agency it is.")
    names = texts_field("Every name it goes by; the one it is shown by comes first.")
    identifier = part_field(ServiceNumberShownSchema, "The number others know it by.", none=True)
    contact = text_field("How it is reached.", none=True)
    opening_hours = text_field("When it is reached.", none=True)
    ended = flag_field("Whether it is there no longer. What was said about it stays.")


class ServicesSchema(PageAsOfSchema):
    """A page of the directory."""

    services = parts_field(ServiceSchema, "Each service, in the order first listed.")


class ServicesFoundSchema(Schema):
    """What a name may mean."""

    found = part_field(
        ServiceSchema, "The one service that goes by this name; null if none or more.", none=True
    )
    resembling = parts_field(ServiceSchema, "Those that may be meant, the nearest first.")
    next = next_field()


class PrivacyNoticeSchema(Schema):
    """A version of the privacy notice in one language."""

    notice = text_field("Its id.")
    version = text_field("Which version: what a conversation names.")
    language = text_field("In which language.")
    text_sha256 = text_field("The SHA-256 digest of its text.")
    reading_age = whole_field("The age at which it can be read.")


class PrivacyNoticesSchema(PageAsOfSchema):
    """A page of the register."""

    notices = parts_field(PrivacyNoticeSchema, "Each notice, in the order first published.")


class RightSchema(Schema):
    """A right that stands, or stood at the time that was asked for."""

    right = text_field("Its id, to revoke it by.")
    staff = text_field("Whose it is: their staff id.")
    names = text_field("Their names, as listed by then.", none=True)
    role = code_field("staff_roles", description="In which role they may act.")
    organisation = text_field("The listed service that a partner speaks for.", none=True)
    granted_at = time_field("Since when.")
    granted_by = text_field("By whom: a staff id, or `operator` for the command line.")
    until = time_field("When it ends by itself.", none=True)
    note = text_field("What else to know.", none=True)


class RightsSchema(PageAsOfSchema):
    """Who may act in which role."""

    rights = parts_field(RightSchema, "Each right, in the order granted.")
    staff = staff_field()


class RestrictionSchema(Schema):
    """That one record is, or was, kept to one of the staff by name."""

    restriction = text_field("Its id.")
    file = text_field("Which family's record.")
    named = text_field("Who may read it without saying what for, or may not: their staff id.")
    kept_from = flag_field("It is kept from them, and not to them.")
    by = text_field("Who named them.")
    since = time_field("From when on.")
    ended_at = time_field("Until when; null while it stands.", none=True)
    ended_by = text_field("Who ended it.", none=True)
    reason = text_field(
        "Why it is kept to people by name; null but for a manager from whom it is not kept.",
        none=True,
    )
    ended_because = text_field("Why it ended; null likewise.", none=True)


class RestrictionsSchema(PageAsOfSchema):
    """A page of all that were made, with those that ended."""

    restrictions = parts_field(RestrictionSchema, "Each, in the order in which they were made.")
    staff = staff_field()
