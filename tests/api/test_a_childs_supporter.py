"""A young person who wants something kept from somebody may mean whoever supports them, who stands
on no file: that one sees nothing until it was asked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.asking_own import supported
from tests.api.running import Family, Running
from tests.api.test_advocates import named, steps
from tests.api.test_effects import MANAGER
from tests.api.test_supported import RUTH, SEES

#: Whom they name, and in which words; and whether whoever supports them may be meant.
WISHES: list[tuple[tuple[str, ...], str, bool]] = [
    ((), "Somebody else. She tells my mum.", True),
    ((), "Ruth tells my mum.", True),
    (("mother",), "Mum, and Ruth Example.", True),
    (("mother",), "Mum shouts.", False),
]


def supports(service: Running, family: Family) -> int:
    named(service, family, family.child, RUTH)
    place = service.size() - 2
    steps(service, family, family.child, SEES)
    return place


def wishes(service: Running, family: Family, who: tuple[str, ...], words: str) -> str:
    body: dict[str, Any] = {"child": family.child, "objects": False, "words": "Please."}
    body |= {"not_to_be_told": [getattr(family, one) for one in who]}
    body |= {"not_to_be_told_because": words, "heard_by": "Zz"}
    made: str = service.record(f"{family.path}/wishes", body)["id"]
    service.clock.now += timedelta(minutes=1)
    return made


def sees(service: Running, family: Family, place: int) -> bool:
    return supported(service, family, place, person=family.child).status_code == 200


@pytest.mark.parametrize(("who", "words", "may_be_meant"), WISHES)
def test_whoever_may_be_meant_sees_nothing_until_it_is_said_anew_that_they_support(
    service: Running, family: Family, who: tuple[str, ...], words: str, may_be_meant: bool
) -> None:
    """The receipt said “We keep it from them”, and he went on to read all of it."""
    place = supports(service, family)
    assert sees(service, family, place)
    wish = wishes(service, family, who, words)
    assert sees(service, family, place) is not may_be_meant
    stands = service.get(family.path).get_json()
    assert [one["held_back"] for one in stands["advocates"]] == [may_be_meant]
    tasks = service.get(f"{family.path}/tasks", MANAGER).get_json()["tasks"]
    (weigh,) = [one for one in tasks if one["code"] == "WEIGH_WISH"]
    assert (weigh["so_far"] is not None) is may_be_meant
    # That it is none of those on the file says nothing of one who is not on it.
    weighed = {"may_be_told": False, "reason": "She is afraid.", "means": []}
    if not who:
        service.record(f"{family.path}/wishes/{wish}/weighings", weighed, MANAGER)
    assert sees(service, family, place) is not may_be_meant
    # Once it is weighed it is on no manager's list: whoever works with the child asks them.
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    checks = [one for one in tasks if one["code"] == "CHECK_ADVOCATE"]
    assert [one["person"] for one in checks] == ([] if who else [family.child])
    service.clock.now += timedelta(minutes=1)
    steps(service, family, family.child, {**SEES, "status": "ACTIVE"})
    assert sees(service, family, place)
