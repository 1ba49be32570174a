"""Who is told that an agreement was taken back hears what a manager has decided since."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.scopes.scope import Agency
from consent_service.domain.tasks.withdrawing import GOES_ON
from tests.domain.tasks.happenings import notified, taken_back
from tests.domain.tasks.story import DAY, Story, family, scope


def stopped() -> Story:
    story = family()
    taken_back(story)
    return story


def test_a_decision_to_go_ahead_with_the_very_thing_stands_on_the_notice_to_stop() -> None:
    """It was stopped at the agency against the manager's decision of the same evening."""
    story = stopped()
    assert story.the("SEND_STOP_NOTICE").so_far is None
    story.decide(decision="OVERRIDE_DECISION")
    assert story.the("SEND_STOP_NOTICE").so_far == GOES_ON
    story.later(11 * DAY)
    assert story.the("SEND_STOP_NOTICE").so_far is None


@pytest.mark.parametrize(
    "given", [{"agencies": (Agency("POLICE"),)}, {"categories": ("EDUCATION",)}]
)
def test_a_decision_about_something_else_does_not(given: dict[str, Any]) -> None:
    story = stopped()
    story.decide(scope=scope(**given))
    assert story.the("SEND_STOP_NOTICE").so_far is None


def test_what_goes_ahead_is_said_where_the_agency_has_not_said_that_it_knows() -> None:
    story = family()
    notified(story)
    story.decide()
    assert story.the("CHASE_STOP_NOTICE").so_far == GOES_ON
