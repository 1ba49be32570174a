"""An enquiry in which anything was said or done was one: it cannot end as entered in error."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.lifting.hanging import STANDS_BY_ITSELF, hangs_on
from consent_service.domain.recorded.checked import ContactOpened
from consent_service.domain.recorded.event import Event, NoFact, OfTheAuthority, kinds, tag_of
from consent_service.domain.recorded.events import WishRecorded
from tests.domain.tasks.story import Story
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.walking import as_it_stands, of

#: A fact of a family's file that nobody has said stands by itself.
HANGS = sorted(
    tag_of(kind)
    for kind in {situation.kind for situation in SITUATIONS}
    if not issubclass(kind, (NoFact, OfTheAuthority, *STANDS_BY_ITSELF))
)


@pytest.mark.parametrize("tag", HANGS)
def test_every_kind_of_entry_hangs_on_its_enquiry_unless_it_is_said_why_not(tag: str) -> None:
    for situation in of(tag):
        record = as_it_stands(situation)
        view = record.view(record.at)
        fact = [fact for fact in view.file.every() if isinstance(fact.event, situation.kind)][-1]
        enquiry = getattr(fact.event, "enquiry", None) or next(iter(view.enquiries), None)
        if enquiry is None or not fact.holds(fact.effective_at, view.known):
            continue
        others = set(view.going_on) - {enquiry}
        if others and not getattr(fact.event, "enquiry", None):
            # Of what names none nobody knows that it was of this one.
            continue
        assert fact in list(hangs_on(view, enquiry)), situation


def test_what_stands_by_itself_is_no_answer_no_danger_and_nothing_that_was_done() -> None:
    assert set(STANDS_BY_ITSELF) <= set(kinds(Event))
    assert ContactOpened in STANDS_BY_ITSELF


def test_a_mere_opening_has_nothing_hanging_on_it() -> None:
    story = Story()
    assert list(hangs_on(View(story.file, story.at, story.at), "E1")) == []
    story.say("AGREED")
    assert list(hangs_on(View(story.file, story.at, story.at), "E1")) != []


def test_what_a_child_said_hangs_on_the_enquiry_that_went_on_then_whatever_was_opened_since() -> (
    None
):
    """Another that was opened and closed after it took it along: the first ended as an error."""
    said: dict[str, Any] = {
        "child": "ng",
        "objects": True,
        "words": "Do not tell Dad.",
        "heard_by": "Zz",
    }
    story = Story().child().enquiry()
    story.make(WishRecorded, **said)
    story.later().enquiry("E2")
    story.later().close("E2")

    def hangs(enquiry: str) -> list[str]:
        view = View(story.file, story.at, story.at)
        return [tag_of(type(fact.event)) for fact in hangs_on(view, enquiry)]

    assert hangs("E1") == ["wish-recorded"]
    # What came while the other went on as well is of either: one of them ended as what it was.
    for reason, left in (("NFA_ADVICE", []), ("ENTERED_IN_ERROR", ["wish-recorded"])):
        story = Story().child().enquiry().enquiry("E2")
        story.make(WishRecorded, **said)
        story.later().close("E2", reason)
        assert hangs("E1") == left
