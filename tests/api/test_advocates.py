"""Somebody to support a parent: found step by step, never the wrong one, never deciding."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.following.advocates import SUITABILITY
from tests.api.running import Family, Running, agree, problem_of
from tests.api.test_effects import settle, waiting
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

CHECKED: dict[str, Any] = {
    "status": "CONFIRMED",
    "suitability": dict.fromkeys(SUITABILITY, "YES"),
    "information_permission": "MEETINGS_ONLY",
}


def step(service: Running, family: Family, person: str, **said: Any) -> Any:
    service.clock.now += timedelta(minutes=1)
    return service.post(f"{family.path}/advocates", {"person": person, **said})


def steps(service: Running, family: Family, person: str, *said: dict[str, Any]) -> None:
    for one in said:
        reply = step(service, family, person, **one)
        assert reply.status_code == 201, reply.text


def named(service: Running, family: Family, person: str, name: str, **more: Any) -> None:
    """Spoken to, offered, nominated and being checked."""
    talk = family.conversation(person=person)
    service.record(f"{family.path}/conversations", {**talk, "responses": []})
    steps(
        service,
        family,
        person,
        {"status": "OFFERED"},
        {"status": "NOMINATED", "advocate": name, **more},
        {"status": "CHECKING"},
    )


def shown(service: Running, family: Family, person: str) -> dict[str, Any]:
    advocates = service.get(family.path).get_json()["advocates"]
    return next(a for a in advocates if a["person"] == person)


def no(service: Running, family: Family, person: str) -> None:
    said = {"person": person, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", said)


# ── the steps ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "first", [{"status": "NOMINATED", "advocate": "Ruth Example"}, {"status": "DECLINED"}]
)
def test_a_parent_may_come_with_somebody_or_say_at_once_that_they_want_nobody(
    service: Running, family: Family, first: dict[str, str]
) -> None:
    steps(service, family, family.mother, first)
    assert shown(service, family, family.mother)["status"] == first["status"]


def test_a_parent_may_change_their_mind_at_any_step(service: Running, family: Family) -> None:
    named(service, family, family.mother, "Ruth Example")
    steps(service, family, family.mother, {"status": "OFFERED"}, {"status": "DECLINED"})


def test_checks_of_one_advocate_are_no_checks_of_the_next(service: Running, family: Family) -> None:
    named(service, family, family.mother, "Ruth Example")
    steps(service, family, family.mother, CHECKED, {"status": "ACTIVE"}, {"status": "ENDED"})
    named(service, family, family.mother, "Tom Example")
    afresh = shown(service, family, family.mother)
    assert (afresh["advocate"], afresh["suitability"]) == ("Tom Example", {})
    assert afresh["information_permission"] is None
    problem_of(step(service, family, family.mother, status="CONFIRMED"), "advocate-needs-checks")


def test_a_name_changed_while_it_is_checked_is_another_advocate(
    service: Running, family: Family
) -> None:
    steps(
        service,
        family,
        family.mother,
        {"status": "NOMINATED", "advocate": "Ruth Example", "suitability": {"over_18": "YES"}},
        {"status": "CHECKING", "advocate": "Tom Example"},
    )
    assert shown(service, family, family.mother)["suitability"] == {}


@pytest.mark.parametrize("before", [(), ("WANTED_NOT_FOUND", "REFERRED_TO_SERVICE")])
def test_whoever_is_named_has_nothing_that_was_said_before_they_were(
    service: Running, family: Family, before: tuple[str, ...]
) -> None:
    """What they may be told was typed with an offer, and went on to whoever came to be named."""
    of_nobody = {name: CHECKED[name] for name in ("suitability", "information_permission")}
    statuses = ("OFFERED", *before)
    steps(service, family, family.mother, *({"status": one, **of_nobody} for one in statuses))
    named = "ACTIVE" if before else "NOMINATED"
    steps(service, family, family.mother, {"status": named, "advocate": "Tom Example"})
    found = shown(service, family, family.mother)
    assert (found["information_permission"], found["suitability"]) == (None, {})


def test_an_adult_of_the_file_is_nominated_by_their_id(service: Running, family: Family) -> None:
    gran = service.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
    steps(service, family, family.mother, {"status": "NOMINATED", "advocate_person": gran})
    found = shown(service, family, family.mother)
    assert (found["advocate"], found["advocate_person"]) == ("Gran Example", gran)
    reply = step(service, family, family.father, status="OFFERED", advocate_person="f" * 24)
    problem_of(reply, "not-on-file")


def test_more_is_let_known_by_the_parents_word_and_less_by_anybodys(
    service: Running, family: Family
) -> None:
    """“Sees all that the parent sees” was put in the place of copies of letters, and nobody had to
    say that she had said so.
    """
    named(service, family, family.mother, "Ruth Example")
    steps(service, family, family.mother, CHECKED, {"status": "ACTIVE"})
    more = {"status": "ACTIVE", "information_permission": "FULL_PARENT_VIEW"}
    wrong = problem_of(step(service, family, family.mother, **more), "advocate-needs-words")
    assert [one["pointer"] for one in wrong["errors"]] == ["/parent_words"]
    steps(service, family, family.mother, {**more, "parent_words": "Let her see it all."})
    for permitted in ("COPIES_OF_LETTERS", "NONE"):
        steps(service, family, family.mother, {**more, "information_permission": permitted})
    assert shown(service, family, family.mother)["information_permission"] == "NONE"


# ── who is confirmed ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("question", SUITABILITY)
def test_one_no_means_that_somebody_else_is_found(
    service: Running, family: Family, question: str
) -> None:
    named(service, family, family.mother, "Ruth Example")
    answers = {**dict.fromkeys(SUITABILITY, "YES"), question: "NO"}
    reply = step(service, family, family.mother, **{**CHECKED, "suitability": answers})
    problem_of(reply, "advocate-not-suitable")
    steps(service, family, family.mother, {"status": "NOT_SUITABLE"}, {"status": "OFFERED"})


@pytest.mark.parametrize("question", SUITABILITY)
def test_every_question_is_answered_before_an_advocate_is_confirmed(
    service: Running, family: Family, question: str
) -> None:
    named(service, family, family.mother, "Ruth Example")
    for answers in (
        {q: "YES" for q in SUITABILITY if q != question},
        {**dict.fromkeys(SUITABILITY, "YES"), question: "NOT_CHECKED"},
    ):
        reply = step(service, family, family.mother, **{**CHECKED, "suitability": answers})
        wrong = problem_of(reply, "advocate-needs-checks")["errors"]
        assert [one["pointer"] for one in wrong] == [f"/suitability/{question}"]


def test_the_parent_says_what_the_advocate_may_be_told(service: Running, family: Family) -> None:
    named(service, family, family.mother, "Ruth Example")
    unsaid = {name: said for name, said in CHECKED.items() if name != "information_permission"}
    problem_of(step(service, family, family.mother, **unsaid), "advocate-needs-permission")


@pytest.mark.parametrize("by", ["name", "id"])
def test_F17_the_person_of_concern_is_not_confirmed_and_another_is_offered(
    service: Running, family: Family, by: str
) -> None:
    partner = service.record(f"{family.path}/adults", {"names": "Cai Example"})["id"]
    safety = {"person": partner, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", safety)
    more = {"advocate_person": partner} if by == "id" else {}
    name = "a friend" if by == "id" else "  CAI example "
    named(service, family, family.mother, name.strip(), **more)
    body = problem_of(step(service, family, family.mother, **CHECKED), "advocate-of-concern")
    assert "kindly" in body["detail"]
    assert "offer others" in body["detail"]
    steps(service, family, family.mother, {"status": "NOT_SUITABLE"})
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    assert "OFFER_ADVOCATE" in [t["code"] for t in tasks if t["person"] == family.mother]


def test_F17_a_concern_that_has_passed_stands_in_nobodys_way(
    service: Running, family: Family
) -> None:
    """Once a manager says so: whoever is not known to be safe sees nothing before."""
    aunt = service.record(f"{family.path}/adults", {"names": "Ruth Example"})["id"]
    for safe, code in ((False, "ALLEGED_ABUSER"), (True, "SAFE_AGAIN")):
        service.clock.now += timedelta(hours=1)
        said = {"person": aunt, "safe_to_ask": safe, "code": code, "reason": ENOUGH}
        service.record(f"{family.path}/safety", said)
    named(service, family, family.mother, "Ruth Example")
    problem_of(step(service, family, family.mother, **CHECKED), "advocate-of-concern")
    (row,) = waiting(service)
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    steps(service, family, family.mother, CHECKED)


def test_F18_one_grandmother_for_two_parents_who_disagree_is_recorded_and_shown_as_a_conflict(
    service: Running, family: Family
) -> None:
    agree(service, family)
    no(service, family, family.father)
    named(service, family, family.mother, "Gran Example")
    assert shown(service, family, family.mother)["conflict"] is False
    named(service, family, family.father, "gran  example")
    for person in (family.mother, family.father):
        assert shown(service, family, person)["conflict"] is True
        problem_of(step(service, family, person, **CHECKED), "advocate-of-both-sides")


def test_F18_one_grandmother_for_two_parents_who_agree_is_no_conflict(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.record(
        f"{family.path}/conversations",
        family.conversation(family.agreement(), person=family.father),
    )
    for person in (family.mother, family.father):
        named(service, family, person, "Gran Example")
        steps(service, family, person, CHECKED)
        assert shown(service, family, person)["conflict"] is False


def test_F18_where_abuse_is_alleged_each_has_an_advocate_of_their_own(
    service: Running, family: Family
) -> None:
    for person in (family.mother, family.father):
        named(service, family, person, "Gran Example")
    steps(service, family, family.mother, CHECKED)
    safety = {"person": family.father, "safe_to_ask": True, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", safety)
    assert shown(service, family, family.mother)["conflict"] is True
    problem_of(step(service, family, family.mother, status="ACTIVE"), "advocate-of-both-sides")
    problem_of(step(service, family, family.father, **CHECKED), "advocate-of-both-sides")


def test_F18_two_people_of_one_name_are_two_people(service: Running, family: Family) -> None:
    agree(service, family)
    no(service, family, family.father)
    for person in (family.mother, family.father):
        gran = service.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
        named(service, family, person, "Gran Example", advocate_person=gran)
        steps(service, family, person, CHECKED)
        assert shown(service, family, person)["conflict"] is False


def test_an_interpreter_is_not_the_advocate_as_well(service: Running, family: Family) -> None:
    interpreter = {"language": "Polish", "name_or_reference": "Ewa Example"}
    talk = family.conversation(interpreter=interpreter)
    service.record(f"{family.path}/conversations", talk)
    named(service, family, family.mother, "EWA example")
    assert shown(service, family, family.mother)["interpreter_separate"] is False
    problem_of(step(service, family, family.mother, **CHECKED), "advocate-interprets")
    steps(service, family, family.mother, {"status": "NOT_SUITABLE"})
    named(service, family, family.mother, "Ruth Example")
    steps(service, family, family.mother, CHECKED)
    assert shown(service, family, family.mother)["interpreter_separate"] is True


# ── nobody's voice ──────────────────────────────────────────────────────────────────────────


def test_an_advocate_who_is_nothing_to_the_child_cannot_agree_and_decides_nothing(
    service: Running, family: Family
) -> None:
    """Whatever they say against it is shown as theirs, and is no parent's no."""
    ruth = service.record(f"{family.path}/adults", {"names": "Ruth Example"})["id"]
    named(service, family, family.mother, "Ruth Example", advocate_person=ruth)
    talk = family.conversation(family.agreement(), person=ruth)
    problem_of(service.post(f"{family.path}/conversations", talk), "answers-for-themselves")
    service.record(f"{family.path}/conversations", family.conversation(family.agreement()))
    for path, body in (
        ("withdrawals", {"person": ruth, "scope": family.scope(), "words": "Stop."}),
        ("responses", {"person": ruth, "answer": "REFUSED", "scope": family.scope()}),
    ):
        kept = service.record(f"{family.path}/{path}", body)
        if path == "withdrawals":
            told = [n["code"] for n in kept["notices"]]
            assert told == ["AGREED_TO_NOTHING", "ANSWERS_FOR_THEMSELVES"]
    (item,) = service.check(family.file, family.question())["items"]
    hers = next(p for p in item["positions"] if p["person"] == ruth)
    assert (item["outcome"], hers["decides"], hers["says"]) == ("COVERED", False, "NO")


def test_an_adult_who_is_nothing_to_the_child_answers_about_themselves(
    service: Running, family: Family
) -> None:
    lodger = service.record(f"{family.path}/adults", {"names": "Cai Example"})["id"]
    own = family.scope(subjects=[lodger], categories=["CRIMINAL_RECORD"])
    talk = family.conversation(family.agreement(scope=own), person=lodger)
    service.record(f"{family.path}/conversations", talk)
    question = family.question(subjects=[lodger], categories=["CRIMINAL_RECORD"])
    assert service.check(family.file, question)["outcome"] == "COVERED"
    service.clock.now += timedelta(hours=1)
    service.record(f"{family.path}/withdrawals", {"person": lodger})
    assert service.check(family.file, question)["outcome"] == "OBJECTION"


def test_an_advocate_who_is_also_the_aunt_has_a_word_that_never_decides(
    service: Running, family: Family
) -> None:
    aunt = service.record(f"{family.path}/adults", {"names": "Ruth Example"})["id"]
    relationship = {"person": aunt, "child": family.child, "role": "AUNT_UNCLE", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", relationship)
    named(service, family, family.mother, "Ruth Example", advocate_person=aunt)
    steps(service, family, family.mother, CHECKED, {"status": "ACTIVE"})
    talk = family.conversation(family.agreement(), person=aunt)
    service.record(f"{family.path}/conversations", talk)
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    agree(service, family)
    service.clock.now += timedelta(hours=1)
    no(service, family, aunt)
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
    service.record(f"{family.path}/withdrawals", {"person": aunt})
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "COVERED"
    (word,) = [p for p in answer["items"][0]["positions"] if p["person"] == aunt]
    assert word["decides"] is False


def test_waiting_for_an_advocate_changes_no_answer(service: Running, family: Family) -> None:
    agree(service, family)
    steps(
        service,
        family,
        family.mother,
        {"status": "OFFERED"},
        {"status": "REFERRED_TO_SERVICE"},
        {"status": "WAITING_LIST"},
    )
    assert service.check(family.file, family.question())["outcome"] == "COVERED"


# ── offered in a conversation ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("said", [(), ("OFFERED",), ("WANTS_TIME",), ("DECLINED",)])
def test_to_tick_that_an_advocate_was_offered_is_to_have_talked_about_one(
    service: Running, family: Family, said: tuple[str, ...]
) -> None:
    talk = family.conversation(
        explained=list(codes("explained")), advocates=[{"status": one} for one in said]
    )
    service.record(f"{family.path}/conversations", talk)
    (found,) = service.get(family.path).get_json()["advocates"]
    assert (found["person"], found["status"]) == (family.mother, (*said, "OFFERED")[0])
    answer = service.check(family.file, family.question())
    assert "ADVOCATE_NOT_DISCUSSED" not in {one["code"] for one in answer["flags"]}
    due = service.get(f"{family.path}/tasks").get_json()["tasks"]
    unasked = {one["person"] for one in due if one["code"] == "DISCUSS_ADVOCATE"}
    assert unasked == {family.father}


def test_an_offer_that_is_ticked_takes_nothing_back_and_no_referrer_makes_one(
    service: Running, family: Family
) -> None:
    passed_on = family.conversation(
        {"answer": "REPORTED_BY_REFERRER", "scope": family.scope()},
        explained=["ADVOCATE_OFFERED"],
        method="VIA_REFERRER",
    )
    service.record(f"{family.path}/conversations", passed_on)
    assert service.get(family.path).get_json()["advocates"] == []
    declined = family.conversation(advocates=[{"status": "DECLINED"}])
    service.record(f"{family.path}/conversations", declined)
    again = family.conversation(explained=["ADVOCATE_OFFERED"])
    service.record(f"{family.path}/conversations", again)
    (found,) = service.get(family.path).get_json()["advocates"]
    assert found["status"] == "DECLINED"


def test_an_offer_that_was_ticked_is_written_down_as_well_with_what_they_said(
    service: Running, family: Family
) -> None:
    ticked = family.conversation(explained=["ADVOCATE_OFFERED"])
    service.record(f"{family.path}/conversations", ticked)
    words = {"status": "OFFERED", "parent_words": "My sister can come with me."}
    steps(service, family, family.mother, words)
    (found,) = service.get(family.path).get_json()["advocates"]
    assert (found["status"], found["parent_words"]) == ("OFFERED", words["parent_words"])
