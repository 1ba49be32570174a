"""A client that costs little, in a process of its own: one thread, many connections, each request
written out beforehand. It says how long each answer took, and what asking cost by itself.

Reads what to ask as JSON from standard input, writes what came of it as JSON.
"""

from __future__ import annotations

import json
import secrets
import selectors
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from statistics import quantiles
from typing import Final

#: Seconds without a word from the server before it is given up.
SILENT: Final = 60.0
_END_OF_HEAD: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests as (path, body), each to be posted once, from so many `clients` at a time."""

    port: int
    clients: int
    headers: dict[str, str]
    requests: Sequence[tuple[str, str]]
    #: Whether each says a key of its own, as a write must.
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """How many in how many seconds; milliseconds of one; seconds of processor time."""

    count: int
    seconds: float
    p50: float
    p99: float
    spent: float


@dataclass(slots=True)
class _Client:
    """One connection, and what has come of the answer it waits for."""

    socket: socket.socket
    began: float = 0.0
    came: bytearray = field(default_factory=bytearray)

    def ask(self, request: bytes) -> None:
        self.came.clear()
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def has_answer(self) -> bool:
        """Whether what came is a whole answer. Raises for any but 200 and 201."""
        received = self.socket.recv(1 << 16)
        if not received:
            raise ConnectionError("the server hung up")
        self.came += received
        head = self.came.find(_END_OF_HEAD)
        if head < 0:
            return False
        if not self.came.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 201 ")):
            raise AssertionError(bytes(self.came[:200]))
        lines = self.came[:head].lower().split(b"\r\n")
        (length,) = (int(one[len(_LENGTH) :]) for one in lines if one.startswith(_LENGTH))
        return len(self.came) >= head + len(_END_OF_HEAD) + length


def ask(asked: Asked) -> Answered:
    """Ask each of them. Raises for any that is not taken, and for a server that falls silent."""
    waiting = _written_out(asked)
    took: list[float] = []
    spent, began = time.process_time(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        clients = [
            _Client(socket.create_connection(("127.0.0.1", asked.port)))
            for _ in range(asked.clients)
        ]
        try:
            for client in clients:
                client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(client.socket, selectors.EVENT_READ, client)
                _next(client, waiting)
            while len(took) < len(asked.requests):
                ready = selector.select(SILENT)
                if not ready:
                    raise TimeoutError("the server fell silent")
                for key, _ in ready:
                    if key.data.has_answer():
                        took.append(time.perf_counter() - key.data.began)
                        _next(key.data, waiting)
        finally:
            for client in clients:
                client.socket.close()
    seconds = time.perf_counter() - began
    cuts = quantiles(took, n=100)
    spent = time.process_time() - spent
    return Answered(len(took), seconds, cuts[49] * 1e3, cuts[98] * 1e3, spent)


def _next(client: _Client, waiting: Iterator[bytes]) -> None:
    request = next(waiting, None)
    if request is not None:
        client.ask(request)


def _written_out(asked: Asked) -> Iterator[bytes]:
    headers = "".join(f"{name}: {value}\r\n" for name, value in asked.headers.items())
    every = []
    for path, text in asked.requests:
        body = text.encode()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
        if asked.keyed:
            head += f"Idempotency-Key: {secrets.token_hex(8)}\r\n"
        every.append(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return iter(every)


if __name__ == "__main__":
    json.dump(asdict(ask(Asked(**json.load(sys.stdin)))), sys.stdout)
