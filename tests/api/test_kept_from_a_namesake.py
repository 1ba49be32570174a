"""Whoever on the staff has the name of somebody on a file reads it with a reason, until another
manager has said whether it is they.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from consent_service.storage.door.openfiles import OpenFiles
from tests.api.running import Family, Running, add_family, agree, problem_of
from tests.api.test_effects import HOUR, MANAGER, outcome
from tests.api.test_effects import codes as tasks_of
from tests.api.test_restricted import HANDS_OUT, LISTS, ask, named_in
from tests.api.test_staff_of_a_name import codes, listed
from tests.counted import Calls
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

#: The father's name, as the staff is listed; and one that is near it.
HIS, NEAR = "Example, Bo", "Bo Exampel"
HIM, HER, TASK = "worker-7", "manager-1", "LOOK_AT_NAMESAKE"
WHY: Final = "His sister rang: he is another Bo."


def _on_a_new_file(service: Running) -> Family:
    listed(service, HIM, HIS)
    return add_family(service)


def _listed_since(service: Running) -> Family:
    family = add_family(service)
    listed(service, HIM, HIS)
    return family


def _renamed(service: Running) -> Family:
    listed(service, HIM, "Omar Sample")
    family = add_family(service)
    amended = {"names": "Omar Sample", "reason": "He is called so since his wedding."}
    service.record(f"{family.path}/people/{family.father}/amendments", amended)
    return family


def _near_and_not_safe(service: Running) -> Family:
    listed(service, HIM, NEAR)
    family = add_family(service)
    assert _looked_at(service, HER) == [], "Of whom nothing is feared a near name is another's."
    unsafe = {"person": family.father, "safe_to_ask": False, "reason": "He works in your team."}
    assert "NAME_OF_STAFF" in codes(service.record(f"{family.path}/safety", unsafe))
    return family


def _named_by_a_sign(service: Running) -> Family:
    listed(service, HIM, NEAR)
    family = add_family(service)
    sign = {"person": family.mother, "code": "DOMESTIC_ABUSE_NEED", "people": [family.father]}
    assert "NAME_OF_STAFF" in codes(service.record(f"{family.path}/signs", sign))
    return family


def _near_and_listed_since(service: Running) -> Family:
    family = add_family(service)
    unsafe = {"person": family.father, "safe_to_ask": False, "reason": "He works in your team."}
    service.record(f"{family.path}/safety", unsafe)
    listed(service, HIM, NEAR)
    return family


WAYS: Final[dict[str, Callable[[Running], Family]]] = {
    "on a new file": _on_a_new_file,
    "listed since": _listed_since,
    "renamed": _renamed,
    "near and not safe": _near_and_not_safe,
    "near and listed since": _near_and_listed_since,
    "named by a sign": _named_by_a_sign,
}


def _looked_at(service: Running, who: str) -> list[dict[str, Any]]:
    headers = service.headers(MANAGER, who)
    asked = {"for_role": MANAGER, "code": TASK}
    reply = service.client.get("/v1/tasks", query_string=asked, headers=headers).get_json()
    found: list[dict[str, Any]] = reply["tasks"]
    return found


def _restrictions(service: Running, who: str) -> list[dict[str, Any]]:
    headers = service.headers(MANAGER, who)
    reply = service.client.get("/v1/restrictions", headers=headers).get_json()
    found: list[dict[str, Any]] = reply["restrictions"]
    return found


@pytest.mark.parametrize("way", WAYS)
def test_whoever_has_a_name_that_stands_there_is_handed_nothing_of_it_by_any_operation(
    service: Running, way: str
) -> None:
    """He read her fear, the signs that name him and where she lives, like any colleague."""
    family = WAYS[way](service)
    for one in HANDS_OUT:
        problem_of(ask(service, one, family, HIM), "kept-to-others")
        assert ask(service, one, family, "worker-1").status_code != 403, one.name
    headers = service.headers("MASH_WORKER", HIM)
    for one in LISTS:
        assert not named_in(service.client.get(one.path, headers=headers).text), one.path
    # A manager is asked, who is told of whom; and not he, were he one.
    (task,) = _looked_at(service, HER)
    assert (task["about"], task["by_names"]) == (family.file, _called_in(way))
    assert _looked_at(service, HIM) == []
    (kept,) = _restrictions(service, HER)
    assert (kept["named"], kept["kept_from"], kept["ended_at"]) == (HIM, True, None)
    assert _restrictions(service, HIM) == []
    # Nobody is refused what protects a child.
    shown = service.post(f"{family.path}/checks", family.question(), subject=HIM)
    assert shown.status_code == 200
    assert not named_in(shown.text)
    at_once = {**family.question(), "urgency": "IMMEDIATE"}
    shown = service.post(f"{family.path}/checks", at_once, subject=HIM)
    assert shown.get_json()["outcome"] == "SHARE_NOW"
    opened = {"reason": "The child is alone tonight, says a neighbour."}
    service.record(f"{family.path}/openings", opened, "MASH_WORKER", subject=HIM)
    assert "REVIEW_OPENING" in tasks_of(service, family)
    assert service.client.get(family.path, headers=headers).status_code == 200


def _called_in(way: str) -> str:
    return {
        "renamed": "Omar Sample",
        **dict.fromkeys(("near and not safe", "near and listed since", "named by a sign"), NEAR),
    }.get(way, HIS)


def test_another_manager_says_whether_it_is_they_and_nobody_of_the_name_does(
    service: Running,
) -> None:
    family = _on_a_new_file(service)
    (kept,) = _restrictions(service, HER)
    end = f"/v1/restrictions/{kept['restriction']}/end"
    for role in (MANAGER, "HEAD_OF_SERVICE"):
        problem_of(service.post(end, {"reason": WHY}, role, subject=HIM), "kept-to-others")
    himself = {"file": family.file, "staff": HIM, "reason": WHY}
    problem_of(service.post("/v1/restrictions", himself, MANAGER, subject=HIM), "kept-to-others")
    # It may be he: that is said, and he is asked about no more.
    service.record("/v1/restrictions", {**himself, "kept_from": True}, MANAGER, subject=HER)
    assert _looked_at(service, HER) == []
    problem_of(ask(service, HANDS_OUT[0], family, HIM), "kept-to-others")
    # It is another after all: he reads and decides as ever, and a sign alone makes it no other.
    for one in _restrictions(service, HER):
        ended = f"/v1/restrictions/{one['restriction']}/end"
        service.record(ended, {"reason": WHY}, MANAGER, subject=HER)
    assert service.client.get(family.path, headers=service.headers(subject=HIM)).status_code == 200
    sign = {"person": family.mother, "code": "DOMESTIC_ABUSE_NEED", "people": [family.father]}
    service.record(f"{family.path}/signs", sign)
    listed(service, HIM, HIS)
    assert _looked_at(service, HER) == []
    safe = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    made = service.record(f"{family.path}/safety", safe, MANAGER, subject=HIM)
    assert "WAITS_FOR_A_MANAGER" not in codes(made)
    # Whoever is put there since under that name may be he.
    service.record(f"{family.path}/adults", {"names": "Bo Example"})
    assert [one["about"] for one in _looked_at(service, HER)] == [family.file]


def test_the_council_says_no_yes_by_whoever_may_be_of_the_family(
    service: Running, family: Family
) -> None:
    agree(service, family)
    order = {"child": family.child, "type": "INTERIM_CARE_ORDER", "source": "Legal services."}
    service.record(f"{family.path}/orders", order)
    (council,) = (
        one["person"]
        for one in service.get(family.path).get_json()["children"][0]["caregivers"]
        if one["role"] == "LOCAL_AUTHORITY"
    )
    listed(service, HIM, HIS)
    service.clock.now += HOUR
    yes, said = {"person": council, **family.agreement()}, f"{family.path}/responses"
    problem_of(service.post(said, yes, MANAGER, subject=HIM), "someone-else-must-decide")
    service.record(said, yes, MANAGER, subject=HER)
    assert outcome(service, family) == "COVERED"
    # A no is heard, whoever says it.
    no = {**yes, "answer": "REFUSED"}
    service.record(said, no, MANAGER, subject=HIM)
    assert outcome(service, family) == "OBJECTION"


def test_the_files_on_which_a_name_stands_are_looked_at_together(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the lock each was asked for by itself."""
    looked, taken = Calls(monkeypatch, OpenFiles, "_load"), list[int]()
    for number in range(3):
        for n in range(number + 1):
            add_family(service, f"LCS-{number}-{n}")
        taken.append(looked.of(lambda: listed(service, f"worker-{20 + number}", HIS)))  # noqa: B023
    assert len(_looked_at(service, HER)) == 3 * (1 + 2 + 3)
    assert taken[0] == taken[1] == taken[2]
