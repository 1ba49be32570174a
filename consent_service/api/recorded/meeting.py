"""Injuries, meetings about a child, and what agencies were told of them."""

from __future__ import annotations

from typing import Final

from ...actions import meetings as actions
from ...domain.recorded import meetings
from ..edge.operations import FILE
from .write import Write

_MEETING: Final = f"{FILE}/meetings/<string:meeting>"

WRITES: Final = (
    Write(
        "recordInjury",
        f"{FILE}/injuries",
        "Record an injury of a child, and whether it is explained",
        meetings.InjuryRecorded,
        description=(
            "Where nobody has explained it and the child cannot move about yet, a manager is asked "
            "to consider a strategy discussion. Nothing is worked out of the words, and nothing is "
            "scored."
        ),
    ),
    Write(
        "callMeeting",
        f"{FILE}/meetings",
        "Call a strategy discussion or another meeting, and invite to it",
        actions.CallMeeting,
        actions.call_meeting,
        description=(
            "Whoever is invited is told when it is recorded what it came to, unless they came; "
            "nobody of the family who is not safe to be told."
        ),
    ),
    Write(
        "moveMeeting",
        f"{_MEETING}/moves",
        "Record that a meeting is at another time, or in another place",
        meetings.MeetingMoved,
        actions.move_meeting,
        description="Whoever was invited before is to be told anew.",
    ),
    Write(
        "inviteToMeeting",
        f"{_MEETING}/invitations",
        "Invite an agency or somebody of the family to a meeting",
        meetings.MeetingInvited,
        actions.invite_to_meeting,
        description="One agency, or one person on the file.",
    ),
    Write(
        "recordPartTaken",
        f"{FILE}/invitations/<string:invitation>/parts",
        "Record whether somebody came to a meeting, and what they think happened",
        meetings.MeetingPartTaken,
        description=(
            "In their own words, with how sure they are and what would change their mind; also of "
            "somebody who could not come."
        ),
    ),
    Write(
        "recordMeeting",
        f"{_MEETING}/outcomes",
        "Record what a meeting came to, or that it was not held and why",
        meetings.MeetingRecorded,
        description="Whoever was invited and did not come is to be told of it.",
    ),
    Write(
        "considerConference",
        f"{FILE}/conferences",
        "Record that a child protection conference was considered: held or not, by whom, and why",
        meetings.ConferenceConsidered,
        description="It is asked for after a strategy discussion that came to section 47.",
    ),
    Write(
        "tellAgency",
        f"{FILE}/agencies-told",
        "Record that an agency was told how something ended or what a meeting came to",
        meetings.AgencyTold,
        description=(
            "In which words, by which way, and how it is known that it came. That it is over needs "
            "nobody's agreement; what says more is a disclosure, which this names."
        ),
    ),
)
