"""A record that is kept to people by name: who is not named reads it once they have said why."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import pytest

from consent_service.api.edge.operations import OVERSEERS, Operation, Public
from consent_service.api.table import operations
from tests.api.running import NOON, OURS, Family, Running, agree, answer_of, problem_of
from tests.api.test_effects import refuse

WHY: Final = "Her mother works in the team next door."
TO_PROTECT: Final = "A neighbour rings: the child is alone tonight."
NAMES: Final = re.compile(r"Ann Example|Bo Example|\bNg\b|2024-02-01")
NAMED, OTHER = "worker-1", "worker-2"

HANDS_OUT: Final = [
    one
    for one in operations()
    if one.hands_out and not isinstance(one.roles, Public) and "MASH_WORKER" in one.roles
]


LISTS: Final = [
    one
    for one in operations()
    if one.method == "GET"
    and "<" not in one.path
    and not isinstance(one.roles, Public)
    and "MASH_WORKER" in one.roles
]


def named_in(text: str) -> list[str]:
    return NAMES.findall(text)


def several(family: Family) -> dict[str, Any]:
    asked = {name: one for name, one in family.question().items() if name != "agency"}
    return {**asked, "agencies": [{"type": "GP"}, {"type": "SCHOOL"}]}


def restrict(service: Running, family: Family) -> str:
    sent = {"file": family.file, "staff": NAMED, "reason": WHY}
    shown = service.record("/v1/restrictions", sent, "MASH_MANAGER", subject="manager-1")
    return str(shown["id"])


def ask(service: Running, operation: Operation, family: Family, who: str) -> Any:
    path = operation.path.replace("<string:file>", family.file)
    path = path.replace("<string:seq>", "0").replace("<string:", "").replace(">", "")
    headers = {**service.headers("MASH_WORKER", who), "Idempotency-Key": f"{operation.name}-{who}"}
    return service.client.open(path, method=operation.method, json={}, headers=headers)


@pytest.mark.each_database("restrictRecord", "endRestriction", "listRestrictions")
def test_who_is_not_named_is_handed_nothing_of_it_by_any_operation_and_checks_as_ever(
    service: Running, family: Family
) -> None:
    agree(service, family)
    before = [ask(service, one, family, OTHER).status_code for one in HANDS_OUT]
    assert 403 not in before
    restriction = restrict(service, family)
    for one in HANDS_OUT:
        problem_of(ask(service, one, family, OTHER), "kept-to-others")
        assert ask(service, one, family, NAMED).status_code != 403, one.name
    headers = service.headers("MASH_WORKER", OTHER)
    for one in LISTS:
        text = service.client.get(one.path, headers=headers).text
        assert not named_in(text), one.path
        if one.name in {"listTasks", "listEnquiries", "listChanges"}:
            assert family.file in text
    found = service.client.post("/v1/searches", json={"names": "Ng"}, headers=headers)
    assert [one["file"] for one in found.get_json()["found"]] == [family.file]
    assert not named_in(found.text), found.text
    # Why it is kept says who they are: it is for the managers from whom it is not kept.
    for role, who, why in (
        ("MASH_MANAGER", NAMED, WHY),
        ("MASH_MANAGER", "manager-2", None),
        ("AUDITOR", "auditor-1", None),
    ):
        listed = service.client.get("/v1/restrictions", headers=service.headers(role, who))
        shown = listed.get_json()["restrictions"]
        assert [(one["restriction"], one["reason"]) for one in shown] == [(restriction, why)]
    ended = {"reason": "She has left the authority for good."}
    service.record(
        f"/v1/restrictions/{restriction}/end", ended, "HEAD_OF_SERVICE", subject="head-1"
    )
    assert service.client.get(family.path, headers=headers).status_code == 200


def test_who_is_not_named_checks_and_records_as_ever_and_is_told_no_name_in_return(
    service: Running, family: Family
) -> None:
    agree(service, family)
    no = family.agreement(answer="REFUSED", scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    service.record(f"{family.path}/conversations", family.conversation(no))
    asked = [
        (f"{family.path}/checks", family.question()),
        (f"{family.path}/checks", family.question(agency={"type": "SCHOOL"})),
        (f"{family.path}/agency-checks", several(family)),
        ("/v1/checks", {**family.question(), "reference": "CASE-9"}),
        (f"{family.path}/conversations", family.conversation(family.agreement(), dry_run=True)),
        (f"{family.path}/conversations", family.conversation(no)),
        (f"{family.path}/safety", {"person": family.father, "safe": "UNSAFE", "reason": WHY}),
    ]
    service.record(f"{family.path}/references", {"reference": "CASE-9"})
    restrict(service, family)
    for path, body in asked:
        shown = service.post(path, body, subject=OTHER)
        assert shown.status_code in (200, 201), shown.text
        assert not named_in(shown.text), (path, shown.text)
        assert named_in(service.post(path, body, subject=NAMED).text) or "notices" in shown.text
    at_once = {**family.question(), "urgency": "IMMEDIATE"}
    shown = service.post(f"{family.path}/checks", at_once, subject=OTHER)
    assert shown.get_json()["outcome"] == "SHARE_NOW"


def test_whoever_protects_a_child_opens_it_with_a_reason_for_an_hour_and_that_is_on_record(
    service: Running, family: Family
) -> None:
    restrict(service, family)
    sent = {"reason": TO_PROTECT}
    service.record(f"{family.path}/openings", sent, "MASH_WORKER", subject=OTHER)
    headers = service.headers("MASH_WORKER", OTHER)
    assert "Ng" in service.client.get(family.path, headers=headers).text
    question = (f"{family.path}/checks", family.question())
    assert named_in(service.post(*question, subject=OTHER).text)
    service.clock.now = NOON + timedelta(hours=1)
    assert not named_in(service.post(*question, subject=OTHER).text)
    headers = service.headers("MASH_WORKER", OTHER)
    problem_of(service.client.get(family.path, headers=headers), "kept-to-others")


def test_what_somebody_began_to_write_is_given_back_to_them_and_nothing_beside_it(
    service: Running, family: Family
) -> None:
    mine = f"{family.path}/drafts-of-mine"
    begun = {"address": f"{family.path}/conversations", "typed": '{"words": "She had just'}
    kept = service.record(mine, begun, "MASH_WORKER", subject=OTHER)
    theirs = service.record(mine, begun, "MASH_WORKER", subject=NAMED)
    restrict(service, family)
    headers = service.headers("MASH_WORKER", OTHER)
    listed = service.client.get(mine, headers=headers)
    assert [one["draft"] for one in listed.get_json()["drafts"]] == [kept["draft"]]
    shown = service.client.get(f"{mine}/{kept['draft']}", headers=headers)
    assert shown.get_json()["typed"] == begun["typed"]
    assert not named_in(listed.text + shown.text)
    other = service.client.get(f"{mine}/{theirs['draft']}", headers=headers)
    problem_of(other, "not-found")
    again = service.record(mine, {**begun, "draft": kept["draft"]}, "MASH_WORKER", subject=OTHER)
    assert again["draft"] == kept["draft"]
    problem_of(service.client.get(family.path, headers=headers), "kept-to-others")


@pytest.mark.each_database("reviewKeptRecord")
def test_whoever_opened_it_is_asked_by_another_manager_who_need_not_read_it(
    service: Running, family: Family
) -> None:
    def due() -> list[dict[str, Any]]:
        shown = service.get("/v1/tasks", "MASH_MANAGER", for_role="MASH_MANAGER").get_json()
        return [one for one in shown["tasks"] if one["code"] == "REVIEW_OPENING"]

    sent, path = {"reason": TO_PROTECT}, f"{family.path}/openings"
    whole = service.record(path, sent, "MASH_WORKER", subject=OTHER)
    assert due() == [], "It was kept to nobody: this was an opening and no more."
    restrict(service, family)
    service.record(path, sent, "MASH_WORKER", subject=NAMED)
    service.record(path, sent, "AUDITOR", subject="auditor-1")
    assert due() == []
    opened = service.record(path, sent, "MASH_MANAGER", subject="manager-2")
    (task,) = due()
    assert (task["about"], task["file"]) == (opened["id"], family.file)
    assert task["by"] == "manager-2", "Whoever opened it is who is asked."
    said = {"upheld": True, "words": "A child was alone. She rang the team at once."}
    over = f"{path}/{opened['id']}/reviews"
    own = service.post(over, said, "MASH_MANAGER", subject="manager-2")
    problem_of(own, "someone-else-must-review")
    none = service.post(f"{path}/{whole['id']}/reviews", said, "MASH_MANAGER", subject="manager-3")
    problem_of(none, "not-on-file")
    service.record(over, said, "MASH_MANAGER", subject="manager-3")
    assert due() == []


def test_nobody_makes_themself_one_of_the_named_nor_is_it_ended_by_who_is_not(
    service: Running, family: Family
) -> None:
    restriction = restrict(service, family)
    own = {"file": family.file, "staff": "manager-2", "reason": WHY}
    refused = service.post("/v1/restrictions", own, "MASH_MANAGER", subject="manager-2")
    problem_of(refused, "kept-to-others")
    path = f"/v1/restrictions/{restriction}/end"
    ending = service.post(path, {"reason": WHY}, "MASH_MANAGER", subject="manager-2")
    problem_of(ending, "kept-to-others")
    # Each is named by a call of its own: whoever began goes on, and ends what was a mistake.
    also = {**own, "staff": "worker-9"}
    mistaken = service.record("/v1/restrictions", also, "MASH_MANAGER", subject="manager-1")
    over = f"/v1/restrictions/{mistaken['id']}/end"
    service.record(over, {"reason": WHY}, "MASH_MANAGER", subject="manager-1")
    service.clock.now = NOON + timedelta(days=2)
    service.record(path, {"reason": WHY}, "HEAD_OF_SERVICE", subject="head-1")

    def named_by(days: int) -> list[tuple[str, bool]]:
        known = {"known_at": (NOON + timedelta(days=days)).isoformat(), "file": family.file}
        listed = service.client.get(
            "/v1/restrictions", query_string=known, headers=service.headers("IG_OFFICER")
        ).get_json()["restrictions"]
        named = [(one["named"], one["ended_at"] is not None) for one in listed]
        return [one for one in named if one[0] == NAMED]

    assert [named_by(days) for days in (0, 1, 2)] == [
        [(NAMED, False)],
        [(NAMED, False)],
        [(NAMED, True)],
    ]


def test_an_answer_without_names_comes_though_nobody_can_be_called_otherwise(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands on record by then, and whoever protects a child waits for it."""
    agree(service, family)
    restrict(service, family)

    def at_fault(file: object) -> None:
        raise ValueError

    monkeypatch.setattr("consent_service.api.edge.withoutnames.Pseudonyms", at_fault)
    shown = service.post(f"{family.path}/checks", family.question(), subject=OTHER)
    assert answer_of(shown)["outcome"] == "COVERED"
    assert not named_in(shown.text), shown.text


def test_what_a_write_would_lift_is_said_without_whose_it_is(
    service: Running, family: Family
) -> None:
    agree(service, family)
    strike: dict[str, Any] = {"corrects": refuse(service, family, family.father)}
    strike["what_was_wrong"] = "It was said of another family."
    restrict(service, family)
    for tried, code in ({"dry_run": True}, "WOULD_LIFT"), ({}, "WAITS_FOR_A_MANAGER"):
        shown = service.post(f"{family.path}/corrections", {**strike, **tried}, subject=OTHER)
        said = {one["code"]: one["text"] for one in shown.get_json()["notices"]}
        assert not named_in(shown.text), shown.text
        assert "lift" in said[code]
        assert "Not shown" not in said[code]


def test_who_looks_into_the_record_opens_it_as_they_open_any() -> None:
    assert all(one.row.needs_reason <= OVERSEERS for one in operations() if one in HANDS_OUT)
    assert OURS
