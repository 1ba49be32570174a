"""How a conversation was held, what was explained in it, and what came of trying to have one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec import UNSET

from consent_service.domain.codes import codes
from consent_service.domain.recorded.events import WishRecorded
from tests.api.running import NOON, Family, Running, agree, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

CHECKLIST = list(codes("explained"))


def outcome(service: Running, family: Family, **changes: Any) -> tuple[str, str]:
    answer = service.check(family.file, family.question(**changes))
    return answer["outcome"], answer["reasons"][0]["code"]


def standing(service: Running, family: Family, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = service.get(family.path, **query).get_json()
    return found


# ── what was explained ──────────────────────────────────────────────────────────────────────


def test_nine_things_explained_are_a_whole_explanation(service: Running, family: Family) -> None:
    talk = family.conversation(explained=CHECKLIST[:9])
    service.record(f"{family.path}/conversations", talk)
    found = standing(service, family)
    assert found["responses"][0]["fully_explained"] is True
    assert found["conversations"][0]["fully_explained"] is True


def test_a_no_told_at_night_needs_nobody_to_say_who_else_was_there(
    service: Running, family: Family
) -> None:
    talk = family.conversation({"answer": "REFUSED", "scope": family.scope()})
    del talk["seen_alone"]
    service.record(f"{family.path}/conversations", talk)
    assert outcome(service, family) == ("OBJECTION", "REFUSED")
    assert standing(service, family)["conversations"][0]["seen_alone"] == "NOT_KNOWN"


def test_what_was_taken_back_that_day_may_have_been_after_a_yes_of_that_day(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(hours=3)
    back = {"person": family.mother, "effective_at": text_of(NOON), "precision": "day"}
    service.record(f"{family.path}/withdrawals", back)
    assert outcome(service, family)[0] != "COVERED"
    service.clock.now += timedelta(days=1)
    again = family.conversation(effective_at=text_of(service.clock.now))
    service.record(f"{family.path}/conversations", again)
    assert outcome(service, family)[0] == "COVERED"
    tried = {"person": family.father, "effective_at": text_of(NOON), "precision": "hour"}
    made = service.record(f"{family.path}/attempts", tried)["id"]
    shown = {one["id"]: one["precision"] for one in standing(service, family)["responses"]}
    assert shown[made] == "hour"


@pytest.mark.parametrize(("alone", "counts"), [("YES", "COVERED"), (None, "ASK"), ("NO", "ASK")])
def test_where_abuse_is_flagged_a_yes_that_others_may_have_heard_does_not_count(
    service: Running, family: Family, alone: str | None, counts: str
) -> None:
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    talk = {**family.conversation(), "seen_alone": alone}
    service.record(f"{family.path}/conversations", {k: v for k, v in talk.items() if v})
    assert outcome(service, family)[0] == counts


@pytest.mark.swept  # A sample each day, and all in campaigns.
@pytest.mark.parametrize("left_out", CHECKLIST[:9])
def test_one_thing_left_out_is_shown_and_changes_no_answer(
    service: Running, family: Family, left_out: str
) -> None:
    said = [point for point in CHECKLIST if point != left_out]
    service.record(f"{family.path}/conversations", family.conversation(explained=said))
    found = standing(service, family)
    assert found["responses"][0]["fully_explained"] is False
    assert found["responses"][0]["status"] == "AGREED"
    assert outcome(service, family) == ("COVERED", "AGREED_BY_PARENT")


def test_where_there_was_no_conversation_nobody_says_what_was_explained(
    service: Running, family: Family
) -> None:
    no = {"person": family.father, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", no)
    assert standing(service, family)["responses"][0]["fully_explained"] is None


def test_what_was_said_in_a_conversation_is_dated_as_precisely_as_it_was(
    service: Running, family: Family
) -> None:
    """A no "about ten" and a yes at twenty past: nobody knows which came last."""
    no = family.agreement(answer="REFUSED")
    at = {"effective_at": text_of(NOON - timedelta(hours=2)), "precision": "hour"}
    service.record(f"{family.path}/conversations", {**family.conversation(no), **at})
    later = {"effective_at": text_of(NOON - timedelta(minutes=100)), "precision": "second"}
    service.record(f"{family.path}/conversations", {**family.conversation(), **later})
    assert outcome(service, family) == ("OBJECTION", "REFUSED")


def test_an_answer_may_be_dated_less_exactly_than_the_conversation_it_was_given_in(
    service: Running, family: Family
) -> None:
    """A no "some time that day" in a talk at ten, and a yes at noon."""
    no = {**family.agreement(answer="REFUSED"), "precision": "day"}
    talk = family.conversation(no, effective_at=text_of(NOON - timedelta(hours=2)))
    service.record(f"{family.path}/conversations", talk)
    service.record(f"{family.path}/conversations", family.conversation())
    assert outcome(service, family) == ("OBJECTION", "REFUSED")


# ── a referrer's word ───────────────────────────────────────────────────────────────────────


def test_no_agreement_comes_through_the_referrer_however_it_is_written_down(
    service: Running, family: Family
) -> None:
    said = family.agreement()
    code = "answer-not-by-referrer"
    told = family.conversation(said, method="VIA_REFERRER")
    problem_of(service.post(f"{family.path}/conversations", told), code)
    # What was passed on is not made the parent's own by calling it a telephone call.
    told = family.conversation({**said, "method": "PHONE_VERBAL"}, method="VIA_REFERRER")
    problem_of(service.post(f"{family.path}/conversations", told), code)
    spoken = family.conversation({**said, "method": "VIA_REFERRER"})
    problem_of(service.post(f"{family.path}/conversations", spoken), code)


@pytest.mark.parametrize("method", [None, "PHONE_VERBAL", "VIA_REFERRER"])
def test_no_agreement_rests_on_a_conversation_that_the_referrer_had(
    service: Running, family: Family, method: str | None
) -> None:
    told = family.conversation(method="VIA_REFERRER") | {"responses": []}
    talk = service.record(f"{family.path}/conversations", told)["id"]
    said = {"person": family.mother, "conversation": talk, **family.agreement()}
    if method is not None:
        said["method"] = method
    problem_of(service.post(f"{family.path}/responses", said), "answer-not-by-referrer")


def test_a_referrers_word_waits_until_the_parent_has_confirmed_it(
    service: Running, family: Family
) -> None:
    word = {"person": family.mother, "answer": "REPORTED_BY_REFERRER", "scope": family.scope()}
    service.record(f"{family.path}/responses", {**word, "method": "VIA_REFERRER"})
    assert outcome(service, family) == ("ASK", "REPORTED_NOT_CONFIRMED")
    service.clock.now += timedelta(hours=1)
    agree(service, family)
    assert outcome(service, family) == ("COVERED", "AGREED_BY_PARENT")


# ── trying ──────────────────────────────────────────────────────────────────────────────────


def test_three_tries_on_three_occasions_make_a_parent_unreachable_until_they_are_reached(
    service: Running, family: Family
) -> None:
    no = {"person": family.father, "reachable": False}
    service.record(f"{family.path}/reachability", no)
    tried = {"person": family.mother, "method": "PHONE_VERBAL"}
    for hours in (0, 0, 1, 3):
        service.clock.now = NOON + timedelta(hours=hours)
        service.record(f"{family.path}/attempts", tried)
    # However often the telephone rings on one day, that is one occasion.
    service.record(f"{family.path}/attempts", {**tried, "method": "EMAIL"})
    assert outcome(service, family) == ("ASK", "NOT_ASKED")
    service.clock.now += timedelta(days=1)
    service.record(f"{family.path}/attempts", tried)
    assert outcome(service, family) == ("DECISION_NEEDED", "UNREACHABLE")
    caregivers = standing(service, family)["children"][0]["caregivers"]
    assert [c["status"] for c in caregivers] == ["UNREACHABLE", "UNREACHABLE"]
    service.clock.now += timedelta(hours=2)
    talk = family.conversation() | {"responses": []}
    service.record(f"{family.path}/conversations", talk)
    assert outcome(service, family) == ("ASK", "NOT_ASKED")


# ── two clocks ──────────────────────────────────────────────────────────────────────────────


def test_F15_two_answers_within_a_second_are_both_kept_and_the_later_one_counts(
    service: Running, family: Family
) -> None:
    said_at = NOON - timedelta(minutes=5)
    no = {
        "person": family.mother,
        "answer": "REFUSED",
        "scope": family.scope(),
        "effective_at": text_of(said_at + timedelta(seconds=1)),
    }
    service.record(f"{family.path}/responses", no)
    service.clock.now += timedelta(milliseconds=400)
    talk = family.conversation(effective_at=text_of(said_at))
    service.record(f"{family.path}/conversations", talk)
    kept = [r["answer"] for r in standing(service, family)["responses"]]
    assert sorted(kept) == ["AGREED", "REFUSED"]
    # The yes was recorded last; the no was said last.
    assert outcome(service, family) == ("OBJECTION", "REFUSED")


def test_F15_said_at_the_same_moment_the_no_counts_and_a_manager_is_told(
    service: Running, family: Family
) -> None:
    said_at = text_of(NOON - timedelta(minutes=5))
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", {**no, "effective_at": said_at})
    service.clock.now += timedelta(milliseconds=400)
    service.record(f"{family.path}/conversations", family.conversation(effective_at=said_at))
    assert outcome(service, family) == ("OBJECTION", "REFUSED")
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    assert "LOOK_AT_CONFLICT" in [task["code"] for task in tasks]


def test_F28_a_father_who_agreed_on_the_13th_had_not_been_asked_on_the_12th(
    service: Running, family: Family
) -> None:
    service.clock.now += timedelta(days=1)
    talk = family.conversation(person=family.father)
    service.record(f"{family.path}/conversations", talk)
    assert outcome(service, family) == ("COVERED", "AGREED_BY_PARENT")
    assert outcome(service, family, as_of=text_of(NOON)) == ("ASK", "NOT_ASKED")
    caregivers = standing(service, family, as_of=text_of(NOON))["children"][0]["caregivers"]
    assert {c["status"] for c in caregivers} == {"NOT_ASKED"}


# ── what else came of it ─────────────────────────────────────────────────────────────────────


def heard(family: Family, **changes: Any) -> dict[str, Any]:
    return family.conversation(
        contact_points=[
            {
                "label": "mobile",
                "person": family.mother,
                "type": "PHONE",
                "value": "020 7946 0018",
                "safety": "NEVER_TEXT",
            }
        ],
        keep_informed={
            "methods": ["CALL"],
            "times": ["WEEKLY"],
            "contact": "mobile",
            "agreed_with_person": True,
        },
        needs={"indicators": ["YOUNG_PARENT"]},
        advocates=[{"status": "OFFERED"}, {"status": "NOMINATED", "advocate": "Fay Example"}],
        attempts=[{"person": family.father, "method": "PHONE_VERBAL"}],
        wishes=[{"child": family.child, "objects": True, "words": "Not my school."}],
        **changes,
    )


def test_all_that_came_of_a_conversation_is_recorded_in_one_call_as_each_by_itself(
    service: Running, family: Family
) -> None:
    began = text_of(service.clock.now - timedelta(minutes=20))
    recorded = service.record(f"{family.path}/conversations", heard(family, effective_at=began))
    found = standing(service, family)
    point = recorded["entries"][
        [e["kind"] for e in recorded["entries"]].index("contact-point-recorded")
    ]
    (informed,) = found["keep_informed"]
    assert (informed["person"], informed["agreed"]["contact"]) == (family.mother, point["id"])
    assert found["contact_points"][0]["effective_at"] == began
    assert {one["person"]: one["indicators"] for one in found["needs"]}[family.mother] == [
        "YOUNG_PARENT"
    ]
    assert found["advocates"][0]["status"] == "NOMINATED"
    assert found["children"][0]["objects"] is True
    assert [one["answer"] for one in found["responses"]] == ["AGREED", "ASK_ATTEMPTED"]
    assert {one["enquiry"] for one in found["responses"]} == {family.enquiry}
    answer = service.check(family.file, family.question())
    assert "CHILD_OBJECTS" in {one["code"] for one in answer["flags"]}


@pytest.mark.parametrize("whose", ["mother", "father", "child"])
def test_what_is_said_of_the_words_of_a_talk_is_said_of_nobody_elses(
    whose: str, service: Running, family: Family
) -> None:
    """ "There is no no in it", beside the mother's yes, was kept of her child's words as well."""
    spoken_with = {"mother": family.mother, "father": family.father, "child": family.child}
    wish = {"child": family.child, "objects": False, "words": "I don't want you to ring my school."}
    talk = family.conversation(
        person=spoken_with[whose], responses=[], parent_words="Fine.", wishes=[wish], not_a_no=True
    )
    service.record(f"{family.path}/conversations", talk)
    every = [entry.content.event for entry in service.entries()]
    kept = [event for event in every if isinstance(event, WishRecorded)][-1]
    assert kept.not_a_no is (True if whose == "child" else UNSET)
    objects = standing(service, family)["children"][0]["objects"]
    assert objects is (whose != "child")


def test_what_does_not_hold_together_in_it_is_pointed_at_and_never_costs_a_no(
    service: Running, family: Family
) -> None:
    wrong = {
        "keep_informed": {
            "methods": ["TEXT"],
            "times": ["WEEKLY"],
            "contact": "mobile",
            "agreed_with_person": True,
        },
        "advocates": [{"status": "NOMINATED"}],
    }
    calm: dict[str, Any] = {"contact_points": [], "wishes": []}
    reply = service.post(f"{family.path}/conversations", {**heard(family), **calm, **wrong})
    assert reply.status_code == 422
    pointed = [one["pointer"] for one in reply.get_json()["errors"]]
    assert pointed == ["/keep_informed/contact", "/advocates/0/advocate"]
    no = heard(family)
    no["responses"] = [{"answer": "REFUSED", "scope": family.scope()}]
    recorded = service.record(f"{family.path}/conversations", {**no, **wrong})
    assert outcome(service, family)[0] == "OBJECTION"
    assert {"LEFT_OUT", "CONTACT_NOT_SAFE"} <= {one["code"] for one in recorded["notices"]}
    found = standing(service, family)
    assert found["advocates"] == []
    assert found["keep_informed"][0]["agreed"]["contact"] is None


def test_an_agreement_of_which_nobody_said_the_end_has_the_usual_one(
    service: Running, family: Family
) -> None:
    """The whole conversation was refused for it, and typed again."""
    yes = {"answer": "AGREED", "scope": family.scope()}
    kept = service.record(f"{family.path}/conversations", family.conversation(yes))
    assert "ENDS_AS_USUAL" in [one["code"] for one in kept["notices"]]
    (item,) = service.check(family.file, family.question())["items"]
    # Twenty working days from Monday 9 March 2026; Good Friday and Easter Monday are none.
    assert (item["outcome"], item["ends_at"]) == ("COVERED", "2026-04-08T23:00:00Z")


def test_what_is_missing_of_an_agreement_is_said_member_by_member(
    service: Running, family: Family
) -> None:
    bare = {"answer": "AGREED", "scope": {"purposes": ["AGENCY_CHECKS"]}}
    reply = service.post(f"{family.path}/conversations", family.conversation(bare))
    errors = problem_of(reply, "agreement-needs-scope")["errors"]
    scope = "/responses/0/scope/"
    assert [one["pointer"].removeprefix(scope) for one in errors] == [
        *("subjects", "agencies", "categories", "directions")
    ]
