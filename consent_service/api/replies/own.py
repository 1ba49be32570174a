"""What a parent or young person is shown, as schemas: plain words and days, no codes."""

from __future__ import annotations

from marshmallow import Schema, fields


def text_field(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(required=True, allow_none=none, metadata={"description": description})


def _texts(description: str) -> fields.List[str]:
    return fields.List(fields.String(), required=True, metadata={"description": description})


def _day(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(
        required=True, allow_none=none, metadata={"format": "date", "description": description}
    )


class _Numbered(Schema):
    number = fields.Integer(
        required=True, metadata={"description": "Counted from 1 within this list."}
    )


class _About(_Numbered):
    who = _texts("Which services.")
    about = _texts("Whom it is about.")
    what = _texts("Which information.")


class OwnChildSchema(Schema):
    """A child of theirs, or themself."""

    child = text_field("The child's id.")
    names = text_field("The child's names.")


class OwnAgreementSchema(_About):
    """Something they agreed to."""

    response = text_field("Its id, to stop it by.")
    kind = text_field("Sharing information, or taking part.")
    on = _day("When they said so.")
    begins = _day("From when it holds.")
    until = _day("The last day on which it holds.", none=True)
    why = _texts("What for.")
    how = _texts("Whether we ask, tell or both.")
    you_said_no_to = _texts("What they left out of it.")


class OwnStandingAgreementSchema(OwnAgreementSchema):
    """An agreement that has not ended."""

    partly_taken_back = fields.Boolean(
        required=True, metadata={"description": "They have said no to some of it since."}
    )


class OwnEndedAgreementSchema(OwnAgreementSchema):
    """An agreement that does not hold any more."""

    because = text_field("Why it has ended.")


class OwnNoSchema(_About):
    """Something they said no to, or took back."""

    response = text_field("The id of the answer it stands in.")
    on = _day("When they said so.")
    what_you_said = text_field("A no, or a change of mind.")
    why = _texts("What for.")
    how = _texts("Whether we ask, tell or both.")


class OwnTalkedToSchema(_Numbered):
    """A service we have talked to, as far as it is safe that they know."""

    on = _day("When.")
    who = _texts("Which service.")
    about = _texts("Whom it was about.")
    we_asked = _texts("What we asked.")
    we_told_them = _texts("What we told them.")
    why = _texts("What for.")


class OwnDecisionSchema(_About):
    """A decision to talk to somebody, as far as it is safe that they know."""

    on = _day("When.")
    decision = text_field("What was decided.")
    although = text_field("That they had said no, if they had.", none=True)
    because = text_field("Why, in plain words.")


class OwnKeepInformedSchema(Schema):
    """How they are kept informed."""

    how = _texts("In which ways.")
    when = _texts("When.")
    worker = text_field("Who does it.", none=True)
    language = text_field("In which language.", none=True)
    format = text_field("In which form.", none=True)
    next_contact = _day("When they hear from us next.", none=True)


class OwnContactSchema(_Numbered):
    """A way in which we reach them."""

    type = text_field("Telephone, email, letter or another way.")
    value = text_field("The number or name; no address is shown.", none=True)
    please = text_field("What they asked us to mind.", none=True)


class OwnSupporterSchema(Schema):
    """Somebody to support them."""

    text = text_field("What a supporter is.")
    status = text_field("Where this stands.")
    names = text_field("Who it is.", none=True)
    they_may_know = text_field("What the person lets them know.", none=True)


class OwnRequestSchema(_Numbered):
    """Something they asked us for."""

    on = _day("When.")
    you_asked = text_field("What for.")
    your_words = text_field("In their words.", none=True)
    answered_on = _day("When it was answered.", none=True)


class OwnStatementSchema(_Numbered):
    """Something they say is wrong on record."""

    on = _day("When.")
    your_words = text_field("In their words.")
    what_came_of_it = text_field("Whether it was put right.")
    answered_on = _day("When it was answered.", none=True)


class HowWeUseSchema(Schema):
    """How their information is used."""

    our_legal_reason = text_field("On what it rests.")
    your_rights = text_field("What they can ask for.")
    complain = text_field("Where to complain.")
    get_advice = text_field("Who else can advise them.")


class OwnViewSchema(Schema):
    """A parent's or young person's own view. It never tells of anybody else's."""

    you = text_field("Their names.")
    children = fields.List(fields.Nested(OwnChildSchema), required=True)
    part_lost = text_field("That part of the record was lost; null where nothing was.", none=True)
    agreed = fields.List(fields.Nested(OwnStandingAgreementSchema), required=True)
    said_no = fields.List(fields.Nested(OwnNoSchema), required=True)
    ended = fields.List(fields.Nested(OwnEndedAgreementSchema), required=True)
    talked_to = fields.List(fields.Nested(OwnTalkedToSchema), required=True)
    decisions = fields.List(fields.Nested(OwnDecisionSchema), required=True)
    keep_informed = fields.Nested(OwnKeepInformedSchema, required=True, allow_none=True)
    contact = fields.List(fields.Nested(OwnContactSchema), required=True)
    supporter = fields.Nested(OwnSupporterSchema, required=True)
    asked_us = fields.List(fields.Nested(OwnRequestSchema), required=True)
    statements = fields.List(fields.Nested(OwnStatementSchema), required=True)
    you_can_change_your_mind = text_field("That they can stop at any time.")
    if_not_safe = text_field("When we share even so.")
    how_we_use = fields.Nested(HowWeUseSchema, required=True)
    who_can_see = text_field("Who else sees this.")


class ReceiptSchema(Schema):
    """That it was recorded, and what happens next."""

    recorded_at = fields.String(
        required=True, metadata={"format": "date-time", "description": "When."}
    )
    entry_hash = text_field("The entry's hash, 64 hexadecimal digits.")
    further_hashes = _texts("Of further entries, if it took more than one.")
    means = text_field("What it means, in plain words.")
    who = text_field("Who will be in touch.")
    by = _day("By when.")


class ReceiptReplySchema(Schema):
    """What a parent or young person gets for what they said."""

    receipt = fields.Nested(ReceiptSchema, required=True)
    replayed = fields.Boolean(
        required=True,
        metadata={"description": "Whether it had been recorded before, under the same key."},
    )
