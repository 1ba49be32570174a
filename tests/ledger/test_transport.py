"""HTTP to a witness: bounded in time and size, whatever the other side does."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from ledger.transport import MAX_ANSWER, WitnessUnavailable, send


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server of one thread that does this with each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(5)
                    try:
                        connection.recv(65_536)
                        answer(connection)
                    except OSError:
                        continue

        thread = Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        connection.sendall(b"X: y\r\n")
        time.sleep(0.02)


def drip_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.02)


@pytest.mark.parametrize(
    "answer",
    [
        drip,
        drip_body,
        lambda connection: time.sleep(1),
        lambda connection: None,
        lambda connection: connection.sendall(b"not HTTP at all\r\n\r\n"),
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(MAX_ANSWER + 1)),
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000),
    ],
    ids=["drips", "drips-body", "silent", "closes", "no-http", "short", "huge", "long-header"],
)
def test_a_slow_or_broken_witness_is_given_up(answer):
    """In time, whatever it does, and with one error."""
    with listening(answer) as url:
        began = time.monotonic()
        with pytest.raises(WitnessUnavailable):
            send("GET", f"{url}/x", None, seconds=0.3)
        assert time.monotonic() - began < 2


def test_a_redirect_is_not_followed():
    """It is the answer; nothing is asked of where it points."""

    def elsewhere(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"
        )

    with listening(elsewhere) as url:
        assert send("GET", f"{url}/x", None).status == 302


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org", "/x", "http://", ""])
def test_only_the_web_is_asked(url):
    """A policy file does not make us read other files."""
    with pytest.raises(WitnessUnavailable):
        send("GET", url, None, seconds=0.3)


def test_nobody_at_the_address_is_unavailable():
    """As after a restart, or with a wrong port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(WitnessUnavailable):
        send("GET", f"http://127.0.0.1:{port}/x", None)
