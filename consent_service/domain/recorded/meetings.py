"""Events of injuries, and of meetings about children: called, who came, what each thinks.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, TypeAlias

from msgspec import UNSET, UnsetType

from ..scopes.scope import Agency
from . import members as m
from .event import Event

Meeting: TypeAlias = Annotated[str, m.OnFile(kinds=("meeting-called",))]
Invitation: TypeAlias = Annotated[str, m.OnFile(kinds=("meeting-invited",))]
_Children: TypeAlias = Annotated[tuple[m.Child, ...], m.HowMany(1, 20, unique=True)]


class InjuryRecorded(Event, frozen=True, kw_only=True, tag="injury-recorded"):
    """An injury of a child, whether anybody has explained it, and whether the child moves about.

    A later one of the same id replaces it. Nothing is worked out of the words.
    """

    injury: Annotated[
        str, m.New(), m.OnFile(kinds=("injury-recorded",)), "One recorded before, by id."
    ]
    child: Annotated[m.Child, m.InDoubt(m.NOBODY_FOUND, beside=("words", "explained", "moves"))]
    words: Annotated[m.OurReason, "What was seen, and where on the body."]
    explained: Annotated[
        str,
        m.code("injury_explanations"),
        m.LeftOut("NOT_KNOWN"),
        "Whether it is explained by what was said of it.",
    ]
    moves: Annotated[
        str,
        m.code("child_moves"),
        m.LeftOut("NOT_KNOWN"),
        "Whether the child can move about yet by themself.",
    ]
    effective_at: datetime
    seen_by: Annotated[m.Line, "Who saw it, and what they are."] | None = None
    explanation: (
        Annotated[m.OurWordsOfAny, "What was said of how it came about, and by whom."] | None
    ) = None
    not_a_no: m.NotANo | UnsetType = UNSET


class MeetingCalled(Event, frozen=True, kw_only=True, tag="meeting-called"):
    """A strategy discussion, a family network meeting or another about children was called."""

    meeting: m.NewId
    enquiry: m.EnquiryMeant
    meeting_type: Annotated[str, m.code("meeting_types"), "Which kind of meeting it is."]
    children: Annotated[_Children, "Which children it is about."]
    effective_at: datetime
    starts_at: Annotated[datetime, "When it is to begin."] | None = None
    place: Annotated[m.WayLine, "Where it is, or by which call."] | None = None
    why: (
        Annotated[
            m.WordsThatLead, m.TellsOfHarm(m.WHOEVER_IS_NAMED, is_ours=True), "Why it was called."
        ]
        | None
    ) = None


class MeetingMoved(Event, frozen=True, kw_only=True, tag="meeting-moved"):
    """A meeting that was called is at another time, or in another place. What this does not say
    stays as it was; whoever was invited is told anew.
    """

    meeting: Meeting
    effective_at: datetime
    starts_at: Annotated[datetime, "When it begins now."] | None = None
    place: Annotated[m.WayLine, "Where it is now, or by which call."] | None = None
    why: (
        Annotated[
            m.WordsThatLead, m.TellsOfHarm(m.WHOEVER_IS_NAMED, is_ours=True), "Why it was moved."
        ]
        | None
    ) = None


class MeetingInvited(Event, frozen=True, kw_only=True, tag="meeting-invited"):
    """An agency, or somebody of the family, was invited to a meeting."""

    invitation: m.NewId
    meeting: Meeting
    effective_at: datetime
    agency: Agency | None = None
    person: m.Person | None = None
    name: Annotated[m.Line, "Who was invited for the agency."] | None = None


class MeetingPartTaken(Event, frozen=True, kw_only=True, tag="meeting-part-taken"):
    """Whether somebody who was invited came, and what they think happened. A later one of the same
    invitation replaces it.
    """

    invitation: Invitation
    attendance: Annotated[str, m.code("attendances"), "Whether they came."]
    effective_at: datetime
    name: Annotated[m.Line, "Who it was."] | None = None
    thinks: (
        Annotated[m.Words, m.TheirWords("invitation"), "What they think happened, in their words."]
        | None
    ) = None
    how_sure: Annotated[str, m.code("how_sure"), "How sure they are of it."] | None = None
    would_change: (
        Annotated[m.Words, m.TheirWords("invitation"), "What would change their mind."] | None
    ) = None
    not_a_no: m.NotANo | UnsetType = UNSET


class MeetingRecorded(Event, frozen=True, kw_only=True, tag="meeting-recorded"):
    """What a meeting came to; or that it was not held, and why. A later one replaces it."""

    meeting: Meeting
    held: Annotated[bool, "Whether it was held."]
    words: Annotated[
        m.OurWordsOfAny,
        m.LeadsThrough(whole=False),
        "What was agreed and who does what; or why it was not held.",
    ]
    effective_at: datetime
    outcome: Annotated[str, m.code("meeting_outcomes"), "What it came to."] | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


class ConferenceConsidered(Event, frozen=True, kw_only=True, tag="conference-considered"):
    """Somebody considered a child protection conference: it is to be held or not, and why."""

    enquiry: m.EnquiryMeant
    children: Annotated[_Children, "Which children it would be about."]
    to_be_held: Annotated[bool, "Whether it is to be held."]
    decided_by: Annotated[m.Line, "Who decided that."]
    reason: Annotated[m.WrittenOfAny, "Why."]
    effective_at: datetime
    on: Annotated[date, "On which day it is to be held."] | None = None


class AgencyTold(Event, frozen=True, kw_only=True, tag="agency-told"):
    """An agency was told how something ended, or what a meeting came to: in which words, how.

    `to` is what shows that it is theirs to hear: a contact with it, its invitation, or as whom it
    had a safety plan. What says more than that it is over is shared like anything else:
    `disclosure` is the record of that.
    """

    to: Annotated[
        str,
        m.OnFile(
            kinds=("disclosure-recorded", "meeting-invited", "plan-recipient-named"),
            may_be_struck=True,
        ),
        "By what it is to hear of it: a contact with it, its invitation or as whom it had a plan.",
    ]
    about: Annotated[
        str,
        m.OnFile(
            kinds=("enquiry-opened", "meeting-called", "safety-plan-made"), may_be_struck=True
        ),
        "Of what it was told: an enquiry, a meeting or a plan, by id.",
    ]
    words_sent: m.WordsThatLead
    effective_at: datetime
    recipient: m.Line | None = None
    sent_via: m.WayLine | None = None
    receipt: Annotated[m.WayLine, "How it is known that it came."] | None = None
    disclosure: Annotated[m.Disclosure, "The disclosure by which more was told, by id."] | None = (
        None
    )
