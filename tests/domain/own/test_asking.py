"""What somebody asked us for stands on their page as they know of it, whatever others write."""

from __future__ import annotations

from typing import Any

from consent_service.domain.file.view import View
from consent_service.domain.own.asking import asked_by
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import WishRecorded
from consent_service.domain.recorded.practice import FamilyAsked
from tests.domain.tasks.story import MANAGER, Story, family
from tests.sweeping import each

_THEMSELVES = By("mum", "PARENT")


def _shown(story: Story) -> list[str | None]:
    view = View(story.later().file, story.at, story.at)
    return [one.words for one in asked_by(view, "mum")]


@each("by", of=["names", "not_to_be_told", "only_not_to_hear", "not_to_be_told_because"])
def test_no_word_of_theirs_comes_to_stand_there_by_what_one_of_us_strikes(by: str) -> None:
    """A manager struck their sign as an error, and where to ring them stood on the page that
    whoever they are afraid of looks at.
    """
    story = family().later()
    named: Any = "Zz." if by == "not_to_be_told_because" else ("dad",)
    if by == "names":
        said = story.make(SignRecorded, _THEMSELVES, person="mum", code="NOT_KNOWN", names=named)
    else:
        members = {"child": "mum", "objects": False, "words": "Zz.", "heard_by": "Zz", by: named}
        said = story.make(WishRecorded, _THEMSELVES, wish="w", **members)
    words = "ring me at work about the flat"
    story.later().make(
        FamilyAsked, _THEMSELVES, request="r", person="mum", wants="TALK", words=words
    )
    assert _shown(story) == [None]
    story.correct(said, MANAGER)
    assert _shown(story) == [None]
