"""A registered client asks so much and about so many families; a no and immediate risk pass."""

from __future__ import annotations

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from consent_service.domain.recorded.clients import Quotas
from tests.access.vendors import Vendor, registered
from tests.api.running import Family, Running, add_family, problem_of


def post(vendor: Vendor, path: str, body: Any, token: str, key: str = "") -> Any:
    sent = {**vendor.headers(token), "Content-Type": "application/json"}
    if key:
        sent["Idempotency-Key"] = key
    return vendor.service.client.post(path, data=json.dumps(body), headers=sent)


def used(service: Running) -> tuple[dict[str, int], list[str]]:
    shown = service.get("/v1/clients/lcs", "SYSTEM_ADMIN").get_json()
    return shown["used"], shown["near_a_quota"]


@pytest.mark.each_database
def test_the_families_it_asks_about_are_counted_once_each_and_the_next_new_one_waits(
    service: Running,
) -> None:
    first, second, third = (add_family(service, f"LCS-{n}") for n in range(3))
    quotas = Quotas(families_an_hour=2, families_a_day=100)
    vendor = registered(service, quotas=quotas)
    token = vendor.token()

    def asks(family: Family) -> Any:
        return post(vendor, f"{family.path}/checks", family.question(), token)

    with capture_logs() as logs:
        for family in (first, first, second, first):
            assert asks(family).status_code == 200
    assert [one["quota"] for one in logs if one["event"] == "client.quota_near"] == [
        "families an_hour"
    ]
    by_reference = {**first.question(), "reference": "LCS-0"}
    # One family is one, by whatever it is named; in every process.
    assert post(vendor, "/v1/checks", by_reference, token).status_code == 200
    with capture_logs() as logs:
        refused = asks(third)
    problem_of(refused, "too-many-requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 3_600
    assert "client.quota_reached" in {one["event"] for one in logs}
    problem_of(asks(third), "too-many-requests")
    reads = service.client.get(third.path, headers=vendor.headers(token))
    problem_of(reads, "too-many-requests")
    again = Vendor(service.restarted(), keys=vendor.keys)
    problem_of(
        post(again, "/v1/checks", {**third.question(), "reference": "LCS-2"}, token),
        "too-many-requests",
    )
    # What was begun goes on; a no is heard, and lets nobody in after it.
    assert asks(first).status_code == 200
    said = {"person": third.mother, "answer": "REFUSED"}
    assert post(vendor, f"{third.path}/responses", said, token, "k-1").status_code == 201
    problem_of(asks(third), "too-many-requests")
    immediate = post(vendor, f"{third.path}/checks", {"urgency": "IMMEDIATE"}, token)
    assert immediate.get_json()["outcome"] == "SHARE_NOW"
    counted, near = used(service)
    assert counted == {
        "requests_an_hour": 6,
        "requests_a_day": 6,
        "families_an_hour": 2,
        "families_a_day": 2,
    }
    assert near == ["families_an_hour"]


def test_a_reference_that_nobody_knows_is_one_more_family(service: Running) -> None:
    family = add_family(service)
    vendor = registered(service, quotas=Quotas(families_a_day=2, families_an_hour=50))
    token = vendor.token()
    replies = [
        post(vendor, "/v1/checks", {**family.question(), "reference": f"guess-{n}"}, token)
        for n in (1, 2, 3, 1)
    ]
    assert [one.status_code for one in replies] == [200, 200, 429, 200]


def test_requests_are_counted_too_and_staff_are_not(service: Running) -> None:
    vendor = registered(service, quotas=Quotas(requests_an_hour=3))
    token = vendor.token()
    statuses = [
        service.client.get("/v1/codes", headers=vendor.headers(token)).status_code for _ in range(5)
    ]
    assert statuses == [200, 200, 200, 429, 429]
    assert service.get("/v1/codes").status_code == 200
    other = registered(service, "portal")
    reply = service.client.get("/v1/codes", headers=other.headers())
    assert reply.status_code == 200


def test_where_nothing_can_be_counted_a_no_is_heard_and_nothing_is_read(service: Running) -> None:
    family = add_family(service)
    vendor = registered(service)
    token = vendor.token()
    with service.storage.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE counts RENAME TO counts_gone")
    reads = service.client.get(family.path, headers=vendor.headers(token))
    problem_of(reads, "storage-unavailable")
    said = {"person": family.mother, "answer": "REFUSED"}
    assert post(vendor, f"{family.path}/responses", said, token, "k-1").status_code == 201
