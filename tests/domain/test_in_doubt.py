"""Whoever has just typed a yes that nobody can rely on reads why, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from consent_service.domain.codes import TEXTS
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.events import ValidityChanged
from consent_service.domain.recorded.practice import NeedsRecorded
from consent_service.domain.said.indoubt import in_doubt
from tests.domain.tasks.story import Story, family
from tests.sweeping import each


def _foreign(story: Story) -> None:
    story.make(PersonAmended, person="mum", language="Polish")
    story.say("AGREED", conversation=story.talk(explained=()))


def _overheard(story: Story) -> None:
    story.make(NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",))
    story.say("AGREED", conversation=story.talk(seen_alone="NO"))


def _of_no_talk(story: Story) -> None:
    place = len(story.entries)
    story.agree()
    story.correct(place)


def _of_concern(story: Story) -> None:
    reasons = ("PRESSURE", "NOT_SEEN_ALONE", "Her brother sat there.")
    story.make(ValidityChanged, response=story.agree(), status="CONCERN", reasons=reasons)


@each(
    "said",
    "why",
    of=[
        (Story.agree, []),
        (lambda story: story.say("REFUSED"), []),
        (_foreign, [TEXTS["doubt_not_understood"]]),
        (_overheard, [TEXTS["doubt_overheard"]]),
        (_of_no_talk, [TEXTS["doubt_without_reason"]]),
        (
            _of_concern,
            ["They may have been under pressure; they were not seen alone; her brother sat there."],
        ),
    ],
)
def test_each_reason_is_a_sentence(said: Callable[[Story], object], why: list[str]) -> None:
    story = family()
    said(story)
    view = View(story.file, story.at, story.at)
    assert list(in_doubt(view, view.said[-1])) == why
