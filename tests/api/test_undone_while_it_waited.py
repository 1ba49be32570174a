"""What waits for a manager and was taken back meanwhile is on nobody's list: they signed a thing
that was not so any more.
"""

from __future__ import annotations

from datetime import timedelta

from tests.api.running import Family, Running, agree

MANAGER = "MASH_MANAGER"


def waits(service: Running, family: Family) -> list[str]:
    """How what is listed stands; and what is due because of it."""
    listed = service.get("/v1/waiting", MANAGER).get_json()["waiting"]
    due = service.get("/v1/tasks", MANAGER).get_json()["tasks"]
    tasks = [one["code"] for one in due if one["code"] == "CONFIRM_EFFECT"]
    return [*(one["stands"] for one in listed if one["file"] == family.file), *tasks]


def refuse(service: Running, family: Family) -> None:
    agree(service, family, answer="REFUSED", expires_at=None)


def test_that_two_are_one_and_then_two_again(service: Running, family: Family) -> None:
    refuse(service, family)
    one = {"other": family.father, "reason": "Typed twice."}
    joined = service.record(f"{family.path}/people/{family.mother}/joinings", one)
    assert waits(service, family) == ["WAITS", "CONFIRM_EFFECT"]
    path = f"{family.path}/joinings/{joined['id']}/parting"
    service.record(path, {"reason": "They were two people after all."})
    assert waits(service, family) == []


def test_what_somebody_is_to_a_child_and_is_taken_back(service: Running, family: Family) -> None:
    refuse(service, family)
    service.clock.now += timedelta(hours=1)
    link = {"person": family.mother, "child": family.child, "role": "MOTHER", "pr_status": "NO"}
    slip = service.record(f"{family.path}/relationships", link)["entries"][0]["seq"]
    assert waits(service, family) == ["WAITS", "CONFIRM_EFFECT"]
    wrong = {"corrects": slip, "what_was_wrong": "A slip."}
    service.record(f"{family.path}/corrections", wrong)
    # It is among what was taken back by whoever typed it, and is not to be confirmed.
    assert waits(service, family) == ["TAKEN_BACK"]


def test_what_is_taken_back_and_waits_itself_is_on_the_list_as_before(
    service: Running, family: Family
) -> None:
    """A sign of danger by another, and its end: that it was an error lifts the warning."""
    refuse(service, family)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "OTHER"}
    seq = service.record(f"{family.path}/safety", unsafe)["entries"][0]["seq"]
    service.clock.now += timedelta(hours=1)
    service.record(f"{family.path}/corrections", {"corrects": seq, "what_was_wrong": "No."})
    assert waits(service, family) == ["WAITS", "CONFIRM_EFFECT"]
