"""Orders of courts, and deaths: kept from whoever hears of them, and nobody's no falls by one."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.api.asking_own import father_of, mother_of
from tests.api.running import Family, Running, add_family, agree, problem_of
from tests.api.test_effects import DAY, HOUR, MANAGER, codes, outcome, refuse, settle, waiting

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


@pytest.mark.each_database("recordOrder", "endOrder")
def test_an_order_that_would_lift_a_no_is_kept_and_waits_for_a_manager(
    service: Running, family: Family
) -> None:
    agree(service, family)
    refuse(service, family, family.father)
    before = father_of(service, family).view()
    adopter = service.record(f"{family.path}/adults", {"names": "Ada Sample"})["id"]
    order = {
        "child": family.child,
        "type": "ADOPTION_ORDER",
        "source": "The adopters, by telephone.",
        "people": [adopter],
    }
    made = service.record(f"{family.path}/orders", order)
    assert "WAITS_FOR_A_MANAGER" in [notice["code"] for notice in made["notices"]]
    assert outcome(service, family) == "OBJECTION"
    # It tells him nothing: his page is as it was, until somebody recorded that he was told.
    assert father_of(service, family).view() == before
    (row,) = waiting(service)
    service.clock.now += HOUR
    settle(service, family, row["waiting"], "confirmation")
    assert outcome(service, family) == "ASK"
    caregivers = service.get(family.path).get_json()["children"][0]["caregivers"]
    assert [(one["person"], one["pr_status"]) for one in caregivers] == [(adopter, "YES")]
    service.clock.now += DAY
    over = {"source": "Legal services.", "reference": "ZZ26"}
    path = f"{family.path}/orders/{made['id']}/end"
    service.record(path, over, MANAGER)
    problem_of(service.post(path, over, MANAGER), "settled-already")
    assert outcome(service, family) == "OBJECTION"


#: What is wrong with an order that somebody writes down at night, and what is said of it.
UNFIT: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "a guardian who is not on the file": ({"people": ["0" * 24]}, "NOT_ON_FILE"),
    "a child who is not on the file": ({"child": "0" * 24}, "WHOSE_NOT_FOUND"),
    "no child": ({"child": None}, "WHOSE_NOT_FOUND"),
    "an order of another name": ({"type": "Special guardianship"}, "ORDER_NOT_KNOWN"),
    "no kind of order": ({"type": None}, "ORDER_NOT_KNOWN"),
    "one that nobody knows": ({"type": "NOT_KNOWN", "people": "Zz"}, "ORDER_NOT_KNOWN"),
    "another spelling": ({"type": "special guardianship-order"}, "CANNOT_BE_USED"),
    "whom a council limits who is not on the file": (
        {"type": "CARE_ORDER", "limits": ["0" * 24], "council": "Zz"},
        "LIMITS_WHOM",
    ),
    "no source, and a time to come": ({"source": 7, "effective_at": "2031-01-01"}, "NO_WORDS"),
}


def test_an_order_is_kept_whatever_is_wrong_with_it_and_no_yes_is_enough_beside_it(
    service: Running,
) -> None:
    for name, (wrong, code) in UNFIT.items():
        family = add_family(service)
        agree(service, family)
        service.clock.now += HOUR
        assert outcome(service, family) == "COVERED"
        usual = {"child": family.child, "type": "SPECIAL_GUARDIANSHIP_ORDER", "source": "Zz"}
        made = service.record(f"{family.path}/orders", {**usual, **wrong})
        assert code in [notice["code"] for notice in made["notices"]], name
        assert outcome(service, family) == "ASK", name
    # What somebody decides for whoever is responsible is another thing.
    delegated = {**usual, "type": "DELEGATED_AUTHORITY", "people": ["0" * 24]}
    assert service.post(f"{family.path}/orders", delegated).status_code == 422


def test_what_a_court_laid_down_ends_for_nobody_by_one_workers_word(service: Running) -> None:
    """By an order, or as it is written down of a parent. What ends somebody's deciding ends it."""
    family = add_family(service)
    guardian = service.record(f"{family.path}/adults", {"names": "Gwen Sample"})["id"]
    order = {"child": family.child, "type": "SPECIAL_GUARDIANSHIP_ORDER", "source": "The order."}
    made = service.record(f"{family.path}/orders", {**order, "people": [guardian]}, MANAGER)
    father = {"person": family.father, "child": family.child, "role": "FATHER"}
    links = f"{family.path}/relationships"
    service.record(links, {**father, "pr_status": "RESTRICTED_BY_COURT"}, MANAGER)
    service.clock.now += HOUR
    yes = family.agreement()
    service.record(f"{family.path}/conversations", family.conversation(yes, person=guardian))
    service.clock.now += HOUR
    assert outcome(service, family) == "COVERED"
    ended = f"{family.path}/orders/{made['id']}/end"
    # However it was typed, what she says counts no more.
    told = service.record(ended, {"source": 7, "effective_at": "2031-01-01"})
    assert {"WAITS_FOR_A_MANAGER", "NO_WORDS"} <= {one["code"] for one in told["notices"]}
    assert outcome(service, family) == "ASK"
    told = service.record(links, {**father, "pr_status": "YES"})
    assert "WAITS_FOR_A_MANAGER" in {one["code"] for one in told["notices"]}
    service.clock.now += HOUR
    service.record(f"{family.path}/conversations", family.conversation(yes, person=family.father))
    service.clock.now += HOUR
    assert outcome(service, family) == "ASK"
    assert all(row["falls"][0]["kind"] == "ORDER" for row in waiting(service))
    while rows := waiting(service):
        settle(service, family, rows[0]["waiting"], "confirmation")
    service.clock.now += HOUR
    assert outcome(service, family) == "COVERED"
    # Recorded again it has begun anew, whichever id it is given.
    again = service.record(f"{family.path}/orders", {**order, "order": made["id"]})
    assert again["id"] != made["id"]
    assert outcome(service, family) == "ASK"


def test_the_council_says_yes_by_a_manager_who_is_named(service: Running, family: Family) -> None:
    order = {"child": family.child, "type": "INTERIM_CARE_ORDER", "source": "Legal services."}
    service.record(f"{family.path}/orders", order)
    (council,) = [
        one["person"]
        for one in service.get(family.path).get_json()["children"][0]["caregivers"]
        if one["role"] == "LOCAL_AUTHORITY"
    ]
    assert "ANSWER_FOR_COUNCIL" in codes(service, family)

    def of_the_council() -> list[tuple[str, str]]:
        """What a check, and the list of the family, leave to do with it."""
        tasks = service.check(family.file, family.question())["tasks"]
        tasks += service.get(f"{family.path}/tasks", MANAGER).get_json()["tasks"]
        return [(one["code"], one["for_role"]) for one in tasks if one["person"] == council]

    # Nobody is sent to speak to it, alone or otherwise, whatever was typed of it.
    by_a_manager = [("ANSWER_FOR_COUNCIL", "MASH_MANAGER")] * 2
    assert of_the_council() == by_a_manager
    yes = {"person": council, **family.agreement()}
    made = service.record(f"{family.path}/responses", yes)
    assert [notice["code"] for notice in made["notices"]] == ["COUNCIL_BY_A_MANAGER"]
    assert outcome(service, family) == "ASK"
    assert of_the_council() == by_a_manager
    service.record("/v1/staff", {"staff": "manager-1", "names": "Mo Manager"}, "SYSTEM_ADMIN")
    service.clock.now += HOUR
    service.record(f"{family.path}/responses", yes, MANAGER)
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "COVERED"
    assert "Mo Manager for The council agreed to this" in answer["agency_words"]
    assert "ANSWER_FOR_COUNCIL" not in codes(service, family)


def test_a_death_ends_pages_and_tasks_at_once_and_a_no_waits_for_a_manager(
    service: Running, family: Family
) -> None:
    agree(service, family)
    refuse(service, family, family.father)
    father = father_of(service, family)
    father.view()
    said = {"person": family.father, "source": "His sister, by telephone."}
    made = service.record(f"{family.path}/deaths", said)
    assert "WAITS_FOR_A_MANAGER" in [notice["code"] for notice in made["notices"]]
    assert father.get().status_code == 404
    tasks = service.get(f"{family.path}/tasks", MANAGER).get_json()["tasks"]
    assert family.father not in {task["person"] for task in tasks}
    assert "CONFIRM_EFFECT" in {task["code"] for task in tasks}
    assert outcome(service, family) == "OBJECTION"
    (row,) = waiting(service)
    service.clock.now += HOUR
    settle(service, family, row["waiting"], "confirmation")
    assert outcome(service, family) == "COVERED"
    # Somebody who stops is heard, whoever wrote down that they had died.
    assert father.post("withdrawals").status_code == 201
    mother_of(service, family).view()


@pytest.mark.parametrize("since", [None, "that day"])
def test_a_council_whose_responsibility_has_ended_says_no_more_yes(
    service: Running, family: Family, since: str | None
) -> None:
    """An interim order ends within weeks. What was recorded of it went on as before, since it had
    no day of its own: the council's yes was shown as consent.
    """
    order = {"child": family.child, "type": "INTERIM_CARE_ORDER", "source": "Legal services."}
    made = service.record(f"{family.path}/orders", order)
    caregivers = service.get(family.path).get_json()["children"][0]["caregivers"]
    (council,) = (one["person"] for one in caregivers if one["role"] == "LOCAL_AUTHORITY")
    service.clock.now += HOUR
    service.record(f"{family.path}/responses", {"person": council, **family.agreement()}, MANAGER)
    assert outcome(service, family) == "COVERED"
    ended = {"person": council, "child": family.child, "role": "LOCAL_AUTHORITY", "ended": True}
    ended |= {"pr_status": "ENDED", "ended_of": "RESPONSIBILITY"}
    if since:
        ended["since"] = made["recorded_at"]
    service.record(f"{family.path}/relationships", ended)
    assert outcome(service, family) == "ASK"


def test_with_the_end_of_an_order_what_was_agreed_by_it_is_said_to_count_no_more(
    service: Running, family: Family
) -> None:
    """Also where the council was typed as responsible: by the order it was, and by nothing else."""
    council = service.record(f"{family.path}/adults", {"names": "Zz Council"})["id"]
    link = {"person": council, "child": family.child, "role": "LOCAL_AUTHORITY"}
    typed = service.record(f"{family.path}/relationships", {**link, "pr_status": "YES"})
    assert "CARER_HOLDS_RESPONSIBILITY" in [notice["code"] for notice in typed["notices"]]
    yes = {"person": council, **family.agreement()}
    service.record(f"{family.path}/responses", yes, MANAGER)
    assert outcome(service, family) == "ASK"
    service.clock.now += HOUR
    order = {"child": family.child, "type": "INTERIM_CARE_ORDER", "source": "Zz"}
    made = service.record(f"{family.path}/orders", {**order, "council": council})
    service.clock.now += HOUR
    service.record(f"{family.path}/responses", yes, MANAGER)
    assert outcome(service, family) == "COVERED"
    over = service.record(f"{family.path}/orders/{made['id']}/end", {"source": "Zz"})
    assert "RESPONSIBILITY_ENDED" in [notice["code"] for notice in over["notices"]]
    assert outcome(service, family) == "ASK"
    caregivers = service.get(family.path).get_json()["children"][0]["caregivers"]
    assert [o["pr_status"] for o in caregivers if o["person"] == council] == ["ENDED"]
