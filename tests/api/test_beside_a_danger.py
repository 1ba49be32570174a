"""Where whoever writes down what a child says ticks that somebody is a danger, what the child said
is read as what may tell of harm, whatever the words are: before anybody of the family is rung.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.api.running import Family, Running
from tests.api.test_effects import HOUR, settle, strike, waiting
from tests.api.test_who_must_not_hear import new
from tests.reasons import ENOUGH
from tests.sweeping import each

#: In words in which no list finds anything.
_WORDS: Final = "The weather is fine."
_TELLS: Final = "WORDS_TELL_OF_HARM"
_ASKED_FOR: Final = ("AGENCY_CHECKS", "S47_ENQUIRY")


@pytest.fixture
def family(service: Running) -> Family:
    return new(service)


def talk(service: Running, family: Family, who: str, **ticked: Any) -> dict[str, Any]:
    said = family.conversation(person=who, parent_words=_WORDS, responses=[])
    return service.record(f"{family.path}/conversations", {**said, "must_not_hear": ticked})


def to_read(service: Running, family: Family) -> list[bool]:
    found = service.get(family.path, "MASH_MANAGER").get_json()["harm_to_read"]
    return [one["is_read_first"] for one in found if one["words"] == _WORDS]


def told(said: dict[str, Any]) -> bool:
    return _TELLS in {one["code"] for one in said["notices"]}


def says_so_first(service: Running, family: Family) -> set[bool]:
    """Of an answer for an enquiry into harm as well as of any other."""
    every = (service.check(family.file, family.question(purpose=why)) for why in _ASKED_FOR)
    return {"READ_HARM" in {task["code"] for task in one["tasks"]} for one in every}


_TICKED: Final = ("outside", "father", "somebody", "somebody and outside")


@each("who", of=_TICKED, every=1)
def test_it_is_said_at_once_and_first_on_the_family_and_on_each_answer(
    service: Running, who: str
) -> None:
    """He said it in words of which no list knew, and the day went on as if he had said nothing. Of
    a child who says that it may be anybody it is read as of one who names somebody.
    """
    family = new(service)
    assert says_so_first(service, family) == {False}
    ticked: dict[str, Any] = {"none_of_these": True} if "outside" in who else {}
    ticked |= {"people": [family.father]} if who == "father" else {}
    ticked |= {"somebody_else": True} if "somebody" in who else {}
    assert told(talk(service, family, family.child, **ticked))
    assert to_read(service, family) == [True]
    assert says_so_first(service, family) == {True}
    (read,) = service.get(family.path, "MASH_MANAGER").get_json()["harm_to_read"]
    found = {"entry": read["entry"], "reason": ENOUGH}
    service.record(f"{family.path}/found-right", found, "MASH_MANAGER")
    assert to_read(service, family) == []


def test_what_an_adult_says_of_a_stranger_is_read_so_as_well(
    service: Running, family: Family
) -> None:
    assert told(talk(service, family, family.mother, none_of_these=True))
    assert to_read(service, family) == [True]


def test_whoever_is_only_not_to_hear_or_is_nobody_is_no_danger(
    service: Running, family: Family
) -> None:
    only = {"only_not_to_hear": [family.father]}
    for who, ticked in (
        (family.child, only),
        (family.child, {"nobody": True}),
        (family.mother, {"people": [family.father]}),
        (family.mother, {"nobody": True}),
    ):
        assert not told(talk(service, family, who, **ticked))
    assert to_read(service, family) == []


@pytest.mark.parametrize("of", ["child", "mother"])
def test_a_worker_alone_takes_off_nothing_of_somebody_whom_nobody_knows(
    service: Running, family: Family, of: str
) -> None:
    """It was struck as an error, nothing waited, and whoever was put there next could be asked."""
    sign = talk(service, family, getattr(family, of), none_of_these=True)["entries"][1]["seq"]
    service.clock.now += HOUR
    struck = strike(service, family, sign)
    assert [one["kind"] for one in struck["entries"]] == ["entry-corrected", "effect-waits"]
    assert "somebody who is not named here may be a danger" in struck["notices"][0]["text"]
    assert to_read(service, family) == [True]
    assert says_so_first(service, family) == {True}
    later = service.record(f"{family.path}/adults", {"names": "Zed Harrow"})["id"]
    partner = {"person": later, "child": family.child, "role": "PARENTS_PARTNER", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", partner)
    adults = service.get(family.path, "MASH_MANAGER").get_json()["adults"]
    assert [one["asking"] for one in adults if one["id"] == later] == ["NOT_KNOWN"]
    (waits,) = waiting(service)
    assert settle(service, family, waits["waiting"], "confirmation").status_code == 201
    assert to_read(service, family) == [True]


@each("more", of=["", "a wish"])
def test_what_a_referrer_tells_of_a_stranger_is_read_so_as_well(
    service: Running, more: str
) -> None:
    """To name the danger made the file quieter than to name nobody: nothing was due that day."""
    family = new(service)
    wish = {"child": family.child, "words": "he is nice", "heard_by": "REFERRER", "objects": False}
    said = {"enquiry": {"worry": _WORDS}, "wishes": [wish] if more else []}
    nobody = {**said, "must_not_hear": {"nobody": True}}
    service.record(f"{family.path}/referrals", nobody)
    assert to_read(service, family) == []
    outside = {**said, "must_not_hear": {"none_of_these": True}}
    assert told(service.record(f"{family.path}/referrals", outside))
    assert to_read(service, family) == [True]
    assert says_so_first(service, family) == {True}
    due = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert "READ_HARM" in {one["code"] for one in due}


def test_where_a_talk_was_and_who_was_there_is_nothing_that_was_told(
    service: Running, family: Family
) -> None:
    there = {"place": "Park School quiet room", "others_present": ["Ms Fenwick, sat by door"]}
    said = family.conversation(person=family.child, parent_words=_WORDS, responses=[], **there)
    ticked = {"none_of_these": True}
    service.record(f"{family.path}/conversations", {**said, "must_not_hear": ticked})
    assert to_read(service, family) == [True]
