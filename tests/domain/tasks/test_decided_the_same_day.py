"""What a manager decides the same day, and since when something has waited that falls on a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.recorded import meetings
from consent_service.domain.tasks.task import LISTED_BEFORE, start_of
from consent_service.domain.times import day_of
from tests.domain.tasks.happenings import TODAY
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.kinds import KINDS
from tests.domain.tasks.kinds_of_meetings import CALLED, CAME_TO, asked_to_come, called, hurt
from tests.domain.tasks.story import DAY, family, scope
from tests.domain.test_safe_and_why import TOO_LITTLE, said_of
from tests.reasons import ENOUGH
from tests.sweeping import each

CODE = "DECIDE_S47"
#: What is listed from the day before that on which it falls.
OF_A_DAY = {"REVIEW_SAFE_TO_TELL", "REVIEW_SAFETY", "REVIEW_PLAN", "CONTACT_DUE"}


def test_J02_a_manager_decides_today_what_a_strategy_discussion_came_to() -> None:
    story = family()
    called(story)
    assert CODE not in story.codes()
    came_to: dict[str, Any] = {**CAME_TO, "outcome": "S47_SINGLE"}
    story.make(meetings.MeetingRecorded, **came_to)
    task = story.the(CODE)
    assert (task.due, task.for_role, task.enquiry) == (TODAY, "MASH_MANAGER", "E1")
    story.decide("another", decision="DISPENSE_DECISION")
    assert story.the(CODE), "Another decision is none about section 47."
    story.decide(decision="S47_DECISION")
    assert CODE not in story.codes()


def test_a_decision_that_has_ended_is_none_about_what_a_later_discussion_came_to() -> None:
    story = family()
    story.decide(decision="S47_DECISION", end=story.at + DAY)
    story.later(3 * DAY)
    called(story)
    story.make(meetings.MeetingRecorded, **{**CAME_TO, "outcome": "S47_JOINT"})
    assert story.the(CODE)
    story.decide("anew", decision="S47_DECISION")
    assert CODE not in story.codes()
    # That it comes to its end is no reason to decide the same once more.
    story.later(20 * DAY)
    assert CODE not in story.codes()


def test_a_decision_about_one_child_is_none_about_the_other_of_whom_they_spoke() -> None:
    story = family().child("other")
    story.make(meetings.MeetingCalled, **{**CALLED, "children": ("ng", "other")})
    story.make(meetings.MeetingRecorded, **{**CAME_TO, "outcome": "S47_JOINT"})
    story.decide(decision="S47_DECISION", scope=scope("ng"))
    assert story.the(CODE)
    story.decide("both", decision="S47_DECISION", scope=scope("other"))
    assert CODE not in story.codes()


def test_a_conference_about_one_child_is_none_about_the_other_of_whom_they_spoke() -> None:
    story, code = family().child("other"), "CONSIDER_CONFERENCE"
    story.make(meetings.MeetingCalled, **{**CALLED, "children": ("ng", "other")})
    story.make(meetings.MeetingRecorded, **{**CAME_TO, "outcome": "S47_JOINT"})
    said: dict[str, Any] = {
        "enquiry": "E1",
        "to_be_held": False,
        "decided_by": "Zz",
        "reason": ENOUGH,
    }
    for reason in TOO_LITTLE:
        # Not to hold one is as grave as any decision.
        short = {**said, "reason": reason, "children": ("ng", "other")}
        story.make(meetings.ConferenceConsidered, **short)
        assert story.the(code)
        assert "SETTLES_NOTHING" in said_of(story)
    story.make(meetings.ConferenceConsidered, **said, children=("ng",))
    assert "SETTLES_NOTHING" not in said_of(story)
    assert story.the(code)
    story.make(meetings.ConferenceConsidered, **said, children=("other",))
    assert code not in story.codes()


def test_nobody_decides_what_a_meeting_did_not_come_to() -> None:
    story = family()
    called(story)
    story.make(meetings.MeetingRecorded, **CAME_TO)
    # A later account replaces it.
    story.later().make(meetings.MeetingRecorded, **{**CAME_TO, "outcome": "NO_FURTHER_ACTION"})
    assert CODE not in story.codes()


@each("kind", of=[one for one in KINDS if one.code in OF_A_DAY], ids=lambda kind: kind.code)
def test_nobody_has_waited_for_what_falls_on_a_day_since_before_it_was_listed(kind: Kind) -> None:
    """Counted from when it was written down, a review would have waited before it was due."""
    story = family()
    kind.raised(story)
    task = story.the(kind.code)
    assert task.due is not None
    assert task.since >= start_of(task.due - LISTED_BEFORE)


def test_a_review_has_waited_since_its_day_and_not_since_the_decision() -> None:
    story = family()
    on = day_of(story.at) + timedelta(days=5)
    story.decide(review_due=on, end=story.at + 30 * DAY)
    story.later(8 * DAY)
    task = story.the("REVIEW_DECISION")
    assert (task.due, task.since) == (on, start_of(on - LISTED_BEFORE))


def test_the_parents_are_told_of_a_decision_once_it_is_decided_who_of_them_is_safe() -> None:
    """Any caregiver may be who hurt the child: no task sends anybody to them meanwhile."""
    story = family()
    story.talk("mum")
    story.talk("dad")
    story.decide()
    story.later()
    assert story.every("TELL_PARENTS")
    hurt(story)
    story.later()
    left = {code for code in story.codes() if code.startswith("TELL_")}
    assert "TELL_PARENTS" not in left
    assert not story.every("TELL_OF_CONTACT")


def test_when_and_where_it_is_is_told_before_and_what_it_came_to_after() -> None:
    """A page promised the one, and nobody had it to do; the other was then taken for told."""
    story = family()
    asked_to_come(story)
    assert story.the("TELL_INVITED").person == "mum"
    story.later().told("family", "mum")
    assert "TELL_INVITED" not in story.codes()
    story.later().make(
        meetings.MeetingRecorded, meeting="family", held=True, words="Zz", outcome="PLAN"
    )
    assert story.later().the("TELL_OF_MEETING").person == "mum"
    story.told("family", "mum")
    assert "TELL_OF_MEETING" not in story.later().codes()


def test_whoever_may_not_be_safe_since_they_were_invited_is_a_managers_to_decide() -> None:
    story = family()
    asked_to_come(story)
    assert "LOOK_AT_INVITED" not in story.codes()
    story.later().unsafe("mum")
    task = story.the("LOOK_AT_INVITED")
    assert (task.person, task.for_role) == ("mum", "MASH_MANAGER")
    assert "TELL_INVITED" not in story.codes()
