"""A partner agency in the hub asks about itself, and learns nothing about anybody."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.api.edge.access import issue_token
from consent_service.domain.events import CheckMade
from tests.api.running import HOST, OURS, Family, Running, agree, problem_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def ask(service: Running, family: Family, **changes: Any) -> Any:
    body = {
        "subjects": [family.child],
        "categories": ["EDUCATION"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        **changes,
    }
    return service.post(f"{family.path}/partner-checks", body, "PARTNER_REP", key=None)


def test_F22_a_school_sees_its_own_item_and_nobody_elses_words(
    service: Running, family: Family
) -> None:
    school = family.scope(agencies=[{"type": "SCHOOL"}], categories=["EDUCATION"])
    agree(service, family, scope=school)
    no = {"person": family.father, "answer": "REFUSED", "words": "Zz", "scope": family.scope()}
    service.record(f"{family.path}/responses", no)
    reply = ask(service, family)
    answer = reply.get_json()
    assert answer["outcome"] == "COVERED"
    assert [item["category"] for item in answer["items"]] == ["EDUCATION"]
    for hidden in (
        family.mother,
        family.father,
        "Ann",
        "Bo",
        "Zz",
        "MOTHER",
        "HEALTH_VISITOR",
        "receipt",
    ):
        assert hidden not in reply.text
    recorded = service.entries()[-1].content
    assert recorded.by.role == "PARTNER_REP"
    assert isinstance(recorded.event, CheckMade)
    assert recorded.event.proposal.agency.type == "SCHOOL"
    service.assert_sound()


@pytest.mark.each_database("checkAsPartner")
def test_a_partner_is_told_to_share_now_like_anybody(service: Running, family: Family) -> None:
    assert ask(service, family, urgency="IMMEDIATE").get_json()["outcome"] == "SHARE_NOW"


@pytest.mark.parametrize(
    "more", [{"agency": {"type": "GP"}}, {"as_of": "2026-03-01T12:00:00Z"}, {"enquiry": "0" * 24}]
)
def test_a_partner_asks_about_its_own_agency_and_now(
    service: Running, family: Family, more: dict[str, Any]
) -> None:
    problem_of(ask(service, family, **more), "invalid")


def test_a_partner_reads_nothing_else(service: Running, family: Family) -> None:
    for path in (family.path, f"{family.path}/history", f"{family.path}/tasks", "/v1/own"):
        problem_of(service.get(path, "PARTNER_REP"), "not-your-role")


@pytest.mark.parametrize(
    ("roles", "agency"),
    [
        (["PARTNER_REP"], None),
        (["PARTNER_REP"], "NOBODY"),
        (["PARTNER_REP", "MASH_WORKER"], "SCHOOL"),
        (["MASH_WORKER"], "SCHOOL"),
    ],
)
def test_a_token_is_for_one_agency_or_for_none(
    service: Running, family: Family, roles: list[str], agency: str | None
) -> None:
    with service.app.app_context():
        token = issue_token("partner-1", roles, OURS, agency=agency)
    headers = {"Authorization": f"Bearer {token}", "Host": HOST}
    reply = service.client.get("/v1/codes", headers=headers)
    problem_of(reply, "unauthenticated")
