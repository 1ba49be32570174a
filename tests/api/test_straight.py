"""A check or a write that comes as most do goes past Flask: the same, whatever is sent.

Each request goes both ways, to the application with what stands before it and to Flask itself, and
whoever asks cannot tell which it was; nor can who reads the log or the ledger.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import pytest
from structlog.testing import capture_logs
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from consent_service.access.moments import LEEWAY
from consent_service.access.tokens import LONGEST_LIFE
from consent_service.actions.clients import disable_client
from consent_service.actions.refused import NoSuchFile, Refused
from consent_service.api.edge.straight import Straight
from consent_service.domain.may import SENIORITY
from consent_service.domain.recorded.clients import ClientDisabled, Quotas
from consent_service.storage.door.queries import read_authority
from consent_service.storage.door.trouble import (
    CannotRead,
    CannotRecord,
    ClockInDoubt,
    KeyReused,
    NotSound,
    OutcomeUnknown,
)
from tests.access.vendors import record, registered
from tests.api.running import THEIRS, Family, Running, add_family, agree
from tests.api.test_tokens import Forge

#: What says where an answer stands, and which reply it is: no two have the same.
_ITS_OWN = ("ledger", "receipt", "instance")
_BY_CHANCE = ("Content-Length", "Retry-After")


class Sent(NamedTuple):
    """A request that is not quite the usual check."""

    body: Any = None
    path: str = ""
    query: str = ""
    method: str = "POST"
    headers: Mapping[str, str | None] = MappingProxyType({})
    #: What stands otherwise in the call itself.
    environ: Mapping[str, Any] = MappingProxyType({})


class Replied(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    shown: Any
    logged: list[dict[str, Any]]
    added: int


class Both:
    """Asks either way."""

    def __init__(self, service: Running, covered: Family) -> None:
        assert isinstance(service.app.wsgi_app, Straight)
        self.service, self.covered, self.straight = service, covered, service.app.wsgi_app
        self.answered = 0
        answer = self.straight._answer

        def counted(*given: Any) -> Any:
            self.answered += 1
            return answer(*given)

        self.straight._answer = counted  # type: ignore[method-assign, assignment]

    def ask(self, sent: Sent, application: Callable[..., Any]) -> Replied:
        before = self.service.size()
        with capture_logs() as logged:
            parts, status, headers = run_wsgi_app(application, self.environ(sent))
            data = b"".join(parts)
        try:
            shown = json.loads(data)
        except ValueError:
            shown = data
        if isinstance(shown, dict):
            shown = {name: said for name, said in shown.items() if name not in _ITS_OWN}
            shown.get("share_now", {}).pop("used", None)
        lines = [
            {k: v for k, v in one.items() if k not in ("request", "seq")}
            for one in logged
            # Said once, when the count comes so far.
            if one["event"] != "client.quota_near"
        ]
        # How long a reply is turns on its place, and when to come again on the second.
        said = sorted((k, "" if k in _BY_CHANCE else v) for k, v in headers)
        return Replied(status, said, shown, lines, self.service.size() - before)

    def environ(self, sent: Sent) -> dict[str, Any]:
        body = self.covered.question() if sent.body is None else sent.body
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers: dict[str, str | None] = {
            "Content-Type": "application/json",
            **self.service.headers(),
            **sent.headers,
        }
        given = Headers([(name, said) for name, said in headers.items() if said is not None])
        environ = EnvironBuilder(
            sent.path or f"{self.covered.path}/checks",
            method=sent.method,
            query_string=sent.query,
            headers=given,
            data=raw,
        ).get_environ()
        return {**environ, **sent.environ}

    def assert_same(self, sent: Sent) -> Replied:
        """Of a token that was seen before, as it is of all but the first request."""
        straight, flask = (self.ask(sent, way) for way in (self.straight, self.straight.flask))
        assert straight == flask, sent
        return straight


@pytest.fixture
def both(service: Running, covered: Family) -> Both:
    found = Both(service, covered)
    assert found.ask(Sent(), found.straight).status == "200 OK"
    assert found.answered == 1
    return found


def bodies(question: dict[str, Any]) -> Iterator[Any]:
    yield from (question, {**question, "urgency": "SAME_DAY"}, {**question, "purpose": "ZZ"})
    yield from ({**question, "enquiry": "ab" * 12}, {**question, "enquiry": None}, {}, [], None)
    yield from ({**question, "subjects": ["ab" * 12]}, {**question, "more": 1})
    for when in ("2026-01-01T12:00:00Z", "2199-01-01T12:00:00Z", "soon"):
        yield from ({**question, name: when} for name in ("as_of", "known_at"))
    named = {**question["agency"], "organisation": "A Surgery Nobody Listed"}
    yield {**question, "agency": named}
    for said in ("IMMEDIATE", " immediate ", "IMMEDIATELY", 1):
        yield {**question, "urgency": said}
    raw = json.dumps(question).encode()
    yield from (raw[:-1], raw + raw, b"\xef\xbb\xbf" + raw, b"\xff" + raw, b"[" * 30, b"null")
    yield from (raw[:-1] + b', "purpose": "ZZ"}', b'{"urgency": "IMMEDIATE"', raw + b" " * 70_000)
    yield raw.replace(b'"SEEK"', b'"\\u0053EEK"')


def test_whatever_the_body_is(both: Both) -> None:
    replies = [both.assert_same(Sent(one)) for one in bodies(both.covered.question()) if one]
    assert {one.status[:3] for one in replies} == {"200", "400", "413", "422", "404"}
    assert both.answered > len(replies) // 2


def headers(service: Running) -> Iterator[dict[str, str | None]]:
    for said in ("*/*", "application/json", "text/html", "application/json;q=0", "", "text/*"):
        yield {"Accept": said}
    json_ = "application/json"
    for said in (
        json_.upper(),
        f"{json_}; charset=utf-8",
        f"{json_}; charset=utf-16",
        "text/plain",
    ):
        yield {"Content-Type": said}
    for said in ("gzip", "identity", ""):
        yield {"Content-Encoding": said}
    for said in ("", "two words", "é", "k" * 256):
        yield {"Idempotency-Key": said}
    good = service.headers()["Authorization"]
    for said in (good[:-1], good + "A", good.lower(), f"{good},{good}", f" {good}", "Bearer", ""):
        yield {"Authorization": said}
    yield {"Authorization": None}
    yield {"Authorization": None, "Cookie": "consent=nothing"}
    yield {"Cookie": "__Host-consent=x", "Origin": "https://elsewhere.test", "Referer": "x"}
    for said in ("consent.test:8443", "CONSENT.test", "x" * 64, "a..b", "[::1]", "a b", "x/y", ""):
        yield {"Host": said}
    yield {"Connection": "upgrade", "Upgrade": "websocket"}
    yield {"Acting-For": "worker-2"}
    yield {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Host": "elsewhere.test"}
    yield {"X-HTTP-Method-Override": "GET", "If-None-Match": "*", "Range": "bytes=0-1"}


def test_whatever_the_headers_are(both: Both) -> None:
    replies = [both.assert_same(Sent(headers=one)) for one in headers(both.service)]
    assert {one.status[:3] for one in replies} == {"200", "400", "401", "406", "415"}
    assert both.answered > len(replies) // 3


def test_what_was_asked_one_way_is_known_by_its_key_the_other(both: Both) -> None:
    ways = (both.straight, both.straight.flask)
    for first, second in (ways, ways[::-1]):
        keyed = {"Idempotency-Key": f"{'k' * 254}{ways.index(first)}"}
        asked = both.ask(Sent(headers=keyed), first)
        again = both.ask(Sent(headers=keyed), second)
        assert (asked.added, again.added) == (1, 0)
        assert (asked.shown["replayed"], again.shown["replayed"]) == (False, True)
        another = Sent({**both.covered.question(), "urgency": "SAME_DAY"}, headers=keyed)
        assert both.assert_same(another).shown["type"].endswith("/key-reused")


def test_whoever_asks(both: Both) -> None:
    forge = Forge(both.service)
    tokens = [both.service.token(role, "worker-1") for role in SENIORITY]
    tokens += [forge.signed(aud="another"), forge.signed(authority=THEIRS), forge.signed(kid="x")]
    replies = []
    for token in tokens:
        asked = Sent(headers={"Authorization": f"Bearer {token}"})
        # Both with what was verified before, and without.
        both.ask(asked, both.straight.flask)
        replies.append(both.assert_same(asked))
    assert {one.status[:3] for one in replies} == {"200", "401", "403", "404"}


def test_wherever_it_is_asked(both: Both, service: Running) -> None:
    path, file = f"{both.covered.path}/checks", both.covered.file
    for sent in (
        *(Sent(path=one) for one in (f"{path}/", path.upper(), f"/v1/files/{'0' * 32}/checks")),
        *(Sent(path=one) for one in (path.replace(file, file.upper()), path.replace(file, "x"))),
        *(
            Sent(path=one)
            for one in (path.replace("/checks", "//checks"), f"{path}\n", "/v1/checks")
        ),
        *(Sent(query=one) for one in ("x=1", "dry_run=true", "as_of=2026-01-01T12:00:00Z", "&")),
        *(Sent(method=one) for one in ("GET", "HEAD", "PUT", "OPTIONS", "post")),
        Sent(environ={"SCRIPT_NAME": "/elsewhere"}),
        Sent(environ={"CONTENT_LENGTH": "10"}),
        Sent(environ={"CONTENT_LENGTH": "010"}),
        Sent(environ={"CONTENT_LENGTH": "-1"}),
        Sent(environ={"CONTENT_LENGTH": ""}),
        Sent(environ={"CONTENT_LENGTH": "65537"}),
        Sent(environ={"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}),
    ):
        both.assert_same(sent)
    own = service.storage.records.ledgers[service.authority].own_file
    assert both.assert_same(Sent(path=f"/v1/files/{own}/checks")).status == "404 NOT FOUND"


def test_whatever_becomes_of_it_and_nothing_is_asked_twice(
    both: Both, service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the door was tried, what it ends with is told, and Flask is not asked the same again."""
    tried: list[object] = []
    for error in (
        *(CannotRead("x"), CannotRecord("x"), OutcomeUnknown("x"), NotSound("x"), ClockInDoubt()),
        *(KeyReused(), NoSuchFile(), Refused("service-not-listed", "/agency"), ZeroDivisionError()),
    ):

        def run(request: object, error: Exception = error) -> Any:
            tried.append(request)
            raise error

        monkeypatch.setattr(service.storage.records, "run", run)
        with monkeypatch.context() as without:
            without.setattr(both.straight, "flask", None)
            both.ask(Sent(), both.straight)
        both.assert_same(Sent())
        assert len(tried) == 3, error
        tried.clear()


def test_a_body_that_does_not_come_whole_is_left_to_whoever_reads_it(both: Both) -> None:
    for raw in (b"", b'{"subj'):
        both.assert_same(Sent(environ={"wsgi.input": BytesIO(raw)}))


def test_a_token_is_good_as_long_as_it_is(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    service, asked = both.service, Sent()
    assert both.assert_same(asked).status == "200 OK"
    before = both.answered
    assert before
    moments = service.app.extensions["consent"].access._moments
    later = moments()[0] + LONGEST_LIFE + LEEWAY + 1
    monkeypatch.setattr(service.app.extensions["consent"].access, "_moments", lambda: (later,))
    assert both.assert_same(asked).status == "401 UNAUTHORIZED"
    assert both.answered == before


def test_a_system_that_asks_is_looked_up_bounded_and_counted_either_way(both: Both) -> None:
    service = both.service
    vendor = registered(service, quotas=Quotas(requests_an_hour=7))
    bearer = vendor.headers(vendor.token())
    clients = service.app.extensions["consent"].clients
    own = read_authority(service.storage.records, service.authority)

    def used() -> int:
        client = own.standing_clients["lcs"]
        found: int = clients.used(service.authority, client)["requests_an_hour"]
        return found

    both.ask(Sent(headers=bearer), both.straight)
    answered, before = both.answered, used()
    every: list[dict[str, str]] = [
        *({}, {"Acting-For": "worker-2"}, {"Acting-For": "Ann Example"}, {}, {})
    ]
    replies = [both.assert_same(Sent(headers={**bearer, **said})) for said in every]
    # Whom it cannot act for it is told before it is counted.
    assert (before, used()) == (1, 7)
    statuses = [one.status[:3] for one in replies]
    assert (statuses, both.answered - answered) == (["200", "200", "400", "200", "429"], 5)
    record(service, partial(disable_client, ClientDisabled(client="lcs", why="Its key lay about.")))
    assert both.assert_same(Sent(headers=bearer)).status == "401 UNAUTHORIZED"


# ── what is recorded ────────────────────────────────────────────────────────────────────────

#: What of a reply is of its entry alone.
_ITS_PLACE: Final = re.compile(r"[0-9a-f]{24,64}|(?<=\"seq\": )[0-9]+|(?<=/)[0-9]+(?=/|\"|$)")


def unplaced(replied: Replied) -> Replied:
    shown = _ITS_PLACE.sub("0", json.dumps(replied.shown, default=repr))
    return replied._replace(
        headers=[(k, _ITS_PLACE.sub("0", v)) for k, v in replied.headers],
        shown=shown,
        logged=[{k: v for k, v in one.items() if k != "file"} for one in replied.logged],
    )


def writes(covered: Family) -> Iterator[Sent]:
    talk = covered.conversation()
    said = {
        "person": covered.father,
        "answer": "REFUSED",
        "method": "PHONE_VERBAL",
        "scope": covered.scope(),
    }
    usual: list[tuple[str, Any]] = [
        ("conversations", talk),
        ("conversations", {**talk, "dry_run": True}),
        ("conversations", {**talk, "seen_alone": "NO"}),
        ("responses", said),
        ("responses", {**said, "answer": "No!"}),
        ("responses", {**said, "person": "ab" * 12}),
        ("responses", {}),
        ("competence", {"child": covered.child, "status": "NOT_COMPETENT"}),
        ("safety", {"person": covered.father, "safe_to_contact": "NO", "more": 1}),
        ("withdrawals", {"person": covered.mother}),
        (f"enquiries/{covered.enquiry}/assignments", {"owner": "bench", "team": "Front"}),
        *(("enquiries", {"rating": "ZZ"}), ("openings", {"reason": "To look."})),
    ]
    yield from (Sent(body, f"{covered.path}/{what}") for what, body in usual)
    path = f"{covered.path}/responses"
    bodies = (b"[", b"[]", b"null", b'{"person": "\xff"}', b" " * 70_000)
    yield from (Sent(body, path) for body in bodies)
    yield from (Sent(said, path, query) for query in ("dry_run=true", "x=1"))
    odd = ({"Content-Type": "text/plain"}, {"Accept": "text/html"}, {"Host": "elsewhere.test"})
    none = ({"Authorization": None}, {"Idempotency-Key": None}, {"Idempotency-Key": "two words"})
    yield from (Sent(said, path, headers=one) for one in (*odd, *none))
    yield from (Sent(said, f"/v1/files/{one}") for one in ("0" * 32 + "/responses", "x/wishes"))
    yield Sent(said, path, method="PUT")


def test_whatever_is_recorded(both: Both) -> None:
    """Of two families that are alike, so that neither way finds what the other has written."""
    service, other = both.service, add_family(both.service)
    agree(service, other)
    before, replies = both.answered, []
    for number, pair in enumerate(zip(writes(both.covered), writes(other), strict=True)):
        replied: list[Replied] = []
        ways: tuple[Callable[..., Any], ...] = (both.straight, both.straight.flask)
        for way, sent in zip(ways, pair, strict=True):
            headers = {"Idempotency-Key": f"key-{number}-{len(replied)}", **sent.headers}
            replied.append(unplaced(both.ask(sent._replace(headers=headers), way)))
        assert replied[0] == replied[1], pair
        replies.append(replied[0])
    codes = {int(one.status[:3]) for one in replies}
    assert codes >= {201, 400, 401, 404, 405, 406, 413, 415, 422}
    assert both.answered - before > len(replies) // 2


def test_what_was_recorded_one_way_is_known_by_its_key_the_other(both: Both) -> None:
    ways = (both.straight, both.straight.flask)
    path = f"{both.covered.path}/adults"
    for first, second in (ways, ways[::-1]):
        keyed = {"Idempotency-Key": f"key-{ways.index(first)}"}
        sent = Sent({"names": "Bo Example"}, path, headers=keyed)
        done, again = both.ask(sent, first), both.ask(sent, second)
        assert (done.added, again.added) == (1, 0)
        assert (done.shown["replayed"], again.shown["replayed"]) == (False, True)
        assert dict(done.headers)["Location"] == dict(again.headers)["Location"]
        assert done.shown["entries"] == again.shown["entries"]


def test_whoever_records(both: Both) -> None:
    statuses = set()
    for number, role in enumerate(SENIORITY):
        bearer = {"Authorization": f"Bearer {both.service.token(role, 'worker-1')}"}
        both.ask(Sent(headers=bearer), both.straight.flask)
        sent = Sent({"names": "Bo Example"}, f"{both.covered.path}/adults")
        keyed = [{**bearer, "Idempotency-Key": f"{number}-{which}"} for which in "01"]
        replied = unplaced(both.ask(sent._replace(headers=keyed[0]), both.straight))
        flask = both.ask(sent._replace(headers=keyed[1]), both.straight.flask)
        assert replied == unplaced(flask), role
        statuses.add(replied.status[:3])
    assert statuses == {"201", "403"}
