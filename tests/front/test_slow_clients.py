"""Whoever is slow, stops half way or never reads takes nobody's time but their own."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.api.running import HOST
from tests.faults.servers import until
from tests.front.strangers import Met, Stranger, asks, is_problem

MANY = 200
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

#: How each of a crowd begins; a byte is sent by each from then on, until it has its time.
SLOW: dict[str, Callable[[Met], bytes]] = {
    "in headers": lambda _: b"GET /livez HTTP/1.1\r\nHost: ",
    "in a body with a good token": lambda met: met.head(1_000) + b"{",
    "in a body in chunks": lambda met: met.head(1).replace(
        b"Content-Length: 1", b"Transfer-Encoding: chunked"
    ),
    "saying nothing": lambda _: b"",
    "having asked once": lambda _: f"GET /livez HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode(),
}


@pytest.mark.parametrize("how", SLOW)
def test_two_hundred_slow_clients_keep_nobody_from_being_answered(met: Met, how: str) -> None:
    with met.crowd(MANY) as crowd:
        for stranger in crowd:
            stranger.send(SLOW[how](met))
            # Of two hundred who ask at once many are told to come again: that is not tried here.
            if how == "having asked once":
                assert stranger.hears().status == 200
        for _ in range(3):
            for stranger in crowd:
                # Whose time is over is sent away, which may be before they have said more.
                if how != "saying nothing":
                    with suppress(ConnectionError):
                        stranger.send(b"1")
            assert met.is_open()


def test_what_does_not_arrive_in_time_is_told_so_and_not_acted_on(met: Met) -> None:
    size = met.checks()
    with met.crowd(5) as crowd:
        nothing, head, body, chunk, asked = crowd
        head.send(b"GET /livez HTTP/1.1\r\nHo")
        # One byte less than it says: perhaps the one that made a yes of a no.
        body.send(met.check()[:-1])
        chunk.send(SLOW["in a body in chunks"](met) + b"2\r\n{")
        asked.send(SLOW["having asked once"](met))
        for slow in (head, body, chunk):
            assert is_problem(slow.hears(), "too-slow")
            assert slow.is_sent_away()
        assert nothing.is_sent_away()
        assert asked.hears().status == 200
        # It may still ask: nothing is wrong with keeping a connection.
        assert asked.send(SLOW["having asked once"](met)).hears().status == 200
    assert met.checks() == size


def test_an_upload_that_is_cut_off_is_not_acted_on(met: Met) -> None:
    size = met.checks()
    for sent in (met.check()[:-1], met.head(10), met.check()[:40]):
        assert is_problem(asks(met.port, sent, ends=True), "bad-request")
    assert met.checks() == size


def test_a_client_that_has_sent_all_and_says_so_is_answered(met: Met) -> None:
    assert asks(met.port, met.check(), ends=True).status == 200


def test_uploads_that_are_aborted_hold_no_thread(small: Met) -> None:
    for _ in range(20):
        Stranger(small.port).send(small.head(60_000) + b"{").close()
    with small.crowd(20) as crowd:
        for stranger in crowd:
            stranger.send(small.head(60_000) + b"{")
        assert small.is_open()


def test_whoever_has_gone_is_not_asked_for(small: Met, tmp_path: Path) -> None:
    there = tmp_path / "held"
    with closing(Stranger(small.port)) as held:
        checks = small.checks()
        held.send(small.check(Held_While_There_Is=str(there)))
        until(there.exists)
        for _ in range(5):
            gone = Stranger(small.port).send(small.check())
            # A reset, as of a client that has crashed.
            gone.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            gone.close()
        there.unlink()
        assert held.hears().status == 200
        assert asks(small.port, small.check()).status == 200
        assert small.checks() == checks + 2


@pytest.mark.parametrize("how", SLOW)
def test_more_clients_than_there_are_places_shut_nobody_out(small: Met, how: str) -> None:
    with small.crowd(120) as crowd:
        for stranger in crowd:
            # The place of some is needed before they have said anything.
            with suppress(ConnectionError):
                stranger.send(SLOW[how](small))
        assert small.is_open_again()


def test_replies_that_nobody_reads_are_not_made_for_ever(small: Met) -> None:
    checks = small.checks()
    with small.crowd(4) as crowd:
        for stranger in crowd:
            # A thousand questions, and the answers stay in the pipe.
            stranger.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            stranger.socket.settimeout(0.2)
            with suppress(TimeoutError):
                stranger.send(small.check() * 1_000)
        assert small.is_open()
    assert small.checks() < checks + 4_000


@pytest.mark.parametrize("each", [3, pytest.param(300, marks=pytest.mark.campaign)])
def test_two_hundred_clients_that_never_read_keep_nobody_from_being_answered(
    met: Met, each: int
) -> None:
    """All code lists, again and again: a reply that no buffer takes whole."""
    head = met.head(0).replace(f"POST {met.family.path}/checks".encode(), b"GET /v1/codes")
    with met.crowd(MANY) as crowd:
        for stranger in crowd:
            stranger.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            stranger.socket.settimeout(0.2)
            with suppress(TimeoutError):
                stranger.send(head * each)
        # They asked all at once, and that is worked off; what they never take holds nobody up.
        assert met.is_open_again()


def test_two_connections_of_http_2_stop_nothing(met: Met) -> None:
    settings = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"
    with met.crowd(2) as crowd:
        for stranger in crowd:
            stranger.send(PREFACE + settings)
        for stranger in crowd:
            assert is_problem(stranger.hears(), "bad-request")
            assert stranger.is_sent_away()
        assert met.is_open()
    upgrade = met.check(Connection="Upgrade, HTTP2-Settings", Upgrade="h2c", HTTP2_Settings="AAMA")
    said = asks(met.port, upgrade)
    assert said.status == 200
    assert said.json()["outcome"] == "ASK"
