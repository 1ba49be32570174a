"""What a check replies, and what was begun and not finished, as schemas."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields

from ...domain.answers import Flag, Outcome, Reason, Safe, Says
from ...domain.file.whatwaits import Undone
from .asof import PageAsOfSchema
from .called import staff_field
from .members import (
    BySchema,
    OpenCode,
    Time,
    code_field,
    codes_field,
    each_field,
    flag_field,
    member_field,
    object_field,
    one_of_field,
    part_field,
    parts_field,
    text_field,
    texts_by_id_field,
    texts_field,
    time_field,
    whole_field,
)
from .sharing import AgencySeenSchema
from .tasks import TaskSchema

#: Where a check was kept.
KEPT: Final = ("ledger", "spooled", "no")


def flags_field(description: str) -> fields.List[str]:
    """Flags of an answer."""
    return each_field(OpenCode(called="FlagCode", members=Flag), description)


class PlaceSchema(Schema):
    """Where something stands in the ledger."""

    origin = text_field("The ledger: service and authority.")
    seq = whole_field("The entry's place, counted from 0.")
    entry_hash = text_field("The entry's hash, 64 hexadecimal digits.")


class CodedReasonSchema(Schema):
    """A reason with its words."""

    code = member_field(Reason, "Why.")
    label = text_field("In plain words.")
    next = text_field("What to do next.")


class CodedFlagSchema(Schema):
    """A flag with its words."""

    code = member_field(Flag, "What else to know.")
    label = text_field("In plain words.")
    next = text_field("What to do next.")


class StatementSchema(Schema):
    """What somebody says of an answer of theirs."""

    words = text_field("In their own words.")
    at = time_field("When they said so.")


class PutBesideSchema(StatementSchema):
    """What somebody says of an answer of theirs, or what was written of it."""

    by = text_field("Who wrote it of them; null where they said it themselves.", none=True)
    undone = member_field(
        Undone,
        "Why what it stands in is no fact: it waits for a manager, or one refused it. Or null.",
        none=True,
    )


class PositionSchema(Schema):
    """Where one person stands on one item."""

    person = text_field("The person's id.")
    role = code_field(
        "roles", description="What they are to the child; null for the person themself.", none=True
    )
    decides = flag_field("Whether their word counts for this item.")
    says = member_field(Says, "YES, NO, or NO_ANSWER, which is not a no.")
    says_label = text_field("In plain words.")
    reason = member_field(Reason, "Why their word is no yes; null for a yes.", none=True)
    misses = texts_field("Every dimension of their nearest agreement that is missed.")
    response = text_field("The answer this comes from.", none=True)
    statements = parts_field(
        PutBesideSchema,
        "What they say of that answer, such as that they did not give it; what they said, where "
        "it is not clear.",
    )
    said_at = time_field("When it was said.", none=True)
    ends_at = time_field("When their yes ends.", none=True)
    pr_status = code_field(
        "pr_statuses", description="Their parental responsibility for this child.", none=True
    )
    asking = member_field(Safe, "Whether it is safe to ask them. NOT_KNOWN is not a yes.")
    reachable = flag_field("Whether they can be reached.")
    has_capacity = flag_field("Whether they have capacity for this decision.")
    holds = flag_field("What they said may be a no, so that nobody else's yes covers the item.")
    entry = whole_field("Where the answer this comes from stands in the ledger.", none=True)
    begins_at = time_field("From when a yes holds that does not yet.", none=True)
    told_at = time_field(
        "When they were told of it in this enquiry, where they have answered nothing about it.",
        none=True,
    )
    referrer_words = text_field(
        "What a referrer wrote of what the family says, where they have said nothing since.",
        none=True,
    )


class FlaggedSchema(Schema):
    """A flag, and whom it is about."""

    flag = member_field(Flag, "What to know.")
    person = text_field("Whom it is about, where it is about somebody.", none=True)


class ItemSchema(Schema):
    """One subject, one kind of information, one direction."""

    child_words = text_field("What the child said against it, in their words.", none=True)
    subject = text_field("Whose information.")
    category = code_field("categories", description="Which kind of information.")
    direction = code_field("directions", description="Asking, telling.")
    outcome = member_field(Outcome, "What is agreed about it.")
    headline = text_field("In plain words.")
    reason = part_field(CodedReasonSchema, "Why, with its words.")
    flags = flags_field("Flags raised by this item.")
    flagged = parts_field(FlaggedSchema, "The same flags, with whom each is about.")
    ends_at = time_field("When what is agreed ends.", none=True)
    ends_because = text_field("Why it ends then, where nobody said so.", none=True)
    authorisations = texts_field("The ids of the decisions that reach it.")
    positions = parts_field(PositionSchema, "Where everybody who was looked at stands on it.")


class OnItemSchema(Schema):
    """A caregiver's word on one item, by its number."""

    item = whole_field("Which item, counted from 0.")
    says = member_field(Says, "YES, NO, or NO_ANSWER, which is not a no.")
    reason = member_field(Reason, "Why it is no yes.", none=True)


class CaregiverSchema(Schema):
    """One person linked to the child, asked or not."""

    person = text_field("The person's id.")
    role = code_field(
        "roles", description="What they are to the child; null for the person themself.", none=True
    )
    spoken_to = flag_field("Whether any answer of theirs bears on this.")
    on_items = parts_field(OnItemSchema, "Their word on each item.")


class ShareNowSchema(Schema):
    """The way to share now, in every answer."""

    text = text_field("What to do if a child is at risk right now.")
    how = text_field("How to say so to this service.")
    used = text_field("The id to record it under afterwards, where it was used.", none=True)


class LookSchema(Schema):
    """The moment a question about the past was about."""

    as_of = time_field("How things stood then.")
    known_at = time_field("From what had been recorded by then.")


class CaregiverLeftOutSchema(Schema):
    """Somebody who cares for a child of the family, and is no part of the answer."""

    person = text_field("The person's id.")
    asking = member_field(Safe, "Whether it is safe to ask them. NOT_KNOWN is not a yes.")


class WhoElseSchema(Schema):
    """Whom the question leaves out. Nobody is to be asked because they stand here."""

    line = text_field("In one line; null where nobody is left out.", none=True)
    children = texts_field("Other children of the family, by id.")
    caregivers = parts_field(CaregiverLeftOutSchema, "Others who care for a child of the family.")
    others = parts_field(
        CaregiverLeftOutSchema,
        "Adults on the file of whom nobody has said what they are to its children now.",
    )
    agencies = parts_field(AgencySeenSchema, "Agencies to which the family is known besides.")


class AnswerSchema(Schema):
    """The answer to a check. Eight outcomes, and none of them is a refusal."""

    outcome = member_field(Outcome, "The headline as a code.")
    headline = text_field("The headline.")
    helper = text_field("What it means.")
    next = text_field("What to do next.")
    beforehand = texts_field(
        "What to think of before the service is contacted, by what was asked: that it can cost a "
        "family a lot, or that advice without names needs nobody's agreement."
    )
    reasons = parts_field(CodedReasonSchema, "Why, the weightiest first.")
    flags = parts_field(CodedFlagSchema, "What else to know before going on.")
    items = parts_field(ItemSchema, "Each subject, kind of information and direction by itself.")
    caregivers = parts_field(CaregiverSchema, "Everybody linked to the child, asked or not.")
    people = texts_by_id_field("Names by id; empty where no file was read.")
    agreements_end = each_field(Time(), "When each agreement relied on ends.")
    who_else = part_field(
        WhoElseSchema, "Whom the question leaves out; null where no file was read.", none=True
    )
    tasks = parts_field(TaskSchema, "What is due because of this answer.")
    agency_words = text_field(
        "Words to use with the agency; null where nothing is agreed or decided.", none=True
    )
    share_now = part_field(ShareNowSchema, "What to do if a child is at risk right now.")
    enquiry = text_field("The enquiry it was answered for.", none=True)
    at = time_field("When it was answered.")
    rule_version = text_field("The rules that answered.")
    policy_version = whole_field("The authority's policy; 0 where none was read.")
    codes_version = text_field("The code lists.")
    recorded = one_of_field(
        "Kept", KEPT, "On the ledger; waiting to be; or nowhere, so write it down."
    )
    ledger = part_field(PlaceSchema, "Where it stands; null while it waits.", none=True)
    receipt = text_field(
        "Where its receipt is; null where it is not on the ledger, or in the authority's own file.",
        none=True,
    )
    replayed = flag_field("Whether this is the first answer again, to a repeated key.")
    history = fields.Nested(LookSchema, metadata={"description": "For a look at the past."})
    write_down = fields.String(metadata={"description": "What to do when nothing was recorded."})


class WayToShareNowSchema(Schema):
    """The way to share now."""

    text = text_field("What to do if a child is at risk right now.")
    how = text_field("How to say so to this service.")


class AnswersSchema(Schema):
    """The answers to a check about several agencies."""

    answers = parts_field(
        AnswerSchema,
        "One for each agency, in the order in which they were named; one for all of them where it "
        "is SHARE_NOW.",
    )
    share_now = part_field(WayToShareNowSchema, "What to do if a child is at risk right now.")


class PartnerItemSchema(Schema):
    """One item, as a partner sees it."""

    category = code_field("categories", description="Which kind of information.")
    direction = code_field("directions", description="Asking, telling.")
    outcome = member_field(Outcome, "What is agreed about it.")
    headline = text_field("In plain words.")


class PartnerAnswerSchema(Schema):
    """What a partner agency is shown of an answer."""

    outcome = member_field(Outcome, "The headline as a code.")
    headline = text_field("The headline.")
    helper = text_field("What it means.")
    next = text_field("What to do next.")
    items = parts_field(PartnerItemSchema, "Each kind of information and direction by itself.")
    share_now = part_field(ShareNowSchema, "What to do if a child is at risk right now.")
    at = time_field("When it was answered.")
    recorded = one_of_field(
        "Kept", KEPT, "On the ledger; waiting to be; or nowhere, so write it down."
    )
    ledger = part_field(PlaceSchema, "Where it stands; null while it waits.", none=True)


class QuestionAskedSchema(Schema):
    """What a check asked: whose information, which agency, which kinds, what for."""

    subjects = texts_field("Whose information, by id.")
    agency = part_field(AgencySeenSchema, "Which agency.")
    agency_words = text_field("The same in words: a service by its name, or a type.")
    categories = codes_field("categories", description="Which kinds of information.")
    purpose = code_field("purposes", description="What for.")
    direction = code_field(
        "directions", description="Asking, telling, or both; null where nobody said.", none=True
    )
    urgency = code_field("urgencies", description="How long the worker could wait.")


class AsItStandsSchema(Schema):
    """Whether what was answered is so now. It is no answer: whoever would act checks again."""

    at = time_field("As of when.")
    ahead = each_field(
        whole_field("The number of an item, counted from 0."),
        "The items that were agreed or decided, and are so now.",
    )
    no_since = texts_field("Those who say no now to one of these and did not then, by id.")


class CheckAgainSchema(AnswerSchema):
    """A check as staff saw it."""

    asked = part_field(QuestionAskedSchema, "What was asked.")
    asked_by = part_field(BySchema, "Who asked.")
    staff = staff_field()
    same_again = flag_field(
        "Whether the rules give the same answer again, from the record as it was."
    )
    now = part_field(
        AsItStandsSchema,
        "What of it is so now; null where it was answered without the record.",
        none=True,
    )


class DraftSchema(Schema):
    """A decision that was begun."""

    draft = text_field("Give it as `draft` when the decision is made.")
    at = time_field("When it was kept.")
    missing = texts_field("What is missing, each by its JSON Pointer (RFC 6901).")
    typed = object_field("What was typed: the body of `recordAuthorisation` or `decideNotToShare`.")


class DraftsSchema(PageAsOfSchema):
    """What somebody began and did not finish."""

    file = text_field("The case file.")
    drafts = parts_field(DraftSchema, "Each, oldest first.")
