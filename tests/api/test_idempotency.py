"""Once means once: an Idempotency-Key, sent again, gives the first result and records nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from consent_service.api.table import operations
from tests.api.running import (
    NOON,
    THEIRS,
    Family,
    Running,
    add_family,
    agree,
    answer_of,
    problem_of,
)
from tests.sweeping import each

WRITES = [operation for operation in operations() if operation.takes_key == "required"]


def without_mark(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("replayed", "people")}


def test_every_operation_that_records_needs_a_key_and_no_other_takes_one() -> None:
    records = {operation.name for operation in operations() if operation.status == 201}
    assert {operation.name for operation in WRITES} == records
    optional = {operation.name for operation in operations() if operation.takes_key == "optional"}
    assert optional == {"checkFile", "checkReference", "checkAgencies", "checkAsPartner"}


def test_without_a_key_nothing_is_recorded(steady: Running, steady_family: Family) -> None:
    size = steady.size()
    for operation in WRITES:
        path = operation.path.replace("<string:file>", steady_family.file)
        path = path.replace("<string:enquiry>", steady_family.enquiry)
        path = path.replace("<string:authorisation>", "e" * 24)
        assert isinstance(operation.roles, frozenset)
        reply = steady.post(path, {}, min(operation.roles), key=None)
        assert problem_of(reply, "idempotency-key-missing"), operation.name
        assert steady.size() == size, operation.name


@pytest.mark.each_database
def test_the_same_key_and_body_give_the_same_result_and_one_entry(
    service: Running, family: Family
) -> None:
    body = family.conversation()
    first = service.post(f"{family.path}/conversations", body, key="k-1")
    size = service.size()
    service.clock.now += timedelta(hours=5)
    again = service.post(f"{family.path}/conversations", body, key="k-1")
    assert again.status_code == first.status_code == 201
    assert first.get_json()["replayed"] is False
    assert again.get_json() == {**first.get_json(), "replayed": True}
    assert service.size() == size


@pytest.mark.each_database
def test_a_new_process_knows_the_keys_of_the_old_one(service: Running, family: Family) -> None:
    path = f"{family.path}/attempts"
    first = service.post(path, {"person": family.mother}, key="k-1").get_json()
    again = service.restarted().post(path, {"person": family.mother}, key="k-1").get_json()
    assert again == {**first, "replayed": True}


def test_the_same_key_with_another_body_is_refused(service: Running, family: Family) -> None:
    service.post(f"{family.path}/attempts", {"person": family.mother}, key="k-1")
    size = service.size()
    other = service.post(f"{family.path}/attempts", {"person": family.father}, key="k-1")
    problem_of(other, "key-reused")
    # Another spelling is another body: what was sent is compared, not what it means.
    spaced = f'{{ "person": "{family.mother}" }}'.encode()
    problem_of(service.post(f"{family.path}/attempts", spaced, key="k-1"), "key-reused")
    assert service.size() == size


def test_the_same_key_and_body_at_another_address_are_refused(
    service: Running, family: Family
) -> None:
    service.post(f"{family.path}/enquiries", {}, key="k-1")
    problem_of(service.post("/v1/files", {}, key="k-1"), "key-reused")


def test_two_clients_may_use_the_same_key(service: Running, family: Family) -> None:
    path, body = f"{family.path}/attempts", {"person": family.mother}
    ours = service.post(path, body, key="k-1", subject="worker-1").get_json()
    others = service.post(path, body, key="k-1", subject="worker-2").get_json()
    assert others["replayed"] is False
    assert others["id"] != ours["id"]
    theirs = service.as_authority(THEIRS).post("/v1/files", {}, key="k-1")
    assert theirs.get_json()["replayed"] is False


def test_what_was_refused_uses_up_no_key(service: Running, family: Family) -> None:
    path = f"{family.path}/advocates"
    too_soon = {"person": family.mother, "status": "ACTIVE"}
    problem_of(service.post(path, too_soon, key="k-1"), "advocate-step-missing")
    assert service.post(path, {**too_soon, "status": "OFFERED"}, key="k-1").status_code == 201


@pytest.mark.each_database
def test_twenty_at_once_with_one_key_make_one_entry(service: Running, family: Family) -> None:
    path, body = f"{family.path}/attempts", {"person": family.mother}
    size, headers = service.size(), {**service.headers(), "Idempotency-Key": "k-1"}

    def send(_: int) -> tuple[int, dict[str, Any]]:
        reply = service.app.test_client().post(path, json=body, headers=headers)
        return reply.status_code, reply.get_json()

    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(send, range(20)))
    assert {status for status, _ in replies} == {201}
    assert len({body["id"] for _, body in replies}) == 1
    assert sorted(body["replayed"] for _, body in replies) == [False] + [True] * 19
    assert service.size() == size + 1


KEYS = {
    "empty": "",
    "256 characters": "k" * 256,
    "a space": "a b",
    "not ASCII": "k\xe9y",
    "a control character": "a\tb",
}


@each("key", of=KEYS)
def test_what_cannot_be_a_key_is_refused(steady: Running, steady_family: Family, key: str) -> None:
    size = steady.size()
    for path, body in (("/v1/files", {}), ("/v1/checks", _by_reference(steady_family))):
        headers = {"Idempotency-Key": KEYS[key]}
        reply = steady.post(path, body, key=None, headers=headers)
        problem_of(reply, "idempotency-key-missing")
    assert steady.size() == size


def _by_reference(family: Family) -> dict[str, Any]:
    return {**family.question(), "reference": "LCS-1"}


def test_a_key_of_255_characters_is_one(service: Running) -> None:
    assert service.post("/v1/files", {}, key="k" * 255).status_code == 201


# ── checks ──────────────────────────────────────────────────────────────────────────────────


def test_a_check_needs_no_key_and_is_then_always_decided_anew(
    service: Running, family: Family
) -> None:
    seqs = {service.check(family.file, family.question())["ledger"]["seq"] for _ in range(3)}
    assert len(seqs) == 3


@pytest.mark.each_database
@pytest.mark.parametrize("by_reference", [False, True], ids=["by file", "by reference"])
def test_a_check_repeated_within_ten_minutes_is_the_first_answer_with_its_time(
    service: Running, by_reference: bool
) -> None:
    family = add_family(service, "LCS-1")
    agree(service, family)

    def ask() -> dict[str, Any]:
        if by_reference:
            return service.check_reference(_by_reference(family), key="k-1")
        return service.check(family.file, family.question(), key="k-1")

    first, size = ask(), service.size()
    service.clock.now += timedelta(minutes=10)
    again = ask()
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert without_mark(again) == without_mark(first)
    assert again["at"] == "2026-03-09T12:00:00Z"
    assert service.size() == size
    service.clock.now += timedelta(seconds=1)
    later = ask()
    assert later["replayed"] is False
    assert later["at"] == "2026-03-09T12:10:01Z"
    assert service.size() == size + 1


@pytest.mark.each_database
@pytest.mark.parametrize("reference", ["LCS-1", "nobody knows this one"])
def test_a_key_taken_over_by_a_later_check_is_no_fault_in_the_ledger(
    service: Running, reference: str
) -> None:
    """The two entries may stand next to one another, and are yet two requests."""
    family = add_family(service, "LCS-1")
    for _ in range(3):
        body = {**_by_reference(family), "reference": reference}
        service.check_reference(body, key="k-1")
        service.clock.now += timedelta(minutes=11)


def test_a_check_repeated_after_a_withdrawal_is_decided_anew(
    service: Running, family: Family
) -> None:
    agree(service, family)
    covered = service.check(family.file, family.question(), key="k-1")
    assert covered["outcome"] == "COVERED"
    service.clock.now += timedelta(seconds=1)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    again = service.check(family.file, family.question(), key="k-1")
    assert again["outcome"] == "OBJECTION"
    assert again["replayed"] is False
    # And the key now stands for the newer answer.
    assert service.check(family.file, family.question(), key="k-1")["replayed"] is True


def test_a_check_between_does_not_void_a_key_because_it_changes_nothing(
    service: Running, family: Family
) -> None:
    service.check(family.file, family.question(), key="k-1")
    service.check(family.file, family.question(purpose="CIN_ASSESSMENT"))
    assert service.check(family.file, family.question(), key="k-1")["replayed"] is True


def test_a_policy_adopted_between_does_not_give_a_stale_covered(
    service: Running, family: Family
) -> None:
    agree(service, family)
    assert service.check(family.file, family.question(), key="k-1")["outcome"] == "COVERED"
    strict = {"one_parent_enough": False, "longest_agreement_days": 366}
    service.record("/v1/policies", strict, "HEAD_OF_SERVICE")
    again = service.check(family.file, family.question(), key="k-1")
    assert again["policy_version"] == 2
    assert again["outcome"] != "COVERED"


def test_an_agreement_that_ends_between_does_not_give_a_stale_covered(
    service: Running, family: Family
) -> None:
    """Nothing was recorded meanwhile, yet the answer has changed: time alone did it."""
    end = (NOON + timedelta(minutes=5)).isoformat()
    agree(service, family, expires_at=end)
    assert service.check(family.file, family.question(), key="k-1")["outcome"] == "COVERED"
    service.clock.now += timedelta(minutes=6)
    assert service.check(family.file, family.question(), key="k-1")["outcome"] != "COVERED"


def test_a_key_of_a_check_with_another_question_is_refused(
    service: Running, family: Family
) -> None:
    service.check(family.file, family.question(), key="k-1")
    other = family.question(categories=["EDUCATION"])
    problem_of(service.post(f"{family.path}/checks", other, key="k-1"), "key-reused")


def test_immediate_risk_looks_at_no_key(service: Running, family: Family) -> None:
    service.check(family.file, family.question(), key="k-1")
    urgent = family.question(urgency="IMMEDIATE")
    answer = answer_of(service.post(f"{family.path}/checks", urgent, key="k-1"))
    assert answer["outcome"] == "SHARE_NOW"
