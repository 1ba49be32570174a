"""Somebody who stands on the file twice is joined by an entry, and parted by another."""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, problem_of
from tests.api.test_effects import DAY, HOUR, MANAGER, outcome, refuse, settle, strike, waiting
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def twice(service: Running, family: Family, child: str) -> str:
    """The mother, added once more."""
    again: str = service.record(f"{family.path}/adults", {"names": "Anne Example"})["id"]
    link = {"person": again, "child": child, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    return again


@pytest.mark.each_database("joinPeople")
def test_of_one_person_twice_recorded_the_no_of_either_stands_until_they_answer_again(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    service.clock.now += DAY
    again = twice(service, family, family.child)
    yes = family.conversation(family.agreement(), person=again)
    service.record(f"{family.path}/conversations", yes)
    assert outcome(service, family) == "OBJECTION"
    service.clock.now += HOUR
    path = f"{family.path}/people/{family.mother}/joinings"
    same = {"other": again, "reason": ENOUGH}
    service.record(path, same, MANAGER)
    problem_of(service.post(path, same, MANAGER), "one-person-already")
    problem_of(service.post(path, {**same, "other": family.child}, MANAGER), "child-and-adult")
    assert outcome(service, family) == "OBJECTION"
    (mother, _) = service.get(family.path).get_json()["adults"]
    assert (mother["names"], mother["former_names"]) == ("Ann Example", ["Anne Example"])
    service.clock.now += DAY
    service.record(f"{family.path}/conversations", yes)
    assert outcome(service, family) == "COVERED"
    assert service.check(family.file, family.question(subjects=[again]))["outcome"] == "ASK"


def test_what_waits_of_somebody_who_was_recorded_twice_is_listed_by_their_name(
    service: Running, family: Family
) -> None:
    """What waited already when two entries were made one, under the id that is no longer shown."""
    again = twice(service, family, family.child)
    strike(service, family, refuse(service, family, again))
    same = {"other": again, "reason": ENOUGH}
    service.record(f"{family.path}/people/{family.mother}/joinings", same, MANAGER)
    rows = service.get("/v1/tasks", MANAGER).get_json()["tasks"]
    names = {one["person_names"] for one in rows if one["code"] == "CONFIRM_EFFECT"}
    assert names == {"Ann Example"}


@pytest.mark.each_database("tellApart")
def test_of_two_of_one_name_one_of_whom_is_not_safe_a_manager_says_that_they_are_two(
    service: Running, family: Family
) -> None:
    again = twice(service, family, family.child)
    put_right = {"names": "EXAMPLE, Ann"}
    recorded = service.record(f"{family.path}/people/{again}/amendments", put_right)
    assert [one["code"] for one in recorded["notices"]] == ["SAME_NAME"]
    unsafe = {"person": again, "safe_to_ask": False, "reason": "She hit her."}
    recorded = service.record(f"{family.path}/safety", unsafe)
    assert "SAME_NAME" in {one["code"] for one in recorded["notices"]}

    def mother() -> tuple[str, bool]:
        (one, *_) = service.get(family.path).get_json()["adults"]
        return one["asking"], again in one["may_be_also"]

    assert mother() == ("NOT_KNOWN", True)
    path = f"{family.path}/people/{family.mother}/tellings-apart"
    two = {"other": again, "reason": ENOUGH}
    assert service.record(path, two)["notices"][0]["code"] == "WAITS_FOR_A_MANAGER"
    assert mother() == ("NOT_KNOWN", True)
    (waits,) = waiting(service)
    assert settle(service, family, waits["waiting"], "confirmation").status_code == 201
    assert mother() == ("YES", False)
    # Who is one person here is parted, and not told apart.
    same = {"other": again, "reason": ENOUGH}
    service.record(f"{family.path}/people/{family.mother}/joinings", same, MANAGER)
    problem_of(service.post(path, two, MANAGER), "one-person-already")
    assert mother()[0] == "NO"


@pytest.mark.each_database("partPeople")
def test_a_joining_that_would_make_something_read_as_agreed_waits_and_can_be_undone(
    service: Running, family: Family
) -> None:
    sibling = {"names": "Sam", "dob": "2020-02-01"}
    again = twice(service, family, service.record(f"{family.path}/children", sibling)["id"])
    yes = family.conversation(family.agreement(), person=again)
    service.record(f"{family.path}/conversations", yes)
    unsafe = {"person": again, "safe_to_ask": False, "code": "OTHER"}
    service.record(f"{family.path}/safety", unsafe)
    service.clock.now += HOUR
    same = {"other": again, "reason": ENOUGH}
    made = service.record(f"{family.path}/people/{family.mother}/joinings", same)
    assert [notice["code"] for notice in made["notices"]] == ["WAITS_FOR_A_MANAGER"] * 2
    assert outcome(service, family) == "ASK"
    # What is known of either protects at once.
    mother = service.get(family.path).get_json()["adults"][0]
    assert (mother["id"], mother["asking"]) == (family.mother, "NO")
    (row,) = waiting(service)
    settle(service, family, row["waiting"], "confirmation")
    assert outcome(service, family) == "COVERED"
    service.clock.now += HOUR
    apart = f"{family.path}/joinings/{made['id']}/parting"
    service.record(apart, {"reason": ENOUGH}, MANAGER)
    assert outcome(service, family) == "ASK"
    problem_of(service.post(apart, {"reason": "Again."}, MANAGER), "settled-already")
    asked = {one["id"]: one["asking"] for one in service.get(family.path).get_json()["adults"]}
    assert (asked[family.mother], asked[again]) == ("YES", "NO")
