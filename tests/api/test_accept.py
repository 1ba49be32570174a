"""Whoever takes no reply that we have is told so before anything is done; immediate risk is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.running import Family, Running, add_family, answer_of, problem_of, running

NOT_JSON = [
    "text/html",
    "application/xml",
    "image/*",
    "application/json;q=0",
    "text/*, application/json;q=0.0",
    "application/problem+json",
]
JSON = ["", "*/*", "application/*", "application/json", "text/html, application/json;q=0.1"]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("accept")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
        yield started


@pytest.fixture(scope="module")
def family(service: Running) -> Family:
    return add_family(service)


@pytest.mark.parametrize("accept", NOT_JSON)
def test_a_reply_that_is_not_taken_is_not_made(
    service: Running, family: Family, accept: str
) -> None:
    size = service.size()
    headers = {"Accept": accept}
    for path, body in (
        (f"{family.path}/checks", family.question()),
        (f"{family.path}/withdrawals", {"person": family.mother}),
    ):
        problem_of(service.post(path, body, headers=headers), "not-acceptable")
    sent = {**service.headers(), **headers}
    problem_of(service.client.get(family.path, headers=sent), "not-acceptable")
    assert service.size() == size
    immediate = {**family.question(), "urgency": "IMMEDIATE"}
    reply = service.post(f"{family.path}/checks", immediate, headers=headers)
    assert answer_of(reply)["outcome"] == "SHARE_NOW"


@pytest.mark.parametrize("accept", JSON)
def test_json_is_taken_by_whoever_takes_anything(
    service: Running, family: Family, accept: str
) -> None:
    reply = service.post(f"{family.path}/checks", family.question(), headers={"Accept": accept})
    assert answer_of(reply)["outcome"] == "ASK"


def test_what_is_no_json_is_asked_for_as_what_it_is(service: Running, family: Family) -> None:
    path = service.check(family.file, family.question())["receipt"]
    service.beat()
    for accept, status in (("text/plain", 200), ("*/*", 200), ("application/json", 406)):
        sent = {**service.headers(), "Accept": accept}
        reply = service.client.get(path, headers=sent)
        assert reply.status_code == status, reply.text
