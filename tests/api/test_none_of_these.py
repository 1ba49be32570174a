"""A danger from outside the family: somebody who is none of those on the file is kept in sight, and
puts nobody there in doubt. A stranger online is no reason not to ring the mother who reported him.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.api.running import Family, Running
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


@each("name", of=sorted(WAYS))
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
