"""Harm that a referrer or an agency writes of, and nobody is said to have done, means whoever has
care of a child: the list says so as the help does.
"""

from __future__ import annotations

from typing import Final

import pytest

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
