"""Stopping is as easy as agreeing, and so is asking for something or saying it is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.api.replies.recorded import RecordedSchema
from consent_service.domain.codes import TEXTS, codes
from tests.api.asking_own import Own, father_of, gives_a_number, mother_of
from tests.api.running import (
    Family,
    Running,
    agree,
    problem_of,
)
from tests.reasons import ENOUGH
from tests.sweeping import each

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


# ── stopping ────────────────────────────────────────────────────────────────────────────────


def test_stopping_takes_an_empty_body_and_answers_with_a_receipt(
    service: Running, family: Family
) -> None:
    agree(service, family)
    gives_a_number(service, family)
    service.clock.now += timedelta(minutes=1)
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
    mother = mother_of(service, family)
    size = service.size()
    receipt = mother.receipt("withdrawals")
    assert receipt["means"] == (
        "We will stop from now in everything that is yours to decide. "
        "We cannot take back what we have already shared. "
        "Someone from our team will call you by 10 March 2026. You may still get help. "
        f"{TEXTS['own_if_not_safe']}"
    )
    assert receipt["by"] == "2026-03-10"
    assert set(receipt) == {"recorded_at", "entry_hash", "means", "who", "by"}
    entry = service.get(f"{family.path}/history").get_json()["entries"][-1]
    assert entry["seq"] == size
    assert entry["entry_hash"] == receipt["entry_hash"]
    assert entry["by"] == {"id": "family-1", "role": "PARENT"}
    assert entry["event"]["method"] == "ONLINE_SIGNED_IN"
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("OBJECTION", "WITHDRAWN")
    view = mother.view()
    assert view["agreed"] == []
    assert view["said_no"][0]["what_you_said"] == "You changed your mind"
    tasks = {task["code"] for task in service.get(f"{family.path}/tasks").get_json()["tasks"]}
    assert "CALL_AFTER_WITHDRAWAL" in tasks
    service.beat()


@pytest.mark.each_database("agreeKeepInformed", "stopAgreeing")
def test_a_receipt_names_who_will_call_as_was_agreed_with_them(
    service: Running, family: Family
) -> None:
    terms: dict[str, Any] = {"person": family.mother, "methods": ["TEXT"], "times": ["WEEKLY"]}
    terms |= {"agreed_with_person": True}
    service.record(f"{family.path}/keep-informed", terms)
    receipt = mother_of(service, family).receipt("withdrawals")
    assert "Someone from our team will get in touch with you by 10 March 2026." in receipt["means"]


def test_stopping_one_agreement_leaves_the_others(service: Running, family: Family) -> None:
    first = agree(service, family)["entries"][1]["id"]
    agree(service, family, scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    mother = mother_of(service, family)
    service.clock.now += timedelta(minutes=1)
    mother.receipt("withdrawals", {"response": first, "words": "Not her."})
    assert [item["who"] for item in mother.view()["agreed"]] == [["School"]]
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"
    school = family.question(agency={"type": "SCHOOL"})
    assert service.check(family.file, school)["outcome"] == "COVERED"


def test_agreeing_to_less_is_stopping_a_part(service: Running, family: Family) -> None:
    both = family.scope(agencies=[{"type": "SCHOOL"}, {"type": "HEALTH_VISITOR"}])
    one = agree(service, family, scope=both)["entries"][1]["id"]
    mother = mother_of(service, family)
    service.clock.now += timedelta(minutes=1)
    part = {"agencies": [{"type": "SCHOOL"}], "subjects": [family.child]}
    mother.receipt("withdrawals", {"response": one, "scope": part})
    assert mother.view()["agreed"][0]["who"] == ["Health visitor"]
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
    school = family.question(agency={"type": "SCHOOL"})
    assert service.check(family.file, school)["outcome"] == "OBJECTION"
    # What is no part of it may be meant beside it: both are stopped.
    mother.receipt("withdrawals", {"response": one, "scope": {"agencies": [{"type": "GP"}]}})
    for stopped in ("HEALTH_VISITOR", "GP"):
        asked = family.question(agency={"type": stopped})
        assert service.check(family.file, asked)["outcome"] == "OBJECTION"


def test_stopping_everything_stops_in_every_enquiry_and_every_kind(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.record(
        f"{family.path}/conversations", family.conversation(family.agreement(kind="TAKE_PART"))
    )
    other = service.record(f"{family.path}/enquiries", {})["id"]
    service.record(f"{family.path}/conversations", family.conversation(enquiry=other))
    mother = mother_of(service, family)
    service.clock.now += timedelta(minutes=1)
    size = service.size()
    mother.receipt("withdrawals")
    assert service.size() == size + 3
    view = mother.view()
    # In how many enquiries it was stopped is not to be counted on a page.
    assert (len(view["agreed"]), len(view["said_no"]), len(view["ended"])) == (0, 1, 2)


def test_stopping_works_when_the_enquiry_has_ended_and_when_there_was_none(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.record(f"{family.path}/enquiries/{family.enquiry}/end", {"reason": "S47"})
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    ended = mother.receipt("withdrawals")
    assert mother.view()["said_no"]
    opened = service.record("/v1/files", {})["file"]
    alone = service.record(f"/v1/files/{opened}/adults", {"names": "Cy Example"})["id"]
    nobody = Own(service, opened, alone)
    receipt = nobody.receipt("withdrawals", {"words": "Leave me alone."})
    assert receipt["means"] == ended["means"]
    assert nobody.view()["said_no"]
    heard = service.get(f"/v1/files/{opened}").get_json()["responses"]
    assert [one["words"] for one in heard] == ["Leave me alone."]
    due = service.get(f"/v1/files/{opened}/tasks").get_json()["tasks"]
    assert "CALL_AFTER_WITHDRAWAL" in {task["code"] for task in due}


def test_a_stop_is_heard_in_every_enquiry_that_goes_on_whatever_was_agreed_in_it(
    service: Running, family: Family
) -> None:
    """Somebody who agreed to something else, in another enquiry or never, says no all the same;
    and a question that names no enquiry is about each of them.
    """
    handed_on, purpose = family.enquiry, {"purpose": "S47_ENQUIRY"}
    agree(service, family)
    agree(service, family, scope=family.scope(purposes=["S47_ENQUIRY"]))
    service.record(f"{family.path}/enquiries/{handed_on}/end", {"reason": "S47"})
    second, third = (service.record(f"{family.path}/enquiries", {})["id"] for _ in range(2))
    taking_part = family.agreement(kind="TAKE_PART")
    father = family.conversation(taking_part, person=family.father, enquiry=second)
    service.record(f"{family.path}/conversations", father)
    for enquiry in (second, third):
        mother = family.conversation(family.agreement(), enquiry=enquiry)
        service.record(f"{family.path}/conversations", mother)
    asked = [
        family.question(enquiry=handed_on, **purpose),
        *(family.question(enquiry=one) for one in (second, third)),
        family.question(),
    ]
    before = [service.check(family.file, one)["outcome"] for one in asked]
    assert before == ["COVERED"] * 4
    service.clock.now += timedelta(minutes=1)
    father_of(service, family).receipt("withdrawals")
    after = [service.check(family.file, one)["outcome"] for one in asked]
    # For an enquiry under section 47 a manager decides.
    assert after == ["DECISION_NEEDED", *["OBJECTION"] * 3]


def test_what_one_of_two_open_enquiries_covers_is_not_agreed_where_none_is_named(
    service: Running, family: Family
) -> None:
    no = {"answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/conversations", family.conversation(no, person=family.father))
    second = service.record(f"{family.path}/enquiries", {})["id"]
    service.record(
        f"{family.path}/conversations", family.conversation(family.agreement(), enquiry=second)
    )
    assert service.check(family.file, family.question(enquiry=second))["outcome"] == "COVERED"
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_what_is_somebody_elses_is_heard_like_what_is_not_there(
    service: Running, family: Family
) -> None:
    """A stop that names something else than one of theirs stops all that they agreed to."""
    hers = agree(service, family)["entries"][1]["id"]
    father = father_of(service, family)
    for path, bodies in (
        ("withdrawals", [{"response": hers}, {"response": "f" * 24}]),
        (
            "withdrawals",
            [{"scope": {"subjects": [id]}} for id in (family.mother, "f" * 24, family.enquiry)],
        ),
        ("correction-requests", [{"words": "No.", "about": id} for id in (hers, "f" * 24)]),
    ):
        said = [father.post(path, body).get_json()["receipt"] for body in bodies]
        assert len({(one["means"], *sorted(one)) for one in said}) == 1
    answer = service.check(family.file, family.question())
    says = {p["person"]: p["says"] for p in answer["items"][0]["positions"]}
    assert says == {family.mother: "YES", family.father: "NO"}


def test_a_parent_cannot_take_back_what_the_young_person_gave(
    service: Running, family: Family
) -> None:
    competent = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    service.record(f"{family.path}/competence", competent, "MASH_MANAGER")
    agreed = family.conversation(person=family.child)
    id = service.record(f"{family.path}/conversations", agreed)["entries"][1]["id"]
    service.clock.now += timedelta(minutes=1)
    mother_of(service, family).receipt("withdrawals", {"response": id})
    mother_of(service, family).receipt("withdrawals")
    service.clock.now += timedelta(minutes=1)
    answer = service.check(family.file, family.question())
    assert answer["reasons"][0]["code"] == "AGREED_BY_YOUNG_PERSON"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("withdrawals", {}),
        ("correction-requests", {"words": "No."}),
        ("requests", {"wants": "LETTER"}),
    ],
)
def test_sent_again_under_its_key_it_is_recorded_once_and_answered_the_same(
    service: Running, family: Family, path: str, body: dict[str, Any]
) -> None:
    agree(service, family)
    mother = mother_of(service, family)
    first = mother.post(path, body, key="k").get_json()
    size = service.size()
    service.clock.now += timedelta(days=3)
    again = mother.post(path, body, key="k").get_json()
    assert (again["receipt"], again["replayed"]) == (first["receipt"], True)
    assert service.size() == size
    problem_of(mother.post(path, {**body, "words": "Else."}, key="k"), "key-reused")


def test_one_key_for_two_people_is_two_keys(service: Running, family: Family) -> None:
    """Somebody may have a view on two files under one sign-in."""
    mother = mother_of(service, family)
    other = Own(service, family.file, family.father, subject=mother.subject)
    first, second = mother.receipt("withdrawals", key="k"), other.receipt("withdrawals", key="k")
    assert first["entry_hash"] != second["entry_hash"]


# ── saying that something is wrong, and asking ──────────────────────────────────────────────


@pytest.mark.each_database("sayWrong")
def test_saying_that_something_is_wrong_is_a_task_and_shows_what_came_of_it(
    service: Running, family: Family
) -> None:
    answer = agree(service, family)["entries"][1]["id"]
    mother = mother_of(service, family)
    receipt = mother.receipt(
        "correction-requests", {"words": "I never said that.", "about": answer}
    )
    assert receipt["means"].startswith(TEXTS["own_wrong_heard"])
    assert receipt["by"] == "2026-03-16"
    (asked,) = [
        task
        for task in service.get(f"{family.path}/tasks").get_json()["tasks"]
        if task["code"] == "ANSWER_CORRECTION"
    ]
    service.record(
        f"{family.path}/correction-requests/{asked['about']}/answers",
        {"accepted": False, "reason": "Zz the note says so."},
    )
    (said,) = mother.view()["statements"]
    assert said["your_words"] == "I never said that."
    assert said["what_came_of_it"] == TEXTS["own_wrong_stands"]
    assert "Zz" not in mother.get().text


@pytest.mark.parametrize(
    ("named", "outcome"),
    [
        ("the answer", "ASK"),
        ("the conversation", "ASK"),
        # It may be any yes of theirs that they mean.
        ("something else", "ASK"),
        ("I did not agree", "ASK"),
        ("nothing", "COVERED"),
        ("a date of something else", "COVERED"),
    ],
)
def test_what_they_say_they_did_not_agree_to_is_no_yes_whatever_they_name(
    service: Running, family: Family, named: str, outcome: str
) -> None:
    made = agree(service, family)
    about: dict[str, str] = {
        "the answer": {"about": made["entries"][1]["id"]},
        "the conversation": {"about": made["id"]},
        "something else": {"about": "f" * 24},
        "I did not agree": {"what": "NOT_AGREED"},
        "a date of something else": {"about": "f" * 24, "what": "DATE"},
    }.get(named, {})
    mother_of(service, family).receipt("correction-requests", {"words": "Not I.", **about})
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == outcome
    disputed = outcome == "ASK"
    (hers,) = [p for p in answer["items"][0]["positions"] if p["person"] == family.mother]
    assert [one["words"] for one in hers["statements"]] == ["Not I."] * disputed
    page = mother_of(service, family).view()
    assert [len(page[where]) for where in ("agreed", "not_counted")] == [not disputed, disputed]


def test_a_stop_while_no_enquiry_goes_on_is_heard_in_the_next(
    service: Running, family: Family
) -> None:
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    mother_of(service, family).receipt("withdrawals", {"words": "Never again."})
    service.clock.now += timedelta(days=1)
    service.record(f"{family.path}/enquiries", {})
    answer = service.check(family.file, family.question())
    says = {p["person"]: p["says"] for p in answer["items"][0]["positions"]}
    assert (answer["outcome"], says[family.mother]) == ("OBJECTION", "NO")
    assert len(mother_of(service, family).view()["said_no"]) == 1


@each("wants", of=[one for one in codes("family_wants") if one != "HELP_NOW"], every=3)
def test_whatever_they_ask_for_is_a_request_that_staff_answer(
    service: Running, family: Family, wants: str
) -> None:
    mother = mother_of(service, family)
    mother.receipt("requests", {"wants": wants, "words": "Please."})
    (task,) = [
        task
        for task in service.get(f"{family.path}/tasks").get_json()["tasks"]
        if task["code"].startswith("ANSWER_")
    ]
    label = codes("family_wants")[wants].parent_label
    assert answered_on(mother, label) is None
    service.clock.now += timedelta(minutes=1)
    service.record(
        f"{family.path}/family-requests/{task['about']}/answers",
        {"words": "Zz rang her.", "how": "SPOKEN_TO"},
    )
    # What she said in it nobody knows before it is on record; whoever was helped was helped.
    is_help = wants == "HELP_NOW"
    assert (answered_on(mother, label) is not None) is is_help
    talk = family.conversation()
    service.record(f"{family.path}/conversations", {**talk, "responses": []})
    assert answered_on(mother, label) == "2026-03-09"
    assert "Zz" not in mother.get().text


def answered_on(mother: Own, wanted: str | None) -> str | None:
    """When the one thing of this kind was answered that she asked for."""
    (found,) = [one for one in mother.view()["asked_us"] if one["you_asked"] == wanted]
    answered: str | None = found["answered_on"]
    return answered


def test_asking_for_more_is_never_an_agreement(service: Running, family: Family) -> None:
    mother = mother_of(service, family)
    mother.receipt(
        "requests", {"wants": "CHANGE_AGREEMENT", "words": "You can talk to the health visitor."}
    )
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    assert mother.view()["agreed"] == []


@pytest.mark.each_database("answerFamilyRequest", "recordFamilyRequest")
def test_staff_write_down_what_somebody_asked_by_telephone(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/family-requests"
    recorded = service.record(path, {"person": family.father, "wants": "SPEAK_TO_SOMEBODY"})
    assert RecordedSchema().validate(recorded) == {}
    assert father_of(service, family).view()["asked_us"][0]["you_asked"] == "Talk to someone"
    assert mother_of(service, family).view()["asked_us"] == []
    problem_of(service.post(path, {"person": "f" * 24, "wants": "LETTER"}), "not-on-file")
    unknown = {"person": family.father, "wants": "LETTER", "enquiry": "f" * 24}
    assert [n["code"] for n in service.record(path, unknown)["notices"]] == ["NOT_ON_FILE"]
    problem_of(service.post(f"{path}/{'f' * 24}/answers", {"words": "Done."}), "not-on-file")
    answered = service.post(f"{path}/{recorded['id']}/answers", {"words": "Rang him."})
    assert answered.status_code == 201
