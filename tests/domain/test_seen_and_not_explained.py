"""Harm that a referrer or an agency writes of, and nobody is said to have done, means whoever has
care of a child: the list says so as the help does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.recorded.circumstances import DangerAsked, SignRecorded
from consent_service.domain.recorded.events import EnquiryOpened
from consent_service.domain.safety.signs import NOBODY_KNOWS
from tests.domain.tasks.story import Story
from tests.domain.test_tells_of_harm import EVERYBODY, a_family, not_known, told

#: By these somebody writes of a family to us, or we of them.
HEARSAY: Final = ("AgencyReplied.words", "EnquiryOpened.worry", "EnquiryOpened.referrer_words")


@pytest.mark.parametrize("door", HEARSAY)
@pytest.mark.parametrize(
    "words",
    [
        "Teacher is worried about bruises.",
        "Baby of 4 months with a fractured rib.",
        "Finger marks on his neck.",
        "Bruising seen; Mum present.",
        "Bea was told of the burn marks",
        "Wets herself, flinches when touched.",
        "Domestic violence at the address",
    ],
)
def test_harm_that_nobody_is_said_to_have_done_means_whoever_has_care(
    door: str, words: str
) -> None:
    """The help said that they are not rung, and the list to speak to each of them."""
    story = a_family()
    told(story, door, words)
    assert not_known(story) == EVERYBODY
    assert not {one.person for one in story.due(story.at) if one.code == "SPEAK_TO"}


@pytest.mark.parametrize("door", HEARSAY)
@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("Fractured arm. Kurt did it", EVERYBODY),
        ("Kurt caused the fracture", {"dad"}),
        ("Black eye, says Dad punched him", {"dad"}),
        ("Bitten by Vera", {"gran"}),
        ("No bruises or marks seen, Mum was there", set()),
        ("Seen today, nil bruising", set()),
        ("Bruise on the leg: another boy at school kicked him", set()),
    ],
)
def test_who_is_said_to_have_done_it_is_meant_and_of_what_is_not_there_nobody(
    door: str, words: str, means: set[str]
) -> None:
    story = a_family()
    told(story, door, words)
    assert not_known(story) == means


@pytest.mark.parametrize("words", ["I have a bruise", "I am bruised all over"])
def test_a_childs_own_injury_means_whoever_cares_for_them(words: str) -> None:
    """Of an adult who says so of themselves no child's carer is suspected."""
    story = a_family()
    told(story, "WishRecorded.words", words)
    assert not_known(story) == EVERYBODY


_BRUISE: Final = "Bruise on the arm, says he fell."


def _act(story: Story, place: int, says: str) -> int | None:
    """A worker writes of a bruise, and says who must not hear of it, or nothing; where a sign of it
    stands.
    """
    story.make(EnquiryOpened, enquiry=f"E-{place}", worry=_BRUISE)
    named: int | None = None
    if says == "SOMEBODY":
        named = story.make(SignRecorded, person="ng", code=NOBODY_KNOWS, names=("gran",))
    if says != "NOTHING":
        entries = 1 if named is None else 2
        story.make(DangerAsked, knows_of_nobody=named is None, of_entries=entries)
    return named


@given(st.lists(st.sampled_from(["NOTHING", "NOBODY", "SOMEBODY"]), min_size=1, max_size=6))
def test_who_may_be_a_danger_is_answered_of_the_act_it_was_asked_in(said: list[str]) -> None:
    """Of two acts of one worker in one moment, "nobody" in the one answered for the other."""
    story = a_family()
    signs = [named for n, says in enumerate(said) if (named := _act(story, n, says)) is not None]
    meant = EVERYBODY if "NOTHING" in said else set()
    assert not_known(story) - {"gran"} == meant - {"gran"}
    if signs:
        story.later(timedelta(minutes=1)).correct(signs[-1])
        assert not_known(story) - {"gran"} == EVERYBODY - {"gran"}, "a mistake was taken for it"


def test_where_it_does_not_say_of_which_entries_it_answers_for_none() -> None:
    story = a_family()
    story.make(EnquiryOpened, enquiry="E-1", worry=_BRUISE)
    story.make(DangerAsked, knows_of_nobody=True)
    assert not_known(story) == EVERYBODY
