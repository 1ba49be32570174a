"""Births, fathers who become known, needs and equality: what the file learns of people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.running import NOON, Family, Running, agree, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


@pytest.fixture
def unborn(service: Running, family: Family) -> str:
    """Expected in five days, of the same parents."""
    due = (NOON + timedelta(days=5)).date().isoformat()
    body = {"names": "Baby Example", "estimated_due_date": due}
    child: str = service.record(f"{family.path}/children", body)["id"]
    for person, role in ((family.mother, "MOTHER"), (family.father, "FATHER")):
        relationship = {"person": person, "child": child, "role": role, "pr_status": "YES"}
        service.record(f"{family.path}/relationships", relationship)
    return child


def child_of(service: Running, family: Family, id: str, **query: str) -> dict[str, Any]:
    children = service.get(family.path, **query).get_json()["children"]
    return next(child for child in children if child["id"] == id)


def born(service: Running, family: Family, child: str, **changes: Any) -> Any:
    body = {"dob": service.clock.now.date().isoformat(), **changes}
    return service.post(f"{family.path}/children/{child}/birth", body)


def test_how_somebody_reads_and_what_they_can_use_is_put_right_like_their_name(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/people/{{}}/amendments"
    said = {"language": "Polish", "interpreter_needed": True, "digital_access": "SHARED_DEVICE"}
    said |= {"format": "EASY_READ"}
    service.record(path.format(family.father), said)
    adults = service.get(family.path).get_json()["adults"]
    (he,) = (one for one in adults if one["id"] == family.father)
    assert said.items() <= he.items()
    # Of a child a month is known or a day, and of an adult what is an adult's.
    childs = path.format(family.child)
    problem_of(service.post(childs, {"format": "EASY_READ"}), "of-an-adult-only")
    problem_of(service.post(childs, {"dob": "2024-02-01", "born_in": "2024"}), "dob-or-due-date")
    service.record(childs, {"born_in": "2024-03"})
    child = child_of(service, family, family.child)
    assert (child["dob"], child["born_in"]) == (None, "2024-03")


def test_what_a_child_needs_to_be_understood_is_put_right_like_their_name(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/people/{{}}/amendments"
    needs = {"communication_needs": ["Makaton", "Pictures"]}
    for said in (needs, {"language": "Polish"}):
        service.record(path.format(family.child), said)
        child = child_of(service, family, family.child)
        assert child["communication_needs"] == needs["communication_needs"]
    service.record(path.format(family.child), {"communication_needs": ["Pictures"]})
    assert child_of(service, family, family.child)["communication_needs"] == ["Pictures"]
    said = {"communication_needs": "", "language": "Welsh"}
    service.record(path.format(family.child), said)
    assert child_of(service, family, family.child)["communication_needs"] == ["Pictures"]
    # An empty list says that there are none any more, and a blank that nobody wrote anything.
    service.record(path.format(family.child), {"communication_needs": []})
    assert child_of(service, family, family.child)["communication_needs"] == []
    problem_of(service.post(path.format(family.father), needs), "of-a-child-only")


# ── birth ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.each_database("recordBirth")
def test_a_child_is_born_on_the_day_and_was_unborn_before_it(
    service: Running, family: Family, unborn: str
) -> None:
    service.clock.now += timedelta(days=3)
    assert born(service, family, unborn, names="Emrys Example", gender="boy").status_code == 201
    child = child_of(service, family, unborn)
    assert (child["names"], child["gender"]) == ("Emrys Example", "boy")
    assert (child["dob"], child["age"]) == ("2026-03-12", 0)
    before = child_of(service, family, unborn, as_of=text_of(NOON + timedelta(days=2)))
    assert (before["names"], before["dob"], before["age"]) == ("Baby Example", None, None)
    unknown = child_of(service, family, unborn, known_at=text_of(NOON + timedelta(days=2)))
    assert unknown["dob"] is None


def test_before_birth_the_mother_decides_and_after_it_both_parents_do(
    service: Running, family: Family, unborn: str
) -> None:
    question = family.question(subjects=[unborn])
    agree(service, family, scope=family.scope(subjects=[unborn]))
    service.record(
        f"{family.path}/responses",
        {"person": family.father, "answer": "REFUSED", "scope": family.scope(subjects=[unborn])},
    )
    service.clock.now += timedelta(days=2)
    assert service.check(family.file, question)["outcome"] == "COVERED"
    unborn_on = text_of(service.clock.now)
    service.clock.now += timedelta(days=1)
    born(service, family, unborn)
    answer = service.check(family.file, question)
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("OBJECTION", "PARENTS_DISAGREE")
    earlier = service.check(family.file, {**question, "as_of": unborn_on})
    assert earlier["outcome"] == "COVERED"


def test_a_birth_that_was_recorded_late_changes_nothing_that_was_answered_before(
    service: Running, family: Family, unborn: str
) -> None:
    question = family.question(subjects=[unborn])
    service.clock.now += timedelta(days=4)
    known_at = text_of(service.clock.now)
    agree(service, family, scope=family.scope(subjects=[unborn]))
    answered = service.check(family.file, question)
    service.clock.now += timedelta(days=1)
    born(service, family, unborn, dob=(NOON + timedelta(days=2)).date().isoformat())
    again = service.check(family.file, {**question, "as_of": known_at, "known_at": known_at})
    assert again["items"] == answered["items"]


@pytest.mark.parametrize(
    "dob", ["2026-03-10", "1999-12-31", "2025-01-01"], ids=["tomorrow", "long ago", "far off"]
)
def test_a_birth_ahead_or_far_from_when_it_was_due_is_noticed(
    service: Running, family: Family, unborn: str, dob: str
) -> None:
    kept = born(service, family, unborn, dob=dob).get_json()
    assert "BIRTH_NOT_BELIEVABLE" in [notice["code"] for notice in kept["notices"]]


def test_the_day_of_birth_is_the_day_in_london(
    service: Running, family: Family, unborn: str
) -> None:
    """In summer London's day begins an hour before that of the servers."""
    service.clock.now = service.clock.now.replace(month=4, day=6, hour=23, minute=30)
    reply = born(service, family, unborn, dob=date(2026, 4, 7).isoformat())
    assert reply.status_code == 201
    assert child_of(service, family, unborn)["age"] == 0


def test_nobody_is_born_twice_and_a_wrong_birth_can_be_put_right(
    service: Running, family: Family, unborn: str
) -> None:
    problem_of(born(service, family, family.child), "born-already")
    recorded = born(service, family, unborn).get_json()
    problem_of(born(service, family, unborn), "born-already")
    wrong = {"corrects": recorded["entries"][0]["seq"], "what_was_wrong": "Not born yet."}
    service.clock.now += timedelta(hours=1)
    service.record(f"{family.path}/corrections", wrong)
    assert child_of(service, family, unborn)["dob"] is None
    assert born(service, family, unborn).status_code == 201


def test_a_birth_is_of_a_child_of_the_file(service: Running, family: Family) -> None:
    problem_of(born(service, family, "f" * 24), "not-on-file")


# ── a father who becomes known ──────────────────────────────────────────────────────────────


@pytest.fixture
def placeholder(service: Running, family: Family) -> tuple[str, str]:
    """A half-brother whose father is not known, and what stands for him."""
    path = family.path
    brother = service.record(f"{path}/children", {"names": "Sam Ng", "dob": "2019-05-01"})["id"]
    unknown = service.record(f"{path}/adults", {"names": "Sam's father"})["id"]
    mother = {"person": family.mother, "child": brother, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{path}/relationships", mother)
    service.record(
        f"{path}/relationships",
        {
            "person": unknown,
            "child": brother,
            "role": "UNKNOWN_FATHER",
            "pr_status": "UNCONFIRMED",
            "explanation": "She has not said who he is.",
        },
    )
    return brother, unknown


def caregivers(service: Running, family: Family, child: str, **query: str) -> dict[str, str]:
    shown = child_of(service, family, child, **query)["caregivers"]
    return {c["person"]: c["role"] for c in shown}


@pytest.mark.each_database("identifyFather")
def test_a_father_takes_the_place_of_the_unknown_one_in_one_act(
    service: Running, family: Family, placeholder: tuple[str, str]
) -> None:
    brother, unknown = placeholder
    father = service.record(f"{family.path}/adults", {"names": "Cai Example"})["id"]
    service.clock.now += timedelta(days=1)
    body = {"child": brother, "father": father, "pr_status": "YES", "pr_checked": "DOCUMENT_SEEN"}
    recorded = service.record(f"{family.path}/relationships/{unknown}/identification", body)
    assert [e["kind"] for e in recorded["entries"]] == [
        *["relationship-recorded"] * 2,
        "people-joined",
    ]
    assert caregivers(service, family, brother) == {family.mother: "MOTHER", father: "FATHER"}
    yesterday = caregivers(service, family, brother, as_of=text_of(NOON), known_at=text_of(NOON))
    assert yesterday == {family.mother: "MOTHER", unknown: "UNKNOWN_FATHER"}
    known_now = caregivers(service, family, brother, as_of=text_of(NOON))
    assert known_now == {family.mother: "MOTHER", father: "FATHER"}


def test_that_a_father_is_restricted_is_kept_however_it_is_spelt(
    service: Running, family: Family, placeholder: tuple[str, str]
) -> None:
    """As where he is recorded by himself; what decides for him is spelt as it is."""
    brother, unknown = placeholder
    path = f"{family.path}/relationships/{unknown}/identification"
    body = {"child": brother, "father": family.father}
    reply = service.post(path, {**body, "pr_status": "yes"})
    problem_of(reply, "invalid")
    service.record(path, {**body, "pr_status": "restricted by court"})
    shown = child_of(service, family, brother)["caregivers"]
    (held,) = (one["pr_status"] for one in shown if one["person"] == family.father)
    assert held == "RESTRICTED_BY_COURT"


def test_only_a_placeholder_is_resolved_and_by_another_person(
    service: Running, family: Family, placeholder: tuple[str, str]
) -> None:
    brother, unknown = placeholder
    path = f"{family.path}/relationships"
    body = {"child": brother, "father": family.father, "pr_status": "NO"}
    for person, child in ((family.mother, brother), (unknown, family.child)):
        reply = service.post(f"{path}/{person}/identification", {**body, "child": child})
        problem_of(reply, "no-unknown-father")
    reply = service.post(f"{path}/{unknown}/identification", {**body, "father": unknown})
    problem_of(reply, "father-is-a-placeholder")
    reply = service.post(f"{path}/{unknown}/identification", {**body, "father": "f" * 24})
    problem_of(reply, "not-on-file")


# ── needs and equality ──────────────────────────────────────────────────────────────────────


def test_what_makes_an_advocate_matter_more_is_shown_and_can_be_taken_off_again(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/needs"
    service.record(path, {"person": family.mother, "indicators": ["CARE_LEAVER", "LITERACY"]})
    (needs,) = service.get(family.path).get_json()["needs"]
    assert (needs["person"], needs["indicators"]) == (family.mother, ["CARE_LEAVER", "LITERACY"])
    service.clock.now += timedelta(hours=1)
    service.record(path, {"person": family.mother, "indicators": []})
    (needs,) = service.get(family.path).get_json()["needs"]
    assert needs["indicators"] == []


@pytest.mark.parametrize(
    "said", [{"ethnicity": "MIXED"}, {"disability": "NO"}, {"religion": "None"}, {"area": "North"}]
)
@pytest.mark.each_database("recordEquality")
def test_each_question_of_equality_can_be_answered_alone(
    service: Running, family: Family, said: dict[str, str]
) -> None:
    for person in (family.mother, family.child):
        service.record(f"{family.path}/equality", {"person": person, **said})


def test_what_says_nothing_is_not_recorded(service: Running, family: Family) -> None:
    reply = service.post(f"{family.path}/equality", {"person": family.mother})
    problem_of(reply, "nothing-to-record")
