"""A yes is said online and talked about; who must not know is said to nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.domain.own.words import spoken
from tests.api.asking_own import Own, father_of, gives_a_number, mother_of
from tests.api.running import Family, Running, agree, problem_of
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


@pytest.mark.each_database("sayYes")
def test_only_what_they_have_spoken_of_can_be_said_yes_to(service: Running, family: Family) -> None:
    one = agree(service, family)["entries"][1]["id"]
    mother = mother_of(service, family)
    service.clock.now += timedelta(minutes=1)
    mother.receipt("withdrawals", {"response": one})
    service.clock.now += timedelta(minutes=1)
    for stranger in (father_of(service, family), mother):
        answer = one if stranger is not mother else "0" * 24
        problem_of(stranger.post("agreements", {"response": answer}), "not-on-your-page")
    receipt = mother.receipt("agreements", {"response": one})
    assert TEXTS["own_yes_until_then"] in receipt["means"]
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


@pytest.mark.parametrize("chosen", [{}, {"who": []}])
def test_of_several_services_a_yes_that_chooses_none_is_a_yes_to_none(
    service: Running, family: Family, chosen: dict[str, Any]
) -> None:
    """It was a yes to all of them, and the page alone asked for one."""
    both = family.scope(agencies=[{"type": "SCHOOL"}, {"type": "HEALTH_VISITOR"}])
    one = agree(service, family, scope=both)["entries"][1]["id"]
    mother = mother_of(service, family)
    service.clock.now += timedelta(minutes=1)
    mother.receipt("withdrawals", {"response": one})
    service.clock.now += timedelta(minutes=1)
    size, said = service.size(), {"response": one, **chosen}
    for tried in (False, True):
        problem = problem_of(
            mother.post("agreements", {**said, "dry_run": tried}), "choose-services"
        )
        assert [error["pointer"] for error in problem["errors"]] == ["/who"]
    assert "response-recorded" not in service.kinds(size)
    assert mother.receipt("agreements", {"response": one, "who": ["School"]})


@pytest.mark.parametrize("danger", ["DOMESTIC_ABUSE", None])
def test_a_yes_pressed_over_their_own_no_leaves_the_no_on_their_page_whoever_is_feared(
    service: Running, family: Family, danger: str | None
) -> None:
    """Where abuse was known the yes was doubted, so nothing waited for a call: her page had a tick
    and no no, that of a mother of whom nobody feared anything had both, and once the enquiry was
    handed on it had nothing. The check said no all along.
    """
    no = family.conversation({"answer": "REFUSED", "scope": family.scope()})
    said = service.record(f"{family.path}/conversations", no)["entries"][1]["id"]
    if danger is not None:
        unsafe = {"person": family.father, "safe_to_ask": False, "code": danger}
        service.record(f"{family.path}/safety", unsafe)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    receipt = mother.receipt("agreements", {"response": said})
    assert TEXTS["own_yes_until_then"] in receipt["means"]
    page = mother.view()
    assert (page["agreed"], len(page["not_counted"]), len(page["said_no"])) == ([], 1, 1)
    (waits,) = service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]
    assert [one["kind"] for one in waits["falls"]] == ["PRESSED_ONLINE"]
    service.close(f"{family.path}/enquiries/{family.enquiry}", "S47")
    service.clock.now += timedelta(minutes=1)
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"
    page = mother.view()
    assert (page["agreed"], len(page["said_no"])) == ([], 1)


@pytest.mark.parametrize(
    ("asked_at", "by"), [("2026-03-09T16:00Z", "2026-03-09"), ("2026-03-13T18:00Z", "2026-03-16")]
)
def test_help_asked_for_now_is_due_at_once_and_on_no_page(
    service: Running, family: Family, asked_at: str, by: str
) -> None:
    gives_a_number(service, family)
    mother, service.clock.now = mother_of(service, family), datetime.fromisoformat(asked_at)
    page = mother.get().data
    receipt = mother.receipt("requests", {"wants": "HELP_NOW"})
    assert receipt["by"] == by
    assert TEXTS["own_help_now_hours"] in receipt["means"]
    assert mother.get().data == page
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    (due,) = [one for one in tasks if one["code"] == "HELP_NOW"]
    # What staff read of it is what was promised, and that it is sooner where anybody is there.
    said = spoken(date.fromisoformat(by))
    assert f"by {said}." in receipt["means"]
    assert due["so_far"] == (None if by == due["due"] else f"Promised by {said}")
    # Late after an hour, by day or by night.
    assert datetime.fromisoformat(due["due_at"]) == service.clock.now + timedelta(hours=1)


@pytest.mark.each_database("sayWhoMustNotKnow")
def test_whom_a_young_person_names_is_told_nothing_and_cannot_see_that(
    service: Running, family: Family
) -> None:
    father, young = father_of(service, family), Own(service, family.file, family.child)
    young = replace(young, role="YOUNG_PERSON")
    pages, size = (father.get().data, young.get().data), service.size()
    receipt = young.receipt("kept-from", {"who": ["MY_DAD"]})
    assert TEXTS["own_kept_from"] in receipt["means"]
    assert service.kinds(size) == ["wish-recorded"]
    # A name that somebody typed decides nothing: of nobody near is it known that they are safe.
    size = service.size()
    young.receipt("kept-from", {"words": "Her friend Zz."})
    assert service.kinds(size) == ["wish-recorded", "sign-recorded"]
    assert (father.get().data, young.get().data) == pages
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    assert "SPEAK_TO" not in {task["code"] for task in tasks}


def test_somebody_else_beside_one_who_is_named_may_be_any_adult_until_a_manager_says(
    service: Running, family: Family
) -> None:
    """She ticks her father and somebody else: each is weighed by itself, and nobody is told."""
    cousin = service.record(f"{family.path}/adults", {"names": "Victor Grendon"})["id"]
    young = replace(Own(service, family.file, family.child), role="YOUNG_PERSON")
    size = service.size()
    said = {"who": ["MY_DAD", "SOMEBODY_ELSE"], "words": "Also his cousin, he tells Dad all."}
    assert TEXTS["own_kept_from"] in young.receipt("kept-from", said)["means"]
    assert service.kinds(size) == ["wish-recorded", "wish-recorded", "sign-recorded"]

    def asking() -> dict[str, str]:
        return {one["id"]: one["asking"] for one in service.get(family.path).get_json()["adults"]}

    assert asking() == {family.father: "NO", family.mother: "NOT_KNOWN", cousin: "NOT_KNOWN"}
    tasks = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert "SPEAK_TO" not in {task["code"] for task in tasks}
    weighs = [one["about"] for one in tasks if one["code"] == "WEIGH_WISH"]
    wishes = service.get(family.path).get_json()["known"]["wishes"]
    named = {one["id"]: one["not_to_be_told"] for one in wishes}
    assert [named[one] for one in weighs] == [[family.father], []]
    may = {"may_be_told": True, "reason": ENOUGH, "means": []}
    service.record(f"{family.path}/wishes/{weighs[1]}/weighings", may, "MASH_MANAGER")
    assert (asking()[family.father], asking()[cousin]) == ("NO", "YES")


@pytest.mark.parametrize(
    "said",
    [{"who": ["MY_DAD"]}, {"who": ["MUMS_OR_DADS_PARTNER"]}, {"words": "Zz."}, {}],
    ids=["on file", "not on file", "words", "nothing"],
)
def test_whatever_a_young_person_keeps_from_somebody_a_manager_looks_at(
    service: Running, family: Family, said: dict[str, Any]
) -> None:
    """They read that a manager does, and that somebody gets in touch: of somebody who is not on the
    file nothing was on anybody's list.
    """
    young = replace(Own(service, family.file, family.child), role="YOUNG_PERSON")
    assert TEXTS["own_kept_from"] in young.receipt("kept-from", said)["means"]
    tasks = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    (weighs,) = [one for one in tasks if one["code"] == "WEIGH_WISH"]
    assert (weighs["for_role"], weighs["due"]) == ("MASH_MANAGER", "2026-03-10")
    weighed = {"may_be_told": False, "reason": ENOUGH}
    path = f"{family.path}/wishes/{weighs['about']}/weighings"
    service.record(path, {**weighed, "means": []}, "MASH_MANAGER")
    tasks = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert "WEIGH_WISH" not in {one["code"] for one in tasks}


@pytest.mark.each_database
def test_stop_pressed_at_the_same_moment_on_two_telephones_stops_and_is_one_thing_to_do(
    service: Running, family: Family
) -> None:
    """Two threads meet at a barrier and press: each has its own key, as each form has."""
    one = agree(service, family)["entries"][1]["id"]
    # So that to stop contradicts somebody.
    agree(service, replace(family, mother=family.father))
    service.clock.now += timedelta(minutes=1)
    mother, both = mother_of(service, family), Barrier(2)
    headers = mother.headers()

    def press(key: str) -> Any:
        telephone = service.app.test_client()
        both.wait(timeout=30)
        sent = {**headers, "Idempotency-Key": key}
        reply = telephone.post("/v1/own/withdrawals", json={"response": one}, headers=sent)
        return reply.status_code, reply.get_json()["receipt"]["means"]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(press, ("first", "second"))
    assert first == second
    assert first[0] == 201
    assert TEXTS["own_stopped_this"] in first[1]
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"
    assert len(mother.view()["said_no"]) == 1
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    once = {"ASK_ABOUT_RISK", "CALL_AFTER_WITHDRAWAL", "LOOK_AT_CONFLICT"}
    assert sorted(one["code"] for one in tasks if one["code"] in once) == sorted(once)


def test_a_young_person_who_stops_everything_stops_what_is_about_themselves(
    service: Running, family: Family
) -> None:
    """Their no stood beside their brother's name, with their words."""
    brother = {"names": "Bo Example", "dob": "2020-05-01"}
    other = service.record(f"{family.path}/children", brother)["id"]
    service.record(
        f"{family.path}/relationships",
        {"person": family.mother, "child": other, "role": "MOTHER", "pr_status": "YES"},
    )
    young = replace(mother_of(service, family), person=family.child, role="YOUNG_PERSON")
    young.receipt("withdrawals", {"words": "I don't want dad to know."})
    (event,) = (
        one["event"]
        for one in service.get(f"{family.path}/history").get_json()["entries"]
        if one["kind"] == "agreement-withdrawn"
    )
    assert event["scope"]["subjects"] == [family.child]
    about_him = service.check(family.file, family.question(subjects=[other]))
    spoke = {one["person"] for item in about_him["items"] for one in item["positions"]}
    assert family.child not in spoke
    about_them = service.check(family.file, family.question())
    assert "CHILD_OBJECTS" in {one["code"] for one in about_them["flags"]}


@pytest.mark.parametrize(
    ("words", "is_no"), [("and dont speak to the police", True), (None, False)]
)
def test_what_is_left_out_in_the_words_of_a_stop_is_stopped_with_it(
    service: Running, family: Family, words: str | None, is_no: bool
) -> None:
    """The check about it said that this is not a no."""
    one = agree(service, family)["entries"][1]["id"]
    service.clock.now += timedelta(minutes=1)
    said = {"response": one} | ({"words": words} if words else {})
    mother_of(service, family).receipt("withdrawals", said)
    question = family.question(agency={"type": "POLICE"}, categories=["POLICE_CHILD"])
    assert (service.check(family.file, question)["outcome"] == "OBJECTION") is is_no
