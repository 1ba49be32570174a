"""Whoever types words that tell of harm is asked at once to record a sign of danger."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain import events, practice
from consent_service.domain.content import By
from consent_service.domain.notices import notices_of
from consent_service.domain.services import Directory
from consent_service.domain.view import View
from tests.domain.tasks.story import WORKER, Story, family

HARM = (
    "Daddy hits me with the belt",
    "I am scared of Dad. He hurts me at night",
    "My father touches me",
    "Please do not ring Ted, he hits me when he hears of it",
    "he broke my arm last year",
    "He shouted: if you ring again I will kill her",
    "She is terrified of Cy",
)
NONE = ("I want to stay with Gran.", "Told her what the health visitor said.", "No answer.", "")


def noticed(story: Story, kind: Any, members: dict[str, Any], by: By = WORKER) -> bool:
    story.make(kind, by, **members)
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    found = [one.code for one in notices_of(content, stamp, view, Directory())]
    return "WORDS_TELL_OF_HARM" in found


@pytest.mark.parametrize("words", [*HARM, *NONE])
def test_by_each_door_words_of_harm_are_answered_with_what_to_do(words: str) -> None:
    is_harm = words in HARM
    wish = {"child": "ng", "objects": False, "words": words, "heard_by": "HUB"}
    assert noticed(family(), events.WishRecorded, wish) is is_harm
    need = {"person": "mum", "indicators": ("LITERACY",), "note": words or None}
    assert noticed(family(), practice.NeedsRecorded, need) is is_harm
    story = family()
    story.talk("mum", parent_words=words or None)
    stamp, content = story.entries[-1]
    found = notices_of(content, stamp, View(story.file, story.at, story.at), Directory())
    assert ("WORDS_TELL_OF_HARM" in {one.code for one in found}) is is_harm


def test_whoever_is_of_the_family_reads_nothing_of_it() -> None:
    said = {"request": "r", "person": "mum", "wants": "TALK", "words": HARM[0]}
    assert not noticed(family(), practice.FamilyAsked, said, By("mum", "PARENT"))
    assert noticed(family(), practice.FamilyAsked, said)
