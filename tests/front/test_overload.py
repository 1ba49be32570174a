"""More than can be answered: what may wait is told so at once, and immediate risk is answered."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from select import select

import pytest

from consent_service.pages.signin.leaving import AWAY, EXIT
from tests.api.running import HOST, Family, Running
from tests.faults.servers import until
from tests.front.strangers import Met, asks, is_problem, meeting

LIVE = f"GET /livez HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


@pytest.fixture(scope="module")
def held(service: Running, family: Family) -> Iterator[Met]:
    """Every thread is held, for longer than these tests take."""
    with meeting(service, family, threads=2, waiting=2) as met, met.crowd(2) as crowd:
        for stranger in crowd:
            stranger.send(met.check(Held_For="600"))
        yield met
        # Its threads would be waited for.
        os.killpg(met.servers.starter.pid, signal.SIGKILL)


@pytest.fixture
def busy(held: Met) -> Iterator[Met]:
    """As many wait for a thread as may."""
    with held.crowd(3) as crowd:
        for stranger in crowd:
            stranger.send(held.check())
        # One too many: once it has been told so, the others wait.
        until(lambda: bool(select([one.socket for one in crowd], [], [], 1)[0]))
        yield held


def test_what_could_wait_is_sent_away_with_how_to_share_now(busy: Met) -> None:
    checks = busy.checks()
    said = asks(busy.port, busy.check())
    assert is_problem(said, "overloaded")
    assert said.headers["retry-after"] == "2"
    assert said.headers["connection"] == "close"
    assert busy.checks() == checks


def test_immediate_risk_is_answered_however_it_is_spelt(busy: Met) -> None:
    for body in (
        b'{"urgency": "IMMEDIATE"}',
        b'{"\\u0075rgency": "\\u0049MMEDIATE", "subjects": 7}',
        json.dumps({"urgency": "IMMEDIATE", "reference": "\u0301" * 9_000}).encode(),
    ):
        said = asks(busy.port, busy.head(len(body)) + body)
        assert said.status == 200
        assert said.json()["outcome"] == "SHARE_NOW"
    for path in ("/v1/checks", f"{busy.family.path}/checks"):
        chunked = busy.head(0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
        chunked = chunked.replace(f"{busy.family.path}/checks".encode(), path.encode())
        said = asks(busy.port, chunked + b'18\r\n{"urgency": "IMMEDIATE"}\r\n0\r\n\r\n')
        assert said.json()["outcome"] == "SHARE_NOW"
    assert asks(busy.port, LIVE).status == 200


def test_whoever_leaves_in_a_hurry_is_led_away_however_much_there_is_to_do(busy: Met) -> None:
    leaves = f"GET {EXIT} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    for _ in range(4):
        said = asks(busy.port, leaves)
        assert (said.status, said.headers["location"]) == (303, AWAY)
    for almost in (b"POST /exit ", b"GET /exit/ ", b"GET /exits ", b"GET /sign-out "):
        sent = leaves.replace(b"GET /exit ", almost)
        assert is_problem(asks(busy.port, sent), "overloaded"), almost


def test_only_immediate_checks_take_the_lane(busy: Met) -> None:
    body = b'{"urgency": "IMMEDIATE"}'
    for method, path in (
        ("POST", "/v1/files"),
        ("GET", "/readyz"),
        ("POST", "/v1/checks/"),
        ("PUT", "/v1/checks"),
        ("POST", f"{busy.family.path}/conversations"),
    ):
        sent = busy.head(len(body)) + body
        sent = sent.replace(f"POST {busy.family.path}/checks".encode(), f"{method} {path}".encode())
        assert is_problem(asks(busy.port, sent), "overloaded")
    for almost in (b'{"urgency": "STANDARD", "purpose": "IMMEDIATE"}', b'["IMMEDIATE"]'):
        assert is_problem(asks(busy.port, busy.head(len(almost)) + almost), "overloaded")


def test_the_lane_is_not_held_by_slow_clients(busy: Met) -> None:
    with busy.crowd(50) as crowd:
        for stranger in crowd:
            stranger.send(busy.check(immediate=True)[:-1])
        said = asks(busy.port, busy.check(immediate=True))
        assert said.json()["outcome"] == "SHARE_NOW"
        # They were immediate all along, and are answered once that can be known.
        assert crowd[0].send(b"}").hears().json()["outcome"] == "SHARE_NOW"


def test_whoever_waits_for_long_is_told_so_too(held: Met) -> None:
    with held.crowd(2) as crowd:
        for stranger in crowd:
            stranger.send(held.check())
        for stranger in crowd:
            assert is_problem(stranger.hears(), "overloaded")
