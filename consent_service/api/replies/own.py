"""What a parent or young person is shown, as schemas: plain words and days, no codes."""

from __future__ import annotations

from marshmallow import Schema

from .members import (
    day_field,
    flag_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)

_FIRST_ON = "When they said the same first, where that was another day."
_FIRST_TALK = (
    "When they and we first talked about it, where that tells it from what they said of the same "
    "child in another enquiry."
)


class _Numbered(Schema):
    number = whole_field("Counted from 1 within this list.")


class _About(_Numbered):
    who = texts_field("Which services.")
    about = texts_field("Whom it is about.")
    what = texts_field("Which information.")


class OwnChildSchema(Schema):
    """A child of theirs, or themself."""

    child = text_field("The child's id.")
    names = text_field("The child's names.")


class OwnAgreementSchema(_About):
    """Something they agreed to."""

    response = text_field("Its id, to stop it by.")
    kind = text_field("Sharing information, or taking part.")
    on = day_field("When they said so.")
    first_talk = day_field(_FIRST_TALK, none=True)
    begins = day_field("From when it holds.")
    until = day_field("The last day on which it holds.", none=True)
    why = texts_field("What for.")
    how = texts_field("Whether we ask, tell or both.")
    you_said_no_to = texts_field("What they left out of it.")
    your_words = texts_field("What they say of it, in their words.")


class OwnPartThatHoldsSchema(Schema):
    """A part of an agreement of which some does not count, in words as the agreement is."""

    who = texts_field("Which services.")
    about = texts_field("Whom it is about.")
    what = texts_field("Which information.")
    why = texts_field("What for.")
    how = texts_field("Whether we ask, tell or both.")
    you_said_no_to = texts_field("What is left out of it.")


class OwnStandingAgreementSchema(OwnAgreementSchema):
    """An agreement that has not ended: what a check goes by of it now."""

    parts = parts_field(OwnPartThatHoldsSchema, "Each part, if what counts is several.")
    but = text_field("That a child of it is old enough to be asked as well.", none=True)


class OwnEndedAgreementSchema(OwnAgreementSchema):
    """An agreement that does not hold any more, or a part of one that does not count now."""

    may_say_yes = flag_field("Whether they may say yes to it here.")
    because = text_field("Why it has ended, or does not count.")
    was_theirs = flag_field("Whether they said it themself, and it was not entered in error.")
    first_on = day_field(_FIRST_ON, none=True)


class OwnNoSchema(_About):
    """Something they said no to, or took back."""

    response = text_field("The id of the answer it stands in.")
    on = day_field("When they said so.")
    what_you_said = text_field("A no, or a change of mind.")
    first_on = day_field(_FIRST_ON, none=True)
    first_talk = day_field(_FIRST_TALK, none=True)
    but = text_field("That they have said yes to it, or some of it, since.", none=True)
    your_words = texts_field("What they say of it, in their words.")
    may_say_yes = flag_field("Whether they may say yes to it here.")
    why = texts_field("What for.")
    how = texts_field("Whether we ask, tell or both.")


class OwnTalkedToSchema(_Numbered):
    """A service we have talked to, as far as it is safe that they know."""

    on = day_field("When.")
    who = texts_field("Which service.")
    about = texts_field("Whom it was about.")
    we_asked = texts_field("What we asked.")
    we_told_them = texts_field("What we told them.")
    why = texts_field("What for.")


class OwnDecisionSchema(_About):
    """A decision to talk to somebody, as far as it is safe that they know."""

    on = day_field("When.")
    decision = text_field("What was decided.")
    although = text_field("That they had said no, if they had.", none=True)
    because = text_field("Why, in plain words.")


class OwnMeetingSchema(_Numbered):
    """A meeting of their family to which they were asked."""

    on = day_field("When it is.")
    about = texts_field("Which children it is about.")
    text = text_field("What it is, in plain words.")


class OwnPlanSchema(_Numbered):
    """A safety plan that they were given."""

    on = day_field("When they got it.")
    about = texts_field("Whom it keeps safe.")
    text = text_field("What it is, in plain words.")
    look_again = day_field("When we look at it again with them.", none=True)
    ended = text_field("That it has ended, once they were told.", none=True)


class OwnWhoNowSchema(_Numbered):
    """Who works with them since, as they were told."""

    on = day_field("Since when.")
    what = text_field("What it is about now.")
    worker = text_field("Who it is.", none=True)
    team = text_field("Which team.", none=True)


class OwnOutcomeSchema(_Numbered):
    """How our work with their family ended, as they were told."""

    on = day_field("When it ended.")
    what = text_field("How, in plain words.")


class OwnKeepInformedSchema(Schema):
    """How they are kept informed."""

    how = texts_field("In which ways.")
    when = texts_field("When.")
    worker = text_field("Who does it.", none=True)
    language = text_field("In which language.", none=True)
    format = text_field("In which form.", none=True)
    next_contact = day_field("When they hear from us next; null where the day is over.", none=True)


class OwnPromiseSchema(_Numbered):
    """A day by which we said that they would hear from us, once it is over."""

    on = day_field("By when.")
    what_came_of_it = text_field("Whether we were in touch, as far as their page shows.")
    in_touch_on = day_field("When we were.", none=True)


class OwnContactSchema(_Numbered):
    """A way in which we reach them."""

    type = text_field("Telephone, email, letter or another way.")
    value = text_field("The end of a number; no address is shown.", none=True)
    please = texts_field("What they asked us to mind.")


class OwnSupporterSchema(Schema):
    """Somebody to support them."""

    text = text_field("What a supporter is.")
    status = text_field("Where this stands.")
    names = text_field("Who it is.", none=True)
    closed = text_field("That whoever it is sees nothing since they asked.", none=True)
    they_may_know = text_field("What the person lets them know.", none=True)
    ask_again = day_field("By when they are asked again what they want.", none=True)


class OwnRequestSchema(_Numbered):
    """Something they asked us for."""

    on = day_field("When.")
    you_asked = text_field("What for.")
    your_words = text_field("In their words, where they typed them.", none=True)
    answered_on = day_field("When they were told what was done.", none=True)
    done = text_field("That something was done, and they may not have heard of it.", none=True)


class OwnStatementSchema(_Numbered):
    """Something they say is wrong on record."""

    on = day_field("When.")
    your_words = text_field("In their words, where they typed them.", none=True)
    what_came_of_it = text_field("Whether it was put right.")
    answered_on = day_field("When it was answered.", none=True)


class HowWeUseSchema(Schema):
    """How their information is used."""

    our_legal_reason = text_field("On what it rests.")
    your_rights = text_field("What they can ask for.")
    complain = text_field("Where to complain.")
    get_advice = text_field("Who else can advise them.")


class OwnLookedAtSchema(Schema):
    """That what we hold about them was looked at. It is at least so: not every look is counted."""

    often = text_field("How often, at least.")
    by = texts_field("By which kinds of staff.")
    ask = text_field("That they can ask for more.")


class OwnSupportingSchema(Schema):
    """Somebody whom they support, and who lets them know something."""

    person = text_field("Who, by id.")
    names = text_field("Their names.")


class OwnViewSchema(Schema):
    """A parent's or young person's own view. It never tells of anybody else's."""

    you = text_field("Their names.")
    young = flag_field("Whether they are not of age, whatever they were put on file as.")
    speaks = text_field("Their language on record, as it was typed.", none=True)
    children = parts_field(OwnChildSchema, "Their children here, or themself.")
    part_lost = text_field("That part of the record was lost; null where nothing was.", none=True)
    agreed = parts_field(OwnStandingAgreementSchema, "What they agreed to, and it counts now.")
    not_counted = parts_field(OwnEndedAgreementSchema, "What else they said yes to.")
    yes_since = parts_field(OwnEndedAgreementSchema, "What they said yes to after a no to it.")
    no_before = parts_field(OwnNoSchema, "Their noes to that.")
    not_decided = parts_field(OwnNoSchema, "What they were not sure of.")
    said_no = parts_field(OwnNoSchema, "What they said no to or took back.")
    ended = parts_field(OwnEndedAgreementSchema, "Agreements that do not hold any more.")
    talked_to = parts_field(OwnTalkedToSchema, "Services we have talked to.")
    decisions = parts_field(OwnDecisionSchema, "Decisions to talk to somebody.")
    meetings = parts_field(OwnMeetingSchema, "Meetings of their family to which they were asked.")
    plans = parts_field(OwnPlanSchema, "Safety plans that they were given.")
    who_now = parts_field(OwnWhoNowSchema, "Who works with them now, if it is somebody else.")
    outcomes = parts_field(OwnOutcomeSchema, "How it ended, once they were told.")
    keep_informed = part_field(
        OwnKeepInformedSchema,
        "How they are kept informed; null where nothing is.",
        none=True,
    )
    promises = parts_field(OwnPromiseSchema, "Whether we were in touch when we said we would be.")
    contact = parts_field(OwnContactSchema, "How we reach them.")
    supporter = part_field(OwnSupporterSchema, "Somebody to support them.")
    supporting = parts_field(OwnSupportingSchema, "Whom they support themself.")
    asked_us = parts_field(OwnRequestSchema, "What they asked us for.")
    statements = parts_field(OwnStatementSchema, "What they say is wrong on record.")
    you_can_change_your_mind = text_field("That they can stop at any time.")
    if_not_safe = text_field("When we share even so.")
    how_we_use = part_field(HowWeUseSchema, "How their information is used.")
    your_word = text_field("What a young person's own no does; null for everybody else.", none=True)
    who_can_see = text_field("Who else sees this.")
    looked_at = part_field(OwnLookedAtSchema, "That it was looked at.")


class SupportedMeetingSchema(Schema):
    """A meeting to come to."""

    on = day_field("When it is.")
    about = texts_field("Which children, as the person whom they support knows them.")


class SupportedPartSchema(Schema):
    """What an advocate can do for somebody, and what they need to know for that."""

    you_support = text_field("Whom they support.")
    you_can = texts_field("What they can do.")
    meetings = parts_field(SupportedMeetingSchema, "Meetings to come to.")
    ask_for = text_field("For whom to ask on the telephone, where there is somebody.", none=True)


class SupportingSchema(Schema):
    """What somebody lets one who supports them know: all of their page, or a part."""

    page = part_field(OwnViewSchema, "All of it.", none=True)
    part = part_field(SupportedPartSchema, "A part.", none=True)


class ReceiptSchema(Schema):
    """That it was recorded, and what happens next."""

    recorded_at = time_field("When it was recorded.")
    entry_hash = text_field(
        "The hash of the first entry it took, 64 hexadecimal digits; null where it was only tried, "
        "and that waits to be recorded.",
        none=True,
    )
    means = text_field("What it means, in plain words.")
    who = text_field("Who will be in touch.")
    by = day_field("By when.")


class ReceiptReplySchema(Schema):
    """What a parent or young person gets for what they said."""

    receipt = part_field(ReceiptSchema, "To keep.")
    dry_run = flag_field(
        "Whether it was only tried: nothing is kept but that they looked, and the receipt says "
        "what would be so."
    )
    replayed = flag_field("Whether it had been recorded before, under the same key.")
