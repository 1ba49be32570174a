"""Whether somebody is safe is asked of a manager in one line, also while a worker's word waits."""

from __future__ import annotations

from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.events import SafetyRecorded
from tests.domain.tasks.story import DAY, MANAGER, Story, family
from tests.domain.tasks.test_what_waits import types
from tests.reasons import ENOUGH

BOTH = {"DECIDE_IF_SAFE", "CONFIRM_EFFECT"}


def feared() -> Story:
    story = family().later()
    story.make(SignRecorded, person="mum", code="CODE_WORD", note="lavender")
    return story.later()


def of_him(story: Story) -> list[str]:
    return [task.code for task in story.due() if task.code in BOTH and task.person == "dad"]


def said_safe(story: Story, became: str) -> Story:
    said = {"person": "dad", "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    types(story, became, SafetyRecorded, **said)
    return story


def test_what_waits_of_somebodys_safety_says_both_and_is_due_as_soon_as_either() -> None:
    story = feared()
    (before,) = [task for task in story.due() if task.code == "DECIDE_IF_SAFE"]
    assert before.person == "dad"
    said_safe(story, "waits")
    assert of_him(story) == ["CONFIRM_EFFECT"]
    both = story.the("CONFIRM_EFFECT")
    assert (both.since, both.due, both.for_role) == (before.since, before.due, "MASH_MANAGER")
    assert both.so_far is not None
    for said in ("may be about somebody", "nobody asks them"):
        assert said in both.so_far


def test_once_it_was_refused_it_is_asked_by_itself_again() -> None:
    assert of_him(said_safe(feared(), "refused")) == ["DECIDE_IF_SAFE"]
    assert of_him(said_safe(feared(), "confirmed")) == []


def test_what_was_said_of_him_since_is_decided_by_itself() -> None:
    story = said_safe(feared(), "waits").later(DAY)
    story.unsafe("dad", MANAGER, safe_to_ask=False, code="DOMESTIC_ABUSE")
    assert of_him(story) == ["CONFIRM_EFFECT"]
    story = said_safe(feared(), "waits").later(DAY)
    story.make(SignRecorded, person="mum", code="CODE_WORD", note="lavender")
    assert {*of_him(story)} == BOTH
