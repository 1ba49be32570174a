"""Whoever may have seen what was wrong is told that it was put right, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest

from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.waysin import WayInGiven
from tests.domain.tasks.story import MANAGER, WORKER, Story, family

TELL = "TELL_OF_CORRECTION"


def mistyped(answer: str = "AGREED") -> tuple[Story, str]:
    """Under the name of a father to whom nobody has spoken."""
    story = family()
    return story, story.say(answer, "dad")


def taken_back(story: Story, said: str, by: By = WORKER) -> list[str | None]:
    """Who is then to be told."""
    seq = next(one.seq for one in story.file.responses if one.event.response == said)
    wrong = {"corrects": seq, "what_was_wrong": "Zz", "requested_by": "STAFF"}
    story.make(practice.EntryCorrected, by, **wrong)
    return [task.person for task in story.later().every(TELL)]


@pytest.mark.parametrize("answer", ["AGREED", "AGREED_IN_PART"])
def test_nobody_is_told_of_what_was_never_theirs_and_was_taken_back_at_once(answer: str) -> None:
    story, said = mistyped(answer)
    assert taken_back(story.later(), said) == []


def test_a_slip_of_the_pen_is_no_news_to_whoever_was_spoken_to_before_it() -> None:
    """Nothing was told or sent between it and the taking back."""
    story = family()
    story.talk("dad")
    said = story.later(timedelta(hours=2)).say("AGREED", "dad")
    assert taken_back(story.later(), said) == []


#: By each of these he may have seen it, or it may have been his word.
_SEEN: Final[dict[str, Callable[[Story, str], object]]] = {
    "in a talk": lambda story, _: story.talk("dad"),
    "another answer": lambda story, _: story.say("UNDECIDED", "dad"),
    "in writing": lambda story, said: story.make(events.WrittenSummarySent, response=said),
    "on his page": lambda story, _: story.make(
        WayInGiven, way_in="way", person="dad", how="READ_OUT"
    ),
    "after a while": lambda story, _: story.later(timedelta(minutes=31)),
}


@pytest.mark.parametrize("seen", _SEEN)
def test_whoever_may_have_seen_it_is_told(seen: str) -> None:
    story, said = mistyped()
    _SEEN[seen](story.later(), said)
    assert taken_back(story.later(), said) == ["dad"]


def test_whose_no_it_was_or_what_somebody_else_says_was_wrong_is_told() -> None:
    story, said = mistyped()
    assert taken_back(story, said, MANAGER) == ["dad"]
    story, said = mistyped("REFUSED")
    assert taken_back(story, said) == ["dad"]
