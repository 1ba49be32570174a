"""Until somebody confirms that two people are one each of them is protected under their name."""

from __future__ import annotations

from tests.api.running import Running, add_family, agree


def test_both_are_named_of_whom_not_to_contact_while_it_waits_that_they_are_one(
    service: Running,
) -> None:
    """A joining that waited took the father out of the warning: he was among those to be rung."""
    family = add_family(service)
    agree(service, family)
    for person, safe in ((family.mother, "He reads it."), (family.father, "Neighbours say so.")):
        not_safe = {"person": person, "safe_to_ask": False, "reason": safe}
        service.record(f"{family.path}/safety", not_safe)
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", no)
    before = service.check(family.file, family.question())["next"]
    assert "Ann Example" in before
    assert "Bo Example" in before
    one = {"other": family.mother, "reason": "Typed twice."}
    done = service.record(f"{family.path}/people/{family.father}/joinings", one)
    assert "WAITS_FOR_A_MANAGER" in {notice["code"] for notice in done["notices"]}
    after = service.check(family.file, family.question())["next"]
    assert "Ann Example" in after
    assert "Bo Example" in after
