"""Whoever has just typed a yes that nobody can rely on reads why, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import UNSET

from consent_service.domain.codes import TEXTS
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.events import ValidityChanged
from consent_service.domain.recorded.practice import NeedsRecorded
from consent_service.domain.said.indoubt import NO_PLAIN_YES, NOT_THEIR_YES, doubts_of
from consent_service.domain.scopes.services import Directory
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
    assert [one.words for one in doubts_of(view, view.said[-1])] == why


def test_each_doubt_has_a_code_by_which_it_is_decided_and_whatever_the_text_says() -> None:
    """What a page asks went by a sentence: another word in it, and nobody was asked."""
    texts = {one.removeprefix("doubt_").upper() for one in TEXTS if one.startswith("doubt_")}
    assert texts > NOT_THEIR_YES
    assert NO_PLAIN_YES < NOT_THEIR_YES
    story = family()
    talk = story.talk("mum", parent_words="ok from January", not_a_no=True)
    story.agree("mum", conversation=talk)
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    told = {one.code: one.because for one in notices_of(content, stamp, view, Directory())}
    assert told["YES_IN_DOUBT"] == ("FROM_WHEN",)
    assert {because for code, because in told.items() if code != "YES_IN_DOUBT"} <= {UNSET}
