"""Until somebody confirms that two people are one each of them stands for themself, and is
protected under their name.
"""

from __future__ import annotations

from typing import Any

from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, add_family, agree

MANAGER = "MASH_MANAGER"


def said_to_be_one(service: Running, family: Family, person: str, other: str) -> None:
    one = {"other": other, "reason": "Typed twice."}
    done = service.record(f"{family.path}/people/{person}/joinings", one)
    assert "WAITS_FOR_A_MANAGER" in {notice["code"] for notice in done["notices"]}


def test_until_a_manager_agrees_neither_has_the_words_or_the_tasks_of_the_other(
    service: Running,
) -> None:
    """The family was drawn as of one person, her disputed yes stood under him in a check, and that
    nobody knew whether he is safe was on no list any more.
    """
    family = add_family(service)
    agree(service, family, words="Yes, ask them.")
    mother_of(service, family).receipt("correction-requests", {"words": "I did not."})
    needs = {"person": family.mother, "indicators": ["DOMESTIC_ABUSE_VICTIM"]}
    service.record(f"{family.path}/needs", needs)

    def told() -> tuple[Any, ...]:
        stands = service.get(family.path).get_json()
        check = service.check(family.file, family.question())
        rows = {
            (one["person"], item["says"], item["reason"])
            for one in check["caregivers"]
            for item in one["on_items"]
        }
        due = service.get("/v1/tasks", MANAGER).get_json()["tasks"]
        tasks = {(one["code"], one["person"]) for one in due if one["file"] == family.file}
        people = [{**one, "also": []} for one in (*stands["adults"], *stands["children"])]
        words = [(one["person"], one["words"], one["status"]) for one in stands["responses"]]
        return rows, people, words, tasks - {("CONFIRM_EFFECT", family.mother)}

    before = told()
    assert ("DECIDE_IF_SAFE", family.father) in before[-1]
    assert (family.father, "NO_ANSWER", "DISPUTED") not in before[0]
    said_to_be_one(service, family, family.father, family.mother)
    after = told()
    assert after[:-1] == before[:-1]
    assert {one for one in before[-1] if one not in after[-1]} == set()


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
    said_to_be_one(service, family, family.father, family.mother)
    after = service.check(family.file, family.question())["next"]
    assert "Ann Example" in after
    assert "Bo Example" in after
