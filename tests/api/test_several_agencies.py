"""Several agencies in one question, and whom a question leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.domain.recorded.checked import CheckUnanswered
from tests.api.running import Family, Running, agree, problem_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

GP = {"type": "GP"}
HEALTH_VISITOR = {"type": "HEALTH_VISITOR"}
SCHOOL = {"type": "SCHOOL", "organisation": "Elm Primary"}


def of_each(family: Family, *agencies: dict[str, Any], **changes: Any) -> dict[str, Any]:
    question = family.question(agencies=list(agencies), **changes)
    del question["agency"]
    return question


def ask(service: Running, family: Family, body: dict[str, Any], **sent: Any) -> dict[str, Any]:
    reply = service.post(f"{family.path}/agency-checks", body, **sent)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.get_json()
    return found


@pytest.mark.each_database("checkAgencies")
def test_each_agency_has_the_answer_that_it_has_alone_and_an_entry_to_open(
    service: Running, family: Family
) -> None:
    agree(service, family)
    before = service.size()
    found = ask(service, family, of_each(family, HEALTH_VISITOR, SCHOOL), key="one")["answers"]
    assert [one["outcome"] for one in found] == ["COVERED", "ASK"]
    assert [one["ledger"]["seq"] for one in found] == [before, before + 1]
    assert service.kinds(before) == ["check-made"] * 2
    for agency, one in zip((HEALTH_VISITOR, SCHOOL), found, strict=True):
        alone = service.check(family.file, family.question(agency=agency))
        same = ("outcome", "items", "reasons", "agency_words", "caregivers", "tasks")
        assert {name: one[name] for name in same} == {name: alone[name] for name in same}
        again = service.get(f"{family.path}/checks/{one['ledger']['seq']}").get_json()
        assert again["same_again"]
        assert service.get(one["receipt"]).status_code == 200
    again = ask(service, family, of_each(family, HEALTH_VISITOR, SCHOOL), key="one")["answers"]
    assert [one["ledger"] for one in again] == [one["ledger"] for one in found]


def test_what_cannot_wait_has_one_answer_at_once(service: Running, family: Family) -> None:
    """Whatever else is wrong with it."""
    body = of_each(family, {"type": "NOBODY"}, SCHOOL, urgency="IMMEDIATE", subjects="?")
    found = ask(service, family, body)
    assert [one["outcome"] for one in found["answers"]] == ["SHARE_NOW"]
    assert found["share_now"]["text"] == TEXTS["share_now"]
    service.beat()
    (used,) = (e for e in service.entries() if e.entry.kind == "check-unanswered")
    assert isinstance(used.content.event, CheckUnanswered)
    assert used.content.event.proposal.agency.organisation == "Elm Primary"


def test_without_the_record_each_of_them_is_unavailable(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(service.storage.records, "run", fails)
    found = ask(service, family, of_each(family, GP, SCHOOL))["answers"]
    assert [(one["outcome"], one["recorded"]) for one in found] == [("UNAVAILABLE", "spooled")] * 2


def test_an_agency_that_is_not_listed_is_pointed_at(service: Running, family: Family) -> None:
    unknown = {"type": "SCHOOL", "id": "e" * 24}
    reply = service.post(f"{family.path}/agency-checks", of_each(family, GP, unknown))
    (error,) = problem_of(reply, "service-not-listed")["errors"]
    assert error["pointer"] == "/agencies/1/id"
    many = of_each(family, *({"type": "SCHOOL", "organisation": f"S{n}"} for n in range(11)))
    problem_of(service.post(f"{family.path}/agency-checks", many), "invalid")


def test_whom_a_question_leaves_out_is_said_and_whom_not_to_contact(
    service: Running, family: Family
) -> None:
    """Sam has another father, who is not safe to ask; nobody has asked about Sam."""
    path = family.path
    sam = service.record(f"{path}/children", {"names": "Sam", "dob": "2020-02-01"})["id"]
    jo = service.record(f"{path}/adults", {"names": "Jo Example"})["id"]
    for person, role in ((family.mother, "MOTHER"), (jo, "FATHER")):
        link = {"person": person, "child": sam, "role": role, "pr_status": "YES"}
        service.record(f"{path}/relationships", link)
    unsafe = {"person": jo, "safe_to_ask": False, "code": "RISK_TO_CHILD_IF_ASKED"}
    service.record(f"{path}/safety", unsafe)
    yes = family.agreement(scope={**family.scope(), "agencies": [SCHOOL]})
    service.record(f"{path}/conversations", family.conversation(yes, person=family.father))
    # Whom somebody wants left out is named to nobody as one to turn to.
    police = {"person": family.father, "answer": "REFUSED"}
    service.record(f"{path}/responses", police | {"scope": {"agencies": [{"type": "POLICE"}]}})
    left_out = service.check(family.file, family.question())["who_else"]
    assert left_out["children"] == [sam]
    assert left_out["caregivers"] == [{"person": jo, "asking": "NO"}]
    assert [one["organisation"] for one in left_out["agencies"]] == ["Elm Primary"]
    line = left_out["line"]
    assert "not asked about: Sam." in line
    assert "Do not contact Jo Example" in line
    assert "Also known to: Elm Primary." in line
    (_, both) = ask(service, family, of_each(family, GP, SCHOOL))["answers"]
    assert both["who_else"]["agencies"] == []
    whole = service.check(family.file, family.question(agency=SCHOOL, subjects=[family.child, sam]))
    nobody: dict[str, list[str]] = {
        name: [] for name in ("children", "caregivers", "others", "agencies")
    }
    assert whole["who_else"] == {"line": None, **nobody}
    assert whole["people"].keys() == {family.child, sam, family.mother, family.father, jo}


def test_who_referred_and_would_not_be_named_is_not_in_the_line(
    service: Running, family: Family
) -> None:
    said: tuple[tuple[str, dict[str, bool]], ...] = (
        ("Oak Nursery", {"referrer_anonymous": True}),
        # Nobody asked them: that is no yes.
        ("Elm Nursery", {}),
        ("Ash Surgery", {"referrer_anonymous": False}),
    )
    for name, hidden in said:
        opened = {"referrer_agency": "EARLY_YEARS", "referrer_organisation": name, **hidden}
        service.record(f"{family.path}/enquiries", opened)
    question = family.question(enquiry=family.enquiry)
    line = service.check(family.file, question)["who_else"]["line"]
    assert line == "Also known to: Ash Surgery."
