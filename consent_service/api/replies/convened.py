"""Injuries and meetings of a family's file, as schemas."""

from __future__ import annotations

from ...domain.answers import Safe
from ...domain.meetings import (
    InjuryRecorded,
    MeetingCalled,
    MeetingInvited,
    MeetingPartTaken,
    MeetingRecorded,
)
from ...domain.standing.meetings import (
    OF_A_MEETING,
    OF_A_PART,
    OF_AN_INJURY,
    OF_AN_INVITATION,
    OF_AN_OUTCOME,
)
from .asrecorded import said_in
from .members import flag_field, member_field, part_field, parts_field, time_field

InjurySchema = said_in(
    "InjuryOnFile",
    InjuryRecorded,
    OF_AN_INJURY,
    consider_strategy=flag_field(
        "Whether it asks somebody to consider a strategy discussion: nobody has explained it, the "
        "child cannot move about yet, and none was called since."
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
    told_at=time_field("When they were told what it came to, where they were.", none=True),
)
MeetingSchema = said_in(
    "MeetingOnFile",
    MeetingCalled,
    OF_A_MEETING,
    invited=parts_field(_InvitedSchema, "Who was invited."),
    came_to=part_field(
        said_in("MeetingOutcomeOnFile", MeetingRecorded, OF_AN_OUTCOME),
        "What it came to, or that it was not held; null until then.",
        none=True,
    ),
)
