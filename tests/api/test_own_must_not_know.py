"""Who must not know, as an adult says it on their own page: a sign, of which no page tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.asking_own import Own, father_of, mother_of
from tests.api.running import Family, Running, add_family, agree

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

#: In words in which no list finds anything.
_WORDS: Final = "The weather is fine."


@pytest.fixture
def family(service: Running) -> Family:
    family = add_family(service)
    agree(service, family)
    return family


def asking(service: Running, family: Family) -> dict[str, str]:
    return {one["id"]: one["asking"] for one in service.get(family.path).get_json()["adults"]}


def to_decide(service: Running, family: Family) -> list[str]:
    every = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return [one["person"] for one in every if one["code"] == "DECIDE_IF_SAFE"]


@pytest.mark.parametrize(
    ("said", "father"),
    [
        ({"who": ["OTHER_PARENT"]}, "NO"),
        ({"who": ["MY_PARTNER"]}, "NOT_KNOWN"),
        ({"who": ["MY_FAMILY"]}, "NOT_KNOWN"),
        ({"who": ["SOMEBODY_ELSE"], "words": _WORDS}, "NOT_KNOWN"),
        # A child's choice, of an adult: it may be anybody.
        ({"who": ["MY_MUM"]}, "NOT_KNOWN"),
        ({"words": _WORDS}, "NOT_KNOWN"),
        ({}, "NOT_KNOWN"),
    ],
)
def test_whoever_an_adult_means_is_neither_asked_nor_told_until_a_manager_has_decided(
    service: Running, family: Family, said: dict[str, Any], father: str
) -> None:
    receipt = mother_of(service, family).receipt("kept-from", said)
    assert TEXTS["own_kept_from"] in receipt["means"]
    assert TEXTS["own_kept_from_adult"] in receipt["means"]
    assert "Childline" not in receipt["means"]
    assert asking(service, family) == {family.mother: "YES", family.father: father}
    assert to_decide(service, family) == [family.father]
    (first, *_) = service.get(family.path).get_json()["known"]["signs"]
    assert (first["person"], first["code"]) == (family.mother, "NOT_KNOWN")
    if "words" in said:
        assert _WORDS in first["note"]


def test_no_page_of_theirs_says_anything_of_it(service: Running, family: Family) -> None:
    """Nor does what they read of it say whether anybody of that sort is on the file."""
    young = replace(Own(service, family.file, family.child), role="YOUNG_PERSON")
    every = (mother_of(service, family), father_of(service, family), young)
    pages = [one.get().data for one in every]
    mother = mother_of(service, family)
    found = {
        mother.receipt("kept-from", {"who": [one]})["means"]
        for one in ("OTHER_PARENT", "MY_PARTNER", "MY_FAMILY", "SOMEBODY_ELSE")
    }
    assert len(found) == 1
    assert [one.get().data for one in every] == pages


def test_somebody_of_her_family_who_is_on_the_file_is_meant(
    service: Running, family: Family
) -> None:
    gran = service.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
    link = {"person": gran, "child": family.child, "role": "GRANDPARENT", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", link)
    mother_of(service, family).receipt("kept-from", {"who": ["MY_FAMILY"]})
    assert asking(service, family)[gran] == "NO"


#: What they may type on their page: the operation, and a body with words.
_TYPED: Final[dict[str, dict[str, Any]]] = {
    "correction-requests": {"what": "SPELLING"},
    "requests": {"wants": "LETTER"},
    "withdrawals": {},
    "kept-from": {},
}


@pytest.mark.parametrize("is_young", [False, True])
def test_from_then_on_no_page_of_theirs_repeats_what_they_type(
    service: Running, family: Family, is_young: bool
) -> None:
    """Whoever looks at their telephone read "not when he is here" under what they asked us for."""
    one = mother_of(service, family)
    if is_young:
        one = replace(Own(service, family.file, family.child), role="YOUNG_PERSON")
    one.receipt("correction-requests", {"what": "SPELLING", "words": "Before it."})
    service.clock.now += timedelta(minutes=1)
    one.receipt("kept-from", {"words": _WORDS})
    for n, (path, body) in enumerate(_TYPED.items()):
        one.receipt(path, {**body, "words": f"The sea is calm, {n}."})
    page = one.get().text
    assert "The sea is calm" not in page
    assert "Before it." in page, "that it went would say that something is kept"
    other = father_of(service, family)
    other.receipt("correction-requests", {"what": "SPELLING", "words": "His own."})
    assert "His own." in other.get().text


def test_what_they_type_that_is_to_be_kept_from_somebody_is_on_no_page_of_theirs(
    service: Running, family: Family
) -> None:
    one = mother_of(service, family)
    for path, body in _TYPED.items():
        one.receipt(path, {**body, "words": "Dont tell my mam i said."})
    assert "my mam" not in one.get().text


@pytest.mark.parametrize("is_young", [False, True])
def test_the_label_of_a_tick_is_not_kept_as_words_of_theirs(
    service: Running, family: Family, is_young: bool
) -> None:
    """Under a mother's name stood “My partner”, which she never wrote."""
    one, chosen = mother_of(service, family), "MY_PARTNER"
    if is_young:
        one, chosen = (
            replace(Own(service, family.file, family.child), role="YOUNG_PERSON"),
            "MY_DAD",
        )
    one.receipt("kept-from", {"who": [chosen], "words": _WORDS})
    known = service.get(family.path).get_json()["known"]
    texts = [sign["note"] for sign in known["signs"]] + [wish["words"] for wish in known["wishes"]]
    with_both = [text for text in texts if text and _WORDS in text]
    assert with_both
    for text in with_both:
        ticked, _, wrote = text.partition(". They wrote: ")
        assert ticked.startswith("Ticked on their own page: ")
        assert wrote == _WORDS
    one.receipt("kept-from", {"words": "Nothing was ticked."})
    known = service.get(family.path).get_json()["known"]
    texts = [sign["note"] for sign in known["signs"]] + [wish["words"] for wish in known["wishes"]]
    assert "Nothing was ticked." in texts
