"""A danger from outside the family: somebody who is none of those on the file is kept in sight, and
puts nobody there in doubt. A stranger online is no reason not to ring the mother who reported him.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any, Final

import pytest

from tests.api.running import Family, Running, text_of
from tests.api.test_who_must_not_hear import WAYS, new, say, stands
from tests.sweeping import each

#: Words that point at somebody, and name nobody of the file.
_OF_A_STRANGER: Final = "She is scared of him, he said he will hurt her if she tells."
_OUTSIDE: Final = {"none_of_these": True}


@pytest.fixture
def family(service: Running) -> Family:
    return new(service)


def known(service: Running, family: Family) -> list[dict[str, Any]]:
    every: list[dict[str, Any]] = service.get(family.path).get_json()["known"]["signs"]
    return every


@each("name", of=sorted(WAYS), every=4)
def test_nobody_on_the_file_is_in_doubt_and_the_danger_is_on_record(
    service: Running, name: str
) -> None:
    family = new(service)
    say(service, family, name, _OUTSIDE)
    assert set(stands(service, family).values()) == {"YES"}
    found = known(service, family)
    assert found
    assert all(one["names"] == [] for one in found)
    assert {family.mother, family.father, family.child} <= set(found[0]["none_of"])


def test_words_that_point_at_somebody_mean_that_one(service: Running, family: Family) -> None:
    """Without it they may mean whoever is near."""
    say(service, family, "recordAttempt", _OUTSIDE, words=_OF_A_STRANGER)
    assert set(stands(service, family).values()) == {"YES"}
    other = new(service)
    say(service, other, "recordAttempt", {"nobody": True}, words=_OF_A_STRANGER)
    assert set(stands(service, other).values()) != {"YES"}


def test_whoever_the_words_name_is_meant_all_the_same(service: Running, family: Family) -> None:
    say(service, family, "recordAttempt", _OUTSIDE, words="Bo Example hit her.")
    assert stands(service, family)[family.father] != "YES"


def test_whoever_is_named_beside_it_is_not_safe(service: Running, family: Family) -> None:
    say(service, family, "recordAttempt", {**_OUTSIDE, "people": [family.father]})
    assert stands(service, family)[family.father] == "NO"
    assert stands(service, family)[family.mother] == "YES"


def test_that_nobody_said_who_is_heard_before_it(service: Running, family: Family) -> None:
    """Both at once: it may be any of them."""
    say(service, family, "recordAttempt", {**_OUTSIDE, "somebody_else": True})
    assert set(stands(service, family).values()) != {"YES"}


def test_whoever_is_put_on_the_file_later_may_be_the_one(service: Running, family: Family) -> None:
    say(service, family, "recordReply", _OUTSIDE)
    added = service.record(f"{family.path}/adults", {"names": "Jake Example"})["id"]
    link = {"person": added, "child": family.child, "role": "PARENTS_PARTNER", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", link)
    assert stands(service, family)[added] == "NOT_KNOWN"


def test_a_father_whom_nobody_knew_then_is_none_of_those_who_were_known(
    service: Running, family: Family
) -> None:
    """Whoever turns out to be that father may be the one, as any who is put there later may."""
    added = service.record(f"{family.path}/adults", {"names": "Unknown father"})["id"]
    other = {"names": "Other Example", "dob": "2020-05-05"}
    child = service.record(f"{family.path}/children", other)["id"]
    link: dict[str, Any] = {"person": added, "child": child, "explanation": "Nobody knows."}
    link |= {"role": "UNKNOWN_FATHER", "pr_status": "UNCONFIRMED"}
    service.record(f"{family.path}/relationships", link)
    mother = {"person": family.mother, "child": child, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", mother)
    say(service, family, "recordAttempt", _OUTSIDE, words=_OF_A_STRANGER)
    assert stands(service, family)[family.father] == "YES"
    assert all(added not in one["none_of"] for one in known(service, family))
    service.clock.now += timedelta(hours=1)
    father = service.record(f"{family.path}/adults", {"names": "Jake Example"})["id"]
    found = {"child": child, "father": father, "pr_status": "NO"}
    found |= {"effective_at": text_of(service.clock.now)}
    service.record(f"{family.path}/relationships/{added}/identification", found)
    assert stands(service, family)[father] == "NOT_KNOWN"
    assert stands(service, family)[family.father] == "YES"


@each(
    "who",
    "words",
    of=[
        *product(
            ("none_of_these", "somebody_else"),
            (_OF_A_STRANGER, "Kit is scared to go home.", "Kit was hit."),
        )
    ],
    every=3,
)
def test_of_a_file_with_nobody_on_it_the_words_are_read_as_they_are(
    service: Running, who: str, words: str
) -> None:
    """Nobody could be marked, so nobody is free by it who is put there later."""
    name = f"{who} {words}"
    file = service.record("/v1/files", {})["file"]
    said = {"worry": words, "must_not_hear": {who: True}}
    service.record(f"/v1/files/{file}/enquiries", said)
    child = service.record(
        f"/v1/files/{file}/children", {"names": f"Kit {name}", "dob": "2017-03-03"}
    )
    adult = service.record(f"/v1/files/{file}/adults", {"names": f"Jake {name}"})["id"]
    link = {"person": adult, "child": child["id"], "role": "PARENTS_PARTNER", "pr_status": "NO"}
    service.record(f"/v1/files/{file}/relationships", link)
    (found,) = service.get(f"/v1/files/{file}").get_json()["adults"]
    assert found["asking"] == "NOT_KNOWN"


def test_words_that_point_at_somebody_may_mean_whoever_came_later(
    service: Running, family: Family
) -> None:
    """Though a manager said of each that the sign does not mean them."""
    say(service, family, "recordAttempt", _OUTSIDE, words=_OF_A_STRANGER)
    added = service.record(f"{family.path}/adults", {"names": "Jake Example"})["id"]
    link = {"person": added, "child": family.child, "role": "PARENTS_PARTNER", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", link)
    (later,) = (
        one
        for one in service.get(family.path, "MASH_MANAGER").get_json()["harm_told"]
        if added in one["people"]
    )
    assert not {family.mother, family.father} & {*later["people"]}


_WISHES: Final[tuple[tuple[dict[str, list[str]], dict[str, list[str]], bool], ...]] = (
    ({}, {"only_not_to_hear": ["father"]}, True),
    ({}, {"people": ["father"], "only_not_to_hear": ["father"]}, True),
    ({"only_not_to_hear": ["father"]}, {"only_not_to_hear": ["father"]}, True),
    ({"only_not_to_hear": ["father"]}, {"people": ["mother"]}, True),
    ({"only_not_to_hear": ["father"]}, {"people": ["father"]}, False),
    ({"not_to_be_told": ["father"]}, {"only_not_to_hear": ["father"]}, False),
)


@each("named", of=["only_not_to_hear", "not_to_be_told", "not_to_be_told_because", None])
def test_somebody_else_is_kept_in_sight_whomever_the_wish_names(
    service: Running, named: str | None
) -> None:
    """Whoever it names in whichever way is not the unnamed one: that may be anybody still."""
    family = new(service)
    body = {"child": family.child, "words": "Zz.", "objects": False, "not_a_no": True}
    if named == "not_to_be_told_because":
        body[named] = "Zz."
    elif named is not None:
        body[named] = [family.father]
    sent = {**body, "must_not_hear": {"somebody_else": True}}
    service.record(f"{family.path}/wishes", sent)
    found = stands(service, family)
    assert found[family.mother] == "NOT_KNOWN"
    assert found[family.father] != "YES"


@each("wish", "said", "is_only", of=_WISHES, every=3)
def test_a_wish_keeps_that_somebody_is_only_not_to_hear(
    service: Running,
    wish: dict[str, list[str]],
    said: dict[str, list[str]],
    is_only: bool,
) -> None:
    """Unless either of the two names them without it."""
    family = new(service)

    def ids(of: dict[str, list[str]]) -> dict[str, list[str]]:
        return {key: [getattr(family, one) for one in every] for key, every in of.items()}

    body = {"child": family.child, "words": "Zz.", "objects": False, "not_a_no": True}
    sent = {**body, **ids(wish), "must_not_hear": ids(said)}
    service.record(f"{family.path}/wishes", sent)
    every = service.get(family.path).get_json()["adults"]
    (father,) = (one for one in every if one["id"] == family.father)
    assert father["asking"] != "YES"
    assert bool(father["only_not_to_hear"]) is is_only
