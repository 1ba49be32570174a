"""A partner agency in the hub asks about itself, and learns nothing about anybody."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from flask_jwt_extended import create_access_token

from consent_service.access.tokens import issue_token
from consent_service.cli.group import cli
from consent_service.domain.recorded.checked import CheckMade
from consent_service.domain.scopes.scope import Agency
from tests.api.disclosing import disclose, shown
from tests.api.running import HOST, OURS, Family, Running, add_family, agree, problem_of
from tests.faults.servers import environment
from tests.sweeping import each

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


@pytest.fixture(autouse=True)
def elm(service: Running) -> str:
    """Partners here speak for Elm Primary School."""
    listed = {"type": "SCHOOL", "names": ["Elm Primary School"]}
    service.school = service.record("/v1/services", listed, "MASH_MANAGER")["id"]
    return service.school


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
    assert recorded.event.proposal.agency == Agency("SCHOOL", "Elm Primary School", service.school)


def test_a_partner_asks_about_its_own_organisation_and_hears_a_no_to_it_alone(
    service: Running, family: Family
) -> None:
    """Of its type alone the answer would be to say which school; and a school that is not listed
    might be any that is.
    """
    service.record(
        "/v1/services", {"type": "SCHOOL", "names": ["Oak Primary School"]}, "MASH_MANAGER"
    )
    for name, outcome in (("Oak Primary School", "COVERED"), ("the ELM primary", "OBJECTION")):
        no = {"agencies": [{"type": "SCHOOL", "organisation": name}]}
        of_all = family.scope(agencies=[{"type": "SCHOOL"}], categories=["EDUCATION"])
        agree(service, family, answer="AGREED_IN_PART", scope={**of_all, "exclusions": no})
        reply = ask(service, family)
        assert reply.get_json()["outcome"] == outcome
        assert name not in reply.text


@pytest.mark.each_database("checkAsPartner")
def test_a_partner_cannot_tell_that_a_child_objects(service: Running, family: Family) -> None:
    """Whether anybody has agreed or nobody: the same headline, items and outcome, byte for byte."""
    school = family.scope(agencies=[{"type": "SCHOOL"}], categories=["EDUCATION"])
    second = add_family(service)
    said = {"person": second.child, "answer": "REFUSED", "words": "Zz", "scope": {}}
    service.record(f"{second.path}/responses", said)
    wish = {"child": second.child, "objects": True, "words": "Zz", "heard_by": "Zz"}
    kept = {"not_to_be_told": [second.father], "not_to_be_told_because": "Zz"}
    service.record(f"{second.path}/wishes", {**wish, **kept})
    for nobody_agreed in (True, False):
        shown = []
        for one in (family, second):
            if not nobody_agreed:
                agree(service, one, scope={**school, "subjects": [one.child]})
            shown.append({**ask(service, one).get_json(), "ledger": None, "at": None})
        assert shown[0] == shown[1]
        assert "do not tell the family" in shown[0]["next"]
        assert "not a no" not in str(shown)


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


WHOLE = {"agency": "SCHOOL", "organisation": "0" * 24}


@each(
    "roles",
    "own",
    of=[
        (["PARTNER_REP"], {}),
        (["PARTNER_REP"], {"agency": "SCHOOL"}),
        (["PARTNER_REP"], {"organisation": "0" * 24}),
        (["PARTNER_REP"], {**WHOLE, "agency": "NOBODY"}),
        (["PARTNER_REP"], {**WHOLE, "organisation": "Elm Primary School"}),
        (["PARTNER_REP"], {**WHOLE, "file": "0" * 32}),
        (["PARTNER_REP", "MASH_WORKER"], WHOLE),
        (["MASH_WORKER"], WHOLE),
        (["PARENT"], {"file": "0" * 32}),
        (["MASH_WORKER"], {"file": "0" * 32, "person": "0" * 24}),
    ],
)
def test_a_token_without_what_its_role_needs_is_not_issued_and_not_taken(
    service: Running, roles: list[str], own: dict[str, Any]
) -> None:
    with service.app.app_context():
        with pytest.raises(ValueError, match=r"role|cannot be|no type"):
            issue_token("partner-1", roles, OURS, **own)
        # As a signer would make it who does not know our rules.
        made = create_access_token("partner-1", additional_claims=_claims(roles, own))
    headers = {"Authorization": f"Bearer {made}", "Host": HOST}
    problem_of(service.client.get("/v1/codes", headers=headers), "unauthenticated")


def _claims(roles: list[str], own: dict[str, Any]) -> dict[str, Any]:
    return {"roles": roles, "authority": OURS, **own}


def test_a_partners_token_is_made_for_a_service_of_the_directory(
    service: Running, family: Family
) -> None:
    def made(*more: str) -> Any:
        words = ["token", "--authority", OURS, "--role", "PARTNER_REP", *more]
        return CliRunner().invoke(cli, words, env=environment(service.settings))

    token = made("--organisation", service.school).output.splitlines()[-1]
    headers = {"Authorization": f"Bearer {token}", "Host": HOST}
    reply = service.client.get(family.path, headers=headers)
    problem_of(reply, "not-your-role")
    assert "needs agency and organisation" in made().output
    assert "no such service" in made("--organisation", "0" * 24).output


# ── what it was asked ───────────────────────────────────────────────────────────────────────


def requests(service: Running) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get("/v1/requests", "PARTNER_REP").get_json()["requests"]
    return found


def answer(service: Running, family: Family, request: str, **said: Any) -> Any:
    where = f"{family.path}/requests/{request}/answers"
    return service.post(where, {"outcome": "SENT", **said}, "PARTNER_REP")


@pytest.mark.each_database("listRequests", "answerRequest")
def test_an_agency_reads_what_it_was_asked_and_answers_it(
    service: Running, family: Family, elm: str
) -> None:
    ours = disclose(service, family, agency={"type": "SCHOOL", "id": elm}, categories=["EDUCATION"])
    other = {"type": "GP", "names": ["Harbour Lane Surgery"]}
    gp = service.record("/v1/services", other, "MASH_MANAGER")["id"]
    theirs = disclose(service, family, agency={"type": "GP", "id": gp})
    disclose(service, family, agency={"type": "SCHOOL"})
    (asked,) = requests(service)
    assert asked["disclosure"] == ours
    assert asked["people"] == [{"person": family.child, "names": "Ng"}]
    assert asked["categories"] == ["EDUCATION"]
    assert (asked["last_reply"], asked["answered_at"]) == (None, None)

    done = answer(service, family, ours, outcome="ACCEPTED")
    assert done.status_code == 201, done.text
    assert requests(service)[0]["last_reply"] == "ACCEPTED"
    assert requests(service)[0]["answered_at"] is None
    answer(service, family, ours, words="By letter this morning.")
    assert requests(service)[0]["answered_at"] is not None
    (told,) = [one for one in shown(service, family)["disclosures"] if one["id"] == ours]
    assert (told["reply"]["state"], told["reply"]["words"]) == ("SENT", "By letter this morning.")
    # What another was asked looks like what nobody was.
    for request in (theirs, "0" * 24):
        problem_of(answer(service, family, request), "not-found")


def test_a_request_says_nothing_of_what_anybody_answered_or_of_who_else_is_there(
    service: Running, family: Family, elm: str
) -> None:
    agree(service, family)
    service.record(
        f"{family.path}/responses",
        {"person": family.father, "answer": "REFUSED", "words": "Zz no", "scope": family.scope()},
    )
    disclose(service, family, agency={"type": "SCHOOL", "id": elm})
    said = service.get("/v1/requests", "PARTNER_REP").text
    for hidden in (family.mother, family.father, "Ann", "Bo", "Zz no", "basis", "rests_on"):
        assert hidden not in said, hidden


def test_who_has_another_name_since_is_named_to_no_agency_that_was_asked_before(
    service: Running, family: Family, elm: str
) -> None:
    disclose(service, family, agency={"type": "SCHOOL", "id": elm})
    new = {"names": "Zz Newname", "reason": "They moved away from him."}
    service.record(f"{family.path}/people/{family.child}/amendments", new)
    (asked,) = requests(service)
    assert asked["people"] == [{"person": family.child, "names": None}]
    assert "Zz Newname" not in str(asked)
