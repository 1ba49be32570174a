"""What the operations on disclosures reply, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from ...domain.answers import Reason, Safe
from ...domain.following.disclosed import FamilyKnows
from ...domain.said.travelling import StopNotice
from .asof import PageAsOfSchema
from .called import staff_field
from .members import (
    BySchema,
    code_field,
    codes_field,
    day_field,
    each_field,
    flag_field,
    member_field,
    one_of_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


class AgencySeenSchema(Schema):
    """Which agency."""

    type = code_field("agencies", description="Which type of agency.")
    organisation = text_field("Which one, as it was typed; null for any of the type.", none=True)
    id = text_field("Which one in the authority's directory, if it is known.", none=True)
    described = text_field("Words that name nobody, until it is said which is meant.", none=True)


class ToldSchema(Schema):
    """One person, or everybody, and whether they were told."""

    person = text_field("Whom; null for everybody.", none=True)
    told = flag_field("Told, or that it was not safe to.")
    at = time_field("When.")
    reason = text_field("Why it was not safe.", none=True)
    review_on = day_field("When it is looked at again.", none=True)


class DisclosureTellingSchema(Schema):
    """Whether the family knows."""

    state = member_field(FamilyKnows, "Whether anybody was told.")
    safe_to_tell = member_field(Safe, "What was last said of the family's knowing.")
    not_safe_for = texts_field("Who must not know.")
    people = parts_field(ToldSchema, "Each telling, or why not.")


class HeldAgainstSchema(Schema):
    """A disclosure, decided as a check would have been when it was made."""

    verdict = code_field("deed_verdicts", description="What that came to.")
    reasons = each_field(
        member_field(Reason, "Why something was not covered."), "Why what was not covered was not."
    )
    rests_otherwise = codes_field(
        "deed_signs", description="In which ways what it is said to rest on does not reach it."
    )
    written_after = flag_field("Somebody had agreed before, and it was written down after.")
    words = code_field("words_compared", description="The words sent, beside those offered.")
    to_be_seen = flag_field("A manager who did not record it looks at it.")
    seen_at = time_field("When one did.", none=True)


class StopNoticeSchema(Schema):
    """Whether the agency knows that the agreement was taken back."""

    state = one_of_field("StopNoticeState", ("NOT_NEEDED", *StopNotice), "How far it has come.")
    sent_at = time_field("When it was sent.", none=True)
    acknowledged_at = time_field("When the agency said that it had it.", none=True)
    look_at_this_again = flag_field("Made after the person had taken back what it rested on.")
    looked_at = time_field("When somebody did.", none=True)


class DisclosureReplySchema(Schema):
    """What the agency answered."""

    state = code_field("agency_outcomes", description="Its last reply; null for none.", none=True)
    at = time_field("When it replied.", none=True)
    because = code_field("agency_reasons", description="What it gave as its reason.", none=True)
    words = text_field("In its words.", none=True)
    escalated_to = text_field("Who was asked to help.", none=True)
    reply_by = time_field("When it was asked to reply by.", none=True)
    overdue = flag_field("That time has passed, and nothing was sent.")
    minutes_waiting = whole_field(
        "From asking to its answer, or until now; null where nobody waits for one.", none=True
    )
    minutes_lost = whole_field(
        "From asking to sending, where it was late or would not; else null.", none=True
    )
    still_waiting = flag_field("That time still runs.")


class DisclosureSchema(Schema):
    """What was asked or told, and what came of it."""

    id = text_field("Its id.")
    enquiry = text_field("In which enquiry.")
    at = time_field("When it was done.")
    recorded_at = time_field("When it was recorded.")
    by = part_field(BySchema, "Who recorded it.")
    subjects = texts_field("Whose information, by id.")
    agency = part_field(AgencySeenSchema, "Which agency.")
    recipient = text_field("Who there.", none=True)
    categories = codes_field("categories", description="Which kinds of information.")
    purpose = code_field("purposes", description="What for.")
    direction = code_field("directions", description="Asking, telling or both.")
    basis = code_field("disclosure_bases", description="On which basis.")
    rests_on = texts_field("The answers, decisions or use of share-now relied on.")
    check = whole_field("The `seq` of the check made before.", none=True)
    summary = text_field("What it held, in short.")
    words_sent = text_field("The exact words.")
    sent_via = text_field("How it was sent.", none=True)
    identity_checked = flag_field("Whether it was checked who was there.")
    fact_or_opinion_marked = flag_field("Whether facts were told from opinions.")
    held_against = part_field(
        HeldAgainstSchema,
        "What was known when it was made; null where that was not looked at.",
        none=True,
    )
    telling = part_field(DisclosureTellingSchema, "Whether the family knows.")
    stop_notice = part_field(StopNoticeSchema, "Whether the agency knows of what was taken back.")
    reply = part_field(DisclosureReplySchema, "What the agency answered.")
    rested_on_error_since = time_field(
        "Since when something that it rested on is known to be an error.", none=True
    )
    to_be_seen_since = time_field(
        "Since when a manager who did not record it is to look at it.", none=True
    )
    seq = whole_field("Its place in the ledger.")


class NotWholeSchema(Schema):
    """What was shared at once, as far as it was said. What is null or empty nobody has said."""

    share_now = text_field("The use of share-now, by id: with it the rest is recorded.")
    enquiry = text_field("In which enquiry.")
    at = time_field("When it was done.")
    recorded_at = time_field("When that was recorded.")
    by = part_field(BySchema, "Who recorded it.")
    risk = text_field("What the risk was, and why it could not wait.")
    subjects = texts_field("Whose information, by id.")
    agency = part_field(AgencySeenSchema, "Which agency.", none=True)
    categories = codes_field("categories", description="Which kinds of information.")
    purpose = code_field("purposes", description="What for.", none=True)
    direction = code_field("directions", description="Asking, telling or both.", none=True)
    summary = text_field("What it held, in short.", none=True)
    words_sent = text_field("The exact words.", none=True)
    recipient = text_field("Who there.", none=True)
    sent_via = text_field("How it was sent.", none=True)
    reply_by = time_field("When it was asked to reply by.", none=True)
    check = whole_field("The `seq` of the check made before.", none=True)
    identity_checked = flag_field("Whether it was checked who was there.")
    fact_or_opinion_marked = flag_field("Whether facts were told from opinions.")
    safe_to_tell = flag_field("Whether the family may know; null where nobody said.", none=True)
    not_safe_for = texts_field("Who must not know.")
    not_said_yet = texts_field("By the names of members: what is still asked for.")
    seq = whole_field("Its place in the ledger.")


class ContactedSchema(Schema):
    """One contact made under what was taken back."""

    disclosure = text_field("Which disclosure.")
    agency = part_field(AgencySeenSchema, "Which agency.")
    direction = code_field("directions", description="Asking, telling or both.")
    made_at = time_field("When it was made.")
    notice = member_field(StopNotice, "How far telling the agency has come.", called="AgencyNotice")
    to_review = flag_field("Made after the person had said so: look at this again.")
    notice_sent_at = time_field("When the agency was told.", none=True)
    acknowledged_at = time_field("When it said that it knew.", none=True)
    reviewed_at = time_field("When it was looked at again.", none=True)


class TakenBackSchema(Schema):
    """A withdrawal, or a no after a yes, and where it must travel."""

    response = text_field("The answer that took it back.")
    person = text_field("Whose.")
    enquiry = text_field("In which enquiry.")
    answer = code_field("answers", description="What they said: WITHDRAWN or REFUSED.")
    effective_at = time_field("When they said it.")
    recorded_at = time_field("When it was recorded.")
    contacted = parts_field(ContactedSchema, "Each contact made under it.")


class DisclosuresSchema(PageAsOfSchema):
    """What was shared about a family."""

    file = text_field("The case file.")
    disclosures = parts_field(DisclosureSchema, "Each, oldest first unless asked for otherwise.")
    not_whole = parts_field(
        NotWholeSchema, "What else was shared at once and is not all written down, on any page."
    )
    staff = staff_field()


class WithdrawalsSchema(PageAsOfSchema):
    """What was taken back, and where it must travel."""

    file = text_field("The case file.")
    taken_back = parts_field(TakenBackSchema, "Each withdrawal, or no after a yes.")


class EscalationWordsSchema(Schema):
    """What to say to an agency that holds us up."""

    file = text_field("The case file.")
    disclosure = text_field("Which disclosure.")
    words = text_field("The words; null where nothing is left to ask of it.", none=True)
