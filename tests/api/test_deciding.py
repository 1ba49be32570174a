"""Managers' decisions: who may make them, what they must say, what follows from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.running import (
    NOON,
    Family,
    Running,
    add_family,
    agree,
    decide,
    decision,
    problem_of,
    reasons,
    text_of,
)
from tests.sweeping import each


def refuses(service: Running, family: Family, **changes: Any) -> dict[str, Any]:
    """The problem of a decision that is not made."""
    role, subject = changes.pop("role", "MASH_MANAGER"), changes.pop("subject", "manager-1")
    body = decision(family, **changes)
    reply = service.post(f"{family.path}/authorisations", body, role, subject=subject)
    return problem_of(reply)


def missing(problem: dict[str, Any]) -> set[str]:
    assert problem["type"].endswith("/decision-not-ready"), problem
    return {error["pointer"] for error in problem["errors"]}


def drafts(service: Running, family: Family, subject: str = "manager-1") -> list[dict[str, Any]]:
    headers = service.headers("MASH_MANAGER", subject)
    reply = service.client.get(f"{family.path}/drafts", headers=headers)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.get_json()["drafts"]
    return found


def outcome(service: Running, family: Family, **changes: Any) -> str:
    found: str = service.check(family.file, family.question(**changes))["outcome"]
    return found


# ── somebody else decides ───────────────────────────────────────────────────────────────────


def test_F02_whoever_asked_for_a_decision_does_not_make_it(
    service: Running, family: Family
) -> None:
    problem = refuses(service, family, requested_by="manager-1")
    assert problem["title"] == "Someone else must decide."
    assert TEXTS["share_now"] in problem["detail"]
    assert outcome(service, family) == "ASK"


def test_F02_a_request_says_by_itself_who_asked(service: Running, family: Family) -> None:
    body = {"scope": family.scope(), "why": "Nobody answers and the ward round is at two."}
    asked = service.record(f"{family.path}/decision-requests", body, "MASH_MANAGER")
    problem = refuses(service, family, request=asked["id"], requested_by="worker-9")
    assert problem["title"] == "Someone else must decide."
    reply = service.post(
        f"{family.path}/authorisations",
        decision(family, request=asked["id"], requested_by="worker-9"),
        "MASH_MANAGER",
        subject="manager-2",
    )
    assert reply.status_code == 201
    made: Any = service.entries()[-1].content.event
    assert (made.request, made.requested_by) == (asked["id"], "manager-1")


def test_a_worker_is_told_who_decides_and_can_still_share_now(
    service: Running, family: Family
) -> None:
    problem = refuses(service, family, role="MASH_WORKER", subject="worker-2")
    assert problem["status"] == 403
    assert TEXTS["share_now"] in problem["detail"]
    now = service.check(family.file, family.question(urgency="IMMEDIATE"))
    assert now["outcome"] == "SHARE_NOW"


def test_asking_for_a_decision_says_share_now_if_you_cannot_wait(
    service: Running, family: Family
) -> None:
    body = {"scope": family.scope(), "why": "Nobody answers.", "urgency": "SAME_DAY"}
    asked = service.record(f"{family.path}/decision-requests", body)
    assert [notice["code"] for notice in asked["notices"]] == ["SHARE_NOW_IF_YOU_CANNOT_WAIT"]
    assert outcome(service, family) == "ASK"


@pytest.mark.parametrize(
    ("kind", "role", "may"),
    [
        ("S47_DECISION", "EDT_MANAGER", True),
        ("S47_DECISION", "SOCIAL_WORKER", False),
        ("DISPENSE_DECISION", "MASH_MANAGER", True),
        ("DISPENSE_DECISION", "EDT_MANAGER", False),
        ("OVERRIDE_DECISION", "HEAD_OF_SERVICE", True),
        ("OVERRIDE_DECISION", "LEGAL_SERVICES", False),
        ("COURT_ORDER", "LEGAL_SERVICES", True),
    ],
)
def test_each_kind_of_decision_has_its_grade(
    service: Running, family: Family, kind: str, role: str, may: bool
) -> None:
    reply = service.post(
        f"{family.path}/authorisations",
        decision(
            family,
            kind=kind,
            order_reference="FD26P00001",
            reason_codes=["SIGNIFICANT_HARM_SUSPECTED", "UNJUSTIFIED_DELAY"],
        ),
        role,
        subject="somebody-else",
    )
    assert (reply.status_code == 201) is may, reply.text
    if not may:
        problem_of(reply, "decision-of-another-grade")


def test_a_council_may_give_a_decision_to_another_grade(service: Running, family: Family) -> None:
    rule = {"kind": "DISPENSE_DECISION", "roles": ["EDT_MANAGER"], "working_days": 3}
    policy = {"one_parent_enough": True, "longest_agreement_days": 90, "decisions": [rule]}
    service.record("/v1/policies", policy, "HEAD_OF_SERVICE")
    body = {"kind": "DISPENSE_DECISION", "reason_codes": ["UNJUSTIFIED_DELAY"]}
    decide(service, family, "EDT_MANAGER", **body)
    assert refuses(service, family, **body)["status"] == 403
    # The other kinds keep the rows they had.
    decide(service, family, kind="OVERRIDE_DECISION")


def test_going_ahead_over_a_no_at_a_low_level_of_need_is_for_a_head_of_service(
    service: Running,
) -> None:
    family = _of_level(service, 2)
    assert refuses(service, family)["status"] == 403
    decide(service, family, "HEAD_OF_SERVICE")
    assert outcome(service, family) == "AUTHORISED"


def _of_level(service: Running, level: int) -> Family:
    family = add_family(service)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    enquiry = service.record(f"{family.path}/enquiries", {"threshold_level": level})["id"]
    return Family(family.file, family.child, family.mother, family.father, enquiry)


# ── what it must say ────────────────────────────────────────────────────────────────────────


def test_F03_one_word_is_no_reason_and_the_draft_is_kept(service: Running, family: Family) -> None:
    sent = decision(family, rationale={"what_risk": "safeguarding", "why_now": "  "})
    reply = service.post(f"{family.path}/authorisations", sent, "MASH_MANAGER")
    problem = problem_of(reply, "decision-not-ready")
    assert "what the risk is, why now" in problem["detail"]
    assert {error["pointer"]: error["detail"] for error in problem["errors"]} == {
        "/rationale/what_risk": "This is one word or a stock phrase. "
        "Say what it means for this child.",
        "/rationale/why_now": "This is not answered.",
        "/rationale/why_this_agency_and_information": "This is not answered.",
        "/rationale/what_if_we_wait": "This is not answered.",
        "/rationale/alternatives_considered": "This is not answered.",
        "/rationale": "Fewer than 60 characters in all: the risk, why now, why this information.",
    }
    assert "safeguarding" not in str(problem["errors"])
    (draft,) = drafts(service, family)
    assert draft["draft"] == problem["draft"]
    assert draft["typed"] == sent
    assert outcome(service, family) == "ASK"
    # Completed, it is made, and the draft is no longer waiting.
    decide(service, family, draft=draft["draft"])
    assert drafts(service, family) == []
    assert outcome(service, family) == "AUTHORISED"


@pytest.mark.each_database("listDrafts")
def test_a_draft_is_its_writers_alone(service: Running, family: Family) -> None:
    refuses(service, family, rationale={})
    assert drafts(service, family, "manager-2") == []


def test_a_repeated_key_keeps_one_draft(service: Running, family: Family) -> None:
    body = decision(family, rationale={})
    one, two = (
        problem_of(
            service.post(
                f"{family.path}/authorisations",
                body,
                "MASH_MANAGER",
                key="same",
                subject="manager-1",
            )
        )
        for _ in range(2)
    )
    assert one["draft"] == two["draft"]
    assert len(drafts(service, family)) == 1


def test_reasons_pasted_from_another_family_are_found(service: Running, family: Family) -> None:
    said = reasons()
    decide(service, add_family(service), rationale=said)
    again = {name: f"  {words.upper()} " for name, words in said.items()}
    assert missing(refuses(service, family, rationale=again)) == {"/rationale"}
    # Somebody else may have come to the same view, and a month later so may the same person.
    reply = service.post(
        f"{family.path}/authorisations",
        decision(family, rationale=said),
        "MASH_MANAGER",
        subject="manager-2",
    )
    assert reply.status_code == 201
    service.clock.now = NOON + timedelta(days=31)
    end = text_of(NOON + timedelta(days=40))
    decide(service, family, rationale=said, end=end)


def test_a_decision_struck_by_mistake_is_made_again_with_the_same_reasons(
    service: Running, family: Family
) -> None:
    said = reasons()
    decide(service, family, rationale=said)
    wrong = {"corrects": service.size() - 1, "what_was_wrong": "The wrong agency."}
    service.record(f"{family.path}/corrections", wrong, "MASH_MANAGER")
    decide(service, family, rationale=said)


def test_the_same_words_twice_answer_one_question(service: Running, family: Family) -> None:
    same = dict.fromkeys(reasons(), "The child is at risk of harm from the father.")
    assert missing(refuses(service, family, rationale=same)) == {"/rationale"}


@each(
    "left_out",
    "pointer",
    of=[
        ({"duty_test": ...}, "/duty_test"),
        ({"telling": ...}, "/telling"),
        ({"telling": {"status": "WILL_TELL_BY"}}, "/telling/on"),
        # When it is looked at again is worked out; why it is not safe is said.
        ({"telling": {"status": "NOT_SAFE"}}, "/telling/reason"),
        ({"reason_codes": ["UNJUSTIFIED_DELAY"]}, "/reason_codes"),
        ({"requested_by": ...}, "/requested_by"),
    ],
)
def test_each_thing_a_decision_must_say_is_asked_for(
    service: Running, family: Family, left_out: dict[str, Any], pointer: str
) -> None:
    body = decision(family, **left_out)
    body = {name: value for name, value in body.items() if value is not ...}
    reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER", subject="manager-1")
    assert missing(problem_of(reply)) == {pointer}


def test_an_adults_sensitive_information_needs_advice_or_says_that_it_cannot_wait(
    service: Running, family: Family
) -> None:
    scope = family.scope(subjects=[family.father], categories=["ADULT_MENTAL_HEALTH"])
    assert missing(refuses(service, family, scope=scope)) == {"/advice_from"}
    decide(service, family, scope=scope, advice_from=["Named doctor"])
    decide(service, family, scope=scope, advice_to_follow=True)
    # A section 47 enquiry is another row of the table.
    decide(service, family, scope=scope, kind="S47_DECISION")


def test_a_young_person_is_heard_before_they_are_overridden(
    service: Running, family: Family
) -> None:
    competent = {"child": family.child, "status": "COMPETENT"}
    service.record(f"{family.path}/competence", competent)
    assert missing(refuses(service, family)) == {"/child_view_considered"}
    decide(service, family, child_view_considered="She said no to me on Monday, and why.")


def test_a_court_order_needs_its_reference_and_nobody_to_ask_for_it(
    service: Running, family: Family
) -> None:
    body = {
        "kind": "COURT_ORDER",
        "scope": family.scope(),
        "telling": {"status": "TOLD"},
    }
    reply = service.post(f"{family.path}/authorisations", body, "MASH_MANAGER")
    problem_of(reply, "order-needs-reference")
    body["order_reference"] = "FD26P00001"
    service.record(f"{family.path}/authorisations", body, "MASH_MANAGER")
    assert outcome(service, family) == "AUTHORISED"
    service.clock.now = NOON + timedelta(days=360)
    assert outcome(service, family) == "AUTHORISED"


# ── what follows ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("kind", "last"), [("S47_DECISION", 30), ("DISPENSE_DECISION", 23)])
def test_a_decision_ends_by_default_after_its_working_days(
    service: Running, family: Family, kind: str, last: int
) -> None:
    """From Monday 9 March: ten working days are Monday the 23rd, fifteen the 30th."""
    made = decision(family, kind=kind, reason_codes=["UNJUSTIFIED_DELAY"])
    del made["end"]
    service.record(f"{family.path}/authorisations", made, "MASH_MANAGER")
    held = service.get(family.path).get_json()["authorisations"][0]
    # On 29 March the clocks go forward: the 30th ends an hour earlier by UTC.
    ends = f"2026-03-{last}T23:00:00Z" if last == 30 else "2026-03-24T00:00:00Z"
    assert held["end"] == ends


def test_public_task_is_the_basis_unless_another_is_chosen(
    service: Running, family: Family
) -> None:
    decide(service, family)
    made: Any = service.entries()[-1].content.event
    assert made.lawful_basis.art6 == "6_1_E_PUBLIC_TASK"


@pytest.mark.parametrize(
    ("art6", "notice"),
    [
        ("6_1_A_CONSENT", "CONSENT_IS_A_WEAK_BASIS"),
        ("6_1_EA_RECOGNISED_LI_SAFEGUARDING", "BASIS_OF_OTHERS"),
    ],
)
def test_a_basis_that_is_rarely_right_is_recorded_with_a_warning(
    service: Running, family: Family, art6: str, notice: str
) -> None:
    body = decision(family, lawful_basis={"art6": art6})
    made = service.record(f"{family.path}/authorisations", body, "MASH_MANAGER")
    assert notice in [one["code"] for one in made["notices"]]


def not_sharing(family: Family, **changes: Any) -> dict[str, Any]:
    return {
        "scope": family.scope(),
        "rationale": reasons(),
        "duty_test": {"relevant": True, "may_help": True, "more_harm_than_good": False},
        "reason_codes": ["OTHER_ROUTE_BETTER"],
        **changes,
    }


@pytest.mark.each_database("decideNotToShare")
def test_F30_not_sharing_against_the_duty_is_allowed_with_a_named_reason_and_a_review(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/not-share-decisions"
    bare = service.post(
        path, not_sharing(family, reason_codes=[]), "MASH_MANAGER", subject="manager-1"
    )
    assert missing(problem_of(bare)) == {"/reason_codes"}
    made = service.record(path, not_sharing(family), "MASH_MANAGER")
    assert "LAW_SAYS_SHARE" in [notice["code"] for notice in made["notices"]]
    kept: Any = service.entries()[-1].content.event
    assert kept.review_due.isoformat() == "2026-03-23"


def test_not_sharing_changes_no_answer(service: Running, family: Family) -> None:
    agree(service, family)
    service.record(f"{family.path}/not-share-decisions", not_sharing(family), "MASH_MANAGER")
    assert outcome(service, family) == "COVERED"
    assert outcome(service, family, urgency="IMMEDIATE") == "SHARE_NOW"


def test_a_worker_may_respect_a_no_where_the_need_is_low(service: Running, family: Family) -> None:
    reply = service.post(f"{family.path}/not-share-decisions", not_sharing(family))
    problem_of(reply, "decision-of-another-grade")
    low = _of_level(service, 1)
    service.record(f"{low.path}/not-share-decisions", not_sharing(low))


@pytest.mark.each_database("endAuthorisation", "reviewDecision")
def test_a_review_moves_the_day_and_only_its_end_ends_a_decision(
    service: Running, family: Family
) -> None:
    made = decide(service, family)
    review = {"reason": "Police say it was an accident.", "changed_the_outcome": "NO"}
    path = f"{family.path}/decisions/{made}/reviews"
    service.record(path, {**review, "review_due": "2026-03-16"}, "MASH_MANAGER")
    assert outcome(service, family) == "AUTHORISED"
    # It ends on the 19th, whenever it is looked at next.
    for day, codes in (("2026-03-19", []), ("2026-03-20", ["ENDS_BEFORE_ITS_REVIEW"])):
        told = service.record(path, {**review, "review_due": day}, "MASH_MANAGER")["notices"]
        assert [one["code"] for one in told] == codes
    ended = f"{family.path}/authorisations/{made}/end"
    service.record(ended, {"reason": "Reviewed with health and police."}, "MASH_MANAGER")
    assert outcome(service, family) == "ASK"
    nothing = f"{family.path}/decisions/{'0' * 24}/reviews"
    problem_of(service.post(nothing, review, "MASH_MANAGER", subject="manager-1"))
