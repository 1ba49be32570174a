"""What the operations on disclosures reply, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from ...domain.codes import codes
from ...domain.disclosed import Told
from ...domain.travelling import Notice
from .answers import flag_field, text_field, time_field, whole_field


def _one_of(values: list[str], description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(
        required=True,
        allow_none=none,
        metadata={
            "enum": [*map(str, values), *([None] if none else [])],
            "description": description,
        },
    )


def _ids(description: str) -> fields.List[str]:
    return fields.List(fields.String(), required=True, metadata={"description": description})


class ToldSchema(Schema):
    """One person, or everybody, and whether they were told."""

    person = text_field("Whom; null for everybody.", none=True)
    told = flag_field("Told, or that it was not safe to.")
    at = time_field("When.")
    reason = text_field("Why it was not safe.", none=True)
    review_on = fields.String(
        required=True,
        allow_none=True,
        metadata={"format": "date", "description": "When it is looked at again."},
    )


class DisclosureTellingSchema(Schema):
    """Whether the family knows."""

    state = _one_of(list(Told), "Whether anybody was told.")
    safe_to_tell = flag_field("Whether the family may know, whoever is not named below.")
    not_safe_for = _ids("Who must not know.")
    people = fields.List(fields.Nested(ToldSchema), required=True)


class StopNoticeSchema(Schema):
    """Whether the agency knows that the agreement was taken back."""

    state = _one_of(["NOT_NEEDED", *Notice], "How far it has come.")
    sent_at = time_field("When it was sent.", none=True)
    acknowledged_at = time_field("When the agency said that it had it.", none=True)
    look_at_this_again = flag_field("Made after the person had taken back what it rested on.")
    looked_at = time_field("When somebody did.", none=True)


class DisclosureReplySchema(Schema):
    """What the agency answered."""

    state = _one_of([*codes("agency_outcomes")], "Its last reply; null for none.", none=True)
    at = time_field("When it replied.", none=True)
    because = _one_of([*codes("agency_reasons")], "What it gave as its reason.", none=True)
    words = text_field("In its words.", none=True)
    escalated_to = text_field("Who was asked to help.", none=True)
    reply_by = time_field("When it was asked to reply by.", none=True)
    overdue = flag_field("That time has passed, and nothing was sent.")
    minutes_lost = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "From asking to sending, where it was late or would not; else null."
        },
    )
    still_waiting = flag_field("That time still runs.")


class DisclosureSchema(Schema):
    """What was asked or told, and what came of it."""

    id = text_field("Its id.")
    enquiry = text_field("In which enquiry.")
    at = time_field("When it was done.")
    recorded_at = time_field("When it was recorded.")
    by = fields.Dict(keys=fields.String(), required=True)
    subjects = _ids("Whose information.")
    agency = fields.Dict(keys=fields.String(), required=True)
    recipient = text_field("Who there.", none=True)
    categories = _ids("Which kinds of information.")
    purpose = text_field("What for.")
    direction = text_field("SEEK, SHARE or BOTH.")
    basis = _one_of([*codes("disclosure_bases")], "On which basis.")
    rests_on = _ids("The answers, decisions or use of share-now relied on.")
    check = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The `seq` of the check made before."},
    )
    summary = text_field("What it held, in short.")
    words_sent = text_field("The exact words.")
    sent_via = text_field("How it was sent.", none=True)
    identity_checked = flag_field("Whether it was checked who was there.")
    fact_or_opinion_marked = flag_field("Whether facts were told from opinions.")
    telling = fields.Nested(DisclosureTellingSchema, required=True)
    stop_notice = fields.Nested(StopNoticeSchema, required=True)
    reply = fields.Nested(DisclosureReplySchema, required=True)
    seq = whole_field("Its place in the ledger.")


class ContactedSchema(Schema):
    """One contact made under what was taken back."""

    disclosure = text_field("Which disclosure.")
    agency = fields.Dict(keys=fields.String(), required=True)
    direction = text_field("SEEK, SHARE or BOTH.")
    made_at = time_field("When it was made.")
    notice = _one_of(list(Notice), "How far telling the agency has come.")
    to_review = flag_field("Made after the person had said so: look at this again.")
    notice_sent_at = time_field("When the agency was told.", none=True)
    acknowledged_at = time_field("When it said that it knew.", none=True)
    reviewed_at = time_field("When it was looked at again.", none=True)


class TakenBackSchema(Schema):
    """A withdrawal, or a no after a yes, and where it must travel."""

    response = text_field("The answer that took it back.")
    person = text_field("Whose.")
    enquiry = text_field("In which enquiry.")
    answer = _one_of(["WITHDRAWN", "REFUSED"], "What they said.")
    effective_at = time_field("When they said it.")
    recorded_at = time_field("When it was recorded.")
    contacted = fields.List(fields.Nested(ContactedSchema), required=True)


class DisclosuresSchema(Schema):
    """What was shared about a family."""

    file = text_field("The case file.")
    as_of = time_field("At this time.")
    known_at = time_field("From what had been recorded by this time.")
    disclosures = fields.List(fields.Nested(DisclosureSchema), required=True)
    taken_back = fields.List(fields.Nested(TakenBackSchema), required=True)


class EscalationWordsSchema(Schema):
    """What to say to an agency that holds us up."""

    file = text_field("The case file.")
    disclosure = text_field("Which disclosure.")
    words = text_field("The words; null where nothing is left to ask of it.", none=True)
