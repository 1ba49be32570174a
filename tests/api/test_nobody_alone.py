"""What one person must not be able to do alone, and what nobody may lose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import (
    NOON,
    Family,
    Running,
    agree,
    decide,
    decision,
    problem_of,
    text_of,
)


def outcome(service: Running, family: Family, **changes: Any) -> tuple[str, str]:
    answer = service.check(family.file, family.question(**changes))
    return answer["outcome"], answer["reasons"][0]["code"]


def says(service: Running, family: Family, person: str, answer: str, **more: Any) -> dict[str, Any]:
    body = {"person": person, "answer": answer, "scope": family.scope(), **more}
    return service.record(f"{family.path}/responses", body)


# ── a referrer's word ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("later", ["REPORTED_BY_REFERRER", "AWAITING"])
def test_a_referrers_word_does_not_lift_a_parents_own_no(
    service: Running, family: Family, later: str
) -> None:
    agree(service, family)
    says(service, family, family.father, "REFUSED")
    service.clock.now += timedelta(hours=1)
    says(service, family, family.father, later)
    assert outcome(service, family) == ("OBJECTION", "PARENTS_DISAGREE")
    shown = service.get(family.path).get_json()["children"][0]["caregivers"]
    assert [one["status"] for one in shown] == ["AGREED", "REFUSED"]


def test_a_no_passed_on_is_heard_until_they_have_been_asked_themselves(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(hours=1)
    body = {"person": family.mother, "answer": "REFUSED", "method": "VIA_REFERRER", "words": "No."}
    kept = service.record(f"{family.path}/responses", body)
    assert [n["code"] for n in kept["notices"]] == ["ANSWER_NOT_BY_REFERRER"]
    assert outcome(service, family) == ("OBJECTION", "REFUSED")
    service.clock.now += timedelta(days=2)
    agree(service, family)
    assert outcome(service, family)[0] == "COVERED"


# ── striking what protects somebody ─────────────────────────────────────────────────────────


def strikes(service: Running, family: Family, seq: int, role: str) -> list[str]:
    wrong = {"corrects": seq, "what_was_wrong": "A mistake."}
    made = service.record(f"{family.path}/corrections", wrong, role)
    return [entry["kind"] for entry in made["entries"]]


def test_what_a_worker_strikes_alone_protects_until_a_manager_has_looked(
    service: Running, family: Family
) -> None:
    refused = says(service, family, family.father, "REFUSED")["entries"][0]["seq"]
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    danger = service.record(f"{family.path}/safety", unsafe)["entries"][0]["seq"]
    decide(service, family)
    decided = service.size() - 1
    service.clock.now += timedelta(hours=1)
    for seq in (refused, danger):
        assert strikes(service, family, seq, "MASH_WORKER") == ["entry-corrected", "effect-waits"]
    # That a decision authorises nothing makes answers more careful, at once; that none was made is
    # for a manager to say.
    assert strikes(service, family, decided, "MASH_WORKER") == ["entry-corrected", "effect-waits"]
    assert outcome(service, family) == ("OBJECTION", "REFUSED")
    adults = service.get(family.path).get_json()["adults"]
    assert [one["asking"] for one in adults] == ["YES", "NO"]


def test_a_worker_puts_right_what_they_typed_wrongly(service: Running, family: Family) -> None:
    agreed = agree(service, family)["entries"][1]["seq"]
    assert strikes(service, family, agreed, "MASH_WORKER") == ["entry-corrected"]


# ── decisions ───────────────────────────────────────────────────────────────────────────────


def test_whoever_asked_does_not_decide_under_another_name(service: Running, family: Family) -> None:
    asked = {"scope": family.scope(), "why": "Nobody answers."}
    service.record(f"{family.path}/decision-requests", asked, "MASH_MANAGER")
    body = decision(family, requested_by="worker-1")
    reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER")
    problem_of(reply, "someone-else-must-decide")
    reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER", subject="manager-2")
    assert reply.status_code == 201
    named = decision(family, requested_by=" MANAGER-3 ")
    reply = service.post(
        f"{family.path}/authorisations", named, "MASH_MANAGER", subject="manager-3"
    )
    problem_of(reply, "someone-else-must-decide")


@pytest.mark.parametrize("kind", ["RELY_ONE_PARENT", "DISPENSE_DECISION"])
def test_another_name_for_going_over_a_no_needs_the_same_grade(
    service: Running, family: Family, kind: str
) -> None:
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    service.record(f"{family.path}/enquiries", {"threshold_level": 2})
    agree(service, family)
    says(service, family, family.father, "REFUSED")
    body = decision(
        family,
        kind=kind,
        relies_on=family.mother,
        reason_codes=["RELY_ONE_PARENT", "UNJUSTIFIED_DELAY"],
    )
    reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER")
    problem_of(reply, "decision-of-another-grade")
    service.record(f"{family.path}/authorisations", body, "HEAD_OF_SERVICE", subject="head-1")


def test_a_decision_is_ended_by_whoever_might_have_made_it(
    service: Running, family: Family
) -> None:
    made = decide(service, family, kind="S47_DECISION")
    path = f"{family.path}/authorisations/{made}/end"
    body = {"reason": "It is over."}
    problem_of(service.post(path, body, "LEGAL_SERVICES"), "decision-of-another-grade")
    review = f"{family.path}/decisions/{made}/reviews"
    problem_of(service.post(review, body, "LEGAL_SERVICES"), "decision-of-another-grade")
    service.record(path, body, "EDT_MANAGER")


def test_a_decision_recorded_late_is_not_over_before_it_counts(
    service: Running, family: Family
) -> None:
    body = decision(family, start=text_of(NOON - timedelta(days=60)))
    del body["end"]
    service.record(f"{family.path}/authorisations", body, "MASH_MANAGER")
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "AUTHORISED"
    assert "9 March 2026" in answer["agency_words"]
    assert "January" not in answer["agency_words"]


# ── nothing said is lost ────────────────────────────────────────────────────────────────────


def test_what_was_said_before_an_enquiry_closed_is_recorded_after_it(
    service: Running, family: Family
) -> None:
    service.clock.now = NOON + timedelta(hours=2)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    service.clock.now = NOON + timedelta(hours=3)
    before, after = text_of(NOON + timedelta(hours=1)), text_of(NOON + timedelta(hours=2.5))
    no = {"answer": "REFUSED", "scope": family.scope(), "words": "No."}
    talk = family.conversation(no, effective_at=before)
    service.record(f"{family.path}/conversations", talk)
    late = family.conversation(no, effective_at=after, enquiry=family.enquiry)
    kept = service.record(f"{family.path}/conversations", late)
    assert [n["code"] for n in kept["notices"]] == ["ENQUIRY_CLOSED"]
    yes = family.conversation(family.agreement(), effective_at=after, enquiry=family.enquiry)
    problem_of(service.post(f"{family.path}/conversations", yes), "enquiry-closed")


def test_a_withdrawal_is_taken_in_every_enquiry_that_goes_on(
    service: Running, family: Family
) -> None:
    agree(service, family)
    second = service.record(f"{family.path}/enquiries", {})["id"]
    taken = service.record(f"{family.path}/withdrawals", {"person": family.mother})
    assert [entry["kind"] for entry in taken["entries"]] == ["agreement-withdrawn"] * 2
    for enquiry in (family.enquiry, second):
        assert outcome(service, family, enquiry=enquiry) == ("OBJECTION", "WITHDRAWN")
    for enquiry in (family.enquiry, second):
        service.close(f"{family.path}/enquiries/{enquiry}")
    service.record(f"{family.path}/withdrawals", {"person": family.mother})


# ── a yes that is not, or no longer, what it was ────────────────────────────────────────────


def test_a_narrower_second_agreement_takes_back_what_it_leaves_out(
    service: Running, family: Family
) -> None:
    both = [{"type": "HEALTH_VISITOR"}, {"type": "SCHOOL"}]
    first = agree(service, family, scope=family.scope(agencies=both))["entries"][1]["id"]
    service.record(
        f"{family.path}/disclosures",
        {
            "subjects": [family.child],
            "agency": {"type": "SCHOOL"},
            "categories": ["CHILD_HEALTH"],
            "purpose": "AGENCY_CHECKS",
            "direction": "SEEK",
            "basis": "AGREED",
            "rests_on": [first],
            "summary": "Asked about meals.",
            "words_sent": "Ann Example has agreed.",
        },
    )
    service.clock.now += timedelta(hours=1)
    narrower = family.agreement(
        answer="AGREED_IN_PART",
        scope=family.scope(agencies=both[:1], exclusions={"agencies": both[1:]}),
    )
    service.record(f"{family.path}/conversations", family.conversation(narrower))
    shown = service.get(family.path).get_json()["responses"]
    assert [one["status"] for one in shown] == ["PART_WITHDRAWN", "AGREED_PART"]
    taken_back = service.get(f"{family.path}/withdrawals").get_json()["taken_back"]
    assert [one["notice"] for back in taken_back for one in back["contacted"]] == ["TO_SEND"]


def test_abuse_known_later_puts_a_yes_given_in_his_hearing_in_doubt(
    service: Running, family: Family
) -> None:
    talk = family.conversation(family.agreement(), seen_alone="NO")
    service.record(f"{family.path}/conversations", talk)
    assert outcome(service, family) == ("COVERED", "AGREED_BY_PARENT")
    abuse = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", abuse)
    assert outcome(service, family) == ("ASK", "VALIDITY_CONCERN")


def test_another_danger_does_not_lift_abuse(service: Running, family: Family) -> None:
    for code in ("DOMESTIC_ABUSE", "VIOLENCE_TO_STAFF"):
        unsafe = {"person": family.father, "safe_to_ask": False, "code": code}
        service.record(f"{family.path}/safety", unsafe)
    talk = family.conversation(family.agreement(), seen_alone="NO")
    service.record(f"{family.path}/conversations", talk)
    assert outcome(service, family) == ("ASK", "VALIDITY_CONCERN")


def test_a_parents_yes_about_a_young_person_who_decides_now_says_so(
    service: Running, family: Family
) -> None:
    agree(service, family)
    shown = service.get(family.path).get_json()["responses"]
    assert [one["young_person_decides"] for one in shown] == [False]
    competent = {"child": family.child, "status": "COMPETENT"}
    service.record(f"{family.path}/competence", competent)
    shown = service.get(family.path).get_json()["responses"]
    assert [(one["status"], one["young_person_decides"]) for one in shown] == [
        ("NOT_DECIDING", True)
    ]
