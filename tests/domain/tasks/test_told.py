"""Whoever was told and may not be safe is looked at; what a manager had allowed is no mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consent_service.domain import events, practice
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


def somebody_feared() -> Story:
    """An adult of whom nobody has said what they are to a child."""
    story = decided(family())
    story.make(events.AdultAdded, person="cy", names="Cy Example")
    return story.unsafe("cy").later()


def decided(story: Story) -> Story:
    story.decide()
    return story.later()


def family_told(story: Story, **members: Any) -> Story:
    """Somebody wrote that the family was told, and named nobody."""
    return story.told("decision", None, **members).later()


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
        lambda: family_told(decided(family())),
        lambda: family_told(may_know(in_fear())),
        lambda: family_told(in_fear(), told=False, reason="Zz"),
        lambda: in_fear().told("decision", "mum").later(),
    ],
)
def test_what_nobody_was_told_who_may_not_be_safe_is_not(story: Callable[[], Story]) -> None:
    assert LOOK_AT not in story().codes()
    assert not is_doubted(story())


def test_a_manager_who_writes_it_knows_of_it() -> None:
    story = in_fear()
    story.make(practice.TellingRecorded, MANAGER, about="decision", told=True)
    assert LOOK_AT not in story.later().codes()


@each(
    "story",
    of=[
        lambda: told(in_fear()),
        lambda: in_fear().told("decision", "dad").later(),
        # Where nobody is named it may have been he, or whoever nobody has placed.
        lambda: family_told(in_fear()),
        lambda: family_told(in_fear(), method="FACE_TO_FACE"),
        lambda: family_told(somebody_feared()),
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
