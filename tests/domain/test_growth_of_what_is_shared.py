"""What is due of a family, what was shared of it, and what reports keep of that, of twice as much
take twice the steps.

Counted and not timed, as in `test_growth.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import DisclosureRecorded, SafeToTellChanged
from consent_service.domain.reports.kept import every_line
from consent_service.domain.said.travelling import travelling
from consent_service.domain.scopes.scope import SEEK, Agency
from consent_service.domain.tasks import due
from consent_service.domain.tasks.scene import Scene
from tests.domain.shared import disclosed
from tests.domain.tasks.story import DAY, Story
from tests.domain.test_growth import FEW, assert_twice_takes_twice


def share(story: Story, number: int, *rests_on: str, **members: Any) -> str:
    id = f"shared-{number}"
    usual: dict[str, Any] = {
        "enquiry": "E1",
        "subjects": ("ng",),
        "agency": Agency("GP"),
        "categories": ("CHILD_HEALTH",),
        "purpose": "AGENCY_CHECKS",
        "direction": SEEK,
        "basis": "AGREED",
        "summary": "Zz",
        "words_sent": "Zz",
    }
    story.make(DisclosureRecorded, disclosure=id, rests_on=rests_on, **{**usual, **members})
    return id


def under_a_yes_of_its_own(story: Story, number: int) -> None:
    share(story, number, story.agree())


def told(story: Story, number: int) -> None:
    story.told(share(story, number, story.agree()), ("mum", "dad", None)[number % 3])


def decided_and_told(story: Story, number: int) -> None:
    story.told(story.decide(f"decided-{number}"), ("mum", "dad", None)[number % 3])


def not_told(story: Story, number: int) -> None:
    """Because it is not safe; of every other one somebody finds since that it is."""
    decided = story.decide(f"decided-{number}")
    until = (story.at + DAY).date()
    story.told(decided, "mum", told=False, reason="NOT_SAFE", review_on=until)
    if number % 2:
        story.make(SafeToTellChanged, about=decided, person="mum", safe=True, reason="Zz")


def taken_back_at_last(story: Story, number: int) -> None:
    under_a_yes_of_its_own(story, number)
    if number % FEW == FEW - 1:
        story.later().say("WITHDRAWN")


def worked_out(view: View) -> None:
    due(view, DEFAULT_POLICY)
    disclosed(view)
    travelling(view)
    every_line(Scene(view, DEFAULT_POLICY))


@pytest.mark.parametrize(
    "done", [under_a_yes_of_its_own, told, decided_and_told, not_told, taken_back_at_last]
)
def test_what_is_due_and_what_was_shared_of_twice_as_much_take_twice_the_steps(
    done: Callable[[Story, int], None],
) -> None:
    assert_twice_takes_twice(done, worked_out)
