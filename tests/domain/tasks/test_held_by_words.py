"""Whoever is held by words of harm is on a manager's list at once: only a manager can free them."""

from __future__ import annotations

from typing import Final

from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.meetings import InjuryRecorded
from tests.domain.tasks.story import MANAGER, Story
from tests.domain.test_tells_of_harm import DOORS, a_family, not_known, told
from tests.reasons import ENOUGH
from tests.sweeping import each

_SIGNS: Final = (SignRecorded, InjuryRecorded)
_IN_WORDS: Final = sorted(door for door, one in DOORS.items() if one.kind not in _SIGNS)


def _lists(story: Story) -> dict[str | None, str]:
    """By person: in whose list the question is whether they are safe to ask."""
    due = [one for one in story.due(story.at) if one.code == "DECIDE_IF_SAFE"]
    return {one.person: one.for_role for one in due}


@each("door", of=_IN_WORDS)
@each("words", of=["somebody at home hits him", "Kurt hits him", "his uncle hits him"])
def test_whoever_is_held_by_words_is_in_a_managers_list(door: str, words: str) -> None:
    """It stood in a worker's list alone, as to be decided by a manager."""
    story = a_family()
    told(story, door, words)
    held = not_known(story)
    assert _lists(story) == dict.fromkeys(held, MANAGER.role)


def test_each_of_them_until_it_is_said_of_them() -> None:
    story = a_family()
    told(story, "DecisionRequested.why", "somebody at home hits him")
    held = not_known(story)
    assert len(held) > 1
    for person in sorted(held):
        safe = {"safe_to_ask": True, "code": "SAFE_AGAIN", "reason": f"{ENOUGH} {person}"}
        story.later().make(events.SafetyRecorded, MANAGER, person=person, **safe)
        assert person not in _lists(story.later())
    assert not _lists(story)
