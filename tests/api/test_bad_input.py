"""What is sent wrongly: refused with the right problem, not repeated, not recorded, never a 500.

One row an input, numbered as in the corpus of the design (B the body, U texts, D dates, H HTTP).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from consent_service.api.edge.meanings import PROBLEMS
from tests.api.corpus import CANARY, ROWS, Row
from tests.api.running import Family, Running, problem_of
from tests.sweeping import each


@pytest.fixture(autouse=True)
def nothing_is_recorded_and_nothing_repeated(
    steady: Running, steady_family: Family, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    size = steady.size()
    yield
    assert steady.size() == size
    assert steady.storage.spools["bexley"].is_empty
    out, err = capfd.readouterr()
    assert CANARY.lower() not in (out + err).lower()


def sent(service: Running, family: Family, row: Row, **headers: str) -> TestResponse:
    path = row.path.replace("{file}", family.path)
    role = "HEAD_OF_SERVICE"
    held = {**service.headers(role), "Idempotency-Key": "bad-input", **headers}
    options = {} if row.content_type is None else {"content_type": row.content_type}
    reply: TestResponse = service.client.post(path, data=row.body, headers=held, **options)
    return reply


@each("name", of=ROWS)
def test_bad_input_meets_its_problem(steady: Running, steady_family: Family, name: str) -> None:
    row = ROWS[name]
    began = time.perf_counter()
    reply = sent(steady, steady_family, row)
    assert time.perf_counter() - began < 2
    body = problem_of(reply, row.problem)
    assert CANARY.lower() not in reply.text.lower()
    for error in body.get("errors", ()):
        assert error["pointer"].startswith("/") or error["pointer"] == ""


#: The same corpus, where every body is read the same way.
@each("path", of=["{file}/checks", "/v1/checks", "{file}/conversations"])
def test_every_body_is_read_by_the_one_reader(
    steady: Running, steady_family: Family, path: str
) -> None:
    for name, row in ROWS.items():
        if PROBLEMS[row.problem].status == 422:
            continue
        reply = sent(steady, steady_family, row._replace(path=path))
        problem_of(reply, row.problem)
        assert CANARY not in reply.text, name


BAD_CHECKS: dict[str, dict[str, Any]] = {
    "no subject": {"subjects": []},
    "21 subjects": {"subjects": [f"{n:024x}" for n in range(21)]},
    "a name for an id": {"subjects": [CANARY]},
    "a made-up purpose": {"purpose": CANARY},
    "D8 consent to treatment": {"purpose": "MEDICAL_EXAM"},
    "a made-up agency": {"agency": {"type": CANARY}},
    "an agency with more": {"agency": {"type": "GP", CANARY: 1}},
    "a made-up kind of information": {"categories": [CANARY]},
    "any kind of information": {"categories": ["*"]},
    "a made-up direction": {"direction": CANARY},
    "another word for the urgency": {"urgency": "at once"},
    "an urgency that is a list": {"urgency": ["IMMEDIATE"]},
    "when, as a word": {"as_of": CANARY},
    "an id of ours": {"asked_of": CANARY},
}


@each("name", of=BAD_CHECKS)
def test_a_check_that_cannot_be_read_points_at_what_is_wrong(
    steady: Running, steady_family: Family, name: str
) -> None:
    body = steady_family.question(**BAD_CHECKS[name])
    reply = steady.post(f"{steady_family.path}/checks", body, key=None)
    found = problem_of(reply, "invalid")
    assert CANARY not in reply.text
    (member,) = BAD_CHECKS[name]
    pointers = {error["pointer"] for error in found["errors"]}
    assert all(p == "" or p.startswith(f"/{member}") for p in pointers)


def test_every_fault_of_a_body_is_named_at_once(steady: Running, steady_family: Family) -> None:
    reply = steady.post(f"{steady_family.path}/checks", {"urgency": "STANDARD"}, key=None)
    found = problem_of(reply, "invalid")
    missing = {error["pointer"] for error in found["errors"]}
    assert missing == {"/subjects", "/agency", "/categories", "/purpose", "/direction"}
