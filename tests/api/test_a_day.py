"""A worker's day, over HTTP, from opening a file to asking what was known last week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.following.advocates import SUITABILITY
from tests.api.running import (
    NOON,
    OURS,
    Family,
    Running,
    agree,
    decision,
    problem_of,
    text_of,
)
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


# ── a file, the people, an enquiry ──────────────────────────────────────────────────────────


def test_opening_a_file_gives_its_id_and_its_place_in_the_ledger(service: Running) -> None:
    before = service.size()
    opened = service.record("/v1/files", {"reference": "LCS-1"})
    assert opened["id"] is None
    assert len(opened["file"]) == 32
    assert opened["recorded_at"] == "2026-03-09T12:00:00Z"
    assert opened["origin"] == f"consent.test/{OURS}"
    assert [(e["kind"], e["seq"]) for e in opened["entries"]] == [("file-opened", before)]
    assert opened["replayed"] is False
    assert service.reader.head().tip.hex() == opened["entries"][0]["entry_hash"]


def test_a_reference_opens_one_file(service: Running) -> None:
    service.record("/v1/files", {"reference": "LCS-1"})
    found = problem_of(service.post("/v1/files", {"reference": "LCS-1"}), "reference-in-use")
    assert [error["pointer"] for error in found["errors"]] == ["/reference"]


def test_two_authorities_may_use_the_same_reference(service: Running) -> None:
    ours = service.record("/v1/files", {"reference": "LCS-1"})
    theirs = service.as_authority("camden").record("/v1/files", {"reference": "LCS-1"})
    assert ours["file"] != theirs["file"]


def test_the_people_added_stand_on_the_file(service: Running, family: Family) -> None:
    shown = service.get(family.path).get_json()
    assert [child["id"] for child in shown["children"]] == [family.child]
    assert {adult["id"] for adult in shown["adults"]} == {family.mother, family.father}
    assert shown["enquiry"] == family.enquiry


# ── asked, agreed, taken back ───────────────────────────────────────────────────────────────


def test_nobody_asked_is_not_a_no(service: Running, family: Family) -> None:
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "ASK"
    assert [reason["code"] for reason in answer["reasons"]] == ["NOT_ASKED"]


def test_what_the_mother_agreed_is_covered_and_stands_in_the_ledger(
    service: Running, family: Family
) -> None:
    agree(service, family)
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "COVERED"
    assert answer["enquiry"] == family.enquiry
    assert answer["recorded"] == "ledger"
    head = service.reader.head()
    assert answer["ledger"] == {
        "origin": f"consent.test/{OURS}",
        "seq": head.size - 1,
        "entry_hash": head.tip.hex(),
    }
    assert answer["receipt"] == f"{family.path}/receipts/{head.size - 1}"
    assert service.kinds()[-1] == "check-made"


def test_a_conversation_and_its_answer_are_recorded_together(
    service: Running, family: Family
) -> None:
    recorded = agree(service, family)
    kinds = [entry["kind"] for entry in recorded["entries"]]
    assert kinds == ["conversation-recorded", "response-recorded"]
    ids = [entry["id"] for entry in recorded["entries"]]
    assert len(set(ids)) == 2
    assert recorded["id"] == ids[0]


def test_what_one_parent_takes_back_in_part_becomes_an_objection_to_that_part(
    service: Running, family: Family
) -> None:
    wide = family.scope(categories=["CHILD_HEALTH", "EDUCATION"])
    agree(service, family, scope=wide)
    both = family.question(categories=["CHILD_HEALTH", "EDUCATION"])
    assert service.check(family.file, both)["outcome"] == "COVERED"
    service.clock.now += timedelta(minutes=1)
    taken = {"person": family.mother, "scope": family.scope(categories=["EDUCATION"])}
    service.record(f"{family.path}/withdrawals", taken)
    answer = service.check(family.file, both)
    assert answer["outcome"] == "PARTLY_COVERED"
    assert {item["category"]: item["outcome"] for item in answer["items"]} == {
        "CHILD_HEALTH": "COVERED",
        "EDUCATION": "OBJECTION",
    }


def test_a_withdrawal_of_everything_is_an_objection_from_then_on(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "OBJECTION"
    assert [reason["code"] for reason in answer["reasons"]] == ["WITHDRAWN"]


def test_a_withdrawal_is_never_refused_for_its_time(service: Running, family: Family) -> None:
    tomorrow = {"person": family.mother, "effective_at": text_of(NOON + timedelta(days=1))}
    said = service.record(f"{family.path}/withdrawals", tomorrow)
    assert "COUNTS_FROM_NOW" in [one["code"] for one in said["notices"]]
    entry = service.get(f"{family.path}/history").get_json()["entries"][-1]
    assert entry["event"]["clamped"] is True


def test_a_refusal_in_a_conversation_is_an_objection(service: Running, family: Family) -> None:
    refused = {"answer": "REFUSED", "scope": family.scope(), "words": "Not the health visitor."}
    service.record(f"{family.path}/conversations", family.conversation(refused))
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "OBJECTION"
    assert answer["items"][0]["positions"][0]["says"] == "NO"


def test_an_answer_entered_in_error_no_longer_counts_and_stays_readable(
    service: Running, family: Family
) -> None:
    recorded = agree(service, family)
    wrong = recorded["entries"][1]["seq"]
    service.record(
        f"{family.path}/corrections", {"corrects": wrong, "what_was_wrong": "It was her sister."}
    )
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    history = service.get(f"{family.path}/history").get_json()["entries"]
    assert wrong in [entry["seq"] for entry in history]
    again = {"corrects": wrong, "what_was_wrong": "Again."}
    problem_of(service.post(f"{family.path}/corrections", again), "corrected-already")


def test_the_written_copy_is_due_until_it_is_sent(service: Running, family: Family) -> None:
    answered = agree(service, family)["entries"][1]["id"]
    before = service.check(family.file, family.question())
    assert "WRITTEN_CONFIRMATION_DUE" in [flag["code"] for flag in before["flags"]]
    assert "SEND_SUMMARY" in [task["code"] for task in before["tasks"]]
    service.record(f"{family.path}/written-summaries", {"response": answered})
    after = service.check(family.file, family.question())
    assert "WRITTEN_CONFIRMATION_DUE" not in [flag["code"] for flag in after["flags"]]


@pytest.mark.each_database("changeValidity")
def test_a_concern_about_how_it_was_given_lifts_the_agreement_until_it_is_settled(
    service: Running, family: Family
) -> None:
    answered = agree(service, family)["entries"][1]["id"]
    path = f"{family.path}/validity"
    service.clock.now += timedelta(minutes=1)
    service.record(path, {"response": answered, "status": "CONCERN", "reasons": ["PRESSURE"]})
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "ASK"
    assert [reason["code"] for reason in answer["reasons"]] == ["VALIDITY_CONCERN"]
    service.clock.now += timedelta(minutes=1)
    # A worker settles it: until a manager has confirmed that, nothing reads as agreed.
    service.record(path, {"response": answered, "status": "VALID"})
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    settled = {"response": answered, "status": "VALID", "reasons": [ENOUGH]}
    service.record(path, settled, "MASH_MANAGER")
    assert service.check(family.file, family.question())["outcome"] == "COVERED"


# ── circumstances ───────────────────────────────────────────────────────────────────────────


def test_nobody_who_can_safely_be_asked_needs_a_decision(service: Running, family: Family) -> None:
    for person in (family.mother, family.father):
        service.record(
            f"{family.path}/safety",
            {"person": person, "safe_to_ask": False, "code": "ALLEGED_ABUSER"},
        )
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "DECISION_NEEDED"
    assert [reason["code"] for reason in answer["reasons"]] == ["NOT_SAFE_TO_ASK"]


def test_three_attempts_make_a_parent_unreachable_and_a_conversation_ends_that(
    service: Running, family: Family
) -> None:
    service.record(f"{family.path}/reachability", {"person": family.father, "reachable": False})
    for _ in range(3):
        assert service.check(family.file, family.question())["outcome"] == "ASK"
        service.clock.now += timedelta(days=1)
        service.record(f"{family.path}/attempts", {"person": family.mother})
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "DECISION_NEEDED"
    assert [reason["code"] for reason in answer["reasons"]] == ["UNREACHABLE"]
    service.clock.now += timedelta(hours=1)
    agree(service, family)
    assert service.check(family.file, family.question())["outcome"] == "COVERED"


def test_nobody_with_capacity_needs_a_decision(service: Running, family: Family) -> None:
    for person in (family.mother, family.father):
        service.record(f"{family.path}/capacity", {"person": person, "status": "LACKS"})
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "DECISION_NEEDED"
    assert [reason["code"] for reason in answer["reasons"]] == ["LACKS_CAPACITY"]


def test_a_competent_child_is_asked_instead_of_the_parents(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.record(f"{family.path}/competence", {"child": family.child, "status": "COMPETENT"})
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "ASK"
    assert [reason["code"] for reason in answer["reasons"]] == ["YP_NOT_ASKED"]


def test_a_childs_wish_is_shown_and_does_not_decide(service: Running, family: Family) -> None:
    agree(service, family)
    wish = {"child": family.child, "objects": True, "words": "No.", "heard_by": "school nurse"}
    service.record(f"{family.path}/wishes", wish)
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "COVERED"
    assert "CHILD_OBJECTS" in [flag["code"] for flag in answer["flags"]]


# ── advocates ───────────────────────────────────────────────────────────────────────────────


def test_an_advocate_is_found_step_by_step(service: Running, family: Family) -> None:
    path, person = f"{family.path}/advocates", family.mother
    flags = service.check(family.file, family.question())["flags"]
    assert "ADVOCATE_NOT_DISCUSSED" in [flag["code"] for flag in flags]
    active = {"person": person, "status": "ACTIVE"}
    problem_of(service.post(path, active), "advocate-step-missing")
    steps: list[dict[str, Any]] = [
        {"status": "OFFERED"},
        {"status": "NOMINATED", "advocate": "Ruth Example", "relationship": "AUNT_UNCLE"},
        {"status": "CHECKING"},
        {
            "status": "CONFIRMED",
            "suitability": dict.fromkeys(SUITABILITY, "YES"),
            "information_permission": "MEETINGS_ONLY",
        },
        {"status": "ACTIVE"},
        {"status": "ENDED"},
    ]
    for step in steps:
        service.clock.now += timedelta(minutes=1)
        service.record(path, {"person": person, **step})
    flags = service.check(family.file, family.question())["flags"]
    assert "ADVOCATE_NOT_DISCUSSED" not in [flag["code"] for flag in flags]
    shown = service.get(family.path).get_json()
    assert "ENDED" in str([a for a in shown["adults"] if a["id"] == person])


# ── decisions ───────────────────────────────────────────────────────────────────────────────


def test_a_managers_decision_authorises_until_a_review_ends_it(
    service: Running, family: Family
) -> None:
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    made = service.record(f"{family.path}/authorisations", decision(family), "MASH_MANAGER")
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "AUTHORISED"
    assert answer["items"][0]["authorisations"] == [made["id"]]
    flags = {flag["code"] for flag in answer["flags"]}
    assert {"TELL_PARENTS", "PARENT_POSITION_NO"} <= flags
    service.clock.now += timedelta(days=1)
    service.record(
        f"{family.path}/authorisations/{made['id']}/end", {"reason": "Reviewed."}, "MASH_MANAGER"
    )
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_a_decision_ends_by_itself_at_its_end(service: Running, family: Family) -> None:
    service.record(f"{family.path}/authorisations", decision(family), "MASH_MANAGER")
    service.clock.now = NOON + timedelta(days=10)
    assert service.check(family.file, family.question())["outcome"] == "ASK"


def test_an_agreement_ends_with_its_enquiry(service: Running, family: Family) -> None:
    agree(service, family)
    service.clock.now += timedelta(days=1)
    service.close(f"{family.path}/enquiries/{family.enquiry}", "EARLY_HELP")
    answer = service.check(family.file, family.question())
    assert [reason["code"] for reason in answer["reasons"]] == ["ENQUIRY_CLOSED"]
    late = service.post(f"{family.path}/conversations", family.conversation())
    problem_of(late, "no-open-enquiry")


@pytest.mark.each_database("adoptPolicy", "showPolicy")
def test_a_policy_adopted_changes_what_is_accepted_and_answered(
    service: Running, family: Family
) -> None:
    agree(service, family)
    assert service.get("/v1/policies/current").get_json()["version"] == 1
    one = {"one_parent_enough": False, "longest_agreement_days": 30}
    adopted = service.record("/v1/policies", one, "HEAD_OF_SERVICE")
    assert adopted["file"] is None
    current = service.get("/v1/policies/current").get_json()
    assert current.items() >= {"version": 2, **one}.items()
    answer = service.check(family.file, family.question())
    assert answer["policy_version"] == 2
    assert answer["outcome"] != "COVERED"
    long = family.agreement(expires_at=text_of(NOON + timedelta(days=31)))
    refused = service.post(f"{family.path}/conversations", family.conversation(long))
    problem_of(refused, "agreement-too-long")
