"""A danger who is none of those on the file may be whoever is put there later, as whatever."""

from __future__ import annotations

from typing import Final

from consent_service.domain.answers import Safe
from consent_service.domain.codes import codes
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.safety.signs import NOBODY_KNOWS, asking
from tests.domain.tasks.story import DAY, Story
from tests.sweeping import each

_KNOWN: Final = ("ng", "mum", "dad")


def _a_family(of: str) -> Story:
    story = Story().child().adult("mum").adult("dad").enquiry().later()
    story.make(SignRecorded, person=of, code=NOBODY_KNOWS, none_of=_KNOWN)
    return story.later(DAY)


def _asked(story: Story, person: str) -> Safe:
    view = View(story.file, story.at, story.at)
    return view.each[asking][person].answer


@each("of", of=_KNOWN)
def test_whoever_is_put_there_later_may_be_the_one_near_or_not(of: str) -> None:
    """Only a council is nobody. Who was there is in no doubt, whatever else they are said to be."""
    for role in codes("roles"):
        story = _a_family(of).adult("later", role=role, pr_status="NO").later()
        expected = Safe.YES if role == "LOCAL_AUTHORITY" else Safe.NOT_KNOWN
        assert _asked(story, "later") is expected, role
        story.adult("dad", role=role, pr_status="NO").later()
        assert {_asked(story, one) for one in _KNOWN} == {Safe.YES}, role


@each("of", of=_KNOWN)
def test_so_may_whoever_is_nothing_to_any_child_or_is_a_child_who_is(of: str) -> None:
    story = _a_family(of)
    story.make(events.AdultAdded, person="later", names="Jake", interpreter_needed=False)
    story.child("teen").adult("teen", role="ADULT_SIBLING", pr_status="NO").later()
    assert _asked(story, "later") is Safe.NOT_KNOWN
    assert _asked(story, "teen") is Safe.NOT_KNOWN
