"""What two hundred slow strangers cost those who ask well, and what the front costs by itself.

The first compares the median of a check with and without them, in turn, on one server. The second
compares the front with Granian's WSGI server, which it replaced: the same application, the same
processes and threads, from clients that keep their connections. Clients there count what fails.
"""

from __future__ import annotations

import http.client
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from .case import Case, case_on
from .over_http import CONNECTIONS, ROOT, headers_of, served, served_by_granian
from .table import Row

STRANGERS: Final = 200
IMMEDIATE: Final = '{"urgency": "IMMEDIATE"}'


def measure(seconds: float, rounds: int, asked: int) -> list[Row]:
    """Rates of both comparisons: the higher the better, so a median stands as its inverse."""
    with case_on("postgresql") as case:
        with (
            served("consent_service.worker:application", case) as front,
            served("consent_service.worker:application", case) as quiet,
        ):
            slow = {
                name: [_with_and_without(case, front, quiet, body, asked) for _ in range(rounds)]
                for name, body in (("a check", case.body), ("an immediate check", IMMEDIATE))
            }
            with (
                served("bench.bare:application", case) as bare,
                served_by_granian("bench.bare:application", case) as bare_before,
                served_by_granian("consent_service.worker:application", case) as before,
            ):
                pairs, bare_pairs = [], []
                for _ in range(rounds):
                    ours = _rate(case, bare, "/bare", seconds)
                    bare_pairs.append((ours, _rate(case, bare_before, "/bare", seconds)))
                    ours = _rate(case, front, case.path, seconds)
                    pairs.append((ours, _rate(case, before, case.path, seconds)))
        case.assert_sound()
    crowd = f"{STRANGERS} slow clients"
    return [
        *(
            Row(f"{what}, one after the other, beside {crowd}", "without them", seen, 0.67)
            for what, seen in slow.items()
        ),
        Row("a bare route behind the front", "behind Granian's WSGI", bare_pairs, 0.8),
        Row("checks behind the front", "behind Granian's WSGI", pairs, 0.8),
    ]


def _with_and_without(
    case: Case, beside: int, quiet: int, body: str, asked: int
) -> tuple[float, float]:
    """The inverse medians of one client that asks two servers in turn, a crowd at one of them:
    what else the machine does then falls on both alike.
    """
    with _slow_crowd(case, beside) as crowd:
        ports = (beside, quiet)
        seen: tuple[list[float], list[float]] = ([], [])
        connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for port in ports]
        told = time.monotonic()
        for _ in range(asked):
            if time.monotonic() - told > 1:
                told = time.monotonic()
                _say_more(case, beside, crowd)
            for connection, times in zip(connections, seen, strict=True):
                times.append(_one(case, connection, body))
        for connection in connections:
            connection.close()
    return 1 / statistics.median(seen[0]), 1 / statistics.median(seen[1])


def _one(case: Case, connection: http.client.HTTPConnection, body: str) -> float:
    begun = time.perf_counter()
    connection.request("POST", case.path, body, headers_of(case))
    reply = connection.getresponse()
    reply.read()
    if reply.status != 200:
        raise AssertionError(f"answered {reply.status}")
    return time.perf_counter() - begun


def _say_more(case: Case, port: int, crowd: list[socket.socket]) -> None:
    """One byte more from each; whoever was refused meanwhile comes again."""
    for number, stranger in enumerate(crowd):
        try:
            stranger.send(b"1")
        except OSError:
            stranger.close()
            crowd[number] = _slow_one(case, port, number)


@contextmanager
def _slow_crowd(case: Case, port: int) -> Iterator[list[socket.socket]]:
    crowd = [_slow_one(case, port, number) for number in range(STRANGERS)]
    try:
        yield crowd
    finally:
        for stranger in crowd:
            stranger.close()


def _slow_one(case: Case, port: int, number: int) -> socket.socket:
    """One of four kinds: in a header, in a body with a good token, idle, having asked once."""
    token = f"Authorization: Bearer {case.token}\r\n"
    begins = (
        "GET /livez HTTP/1.1\r\nHost: ",
        f"POST {case.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{token}Content-Length: 900\r\n\r\n{{",
        "",
        "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    )
    stranger = socket.create_connection(("127.0.0.1", port), timeout=30)
    stranger.send(begins[number % 4].encode())
    return stranger


def _rate(case: Case, port: int, path: str, seconds: float) -> float:
    """Requests answered 200 a second, over connections that are made again when they fail."""
    asked = {
        "port": port,
        "path": path,
        "body": case.body,
        "headers": headers_of(case),
        "threads": CONNECTIONS,
        "seconds": seconds,
    }
    said = subprocess.run(
        [sys.executable, "-m", "bench.client", "--again"],
        cwd=ROOT,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    told = json.loads(said)
    return float(told["answered"] / told["seconds"])
