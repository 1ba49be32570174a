"""Each kind of task about safety plans."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.recorded import meetings, plans
from consent_service.domain.recorded.plans import ContactArrangement
from consent_service.domain.scopes.scope import Agency
from tests.domain.tasks.happenings import TODAY, TOMORROW
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.story import DAY, MANAGER, Story

_WARD = ContactArrangement("SUPERVISED", on_the_ward=True)


def planned(story: Story, version: int = 1, **members: Any) -> None:
    """A plan that a surgery is to have."""
    usual: dict[str, Any] = {
        "plan": "plan",
        "enquiry": "E1",
        "children": ("ng",),
        "version": version,
        "review_on": (story.at + 7 * DAY).date(),
    }
    story.make(plans.SafetyPlanMade, **{**usual, **members})
    named(story)


def named(story: Story, agency: str = "GP", **members: Any) -> None:
    usual: dict[str, Any] = {"recipient": agency, "plan": "plan", "agency": Agency(agency)}
    story.make(plans.PlanRecipientNamed, **{**usual, **members})


def given(story: Story, version: int = 1, recipient: str = "GP") -> None:
    story.make(plans.PlanShared, recipient=recipient, version=version)


def _given(story: Story) -> None:
    planned(story)
    given(story)


def _ended(story: Story) -> None:
    _given(story)
    story.make(plans.PlanEnded, MANAGER, plan="plan", reason="Zz")


OF_PLANS = [
    Kind("SEND_PLAN", planned, given, TODAY),
    Kind("PLAN_NOT_WITH_ALL", planned, given, TOMORROW, "MASH_MANAGER"),
    Kind(
        "CONFIRM_PLAN",
        _given,
        lambda s: s.make(plans.PlanConfirmed, recipient="GP", version=1),
        TOMORROW,
    ),
    Kind(
        "NAME_WARD", lambda s: planned(s, contact=(_WARD,)), lambda s: named(s, "HOSPITAL"), TODAY
    ),
    Kind(
        "REVIEW_PLAN",
        lambda s: planned(s, review_on=TOMORROW),
        lambda s: planned(s, 2, review_on=TODAY + timedelta(days=9)),
        TOMORROW,
    ),
    Kind(
        "TELL_PLAN_ENDED",
        _ended,
        lambda s: s.make(meetings.AgencyTold, to="GP", about="plan", words_sent="Zz"),
        TOMORROW,
    ),
]
