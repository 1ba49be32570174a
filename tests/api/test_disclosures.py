"""What was asked of agencies and told to them, and what they replied."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from tests.api.disclosing import (
    agreed,
    disclose,
    disclosure,
    only,
    reply_to,
    shown,
    words_to_escalate,
)
from tests.api.running import NOON, Family, Running, add_family, decide, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

# ── recorded as it was done ─────────────────────────────────────────────────────────────────


def test_what_was_asked_is_shown_as_it_was_recorded(service: Running, family: Family) -> None:
    yes = agreed(service, family)
    check = service.check(family.file, family.question())["ledger"]["seq"]
    id = disclose(
        service,
        family,
        basis="AGREED",
        rests_on=[yes],
        check=check,
        recipient="Ruth Example",
        sent_via="secure email",
        identity_checked=True,
        fact_or_opinion_marked=True,
        reply_by=text_of(NOON + timedelta(days=2)),
    )
    one = only(service, family)
    assert one["id"] == id
    assert one["enquiry"] == family.enquiry
    assert one["words_sent"] == "We are asking you for information about Ng."
    assert (one["check"], one["rests_on"], one["basis"]) == (check, [yes], "AGREED")
    assert one["by"] == {"id": "worker-1", "role": "MASH_WORKER"}
    assert one["telling"]["state"] == "NOT_YET"
    assert one["stop_notice"]["state"] == "NOT_NEEDED"
    assert one["reply"]["state"] is None


@pytest.mark.parametrize("basis", ["AGREED", "AUTHORISED", "SHARE_NOW"])
def test_a_basis_names_what_it_rests_on(service: Running, family: Family, basis: str) -> None:
    """What was done is recorded all the same: a manager looks at what it does not name."""
    path, body = f"{family.path}/disclosures", disclosure(family, basis=basis)
    kept = service.record(path, body)
    assert "RESTS_ON_WHAT" in [n["code"] for n in kept["notices"]]
    kept = service.record(path, {**body, "rests_on": ["d" * 24]})
    assert {"NOT_ON_FILE", "RESTS_ON_WHAT"} <= {n["code"] for n in kept["notices"]}


def test_a_no_is_no_agreement_to_rest_on(service: Running, family: Family) -> None:
    refused = {"person": family.mother, "answer": "REFUSED"}
    no = service.record(f"{family.path}/responses", refused)["id"]
    body = disclosure(family, basis="AGREED", rests_on=[no])
    kept = service.record(f"{family.path}/disclosures", body)
    assert {"NO_STOOD_THEN", "RESTS_ON_WHAT"} <= {n["code"] for n in kept["notices"]}


def test_what_was_done_is_recorded_though_no_agreement_covers_it(
    service: Running, family: Family
) -> None:
    """The mother agreed for the health visitor. Somebody asked the school all the same."""
    yes = agreed(service, family)
    disclose(
        service,
        family,
        basis="AGREED",
        rests_on=[yes],
        agency={"type": "SCHOOL"},
        categories=["EDUCATION"],
    )
    assert only(service, family)["agency"]["type"] == "SCHOOL"


def test_what_was_done_before_the_enquiry_closed_is_recorded_after(
    service: Running, family: Family
) -> None:
    yes = agreed(service, family)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    disclose(service, family, basis="AGREED", rests_on=[yes])
    disclose(service, family)
    found = shown(service, family)["disclosures"]
    assert [one["enquiry"] for one in found] == [family.enquiry] * 2


def test_a_disclosure_is_kept_from_those_its_decision_is_kept_from(
    service: Running, family: Family
) -> None:
    telling = {"status": "NOT_SAFE", "on": "2026-03-20", "reason": "He would find them."}
    hidden = decide(service, family, telling=telling)
    partly = decide(
        service,
        family,
        telling={"status": "WILL_TELL_BY", "on": "2026-03-20", "not_safe_for": [family.father]},
    )
    for decision in (hidden, partly):
        disclose(service, family, basis="AUTHORISED", rests_on=[decision])
    first, second = shown(service, family)["disclosures"]
    assert first["telling"]["state"] == "NOT_SAFE"
    assert first["telling"]["safe_to_tell"] == "NO"
    assert second["telling"]["safe_to_tell"] == "NOT_KNOWN"
    assert second["telling"]["not_safe_for"] == [family.father]


def test_where_it_is_not_safe_others_may_know_only_of_those_who_would_be_told(
    service: Running, family: Family
) -> None:
    """That an aunt must not know said nothing of the parents, and they were told."""
    aunt = service.record(f"{family.path}/adults", {"names": "Al Example"})["id"]
    whose = {"aunt": aunt, "child": family.child, "mother": family.mother, "father": family.father}
    parents = {"mother", "father"}
    not_safe = {"status": "NOT_SAFE", "on": "2026-03-20", "reason": "He would find them."}
    every = [named for n in range(4) for named in combinations(whose, n)]
    for named in every:
        telling: dict[str, Any] = {**not_safe}
        telling["not_safe_for"] = [whose[one] for one in named]
        made = decide(service, family, telling=telling)
        stands = service.get(family.path).get_json()["authorisations"]
        (one,) = (o for o in stands if o["id"] == made)
        assert one["kept_from_all"] is parents.isdisjoint(named), named
        assert one["safe_to_tell"] is not parents.isdisjoint(named), named
        kept = {name for name, id in whose.items() if id in one["kept_from"]}
        assert kept & parents == (parents & {*named} or parents), named


def test_somebody_who_is_not_safe_to_ask_is_not_told_by_default_either(
    service: Running, family: Family
) -> None:
    body = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", body)
    disclose(service, family)
    assert only(service, family)["telling"]["not_safe_for"] == [family.father]


def test_what_a_worker_did_after_a_check_is_kept(service: Running, family: Family) -> None:
    check = service.check(family.file, family.question())["ledger"]["seq"]
    body = {"check": check, "action_taken": "ASKED_PARENT", "note": "She rings back at four."}
    service.record(f"{family.path}/follow-ups", body)
    event: Any = service.entries()[-1].content.event
    assert (event.check, event.action_taken) == (check, "ASKED_PARENT")


# ── what the agency replied ─────────────────────────────────────────────────────────────────


def test_F29_a_gp_who_would_not_send_because_nobody_agreed_gets_words_that_cite_the_duty(
    service: Running, family: Family
) -> None:
    id = disclose(service, family, agency={"type": "SCHOOL"}, categories=["EDUCATION"])
    service.clock.now += timedelta(hours=3)
    reply_to(
        service,
        family,
        id,
        outcome="WOULD_NOT",
        because="NO_CONSENT",
        words="Zzrefusal",
        escalated_to="the designated lead",
    )
    words = words_to_escalate(service, family, id)
    assert words is not None
    assert "section 16LA of the Children Act 2004" in words
    assert "Section 11" in words
    assert "more detrimental to the child" in words
    assert "does not depend on the family's agreement" in words
    assert "On 9 March 2026 we asked you for information about Ng" in words
    assert "You told us on 9 March 2026 that you would not send it." in words
    assert "Zzrefusal" not in words
    reply = only(service, family)["reply"]
    assert (reply["state"], reply["because"]) == ("WOULD_NOT", "NO_CONSENT")
    assert (reply["minutes_lost"], reply["still_waiting"]) == (180, True)
    assert reply["escalated_to"] == "the designated lead"


def test_F29_the_time_that_was_lost_is_measured_until_it_was_sent(
    service: Running, family: Family
) -> None:
    id = disclose(service, family)
    service.clock.now += timedelta(hours=1)
    reply_to(service, family, id, outcome="DELAYED", because="NO_CONSENT")
    service.clock.now += timedelta(days=2)
    reply_to(service, family, id, outcome="SENT")
    service.clock.now += timedelta(days=9)
    reply = only(service, family)["reply"]
    assert reply["state"] == "SENT"
    assert (reply["minutes_lost"], reply["still_waiting"]) == (60 + 2 * 24 * 60, False)
    assert words_to_escalate(service, family, id) is None


def test_an_agency_that_simply_sends_it_has_lost_no_time(service: Running, family: Family) -> None:
    id = disclose(service, family, reply_by=text_of(NOON + timedelta(hours=1)))
    service.clock.now += timedelta(hours=2)
    assert only(service, family)["reply"]["overdue"] is True
    reply_to(service, family, id, outcome="SENT")
    reply = only(service, family)["reply"]
    assert (reply["minutes_lost"], reply["overdue"]) == (None, False)


@pytest.mark.parametrize("outcome", ["WOULD_NOT", "DELAYED"])
def test_an_agency_that_holds_us_up_has_a_reason(
    service: Running, family: Family, outcome: str
) -> None:
    id = disclose(service, family)
    path = f"{family.path}/disclosures/{id}/replies"
    kept = service.record(path, {"outcome": outcome})
    assert [n["code"] for n in kept["notices"]] == ["REPLY_WITHOUT_REASON"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("replies", {"outcome": "SENT"}),
        ("reviews", {"words": "Looked at."}),
        ("stop-notice", {"words_sent": "Stop."}),
        ("stop-notice/acknowledgement", {}),
    ],
)
def test_what_follows_a_disclosure_needs_one(
    service: Running, family: Family, path: str, body: dict[str, Any]
) -> None:
    other = add_family(service)
    theirs = disclose(service, other)
    for id in ("d" * 24, theirs):
        problem_of(service.post(f"{family.path}/disclosures/{id}/{path}", body), "not-on-file")


def test_words_to_escalate_are_for_a_disclosure_of_this_file(
    service: Running, family: Family
) -> None:
    theirs = disclose(service, add_family(service))
    problem_of(service.get(f"{family.path}/disclosures/{theirs}/escalation-words"), "not-found")
    told = disclose(service, family, direction="SHARE")
    assert words_to_escalate(service, family, told) is None
