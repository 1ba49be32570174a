"""Injuries, meetings and safety plans of a family's file, as schemas."""

from __future__ import annotations

from marshmallow import Schema, fields

from ...domain.answers import Safe
from ...domain.recorded.meetings import (
    InjuryRecorded,
    MeetingCalled,
    MeetingInvited,
    MeetingMoved,
    MeetingPartTaken,
    MeetingRecorded,
)
from ...domain.recorded.plans import (
    PlanConfirmed,
    PlanEnded,
    PlanRecipientNamed,
    PlanShared,
    SafetyPlanMade,
)
from ...domain.standing.meetings import (
    OF_A_MEETING,
    OF_A_PART,
    OF_AN_INJURY,
    OF_AN_INVITATION,
    OF_AN_OUTCOME,
)
from ...domain.standing.plans import (
    OF_A_CONFIRMATION,
    OF_A_RECIPIENT,
    OF_A_SHARING,
    OF_A_VERSION,
)
from .asrecorded import said_in
from .members import (
    code_field,
    codes_field,
    day_field,
    flag_field,
    member_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


class PlanAgencySchema(Schema):
    """An agency as a question takes it: what is not known is left out."""

    type = code_field("agencies", description="Which type of agency.")
    organisation = fields.String(metadata={"description": "Which one, as it was typed."})
    id = fields.String(metadata={"description": "Which one in the authority's directory, by id."})
    described = fields.String(metadata={"description": "Words that name nobody."})


class PlanQuestionSchema(Schema):
    """What to ask, with `checkFile`, before a plan is shared. It can be sent as it stands."""

    enquiry = text_field("In which enquiry.")
    subjects = texts_field("Whom the plan keeps safe, by id.")
    agency = part_field(PlanAgencySchema, "With whom it would be shared.")
    categories = codes_field("categories", description="Which kinds of information.")
    purpose = code_field("purposes", description="What for.")
    direction = code_field("directions", description="That it is told.")


_RecipientSchema = said_in(
    "PlanRecipientOnFile",
    PlanRecipientNamed,
    OF_A_RECIPIENT,
    follows=flag_field("Whether they are to follow it now."),
    may_have_it=member_field(
        Safe, "Of one of the family: whether it is safe that they are given it.", none=True
    ),
    question=part_field(
        PlanQuestionSchema, "What to ask first; null for whoever decides with us.", none=True
    ),
    shared=part_field(
        said_in("PlanSharedOnFile", PlanShared, OF_A_SHARING),
        "The version they were last given; null for none.",
        none=True,
    ),
    confirmed=part_field(
        said_in("PlanConfirmedOnFile", PlanConfirmed, OF_A_CONFIRMATION),
        "What they last said of it.",
        none=True,
    ),
    told_of_end_at=time_field("When they were told that it is theirs no longer.", none=True),
)


class PlanSchema(Schema):
    """A safety plan."""

    plan = text_field("Which, by id.")
    version = whole_field("The version that counts: one that waits for a manager does not yet.")
    versions = parts_field(
        said_in("PlanVersionOnFile", SafetyPlanMade, OF_A_VERSION),
        "Each version, the newest last.",
    )
    looked_at_again = day_field("The first day on which some of it is looked at again.", none=True)
    ended = part_field(
        said_in("PlanEndedOnFile", PlanEnded, ("reason",)), "That it has ended.", none=True
    )
    following = whole_field("How many are to follow it.")
    to_have = whole_field(
        "How many of those it is with, or not known not to be safe for: of these `having` is said."
    )
    having = whole_field("How many of them have its newest version.")
    recipients = parts_field(_RecipientSchema, "Whoever is to follow it, or was.")


InjurySchema = said_in(
    "InjuryOnFile",
    InjuryRecorded,
    OF_AN_INJURY,
    consider_strategy=flag_field(
        "Whether it asks somebody to consider a strategy discussion: nobody has explained it, the "
        "child cannot move about yet, and none was called since."
    ),
    may_have_done_it=texts_field(
        "Caregivers, by id, of whom nobody knows whether it is safe to ask them since it may be "
        "their doing: until a manager says of one of them that it is."
    ),
)
_PartSchema = said_in("PartTakenOnFile", MeetingPartTaken, OF_A_PART)
_InvitedSchema = said_in(
    "InvitedOnFile",
    MeetingInvited,
    OF_AN_INVITATION,
    may_be_invited=member_field(
        Safe, "Of one of the family: whether it is safe that they hear of it.", none=True
    ),
    part=part_field(_PartSchema, "Whether they came, and what they think; or null.", none=True),
    told_at=time_field("When they were last told of it, since it was moved.", none=True),
)
MeetingSchema = said_in(
    "MeetingOnFile",
    MeetingCalled,
    OF_A_MEETING,
    moved=part_field(
        said_in("MeetingMovedOnFile", MeetingMoved, ("why",)),
        "When it was last said to be at this time or place; null where it never was another.",
        none=True,
    ),
    invited=parts_field(_InvitedSchema, "Who was invited."),
    came_to=part_field(
        said_in("MeetingOutcomeOnFile", MeetingRecorded, OF_AN_OUTCOME),
        "What it came to, or that it was not held; null until then.",
        none=True,
    ),
)
