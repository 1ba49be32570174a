"""Clients that speak to a real server over bare sockets, well or badly."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from consent_service.api.edge.meanings import PROBLEMS
from consent_service.api.edge.problems import PROBLEM_JSON
from tests.api.running import HOST, SHARE_NOW, Family, Running
from tests.faults.servers import Servers, served, until

#: Generous: a test that waits so long has failed.
SECONDS: Final = 30.0


@dataclass(frozen=True)
class Said:
    """A reply, as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.body)
        return read


class Stranger:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self._held = b""

    def send(self, data: bytes) -> Stranger:
        self.socket.sendall(data)
        return self

    def ends(self) -> Stranger:
        """Send no more, and go on reading."""
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def hears(self, *, to: str = "GET") -> Said:
        """The next reply. Raises `ConnectionError` if none comes."""
        while b"\r\n\r\n" not in self._held:
            self._more()
        head, _, self._held = self._held.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in (one.split(": ", 1) for one in lines)}
        length = 0 if to == "HEAD" else int(headers.get("content-length", "0"))
        while len(self._held) < length:
            self._more()
        body, self._held = self._held[:length], self._held[length:]
        return Said(int(first.split()[1]), headers, body)

    def _more(self) -> None:
        data = self.socket.recv(65_536)
        if not data:
            raise ConnectionError("the server has closed the connection")
        self._held += data

    def is_sent_away(self) -> bool:
        """Nothing more comes: the server has closed the connection, or reset it."""
        try:
            while self.socket.recv(65_536):
                pass
        except ConnectionError:
            return True
        return True

    def close(self) -> None:
        self.socket.close()


def asks(port: int, data: bytes, *, to: str = "GET", ends: bool = False) -> Said:
    """What one who sends this is told; with `ends`, one who then sends no more."""
    with closing(Stranger(port)) as stranger:
        stranger.send(data)
        return (stranger.ends() if ends else stranger).hears(to=to)


def is_problem(said: Said, code: str) -> bool:
    """Held to what every problem is, whoever gives it."""
    body = said.json()
    meant = PROBLEMS[code]
    assert said.headers["content-type"] == PROBLEM_JSON
    assert body["type"] == f"/v1/problems/{code}", body
    assert said.status == body["status"] == meant.status
    assert body["detail"] == f"{meant.next} {SHARE_NOW}"
    assert said.headers["cache-control"] == "no-store"
    assert said.headers["x-content-type-options"] == "nosniff"
    return True


@dataclass(frozen=True)
class Met:
    """A service that real processes serve, and a family on it."""

    servers: Servers
    service: Running
    family: Family

    @property
    def port(self) -> int:
        return self.servers.port

    def head(self, length: object, **more: str) -> bytes:
        """The head of a check, with a good token."""
        headers = {
            "Host": HOST,
            "Authorization": f"Bearer {self.service.token()}",
            "Content-Type": "application/json",
            "Content-Length": length,
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        lines = [f"POST {self.family.path}/checks HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n"

    def check(self, *, immediate: bool = False, **more: str) -> bytes:
        """A whole check."""
        asked = {"urgency": "IMMEDIATE"} if immediate else self.family.question()
        body = json.dumps(asked).encode()
        return self.head(len(body), **more) + body

    def checks(self) -> int:
        """How many checks stand on the ledger. What was spooled comes there by and by."""
        return self.service.kinds().count("check-made")

    def is_open(self) -> bool:
        """Everybody who asks well is answered: a check, and an immediate one."""
        ordinary = self._asked_beside_an_immediate_one()
        assert ordinary.status == 200, ordinary
        return ordinary.json()["outcome"] == "ASK"

    def is_open_again(self) -> bool:
        """Once what many asked at once is worked off. Until then a check that can wait may be told
        to come again; immediate risk is answered all the while.
        """
        until(lambda: all(self._asked_beside_an_immediate_one().status == 200 for _ in range(3)))
        return True

    def _asked_beside_an_immediate_one(self) -> Said:
        ordinary, immediate = (asks(self.port, self.check(immediate=it)) for it in (False, True))
        assert immediate.status == 200, immediate
        assert immediate.json()["outcome"] == "SHARE_NOW"
        assert immediate.json()["recorded"] == "spooled"
        assert ordinary.status == 200 or is_problem(ordinary, "overloaded")
        return ordinary

    @contextmanager
    def crowd(self, size: int) -> Iterator[list[Stranger]]:
        with ExitStack() as stack:
            crowd = []
            for _ in range(size):
                crowd.append(Stranger(self.port))
                stack.callback(crowd[-1].close)
            yield crowd


@contextmanager
def meeting(
    service: Running,
    family: Family,
    *,
    processes: int = 1,
    threads: int = 2,
    connections: int = 1_000,
    waiting: int = 64,
    frozen: float = 3.0,
    stands_by: bool = False,
) -> Iterator[Met]:
    """Serve it by real processes, of these sizes."""
    with served(
        service,
        processes=processes,
        threads=threads,
        connections=connections,
        waiting=waiting,
        frozen=frozen,
        stands_by=stands_by,
    ) as servers:
        yield Met(servers, service, family)
