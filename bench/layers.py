"""Where the processor's time of one known check goes: the front, what stands before the door, the
door by itself.

In one thread and without a server, so that nothing waits for anything: what is left out is the
time that threads and processes take from each other, and the kernel's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from unittest import mock

from consent_service.front.calling import call
from consent_service.front.messages import read_head, reply
from consent_service.storage.door.records import Records
from consent_service.storage.door.requests import Recorded, Request

from .case import Case, case_on
from .in_turn import as_it_serves, asked_at_once
from .over_http import headers_of

AT_ONCE = 32
ROUNDS = 7

Layers = list[tuple[str, float]]


def measure() -> Layers:
    """Microseconds of processor time by layer, on PostgreSQL."""
    with case_on("postgresql") as case:
        body = case.body.encode()
        raw = _head(case, len(body))
        head = read_head(raw)

        def ask() -> None:
            said = call(case.app.wsgi_app, head, body)
            if said is None or said[0] != 200:
                raise AssertionError(said)

        recorded = _recorded(ask)
        as_it_serves()
        said = call(case.app.wsgi_app, head, body)
        assert said is not None
        front = _cost(lambda: (read_head(raw), reply(*said, to="POST", keeps_open=True)), 2_000)
        whole = _cost(ask, 100)
        with mock.patch.object(Records, "run", return_value=recorded):
            before = _cost(ask, 500)
        each = _cost(lambda: asked_at_once(case, body), 10) / AT_ONCE
        # A batch has what it costs however many it has, and what each of them costs.
        batch = (whole - before - each) * AT_ONCE / (AT_ONCE - 1)
        return [
            ("the front: its head read, its reply written", front),
            ("the request without the door", before),
            ("each in a batch, by itself", each - batch / AT_ONCE),
            ("a batch, however many it has", batch),
        ]


def as_markdown(found: Layers) -> str:
    """Two columns."""
    lines = [f"| {name:44} | {cost:6.0f} |" for name, cost in found]
    return "\n".join([f"| {'layer of a check':44} | {'µs':>6} |", f"|{'-' * 46}|-------:|", *lines])


def _head(case: Case, length: int) -> bytes:
    lines = [f"POST {case.path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {length}"]
    lines += [f"{name}: {value}" for name, value in headers_of(case).items()]
    return "\r\n".join(lines).encode()


def _recorded(ask: Callable[[], None]) -> Recorded:
    """What the door gives back for it, once it is known."""
    given: list[Recorded] = []
    run = Records.run

    def noted(records: Records, request: Request) -> Recorded:
        given.append(run(records, request))
        return given[-1]

    with mock.patch.object(Records, "run", noted):
        for _ in range(5):
            ask()
    return given[-1]


def _cost(work: Callable[[], object], times: int) -> float:
    """Microseconds of it, the least of several rounds."""

    def once() -> float:
        began = time.thread_time()
        for _ in range(times):
            work()
        return (time.thread_time() - began) / times * 1e6

    work()
    return min(once() for _ in range(ROUNDS))


if __name__ == "__main__":
    print(as_markdown(measure()))
