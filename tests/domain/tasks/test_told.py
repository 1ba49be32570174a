"""Whoever was told and may not be safe is looked at; what a manager had allowed is no mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consent_service.domain import practice
from consent_service.domain.plausible import implausible
from consent_service.domain.view import View
from tests.domain.tasks.story import MANAGER, WORKER, Story, family
from tests.sweeping import each

LOOK_AT = "LOOK_AT_TOLD"


def in_fear() -> Story:
    """Whether the father is safe is not known; a decision stands."""
    story = family()
    story.make(practice.NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",))
    story.later().decide()
    return story.later()


def may_know(story: Story, **members: Any) -> Story:
    said: dict[str, Any] = {"about": "decision", "person": "dad", "safe": True, "reason": "Zz"}
    story.make(practice.SafeToTellChanged, MANAGER, **{**said, **members})
    return story.later()


def told(story: Story) -> Story:
    return story.told("decision", "dad", method="FACE_TO_FACE").later()


def is_doubted(story: Story) -> bool:
    view = View(story.file, story.at, story.at)
    (fact,) = view.recorded(practice.TellingRecorded)
    return "NOT_BY_THIS_WAY" in implausible(view, fact)


def test_what_a_manager_said_that_he_may_know_is_told_him_without_a_doubt() -> None:
    story = told(may_know(in_fear()))
    assert LOOK_AT not in story.codes()
    assert not is_doubted(story)


@each(
    "story",
    of=[
        lambda: told(in_fear()),
        # Said of everybody, of another thing, or after it, it is no leave.
        lambda: told(may_know(in_fear(), person=None)),
        lambda: told(may_know(in_fear(), about="ng")),
        lambda: may_know(told(in_fear())),
        lambda: told(may_know(in_fear()).unsafe("dad", WORKER).later()),
        lambda: told(may_know(may_know(in_fear()), safe=False)),
    ],
)
def test_what_nobody_who_knew_of_it_all_had_said_is_looked_at(story: Callable[[], Story]) -> None:
    assert LOOK_AT in story().codes()
    assert is_doubted(story())
