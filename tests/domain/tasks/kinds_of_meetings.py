"""Each kind of task about injuries and meetings, and who was told of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from consent_service.domain.recorded import meetings, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import SafetyRecorded
from consent_service.domain.recorded.owning import ClosingGapExplained
from consent_service.domain.recorded.plans import SafetyPlanMade
from consent_service.domain.scopes.scope import Agency
from tests.domain.tasks import happenings
from tests.domain.tasks.happenings import TODAY, TOMORROW
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.story import MANAGER, WORKER, Story
from tests.reasons import ENOUGH

#: A strategy discussion to which a surgery is invited, and what it came to.
CALLED: dict[str, Any] = {
    "meeting": "meets",
    "enquiry": "E1",
    "meeting_type": "STRATEGY_DISCUSSION",
    "children": ("ng",),
}
HEARD: dict[str, Any] = {"enquiry": "E1", "level": "RECEIVED"}
CAME_TO: dict[str, Any] = {
    "meeting": "meets",
    "held": True,
    "words": "Zz",
    "outcome": "S47_JOINT",
    "not_a_no": True,
}


def called(story: Story) -> None:
    story.make(meetings.MeetingCalled, **CALLED)
    story.make(meetings.MeetingInvited, invitation="invited", meeting="meets", agency=Agency("GP"))


def asked_to_come(story: Story) -> None:
    """A mother, to a meeting of the family."""
    family = {**CALLED, "meeting": "family", "meeting_type": "FAMILY_NETWORK_MEETING"}
    story.make(meetings.MeetingCalled, **family, starts_at=story.at + timedelta(days=5))
    story.make(meetings.MeetingInvited, invitation="mums", meeting="family", person="mum")


def asked_and_not_safe(story: Story) -> None:
    asked_to_come(story)
    story.later().unsafe("mum")


def hurt(story: Story, moves: str = "CANNOT") -> None:
    usual: dict[str, Any] = {
        "injury": "hurt",
        "child": "ng",
        "words": "Zz",
        "explained": "NOT_EXPLAINED",
        "not_a_no": True,
    }
    story.make(meetings.InjuryRecorded, **usual, moves=moves)


def said_safe(story: Story, person: str = "mum", by: By = MANAGER) -> None:
    story.make(
        SafetyRecorded, by, person=person, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH
    )


def met(story: Story) -> None:
    called(story)
    story.make(meetings.MeetingRecorded, **CAME_TO)


def came_to(outcome: str) -> Callable[[Story], None]:
    def met_so(story: Story) -> None:
        called(story)
        story.make(meetings.MeetingRecorded, **{**CAME_TO, "outcome": outcome})

    return met_so


def planned(story: Story) -> None:
    story.make(SafetyPlanMade, plan="plan", version=1, enquiry="E1", children=("ng",))


def explained(story: Story) -> None:
    """Why nobody was heard or told."""
    for about in ("ng", "mum", "dad"):
        for column in ("HEARD", "TOLD"):
            gap = {"enquiry": "E1", "about": about, "column": column, "reason": "TRIED"}
            story.make(ClosingGapExplained, WORKER, **gap)


OF_MEETINGS = [
    Kind("EXPLAIN_GAPS", lambda s: s.close(), explained, TOMORROW),
    Kind(
        "TELL_OUTCOME",
        lambda s: (s.talk("mum"), s.close()),
        lambda s: s.told("E1", "mum"),
        TOMORROW,
    ),
    Kind(
        "TELL_AGENCY_OUTCOME",
        lambda s: (s.say("AGREED"), happenings.disclose(s), s.close()),
        lambda s: s.make(meetings.AgencyTold, to="sent", about="E1", words_sent="Zz"),
        TOMORROW,
    ),
    Kind(
        "MEET_AGAIN",
        came_to("MEET_AGAIN"),
        lambda s: s.make(meetings.MeetingCalled, **{**CALLED, "meeting": "again"}),
        TOMORROW,
    ),
    Kind("MAKE_PLAN", came_to("PLAN"), planned, TOMORROW),
    Kind(
        "TELL_REFERRER_NEXT_STEPS",
        lambda s: (happenings.referred(s), s.make(practice.ReferrerToldBack, **HEARD)),
        lambda s: s.make(practice.ReferrerToldBack, **{**HEARD, "level": "NEXT_STEPS"}),
        TOMORROW,
    ),
    Kind("CONSIDER_STRATEGY", hurt, called, TODAY, "MASH_MANAGER"),
    Kind("DECIDE_WHO_IS_SAFE", hurt, said_safe, TODAY, "MASH_MANAGER"),
    Kind("ASK_ABOUT_INJURY", lambda s: hurt(s, "CAN"), called, TOMORROW, "MASH_MANAGER"),
    Kind(
        "RECORD_MEETING",
        called,
        lambda s: s.make(meetings.MeetingRecorded, **CAME_TO),
        TOMORROW,
    ),
    Kind("TELL_INVITED", asked_to_come, lambda s: s.told("family", "mum"), TOMORROW),
    Kind(
        "LOOK_AT_INVITED",
        asked_and_not_safe,
        lambda s: said_safe(s.later()),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "TELL_OF_MEETING",
        met,
        lambda s: s.make(meetings.AgencyTold, to="invited", about="meets", words_sent="Zz"),
        TOMORROW,
    ),
    Kind("DECIDE_S47", met, lambda s: s.decide(decision="S47_DECISION"), TODAY, "MASH_MANAGER"),
    Kind(
        "CONSIDER_CONFERENCE",
        met,
        lambda s: s.make(
            meetings.ConferenceConsidered,
            enquiry="E1",
            children=("ng",),
            to_be_held=False,
            decided_by="Zz",
            reason=ENOUGH,
        ),
        date(2026, 3, 30),
        "MASH_MANAGER",
    ),
    Kind(
        "LOOK_AT_TOLD",
        happenings.told_a_dangerous_man,
        lambda s: s.correct(s.file.of(practice.ContactMade)[-1].seq),
        TODAY,
        "MASH_MANAGER",
    ),
]
