"""The lists of what is due, over HTTP: one file's, an authority's, and a reply's share of them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import codes
from tests.api.running import NOON, THEIRS, Family, Running, add_family, agree, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def of_file(service: Running, family: Family, **query: str) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = service.get(f"{family.path}/tasks", **query).get_json()["tasks"]
    return tasks


def of_all(service: Running, **query: str) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = service.get("/v1/tasks", **query).get_json()["tasks"]
    return tasks


def about(tasks: list[dict[str, Any]]) -> set[tuple[str, str | None]]:
    return {(task["code"], task["person"]) for task in tasks}


def test_a_new_file_has_everybody_to_speak_to_by_the_next_working_day(
    service: Running, family: Family
) -> None:
    tasks = of_file(service, family)
    assert about(tasks) == {
        (code, person)
        for code in ("SPEAK_TO", "DISCUSS_ADVOCATE")
        for person in (family.mother, family.father)
    }
    assert tasks[0] == {
        "code": "SPEAK_TO",
        "label": codes("tasks")["SPEAK_TO"].label,
        "person": family.mother,
        "child": family.child,
        "about": None,
        "enquiry": family.enquiry,
        "for_role": "MASH_WORKER",
        "since": "2026-03-09T12:00:00Z",
        "due": "2026-03-10",
        "due_at": None,
        "overdue": False,
        "owner": None,
        "team": None,
        "so_far": None,
        "words": None,
        "by": None,
        "other": None,
    }


def test_what_was_due_is_shown_as_it_was_and_as_it_was_known(
    service: Running, family: Family
) -> None:
    service.clock.now += timedelta(hours=4)
    agree(service, family)
    noon = text_of(NOON)
    assert ("SPEAK_TO", family.mother) not in about(of_file(service, family))
    assert ("SPEAK_TO", family.mother) in about(of_file(service, family, as_of=noon))
    assert ("SPEAK_TO", family.mother) in about(of_file(service, family, known_at=noon))


def test_a_time_that_has_not_come_is_not_asked_about(service: Running, family: Family) -> None:
    ahead = text_of(NOON + timedelta(days=1))
    for clock in ("known_at", "as_of"):
        problem_of(service.get(f"{family.path}/tasks", **{clock: ahead}), "time-in-the-future")


def test_the_list_of_an_authority_has_every_file_of_its_own_and_none_of_anothers(
    service: Running,
) -> None:
    one, other = add_family(service), add_family(service)
    theirs = service.as_authority(THEIRS)
    add_family(theirs)
    listed = of_all(service)
    assert {task["file"] for task in listed} == {one.file, other.file}
    for family in (one, other):
        mine = [task for task in listed if task["file"] == family.file]
        for line, task in zip(mine, of_file(service, family), strict=True):
            assert line.items() >= task.items()
    assert {task["file"] for task in of_all(theirs)}.isdisjoint({one.file, other.file})


@pytest.mark.each_database("listTasks", "recordSummarySent")
def test_a_list_is_narrowed_by_kind_by_lateness_and_by_whose_it_is(
    service: Running, family: Family
) -> None:
    answered = agree(service, family)["entries"][1]["id"]
    assert about(of_all(service, code="SEND_SUMMARY")) == {("SEND_SUMMARY", family.mother)}
    assert of_all(service, overdue="true") == []
    assert of_all(service, for_role="MASH_MANAGER") == []
    service.clock.now += timedelta(days=3)
    late = of_all(service, overdue="true")
    assert ("SEND_SUMMARY", family.mother) in about(late)
    assert all(task["overdue"] for task in late)
    # What is late is on the manager's list, and stays on the worker's.
    assert of_all(service, for_role="MASH_MANAGER") == late
    assert ("SEND_SUMMARY", family.mother) in about(of_all(service, for_role="MASH_WORKER"))
    assert not any(task["overdue"] for task in of_all(service, overdue="false"))
    service.record(f"{family.path}/written-summaries", {"response": answered})
    assert of_all(service, code="SEND_SUMMARY") == []


@pytest.mark.each_database("countTasks")
def test_what_is_due_is_counted_by_kind_as_the_list_has_it(
    service: Running, family: Family
) -> None:
    agree(service, family)
    add_family(service)
    service.clock.now += timedelta(days=3)
    listed = of_all(service)
    counted = service.get("/v1/tasks/counts").get_json()
    assert {one["code"]: one["listed"] for one in counted["kinds"]} == Counter(
        task["code"] for task in listed
    )
    for one in counted["kinds"]:
        of = [task for task in listed if task["code"] == one["code"]]
        assert one["overdue"] == sum(task["overdue"] for task in of)
        assert one["minutes_waiting"] == max(task["minutes_waiting"] for task in of)
    assert service.get("/v1/tasks/counts", mine="true").get_json()["kinds"] == []
    assert service.get("/v1/tasks/counts", team="Nobody here").get_json()["kinds"] == []
    managers = service.get("/v1/tasks/counts", for_role="MASH_MANAGER").get_json()["kinds"]
    assert {one["code"] for one in managers} == {
        task["code"] for task in listed if task["for_role"] in ("MASH_MANAGER", "HEAD_OF_SERVICE")
    }


@pytest.mark.parametrize(
    "query",
    [{"overdue": "yes"}, {"overdue": "1"}, {"code": "SOON"}, {"for_role": "PARENT"}, {"who": "x"}],
    ids=lambda query: "=".join(*query.items()),
)
def test_a_list_is_not_narrowed_by_what_it_does_not_know(
    service: Running, query: dict[str, str]
) -> None:
    problem_of(service.get("/v1/tasks", **query), "invalid")


def test_no_list_of_a_file_names_anybody_and_that_of_all_says_no_words(
    service: Running, family: Family
) -> None:
    for person in (family.mother, family.father):
        for status in ("OFFERED", "NOMINATED"):
            body = {"person": person, "status": status, "advocate": "Gran Example"}
            service.record(f"{family.path}/advocates", body)
    agree(service, family)
    refused = {"answer": "REFUSED", "scope": family.scope(), "words": "Not Nurse Zz."}
    service.record(
        f"{family.path}/conversations", family.conversation(refused, person=family.father)
    )
    assert ("ADVOCATE_CONFLICT", family.father) in about(of_all(service))
    named = {one["person_names"] for one in of_all(service) if one["person"]}
    # Of two answers that contradict each other both are named, and what each of them said.
    assert named == {"Ann Example", "Bo Example", "Bo Example and Ann Example"}
    (both,) = (one for one in of_all(service) if one["code"] == "LOOK_AT_CONFLICT")
    assert (both["person"], both["other"]) == (family.father, family.mother)
    assert "the father said no to" in both["so_far"]
    # Whoever looks into the record opens a file first, with a reason.
    for path, role in ((f"{family.path}/tasks", "MASH_WORKER"), ("/v1/tasks", "AUDITOR")):
        assert "Example" not in service.get(path, role).text
    for words in ("Gran", "Nurse Zz"):
        assert words not in service.get("/v1/tasks").text


def test_a_reply_shows_the_very_tasks_of_the_list(service: Running, family: Family) -> None:
    agree(service, family)
    answer = service.check(family.file, family.question())
    listed = of_file(service, family)
    assert about(answer["tasks"]) >= {("SPEAK_TO", family.father), ("SEND_SUMMARY", family.mother)}
    for task in answer["tasks"]:
        assert task in listed


def test_a_look_at_the_past_leaves_nothing_to_do(service: Running, family: Family) -> None:
    answer = service.check(family.file, family.question(as_of=text_of(NOON)))
    assert answer["tasks"] == []


def test_whoever_shares_at_once_is_told_by_when_to_write_it_down(
    service: Running, family: Family
) -> None:
    answer = service.check(family.file, family.question(urgency="IMMEDIATE"))
    (task,) = answer["tasks"]
    assert (task["code"], task["due"], task["due_at"]) == (
        "RECORD_AFTER",
        "2026-03-10",
        "2026-03-10T17:00:00Z",
    )
