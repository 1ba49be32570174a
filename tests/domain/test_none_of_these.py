"""A danger who is none of those on the file may be whoever is put there later, as whatever."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.codes import codes
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import DangerAsked, SignRecorded
from consent_service.domain.safety.close import NOBODY_KNOWS
from consent_service.domain.safety.harmtoread import harm_to_read
from consent_service.domain.safety.signs import asking
from consent_service.domain.safety.wishes import may_be_meant
from tests.domain.tasks.story import DAY, MANAGER, Story
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


@each("said", of=["a sign", "a wish"])
@pytest.mark.parametrize(
    ("born", "is_first", "may_be"),
    [
        (date(2012, 5, 1), False, True),
        (date(2009, 12, 1), False, True),
        (None, False, True),
        (date(2020, 5, 1), False, False),
        (date(2012, 5, 1), True, False),
    ],
)
def test_so_may_a_young_person_who_comes_on_file_since(
    said: str, born: date | None, *, is_first: bool, may_be: bool
) -> None:
    """The lad from the flats was put on file as another child, and of him nobody was asked."""
    story = Story().child().adult("mum").adult("dad").enquiry().later()
    if is_first:
        story.child("lad", born).later()
    if said == "a sign":
        story.make(SignRecorded, person="ng", code=NOBODY_KNOWS, none_of=_KNOWN)
    else:
        story.wish(not_to_be_told_because="He goes mad.", wish="w")
    story.later(DAY)
    if not is_first:
        story.child("lad", born).later()
    assert (_asked(story, "lad") is not Safe.YES) is may_be
    if said == "a wish":
        view = View(story.file, story.at, story.at)
        assert ("lad" in may_be_meant(view, "w")) is may_be
    story.unsafe("lad", MANAGER, safe_to_ask=True, code="OTHER").later()
    assert _asked(story, "lad") is Safe.YES


def test_who_was_a_small_child_then_is_it_on_no_birthday() -> None:
    """On the thirteenth nobody knew of them any more, by nobody's word."""
    story = _a_family("ng").child("sib", born := date(2013, 5, 20)).later()
    assert _asked(story, "sib") is Safe.YES
    story.later(born.replace(year=born.year + 13) - story.at.date() + DAY)
    assert _asked(story, "sib") is Safe.YES


def test_what_a_young_adult_told_beside_a_danger_is_read_after_their_birthday() -> None:
    """At 18 it was on nobody's list, unread."""
    story = Story().child().adult("mum").adult("dad").enquiry().later()
    eighteen = (story.at + 5 * DAY).date()
    born = eighteen.replace(year=eighteen.year - 18)
    story.make(events.AdultAdded, person="yp", names="Ty", dob=born, interpreter_needed=False)
    story.later()
    story.talk("yp", parent_words="He is always about")
    place = story.entries[-1][0].seq
    story.make(SignRecorded, person="yp", code="CODE_WORD", names=("dad",))
    story.make(DangerAsked, knows_of_nobody=False, of_entries=2)
    story.later()
    for _ in range(2):
        view = View(story.file, story.at, story.at)
        assert [one.seq for one in harm_to_read(view)] == [place]
        story.later(10 * DAY)
