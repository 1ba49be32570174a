"""What is wrong with a request around its body: length, method, host, address, query."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from consent_service.api.edge.fields import Code, Opaque, When
from consent_service.api.edge.queries import KindsInQuery, WholeInQuery, YesNoInQuery
from consent_service.api.read.letters import LanguageTag
from consent_service.api.table import operations
from tests.api.corpus import CANARY, JSON
from tests.api.running import HOST, Family, Running, problem_of
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


def test_a_body_said_to_be_a_gigabyte_is_refused_before_it_is_read(steady: Running) -> None:
    """B15. The stream fails if anything is read from it."""

    class Unread(BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise AssertionError("the body was read")

        def readinto(self, _: Any) -> int:
            raise AssertionError("the body was read")

    builder = EnvironBuilder("/v1/files", method="POST", headers=Headers(steady.headers()))
    environ = builder.get_environ()
    environ |= {
        "wsgi.input": Unread(),
        "CONTENT_LENGTH": str(2**30),
        "CONTENT_TYPE": JSON,
        "HTTP_IDEMPOTENCY_KEY": "k",
    }
    body, status, headers = run_wsgi_app(steady.app.wsgi_app, environ)
    assert status.startswith("413")
    problem = json.loads(b"".join(body))
    assert problem["type"] == "/v1/problems/body-too-large"
    assert headers["Content-Type"] == "application/problem+json"


class InParts(BytesIO):
    """A stream that gives what has come so far, as a socket does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(1_000, size) if size is not None and size >= 0 else 1_000)

    def readinto(self, buffer: Any) -> int:
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def chunked(service: Running, raw: bytes) -> tuple[str, dict[str, Any]]:
    """Post a body that says no length beforehand, part by part."""
    environ = EnvironBuilder(
        "/v1/files", method="POST", headers=Headers(service.headers())
    ).get_environ()
    environ.pop("CONTENT_LENGTH", None)
    environ |= {
        "wsgi.input": InParts(raw),
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_TYPE": JSON,
        "HTTP_IDEMPOTENCY_KEY": "k",
    }
    body, status, _ = run_wsgi_app(service.app.wsgi_app, environ)
    return status, json.loads(b"".join(body))


def test_a_chunked_body_over_the_limit_is_refused(steady: Running) -> None:
    """B16."""
    for raw in (b" " * 70_000 + b"{}", b"{}" + b" " * 65_534 + b"{", b"{}" + b" " * 65_535):
        status, body = chunked(steady, raw)
        assert status.startswith("413")
        assert body["type"] == "/v1/problems/body-too-large"


def test_a_chunked_body_is_read_to_its_end(steady: Running) -> None:
    status, body = chunked(steady, b"{" + b" " * 5_000 + b'"x": 1' + b" " * 5_000 + b"}")
    assert status.startswith("422")
    (error,) = body["errors"]
    assert error["pointer"] == ""
    assert error["detail"].startswith("There is a member here that we do not know.")


def test_a_member_that_is_not_known_is_met_with_ours_and_not_repeated(
    steady: Running, steady_family: Family
) -> None:
    talk = {"person": steady_family.mother, "method": "PHONE_VERBAL"}
    near = {
        **talk,
        "method": "PHONE_VERBL",
        "seen_alon": "YES",
        "responses": [{"answer": "AGREED", "skope": {}}],
    }
    for sent, said in (
        (
            near,
            {
                ("", "Perhaps seen_alone is meant."),
                ("/responses/0", "Perhaps scope is meant."),
                ("/method", "Perhaps PHONE_VERBAL is meant."),
            },
        ),
        ({**talk, CANARY: 1}, {("", "There is a member here that we do not know.")}),
    ):
        reply = steady.post(f"{steady_family.path}/conversations", sent)
        assert CANARY not in reply.text
        errors = reply.get_json()["errors"]
        assert {
            (pointer, words)
            for pointer, words in said
            if any(one["pointer"] == pointer and words in one["detail"] for one in errors)
        } == said


@each("coding", of=["gzip", "deflate", "br", "gzip, identity", CANARY])
def test_a_compressed_body_is_refused_and_not_unpacked(
    steady: Running, steady_family: Family, coding: str
) -> None:
    """B18."""
    packed = b"\x1f\x8b" + b"\0" * 100
    reply = steady.post("/v1/files", packed, headers={"Content-Encoding": coding})
    problem_of(reply, "not-json")


METHODS = ["TRACE", "CONNECT", "PROPFIND", "PATCH", "PUT", "DELETE", "HEAD", "get", "X"]


@each("method", of=METHODS)
@each("path", of=["/v1/files", "{file}/checks", "/v1/policies"])
def test_another_method_is_not_allowed_and_told_which_are(
    steady: Running, steady_family: Family, method: str, path: str
) -> None:
    """H1."""
    reply = steady.client.open(
        path.replace("{file}", steady_family.path), method=method, headers=steady.headers()
    )
    if method == "HEAD":
        assert reply.status_code == 405
    else:
        problem_of(reply, "method-not-allowed")
    assert reply.headers["Allow"] == "POST"


def test_allow_names_every_method_of_the_address(steady: Running, steady_family: Family) -> None:
    reply = steady.client.delete(steady_family.path, headers=steady.headers())
    problem_of(reply, "method-not-allowed")
    assert reply.headers["Allow"] == "GET, HEAD"


@each("path", of=sorted({operation.path for operation in operations()}))
def test_options_gives_no_data_to_anybody(
    steady: Running, steady_family: Family, path: str
) -> None:
    """J18. The token library lets OPTIONS pass unverified."""
    for name in ("file", "enquiry", "authorisation", "code"):
        path = path.replace(f"<string:{name}>", steady_family.file)
    headers = {
        "Host": HOST,
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
    }
    for held in (headers, {**steady.headers(), **headers}):
        reply = steady.client.options(path, headers=held)
        problem_of(reply, "method-not-allowed")
        assert not [name for name, _ in reply.headers if name.startswith("Access-Control")]


HOSTS = ["", "evil.example", "a b", f"{HOST}@evil.example", f"{HOST}.evil.example", f"x.{HOST}"]


@each("host", of=HOSTS)
def test_a_host_that_is_not_ours_is_refused(steady: Running, host: str) -> None:
    """H3."""
    for path in ("/livez", "/v1/codes"):
        reply = steady.client.get(path, headers={**steady.headers(), "Host": host})
        problem_of(reply, "bad-request")


@each("origin", of=["null", "https://evil.example"])
def test_another_origin_gets_no_leave_to_read(steady: Running, origin: str) -> None:
    """H5."""
    reply = steady.client.get("/v1/codes", headers={**steady.headers(), "Origin": origin})
    assert not [name for name, _ in reply.headers if name.startswith("Access-Control")]


@each(
    "path",
    of=[
        "/.git/config",
        "/metrics",
        "/debug",
        "/console",
        "/openapi.json",
        "/static/../consent_service/app.py",
        "/v1/files/",
        "/v1/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/V1/files",
        f"/{CANARY}",
        "/v1/files/%c0%ae",
    ],
)
def test_what_is_not_here_is_a_problem_like_any_other(steady: Running, path: str) -> None:
    """H12."""
    reply = steady.client.get(path, headers=steady.headers())
    problem_of(reply, "not-found")
    assert CANARY not in reply.text


@each("file", of=["9" * 30, "-1", "1e3", "%00", "%c0%ae", "..", CANARY, "*", "'"])
def test_a_file_by_a_strange_name_is_not_found(steady: Running, file: str) -> None:
    """U17."""
    for path in (f"/v1/files/{file}", f"/v1/files/{file}/history"):
        reply = steady.get(path)
        problem_of(reply, "not-found")
        assert CANARY not in reply.text


@each("query", of=["as_of", "known_at"])
@each("value", of=["", CANARY, "2026-03-09", "2026-03-09T12:00:00", "1e9"])
def test_a_clock_in_a_query_is_read_as_strictly_as_in_a_body(
    steady: Running, steady_family: Family, query: str, value: str
) -> None:
    reply = steady.get(steady_family.path, **{query: value})
    problem_of(reply, "invalid")
    assert CANARY not in reply.text


PAGES = [
    {"limit": "0"},
    {"limit": "201"},
    {"limit": CANARY},
    {"cursor": ""},
    {"cursor": CANARY},
    {"cursor": "9" * 5_000},
    {"cursor": "\u0663"},
    {"cursor": "MS4xLjEuMDAwMDAwMDAwMDAwMDAwMA"},
    {"name": CANARY},
]


@each("query", of=PAGES, ids=str)
def test_a_page_that_cannot_be_is_refused(
    steady: Running, steady_family: Family, query: dict[str, str]
) -> None:
    reply = steady.get(f"{steady_family.path}/history", **query)
    problem_of(reply, "invalid")
    assert CANARY not in reply.text


def test_a_parameter_given_twice_or_to_who_takes_none_is_no_way_in(
    steady: Running, steady_family: Family
) -> None:
    reply = steady.client.get(
        f"{steady_family.path}/history?limit=1&limit={CANARY}", headers=steady.headers()
    )
    assert reply.status_code in (200, 422)
    assert CANARY not in reply.text


def test_whoever_says_in_the_address_that_they_only_try_something_writes_nothing(
    steady: Running, steady_family: Family
) -> None:
    for said in ("dry_run=true", "Dry-Run", "dry_run=no&x=1"):
        path = f"{steady_family.path}/adults?{said}"
        problem_of(steady.post(path, {"names": "Zz Nobody"}), "invalid")


def test_no_documented_parameter_could_hold_a_name() -> None:
    """H11. What stands in a URL stands in logs."""
    says_little = (When, Code, Opaque, WholeInQuery, YesNoInQuery, KindsInQuery, LanguageTag)
    asked = [one.query().fields.items() for one in operations() if one.query is not None]
    texts = {name for each in asked for name, field in each if not isinstance(field, says_little)}
    assert texts == {"cursor", "team"}


def test_headers_of_any_size_are_no_fault_of_ours(steady: Running) -> None:
    """H6. The server before the application has limits of its own."""
    many = Headers([(f"X-{n}", CANARY) for n in range(200)])
    many.extend({**steady.headers(), "Cookie": f"a={CANARY * 600}", "X-Big": CANARY * 1_200})
    reply = steady.client.get("/v1/codes", headers=many)
    assert reply.status_code == 200
    assert CANARY not in reply.text


def test_every_reply_forbids_being_stored_framed_or_guessed(steady: Running) -> None:
    for path in ("/v1/codes", "/no-such", "/livez"):
        headers = steady.client.get(path, headers=steady.headers()).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in headers
