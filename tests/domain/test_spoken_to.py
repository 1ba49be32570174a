"""What a kind of information is called to whoever is asked about it, of whomever it is."""

from __future__ import annotations

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.file.view import View
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.words.naming import YOU, by_relation, spoken_kind
from tests.domain.tasks.story import Story
from tests.sweeping import each

SAID: list[tuple[str, tuple[str, ...], str]] = [
    ("CHILD_HEALTH", ("Ben Zed",), "Ben Zed's health"),
    ("CHILD_HEALTH", ("Ben Zed", "Ada Zed"), "each child's health"),
    ("EDUCATION", ("Ben Zed",), "how Ben Zed is doing at school or nursery"),
    ("EDUCATION", ("Ben Zed", "Ada Zed"), "how each child is doing at school or nursery"),
    ("IDENTITY_CONTACT", (YOU,), "your name, birthday and address"),
    ("IDENTITY_CONTACT", (YOU, "Ben Zed"), "your and Ben Zed's name, birthday and address"),
    ("IDENTITY_WITHOUT_ADDRESS", ("Ben Zed",), "Ben Zed's name and birthday, but no address"),
    ("FAMILY_HISTORY", ("Ben Zed",), "the family's story"),
    ("FAMILY_HISTORY", (YOU,), "your family's story"),
    ("ADULT_MENTAL_HEALTH", (YOU,), "your mental health"),
    ("PARENTING_CAPACITY", (YOU,), "how you look after children"),
]  # fmt: skip


@each("kind", "about", "words", of=SAID)
def test_it_is_said_of_whoever_it_is_about(kind: str, about: tuple[str, ...], words: str) -> None:
    assert spoken_kind(kind, about) == words


def test_a_young_person_hears_of_themselves_and_a_carer_of_those_for_whom_they_care() -> None:
    assert (
        spoken_kind("EDUCATION", [YOU], is_young=True) == "how you are doing at school or college"
    )
    # Of a brother they are spoken to as everybody else is.
    assert spoken_kind("CHILD_HEALTH", ["Ben Zed"], is_young=True) == "Ben Zed's health"
    said = spoken_kind("PARENTING_CAPACITY", [YOU], cares_for=["Ben Zed", "Ada Zed"])
    assert said == "how you look after Ben Zed and Ada Zed"


@pytest.mark.parametrize("about", [("Ben Zed",), ("Ben Zed", "Ada Zed"), (YOU, "Ben Zed"), (YOU,)])
def test_nobody_is_told_of_their_child_whoever_they_are(about: tuple[str, ...]) -> None:
    for kind in codes("categories"):
        assert "your child" not in spoken_kind(kind, about).casefold()


def test_whoever_is_nothing_to_any_child_yet_is_named_in_no_list() -> None:
    """All that was due to the family could not be shown."""
    story = Story().child().adult("mum")
    story.make(AdultAdded, person="somebody", names="Zz somebody")
    view = View(story.file, story.at, story.at)
    assert by_relation(view, "somebody", "them") == "them"
    assert by_relation(view, "mum", "them") == "the mother"
