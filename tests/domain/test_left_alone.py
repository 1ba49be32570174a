"""Whoever asks not to be rung is heard, in whichever words and by whichever door, until it is
agreed with them how they are reached.
"""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.freetext.readslikeano import asks_to_be_left_alone
from consent_service.domain.recorded.practice import KeepInformedAgreed, WordsRead
from consent_service.domain.safety.reaching import asked_not_to_be
from tests.domain.doors_of_words import DOORS, OF_CHILDREN, put
from tests.domain.tasks.story import MANAGER, Story, family

ASKED = "Asked not to be contacted"


@pytest.mark.parametrize(
    "words",
    [
        "Do not ring me again.",
        "Don't call me",
        "dont  phone us any more",
        "Please stop ringing me",
        "I do not want you to ring me at work",
        "Never contact us again!",
        "Leave me alone",
        "No more letters please",
    ],
)
def test_that_somebody_wants_to_be_left_alone_is_read(words: str) -> None:
    assert asks_to_be_left_alone(words)


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "Do not ring the old one, he has that phone.",
        "Please do not ring Ted",
        "She said no to it.",
        "Do not tell my mum that you rang me",
        "Nobody rang me",
        "Ring me again on Monday, not Tuesday",
    ],
)
def test_where_to_ring_and_whom_not_to_is_no_such_thing(words: str | None) -> None:
    assert not asks_to_be_left_alone(words)


def asked(story: Story, person: str = "mum") -> frozenset[str]:
    return asked_not_to_be(View(story.file, story.at, story.at), person)


@pytest.mark.parametrize("door", sorted(DOORS.keys() - OF_CHILDREN))
def test_by_each_door_it_is_heard_until_it_is_agreed_how_they_are_reached(door: str) -> None:
    story = family()
    story.say("WITHDRAWN")
    place = put(story, DOORS[door], "mum", "I say no, do not ring me again,")
    assert asked(story.later()) == {"NO_CONTACT_REQUESTED"}
    # Whoever would ring them reads that first.
    call = [one for one in story.due() if one.code == "CALL_AFTER_WITHDRAWAL"]
    assert all(ASKED in (one.so_far or "") for one in call)
    story.make(WordsRead, MANAGER, entry=place, reason="It was about the old number.")
    assert not asked(story.later())
    put(story, DOORS[door], "mum", "I say no, do not ring me again,")
    terms: Any = {"methods": ("CALL",), "times": (), "agreed_with_person": True}
    story.later().make(KeepInformedAgreed, person="mum", enquiry="E1", **terms)
    assert not asked(story.later())
