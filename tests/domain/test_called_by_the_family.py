"""Whoever is not safe is known by what people write of them: a first name, a short one, "Dad"."""

from __future__ import annotations

from typing import Final

from consent_service.domain.file.view import View
from consent_service.domain.names.kin import _BY_WORD
from consent_service.domain.names.nearnames import are_near
from consent_service.domain.names.shortnames import _LINES, others_of
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.safety.feared import feared_as
from tests.domain.tasks.story import Story, family
from tests.sweeping import each

#: By what is written, of a father called so.
HIS: Final = [
    *("Rod", "rod", "Rod,", "Rod Q", "R. Quillon", "Mr R. Quillon, caretaker", "Rodney Quillon"),
    *("Rodney", "Mr Quillon (caretaker)", "Dad", "his dad", "Bram’s dad", "the children's father"),
    *("Mum and Dad", "Mum/Dad", "Gran or daddy", "Dad - school run", "Both parents", "Rod & Jo"),
    *("the ex", "her ex-husband", "Mum's ex partner", "PC Rod Quillon", "Roddie", "Nurse Quillon"),
    *("His birth father", "Uncle Rod", "Dad (Rod)", "Quillon, Rod", "Roddy Quillon, the coach"),
]
OTHERS: Final = [
    *("Mum", "her mum", "Gran", "step-dad", "Rob", "Rodrigo Zed", "Jo Quillon, his sister"),
    *("the caretaker", "Father Brown School", "Nobody", "R", "", "Grandad", "Aunt Jo"),
]


def named(name: str = "Rod Quillon") -> Story:
    story = family()
    story.make(PersonAmended, person="dad", names=name)
    return story


def feared(story: Story, typed: str) -> str | None:
    story.later()
    return feared_as(View(story.file, story.at, story.at), typed)


@each("typed", of=HIS)
def test_whoever_is_not_safe_is_meant_by_whatever_people_write_of_them(typed: str) -> None:
    """A plan had "Rod" and "his dad" take the child to school."""
    assert feared(named().unsafe("dad"), typed) == "dad"
    assert feared(named(), typed) is None, "Of whoever is safe nothing is said."


@each("typed", of=OTHERS)
def test_nobody_else_is_taken_for_them(typed: str) -> None:
    assert feared(named().unsafe("dad"), typed) is None


@each("word", of=sorted(_BY_WORD))
def test_each_word_means_whoever_is_that_to_a_child_and_not_somebody_who_is_safe(
    word: str,
) -> None:
    """Where one of the first is on the file it is they: "Mum" is no word of a mother's partner."""
    for role in sorted(_BY_WORD[word].first):
        story = family().adult("kin", role=role)
        assert feared(story, word) is None
        assert feared(story.unsafe("kin"), f"Her {word}") == "kin", role
    for role in sorted(_BY_WORD[word].otherwise - _BY_WORD[word].first):
        story = Story().child().adult("kin", role=role).unsafe("kin")
        assert feared(story, word) == "kin", role
        first = min(_BY_WORD[word].first)
        assert feared(story.adult("safe", role=first), word) is None, role


def test_whose_relation_nobody_has_said_may_be_any() -> None:
    story = Story().child()
    story.make(AdultAdded, person="cy", names="Cy Sample")
    assert feared(story.unsafe("cy"), "Dad") == "cy"


def test_short_names_are_of_one_another_and_each_line_is_a_name() -> None:
    for line in _LINES.split("\n"):
        words = line.split()
        assert len(words) == len({*words}), line
        assert len(words) != 1, line
        for word in words:
            assert {*words} - {word} <= others_of(word)
            assert all(word in others_of(other) for other in others_of(word))
    assert are_near("Bob Zed", "Robert Zed")
    assert are_near("Zed, William", "Mr Bill Zed")
    assert not are_near("Bill Zed", "Robert Zed")
    assert not are_near("Bill Zed", "Bella Zed")
