"""The long form: everything that one machine can throw at a server, while others ask well."""

from __future__ import annotations

import os
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.api.running import Family, Running
from tests.faults.servers import until
from tests.front.strangers import Met, Stranger, asks, meeting
from tests.front.test_slow_clients import SLOW

pytestmark = pytest.mark.faults

SECONDS, AT_ONCE, CROWD = 5.0, 30, 4_000


def forged(met: Met) -> bytes:
    """A good token but for its signature, which has to be worked out to be known."""
    token = met.service.token()
    return token.rpartition(".")[0].encode() + b"." + b"A" * 86


def instead(met: Met, sent: bytes, token: bytes) -> bytes:
    return sent.replace(met.service.token().encode(), token)


def body(met: Met, data: bytes) -> bytes:
    return met.head(len(data)) + data


def cut(met: Met) -> bytes:
    """A check with some of its bytes changed, taken out or put in."""
    made = bytearray(met.check())
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(made))
        made[at : at + random.choice((0, 1, 20))] = random.choice(
            (b"", b"\r\n", b"\0", b"\n", b"Content-Length: 3\r\n", os.urandom(9))
        )
    return bytes(made)


#: What each sends over and over, on a connection of its own each time.
FLOODS: dict[str, Callable[[Met], bytes]] = {
    "forged tokens": lambda met: instead(met, met.check(), forged(met)),
    "long tokens": lambda met: instead(met, met.check(), b"A" * 7_000),
    "immediate checks of nobody's": lambda met: instead(met, met.check(immediate=True), b"x"),
    "immediate checks, forged": lambda met: instead(met, met.check(immediate=True), forged(met)),
    "addresses that are none": lambda _: b"GET //x HTTP/1.1\r\nHost: a\r\n\r\n",
    "honest checks": lambda met: met.check(),
    "rows of marks": lambda met: body(
        met, b'{"urgency":"IMMEDIATE","reference":"' + b"\xcc\x81\xcc\xa3" * 15_000 + b'"}'
    ),
    "texts without end": lambda met: body(met, b'{"a":' + b"[" * 20 + b'"' + b'\\"' * 30_000),
    "one-byte chunks": lambda met: (
        met.head(0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
        + b"1\r\nx\r\n" * 3_000
    ),
    "broken requests": cut,
}
ANSWERED = {200, 400, 401, 404, 405, 408, 413, 415, 422, 431, 503}


@pytest.fixture(scope="module")
def whole(service: Running, family: Family) -> Iterator[Met]:
    with meeting(service, family, processes=2, threads=16) as met:
        yield met


def files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def stands_beside(met: Met, work: Callable[[], int | None]) -> Counter[int | None]:
    """Whoever asks well is answered while others do this, by the same processes as before."""
    processes, seen, stop = met.servers.processes(), Counter[int | None](), threading.Event()

    def run() -> None:
        while not stop.is_set():
            with suppress(OSError):
                seen[work()] += 1

    crowd = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in crowd:
        thread.start()
    try:
        for _ in range(8):
            assert asks(met.port, met.check(immediate=True)).status == 200
            # An ordinary one may be told that too much is asked.
            assert asks(met.port, met.check()).status in (200, 503)
            stop.wait(SECONDS / 8)
    finally:
        stop.set()
        for thread in crowd:
            thread.join()
    assert met.servers.processes() == processes
    # What still waited for a thread is worked off, or was given up.
    until(lambda: asks(met.port, met.check()).status == 200)
    until(lambda: max(map(files, processes)) < 100)
    until(met.is_open)
    return seen


@pytest.mark.parametrize("what", FLOODS)
def test_a_flood_is_answered_and_drowns_nobody(whole: Met, what: str) -> None:
    def work() -> int:
        return asks(whole.port, FLOODS[what](whole), ends=True).status

    seen = stands_beside(whole, work)
    assert seen
    assert set(seen) <= ANSWERED


def test_uploads_that_are_reset_over_and_over_leave_nothing(whole: Met) -> None:
    def work() -> None:
        stranger = Stranger(whole.port).send(whole.head(60_000) + b"x" * 30_000)
        stranger.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        stranger.close()

    stands_beside(whole, work)


def test_askers_who_never_read_leave_nothing(whole: Met) -> None:
    def work() -> None:
        with closing(Stranger(whole.port)) as stranger:
            stranger.socket.settimeout(0.5)
            with suppress(TimeoutError):
                stranger.send(whole.check() * 300)

    stands_beside(whole, work)


@pytest.mark.parametrize("how", SLOW)
def test_four_thousand_slow_clients_have_two_thousand_places(whole: Met, how: str) -> None:
    processes = whole.servers.processes()
    with whole.crowd(CROWD) as crowd:
        for stranger in crowd:
            with suppress(OSError):
                stranger.send(SLOW[how](whole))
        assert whole.is_open()
        assert all(files(process) < 1_100 for process in processes)
    assert whole.servers.processes() == processes
