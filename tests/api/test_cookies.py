"""The interface asked with a browser's cookie: as good as a token, from our own pages alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from consent_service.access.sessions import COOKIE, CSRF_HEADER, Browsers, held_for
from consent_service.domain.may import Principal
from tests.api.running import OURS, THEIRS, Family, Running, add_family, problem_of, running


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("cookies")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
        yield started


@pytest.fixture(scope="module")
def family(service: Running) -> Family:
    return add_family(service)


class Cookie:
    """A worker's session, with which requests are sent as a script of our pages sends them."""

    def __init__(self, service: Running, authority: str = OURS, role: str = "MASH_WORKER") -> None:
        self.service = service
        browsers = service.app.extensions["consent"].access.browsers
        with service.app.test_request_context(base_url="https://consent.test"):
            response = service.app.response_class()
            browsers.start(response, authority, held_for("worker-1", frozenset({role}), 0))
        self.value = response.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        with service.app.test_request_context(
            base_url="https://consent.test", headers={"Cookie": f"{COOKIE}={self.value}"}
        ):
            self.csrf = browsers.csrf()

    def get(self, path: str, **more: str) -> TestResponse:
        sent = {"Host": "consent.test", "Cookie": f"{COOKIE}={self.value}", **more}
        return self.service.app.test_client(use_cookies=False).get(path, headers=sent)

    def post(self, path: str, body: object, **more: str) -> TestResponse:
        sent = {
            "Host": "consent.test",
            "Cookie": f"{COOKIE}={self.value}",
            "Origin": "https://consent.test",
            "Idempotency-Key": "a-key",
            CSRF_HEADER: self.csrf,
            **more,
        }
        client = self.service.app.test_client(use_cookies=False)
        return client.post(path, json=body, headers={k: v for k, v in sent.items() if v})


def test_a_cookie_is_as_good_as_a_token_and_no_better(service: Running, family: Family) -> None:
    cookie = Cookie(service)
    assert cookie.get(family.path).get_json() == service.get(family.path).get_json()
    answer = cookie.post(f"{family.path}/checks", family.question()).get_json()
    assert answer["recorded"] == "ledger"
    problem_of(cookie.get("/v1/reports"), "not-your-role")
    theirs = Cookie(service, THEIRS)
    problem_of(theirs.get(family.path), "not-found")
    # What is asked with a token needs nothing of a browser, and goes before a cookie.
    with_both = cookie.get(family.path, **service.headers("SYSTEM_ADMIN"))
    problem_of(with_both, "not-your-role")


def test_whatever_changes_something_comes_from_a_page_of_ours(
    service: Running, family: Family
) -> None:
    cookie, size = Cookie(service), service.size()
    wish = {"child": family.child, "objects": True, "words": "no", "heard_by": "me"}
    for wrong in (
        {"Origin": "https://elsewhere.example"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {CSRF_HEADER: ""},
        {CSRF_HEADER: Cookie(service).csrf},
    ):
        for path, body in ((f"{family.path}/wishes", wish), ("/v1/checks", {})):
            problem_of(cookie.post(path, body, **wrong), "not-from-our-page")
    assert service.size() == size
    own = {"Idempotency-Key": "another-key"}
    assert cookie.post(f"{family.path}/wishes", wish, **own).status_code == 201


def test_a_cookie_is_no_token_a_token_no_cookie_and_a_changed_one_nothing(
    service: Running, family: Family
) -> None:
    cookie = Cookie(service)
    as_token = {"Authorization": f"Bearer {cookie.value}", "Host": "consent.test"}
    problem_of(service.client.get(family.path, headers=as_token), "unauthenticated")
    token, good = service.token(), cookie.value
    head, claims, signature = good.split(".")
    for value in (
        token,
        f"{head}.{claims}.{token.split('.')[2]}",
        f"{head}.{token.split('.')[1]}.{signature}",
        good[:-1],
        good + "A",
        "x" * 20_000,
        "..",
        "é",
    ):
        cookie.value = value
        problem_of(cookie.get(family.path), "unauthenticated")


def test_a_session_that_is_ended_is_none_a_moment_later(service: Running, family: Family) -> None:
    cookie = Cookie(service)
    assert cookie.get(family.path).status_code == 200
    row = principal_of(service, cookie).session
    assert row is not None
    service.storage.sessions[OURS].end(bytes.fromhex(row))
    problem_of(cookie.get(family.path), "unauthenticated")
    problem_of(cookie.post("/v1/checks", {"urgency": "IMMEDIATE"}), "unauthenticated")


def principal_of(service: Running, cookie: Cookie) -> Principal:
    browsers: Browsers = service.app.extensions["consent"].access.browsers
    sent = {"Cookie": f"{COOKIE}={cookie.value}"}
    with service.app.test_request_context(base_url="https://consent.test", headers=sent):
        return browsers.principal(cannot_wait=lambda: False)


def test_where_nobody_can_be_looked_up_only_immediate_risk_is_answered_and_marked(
    tmp_path: Path,
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        family, cookie = add_family(service), Cookie(service)
        away = tmp_path / "away.db"
        service.storage.engine.dispose()
        (tmp_path / "test.db").rename(away)
        (tmp_path / "test.db").write_bytes(b"this is no database at all, and is not empty")
        problem_of(cookie.get(family.path), "storage-unavailable")
        problem_of(cookie.post(f"{family.path}/checks", family.question()), "storage-unavailable")
        urgent = family.question(urgency="IMMEDIATE")
        answer = cookie.post(f"{family.path}/checks", urgent)
        assert answer.get_json()["outcome"] == "SHARE_NOW"
        assert answer.get_json()["recorded"] == "spooled"
        # A cookie that we did not sign is nobody's, then as well.
        forged = Cookie.__new__(Cookie)
        forged.service, forged.value, forged.csrf = service, service.token(), ""
        problem_of(forged.post(f"{family.path}/checks", urgent), "unauthenticated")
        (tmp_path / "test.db").unlink()
        away.rename(tmp_path / "test.db")
        service.storage.engine.dispose()
        service.beat()
        entered = [
            one.content.by for one in service.entries() if one.entry.kind == "check-unanswered"
        ]
        assert [(by.id, by.role) for by in entered] == [("worker-1", "NOT_CONFIRMED")]
