"""Whoever is not known to be safe on one file of the authority is not safe on another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.otherfiles.elsewhere import people_concerned, to_be_told
from consent_service.domain.recorded.circumstances import SignRecorded, WishWeighed
from consent_service.domain.recorded.events import RelationshipRecorded, SafetyRecorded
from consent_service.domain.recorded.joinedelsewhere import (
    PersonJoinedElsewhere,
    PersonPartedElsewhere,
)
from consent_service.domain.recorded.practice import ContactPointRecorded, NeedsRecorded
from consent_service.domain.safety.signs import asking
from consent_service.domain.safety.telling import telling_family
from tests.domain.tasks.story import DAY, MANAGER, Story
from tests.reasons import ENOUGH

WORDS = "Do not tell Dad, he hits me"


def _wish(story: Story) -> None:
    story.wish(wish="wish", child="kim", words=WORDS, heard_by="Somebody", not_to_be_told=("dad",))


def _wish_that_holds(story: Story) -> None:
    _wish(story)
    story.make(WishWeighed, MANAGER, wish="wish", may_be_told=False, reason="She is afraid.")


def _parted_long_ago(story: Story) -> None:
    """He was nobody's, until he was put down as her father."""
    story.make(NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",))
    story.make(
        RelationshipRecorded, person="stranger", child="kim", role="FATHER", pr_status="UNKNOWN"
    )


WAYS: dict[str, Callable[[Story], object]] = {
    "a wish that nobody has weighed": _wish,
    "a wish that a manager has weighed, and that holds": _wish_that_holds,
    "a sign that names nobody": lambda s: s.make(SignRecorded, person="mum", code="PRESSURE"),
    "a sign that names them": lambda s: s.make(
        SignRecorded, person="mum", code="PRESSURE", names=("dad",)
    ),
    "words that tell of harm": lambda s: s.wish(child="kim", words="Daddy hits me at night"),
    "words of hers that name nobody": lambda s: s.talk(
        "mum", parent_words="He hit me last week.", not_a_no=True
    ),
    "a need of the mother's": lambda s: s.make(
        NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",)
    ),
    "a talk in which she was pressed": lambda s: s.talk("mum", pressure_concern="POSSIBLE"),
    "an address of hers that is not safe": lambda s: s.make(
        ContactPointRecorded, contact="c", person="mum", type="EMAIL", value="a@b", safety="UNSAFE"
    ),
    "that it was not safe to ask": lambda s: s.say("NOT_ASKED_UNSAFE", "dad"),
    "that they are a danger": lambda s: s.make(
        SafetyRecorded, person="dad", safe_to_ask=False, code="ALLEGED_ABUSER"
    ),
    "that they are close to somebody harmed": _parted_long_ago,
}


def _there(known_as: str = "dad") -> Story:
    story = Story().child("kim", date(2015, 1, 1)).adult("mum", "kim").adult("dad", "kim")
    story.adult("stranger", "kim", pr_status="NO").enquiry()
    story.make(PersonJoinedElsewhere, joining="one", person=known_as)
    return story.later()


@pytest.mark.parametrize("way", WAYS)
def test_whoever_is_unsafe_or_not_known_on_one_file_is_not_safe_on_the_other(way: str) -> None:
    person = "stranger" if WAYS[way] is _parted_long_ago else "dad"
    there = _there(person)
    here = Story(there.at).child("lee", date(2016, 1, 1)).adult("man", "lee", role="FATHER")
    here.make(PersonJoinedElsewhere, joining="one", person="man")
    for later in range(20):
        # Both files are of one ledger: what is told here stands after what it was told of.
        here.enquiry(f"E-{later}")
    assert not to_be_told(_view(there), _view(here))
    before = len(there.entries)
    WAYS[way](there.later())
    last = [content.event for _, content in there.entries[before:]]
    assert person in people_concerned(there.file, last), "nobody would look"
    told = to_be_told(_view(there.later()), _view(here.later(DAY)))
    assert WORDS not in repr(told)
    assert "mum" not in repr(told)
    for event in told:
        here.record(event)
    here.later()
    assert asking(_view(here), "man").answer is not Safe.YES
    # It is told once, and goes back to nobody.
    assert not to_be_told(_view(there), _view(here))
    assert not to_be_told(_view(here), _view(there))
    # A manager of this file may have looked.
    here.make(
        SafetyRecorded, MANAGER, person="man", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH
    )
    assert asking(_view(here.later()), "man").answer is Safe.YES


def _view(story: Story) -> View:
    return View(story.file, story.at, story.at)


def test_where_nobody_on_the_file_may_be_the_danger_to_a_child_nobody_tells_the_family() -> None:
    """Whoever an agency thinks belongs to the family may be that person."""
    story = Story().child("kim", date(2015, 1, 1)).adult("mum", "kim")
    story.talk("mum")
    assert telling_family(_view(story.later()), ()) is Safe.YES
    sign: dict[str, Any] = {"person": "kim", "code": "ALLEGED_ABUSER", "matched": "CONFIRMED"}
    story.make(PersonJoinedElsewhere, joining="one", person="kim")
    story.make(SignRecorded, **sign, joining="one", of_role="FATHER")
    assert asking(_view(story.later()), "mum").answer is Safe.YES
    assert telling_family(_view(story), ()) is Safe.NOT_KNOWN
    # Once he may be somebody on the file, it is asked of him.
    story.adult("dad", "kim").later()
    assert asking(_view(story), "dad").answer is Safe.NOT_KNOWN
    story.make(PersonPartedElsewhere, joining="one")
    assert asking(_view(story.later()), "dad").answer is Safe.YES
