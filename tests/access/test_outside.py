"""Asking others while somebody waits: a few at once, for so long, and not again at once in vain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from consent_service.access import exchanging, outside
from consent_service.access.exchanging import fetched
from consent_service.access.outside import (
    AT_ONCE,
    LEFT_ALONE,
    OF_ONE,
    PATIENCE,
    WAIT,
    NobodyAnswered,
    Outside,
)
from tests.sweeping import each

#: More than anything here waits for, and in vain.
SOON = 5.0


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.05)


@contextmanager
def hung(asks: Outside, whom: str, many: int) -> Iterator[list[Future[str]]]:
    """So many ask somebody who says nothing until the block ends."""
    says, began = threading.Event(), threading.Semaphore(0)

    def work() -> str:
        began.release()
        return "late" if says.wait(SOON) else "never"

    with ThreadPoolExecutor(many) as pool:
        asked = [pool.submit(asks.ask, whom, work, SOON) for _ in range(many)]
        for _ in range(min(many, OF_ONE)):
            assert began.acquire(timeout=SOON)
        try:
            yield asked
        finally:
            says.set()


def ends(one: Future[str]) -> str:
    try:
        return one.result(SOON)
    except NobodyAnswered:
        return "no answer"


def test_however_many_ask_a_few_wait_and_nobody_else_is_held() -> None:
    asks = Outside()
    with hung(asks, "a", 40) as asked:
        until = time.monotonic() + SOON
        while sum(one.done() for one in asked) < 40 - OF_ONE and time.monotonic() < until:
            time.sleep(0.005)
        assert sum(one.done() for one in asked) == 40 - OF_ONE
        # Somebody else is asked all the same.
        assert asks.ask("b", lambda: "b") == "b"
    said = [ends(one) for one in asked]
    assert (said.count("late"), said.count("no answer")) == (OF_ONE, 40 - OF_ONE)
    assert OF_ONE < AT_ONCE <= WAIT
    assert asks.ask("a", lambda: "again") == "again"


def test_whoever_kept_somebody_waiting_in_vain_is_left_alone_for_a_while() -> None:
    now = [0.0]
    asks = Outside(lambda: now[0])
    said: list[str] = []

    def late() -> str:
        now[0] += PATIENCE
        raise NobodyAnswered

    def asked(work: Callable[[], str]) -> str:
        said.append("asked")
        return work()

    def wrong() -> str:
        now[0] += PATIENCE
        raise ValueError

    # What comes is an answer, be it a refusal, however long it took; so is no answer at once.
    for work, raised in ((wrong, ValueError), (_none, NobodyAnswered), (late, NobodyAnswered)):
        with pytest.raises(raised):
            asks.ask("a", lambda work=work: asked(work))  # type: ignore[misc]
    with pytest.raises(NobodyAnswered):
        asks.ask("a", lambda: asked(lambda: "too soon"))
    assert len(said) == 3
    assert asks.ask("b", lambda: "b") == "b"
    now[0] += LEFT_ALONE
    assert asks.ask("a", lambda: "a") == "a"


def _none() -> str:
    raise NobodyAnswered


def test_whoever_hangs_keeps_a_place_and_whoever_waited_goes_on() -> None:
    asks, says = Outside(), threading.Event()
    for _ in range(OF_ONE):
        with pytest.raises(NobodyAnswered):
            asks.ask("a", lambda: says.wait(SOON), 0.01)
    with pytest.raises(NobodyAnswered):
        asks.ask("a", lambda: True)
    says.set()


class _Sends(BaseHTTPRequestHandler):
    """A provider that sends what its address says."""

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/elsewhere" else 200)
        self.send_header("Location", "/good")
        self.end_headers()
        sent = {"/good": b'{"a": 1}', "/list": b"[1]", "/rubbish": b"<html>"}
        much = b'{"a": "%s"}' % (b"x" * exchanging.MOST_BYTES)
        self.wfile.write(sent.get(self.path, much))

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def sends() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Sends) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@each("what", of=["list", "rubbish", "much", "elsewhere"])
def test_what_is_no_reply_of_a_providers_is_no_answer(sends: str, what: str) -> None:
    assert fetched(f"{sends}/good") == {"a": 1}
    with pytest.raises(NobodyAnswered):
        fetched(f"{sends}/{what}")
