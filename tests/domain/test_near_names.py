"""A name spelt otherwise may be somebody's who is not safe; what is near is bounded."""

from __future__ import annotations

import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.following.advocates import TAKEN_ON
from consent_service.domain.names.nearnames import are_near, each_near
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded.circumstances import PeopleToldApart, PersonAmended
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.safety.oneadvocate import is_with_them
from consent_service.domain.safety.signs import asking
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import MANAGER, Story, family
from tests.sweeping import each

NEAR = [
    ("Rufus Quillon", "rufus  QUILLON"),
    ("Rufus Quillon", "Rufus Quilon"),
    ("Rufus Quillon", "R. Quillon"),
    ("Rufus Quillon", "Mr Rufus Q"),
    ("Rufus Quillon", "Quillon, Rufus"),
    ("Rufus Quillon", "Quilon Rufus"),
    ("Rufus Quillon", "Rufis Quillon"),
    ("Rufus Quillon", "Rufsu Quillon"),
    ("Rufus Quillon", "Rufus Jory Quillon"),
    ("Rufus Quíllon", "Rufus Quillons"),
    ("Jon Zed", "John Zed"),
    ("Bo O'Neil", "Bo ONeill"),
    ("Bo O’Neil", "Bo O Neil"),
    ("Bo Mc Zed", "Bo McZed"),
    ("Bo Zed-Wye", "Bo Zed Wye"),
]
FAR = [
    ("Rufus Quillon", "Tamsin Quillon"),
    ("Rufus Quillon", "Rufus Zed"),
    ("Rufus Quillon", "Rufis Quilon"),
    ("Rufus Quillon", "Quillon"),
    ("Rufus Quillon", "J Quillon"),
    ("Mark Zed", "Mary Zed"),
    ("Ann Zed", "Dan Zed"),
    ("Adult 1", "Adult 12"),
    ("R Q", "Rufus Q"),
    ("Mum", "Mums"),
]


@each("pair", "expected", of=[*((pair, True) for pair in NEAR), *((pair, False) for pair in FAR)])
def test_names_are_near_by_one_difference_in_one_word(
    pair: tuple[str, str], expected: bool
) -> None:
    one, other = pair
    assert are_near(one, other) is are_near(other, one) is expected, pair


def test_of_many_the_same_are_near_as_of_each_two() -> None:
    names = sorted({name for pair in (*NEAR, *FAR) for name in pair})
    found = {frozenset((a, b)) for a in names for b in names if a != b and are_near(a, b)}
    assert each_near(names) == found


def feared(name: str = "Rufus Quillon") -> Story:
    story = family()
    story.make(PersonAmended, person="dad", names=name)
    story.unsafe("dad", code="DOMESTIC_ABUSE", reason="So.")
    return story.later()


def helps(story: Story, name: str, chosen: str | None = None) -> bool:
    for status in ("CONFIRMED", "ACTIVE"):
        assert status in TAKEN_ON
        advocate(story.later(), status, advocate=name, advocate_person=chosen)
    view = View(story.file, story.at, story.at)
    place, content = story.entries[-1]
    is_with = is_with_them(view, view.advocate["mum", "E1"])
    assert ("ADVOCATE_BY_NAME" in codes_of(content, place, view)) is not is_with
    assert ("CHECK_ADVOCATE" in story.codes()) is not is_with
    return is_with


@each("pair", "expected", of=[*((pair, False) for pair in NEAR), *((pair, True) for pair in FAR)])
def test_nobody_helps_by_a_name_near_that_of_somebody_who_is_not_safe(
    pair: tuple[str, str], expected: bool
) -> None:
    assert helps(feared(pair[0]), pair[1]) is expected, pair


@pytest.mark.parametrize("chosen", ["friend", None])
def test_somebody_of_a_near_name_is_asked_about_until_a_manager_says_that_they_are_two(
    chosen: str | None,
) -> None:
    story = feared()
    story.make(AdultAdded, person="friend", names="Rufus Quilon")
    place, content = story.entries[-1]
    story.adult("friend", pr_status="NO")
    view = View(story.file, story.at, story.at)
    assert "SAME_NAME" in codes_of(content, place, view)
    assert view.each[asking]["friend"].answer is Safe.NOT_KNOWN
    assert not helps(story, "Rufus Quilon", chosen)
    assert "friend" in story.whose("ONE_OR_TWO")
    story.later().make(
        PeopleToldApart, MANAGER, person="friend", other="dad", reason="Has met both."
    )
    view = View(story.later().file, story.at, story.at)
    assert view.each[asking]["friend"].answer is Safe.YES
    assert view.each[asking]["dad"].answer is Safe.NO
    # By the name alone it may still be either.
    assert helps(story, "Rufus Quilon", chosen) is (chosen is not None)


def test_of_near_names_of_whom_nobody_is_feared_nobody_asks() -> None:
    story = family()
    story.make(PersonAmended, person="dad", names="Rufus Quillon")
    story.make(AdultAdded, person="friend", names="Rufus Quilon")
    place, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    assert "SAME_NAME" not in codes_of(content, place, view)
    assert "ONE_OR_TWO" not in story.codes()
    assert helps(story, "R. Quillon")
