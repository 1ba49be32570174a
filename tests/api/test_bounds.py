"""Decisions have bounds: how wide, how long, since when, at whose request, against what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.running import (
    NOON,
    Family,
    Running,
    add_family,
    agree,
    decide,
    decision,
    problem_of,
    text_of,
)

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def missing(service: Running, family: Family, **changes: Any) -> dict[str, str]:
    """What a decision that is not made lacks: each with what to do about it."""
    body = decision(family, **changes)
    reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER")
    problem = problem_of(reply, "decision-not-ready")
    return {error["pointer"]: error["detail"] for error in problem["errors"]}


def outcome(service: Running, family: Family, **changes: Any) -> str:
    found: str = service.check(family.file, family.question(**changes))["outcome"]
    return found


def days(count: int) -> str:
    return text_of(NOON + timedelta(days=count))


# ── how wide and how long ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wide",
    [
        {"subjects": ["*"]},
        {"purposes": ["*"]},
        {"agencies": [{"type": "*"}]},
        {"categories": ["*"]},
    ],
    ids=str,
)
def test_a_star_in_a_decision_has_its_own_reason_and_an_earlier_end(
    service: Running, family: Family, wide: dict[str, Any]
) -> None:
    scope = family.scope(**wide)
    advised: dict[str, Any] = {"scope": scope, "advice_from": ["Named doctor"]}
    assert set(missing(service, family, **advised)) == {"/any_reason", "/end"}
    short = {**advised, "end": days(4), "any_reason": "Everything."}
    assert set(missing(service, family, **short)) == {"/any_reason"}
    decide(service, family, **{**short, "any_reason": "Nobody knows yet who treated the child."})


@pytest.mark.parametrize(
    ("kind", "last"), [("OVERRIDE_DECISION", "2026-04-07"), ("S47_DECISION", "2026-04-21")]
)
def test_each_kind_lasts_no_longer_than_the_policy_lets_it(
    service: Running, family: Family, kind: str, last: str
) -> None:
    """Twenty working days after Monday 9 March are 8 April, over Easter; thirty the 22nd."""
    made: dict[str, Any] = {
        "kind": kind,
        "reason_codes": ["SIGNIFICANT_HARM_NOT_RULED_OUT", "UNJUSTIFIED_DELAY"],
    }
    after = (date.fromisoformat(last) + timedelta(days=2)).isoformat()
    assert set(missing(service, family, **made, end=f"{after}T12:00:00Z")) == {"/end"}
    decide(service, family, **made, end=f"{last}T12:00:00Z")


def test_a_council_may_let_a_kind_last_longer_or_less_long(
    service: Running, family: Family
) -> None:
    roles = ["MASH_MANAGER"]
    rules = [
        {"kind": "OVERRIDE_DECISION", "roles": roles, "longest_working_days": 2},
        {"kind": "S47_DECISION", "roles": roles, "working_days": 60},
    ]
    policy = {"one_parent_enough": True, "longest_agreement_days": 180, "decisions": rules}
    service.record("/v1/policies", policy, "HEAD_OF_SERVICE")
    assert set(missing(service, family, end=days(3))) == {"/end"}
    decide(service, family, end=days(2))
    decide(service, family, kind="S47_DECISION", end=days(80))
    shown = service.get("/v1/policies/current").get_json()["decisions"]
    most = {rule["kind"]: rule["longest_working_days"] for rule in shown}
    assert (most["OVERRIDE_DECISION"], most["S47_DECISION"], most["COURT_ORDER"]) == (2, 60, 260)


def test_a_decision_left_open_with_a_star_ends_sooner_by_itself(
    service: Running, family: Family
) -> None:
    body = decision(
        family,
        scope=family.scope(agencies=[{"type": "*"}]),
        any_reason="Nobody knows yet who treated the child.",
    )
    del body["end"]
    service.record(f"{family.path}/authorisations", body, "MASH_MANAGER")
    (made,) = service.get(family.path).get_json()["authorisations"]
    assert made["end"] == "2026-03-17T00:00:00Z"


def test_an_order_that_says_no_end_is_looked_at_again_after_a_year_of_working_days(
    service: Running, family: Family
) -> None:
    order = {"kind": "COURT_ORDER", "scope": family.scope(), "order_reference": "FD26P00001"}
    body = {**order, "telling": {"status": "TOLD"}}
    service.record(f"{family.path}/authorisations", body, "MASH_MANAGER")
    for after, answer in ((360, "AUTHORISED"), (400, "ASK")):
        service.clock.now = NOON + timedelta(days=after)
        assert outcome(service, family) == answer


# ── since when ──────────────────────────────────────────────────────────────────────────────


def test_a_start_in_the_past_is_written_down_late_and_authorises_nothing_before(
    service: Running, family: Family
) -> None:
    service.clock.now += timedelta(days=2)
    start = text_of(NOON + timedelta(hours=1))
    reply = service.record(
        f"{family.path}/authorisations", decision(family, start=start), "MASH_MANAGER"
    )
    assert [notice["code"] for notice in reply["notices"]] == [
        "LAW_SAYS_SHARE",
        "WRITTEN_DOWN_LATE",
    ]
    (made,) = service.get(family.path).get_json()["authorisations"]
    assert made["start"] == "2026-03-09T13:00:00Z"
    assert made["decided_at"] == reply["recorded_at"]
    assert outcome(service, family) == "AUTHORISED"
    then = text_of(NOON + timedelta(days=1))
    service.clock.now += timedelta(minutes=1)
    assert outcome(service, family, as_of=then, known_at=text_of(service.clock.now)) == "ASK"


def test_what_was_shared_before_a_decision_was_made_did_not_rest_on_it(
    service: Running, family: Family
) -> None:
    service.clock.now += timedelta(hours=3)
    made = decide(service, family, start=text_of(NOON))
    body = {
        "subjects": [family.child],
        "agency": {"type": "HEALTH_VISITOR"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "AUTHORISED",
        "rests_on": [made],
        "summary": "Weight.",
        "words_sent": "What does she weigh?",
        "effective_at": text_of(NOON + timedelta(hours=1)),
    }
    reply = service.record(f"{family.path}/disclosures", body)
    assert [notice["code"] for notice in reply["notices"]] == ["NOT_AGREED_THEN", "RESTS_OTHERWISE"]


def test_nobody_has_been_told_on_a_day_that_is_still_to_come(
    service: Running, family: Family
) -> None:
    told = {"status": "TOLD", "on": "2026-03-10"}
    assert set(missing(service, family, telling=told)) == {"/telling/on"}
    decide(service, family, telling={**told, "on": "2026-03-09"})
    decide(service, family, telling={"status": "WILL_TELL_BY", "on": "2026-03-10"})


# ── against what, and on whose word ─────────────────────────────────────────────────────────


def test_more_harm_than_good_is_met_in_words(service: Running, family: Family) -> None:
    test = {"relevant": True, "may_help": True, "more_harm_than_good": True}
    assert set(missing(service, family, duty_test=test)) == {"/duty_test/note"}
    assert set(missing(service, family, duty_test={**test, "note": "No."})) == {"/duty_test/note"}
    met = {**test, "note": "She would be moved again; a stay in hospital is worse."}
    decide(service, family, duty_test=met)


RELY: dict[str, Any] = {"kind": "RELY_ONE_PARENT", "reason_codes": ["RELY_GUARDIAN_SGO"]}


def test_N55_nobody_is_relied_on_who_has_not_said_yes(service: Running, family: Family) -> None:
    service.record(f"{family.path}/responses", {"person": family.father, "answer": "REFUSED"})
    assert set(missing(service, family, **RELY, relies_on=family.mother)) == {"/relies_on"}
    assert outcome(service, family) == "OBJECTION"
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    wider = family.scope(categories=["CHILD_HEALTH", "EDUCATION"])
    assert set(missing(service, family, **RELY, relies_on=family.mother, scope=wider)) == {
        "/relies_on"
    }
    assert set(missing(service, family, **RELY, relies_on=family.father)) == {"/relies_on"}
    decide(service, family, **RELY, relies_on=family.mother)
    assert outcome(service, family) == "AUTHORISED"


def test_a_yes_that_was_taken_back_is_relied_on_no_more(service: Running, family: Family) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    service.clock.now += timedelta(minutes=1)
    assert set(missing(service, family, **RELY, relies_on=family.mother)) == {"/relies_on"}


# ── at whose request ────────────────────────────────────────────────────────────────────────


def test_whoever_asked_is_on_the_staff_or_has_an_open_request(
    service: Running, family: Family
) -> None:
    assert set(missing(service, family, requested_by="worker-99")) == {"/requested_by"}
    left = {"staff": "worker-99", "names": "Di Worker"}
    service.record("/v1/staff", left, "SYSTEM_ADMIN")
    decide(service, family, requested_by="worker-99")
    service.record("/v1/staff", {**left, "ended": True}, "SYSTEM_ADMIN")
    assert set(missing(service, family, requested_by="worker-99")) == {"/requested_by"}


def test_a_request_is_decided_once_unless_by_mistake(service: Running, family: Family) -> None:
    why = {"scope": family.scope(), "why": "Nobody answers the telephone."}
    asked = service.record(f"{family.path}/decision-requests", why)["id"]
    first = service.record(
        f"{family.path}/authorisations", decision(family, request=asked), "MASH_MANAGER"
    )
    assert set(missing(service, family, request=asked)) == {"/request"}
    wrong = {"corrects": first["entries"][0]["seq"], "what_was_wrong": "The wrong child."}
    service.record(f"{family.path}/corrections", wrong, "MASH_MANAGER")
    decide(service, family, request=asked)


# ── when its enquiry ends ───────────────────────────────────────────────────────────────────


def test_from_the_closing_of_its_enquiry_a_decision_authorises_nothing_and_is_looked_at(
    service: Running, family: Family
) -> None:
    made = decide(service, family, end=days(20))

    def due() -> list[tuple[str, str | None]]:
        tasks = service.get(f"{family.path}/tasks", role="MASH_MANAGER").get_json()["tasks"]
        return [(t["about"], t["due"]) for t in tasks if t["code"] == "REVIEW_DECISION"]

    assert due() == []
    service.clock.now += timedelta(hours=1)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    assert due() == [(made, "2026-03-10")]
    assert outcome(service, family, enquiry=family.enquiry) != "AUTHORISED"
    service.clock.now += timedelta(minutes=1)
    review = {"reason": "Nothing is left to ask."}
    service.record(f"{family.path}/decisions/{made}/reviews", review, "MASH_MANAGER")
    assert due() == []


def test_a_decision_whose_yes_was_an_error_is_looked_at_again_and_says_so(
    service: Running, family: Family
) -> None:
    """The yes on which a manager relied was taken back as an error, and nobody heard of it."""
    said = agree(service, family)
    made = decide(service, family, **RELY, relies_on=family.mother)
    (stands,) = service.get(family.path).get_json()["authorisations"]
    assert stands["yes_gone_since"] is None
    seq = next(one["seq"] for one in said["entries"] if one["kind"] == "response-recorded")
    service.clock.now += timedelta(hours=1)
    wrong = {"corrects": seq, "what_was_wrong": "Another child was meant.", "requested_by": "STAFF"}
    corrected = service.record(f"{family.path}/corrections", wrong)
    assert "RESTED_ON" in [one["code"] for one in corrected["notices"]]
    (stands,) = service.get(family.path).get_json()["authorisations"]
    assert stands["yes_gone_since"] == text_of(service.clock.now)
    tasks = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert made in [one["about"] for one in tasks if one["code"] == "REVIEW_DECISION"]


def test_another_family_changes_none_of_this(service: Running, family: Family) -> None:
    """The mother of one family has agreed; that of another is not relied on for it."""
    agree(service, family)
    other = add_family(service)
    assert set(missing(service, other, **RELY, relies_on=other.mother)) == {"/relies_on"}


def test_nothing_is_decided_where_no_enquiry_goes_on(service: Running, family: Family) -> None:
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    for kind in ("OVERRIDE_DECISION", "S47_DECISION"):
        body = decision(family, kind=kind)
        reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER")
        problem_of(reply, "no-open-enquiry")
