"""The wire between us and a PostgreSQL: counted, and broken where a test wants it broken."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from tests.api.running import Running

#: How a flight begins, and how one ends: Parse, or Bind of what is prepared; Sync.
_BEGINS, _SYNC = (b"P", b"B"), b"S\x00\x00\x00\x04"


@dataclass
class Cut:
    """Where the wire breaks, once: in the next flight in which this stands. Only so many bytes of
    it reach the server; or all, and only so many of its answer come back. One that `hangs` is not
    hung up.
    """

    on: bytes
    forth: int | None = None
    back: int = 0
    hangs: bool = False
    #: It is hung up only once this has been handed on as well: of what departs in parts the last.
    ends: bytes = b""
    #: How long the flight was, what its answer began with, and how long that was.
    length: int = 0
    heard: bytes = b""
    answered: int = 0


@dataclass
class Wire:
    """Another address of the same server, for any number of clients."""

    to: tuple[str, int]
    port: int = 0
    #: How often a client has sent something after it had heard something.
    turns: int = 0
    cut: Cut | None = None
    _ended: threading.Event = field(default_factory=threading.Event)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_cut(self) -> bool:
        """It broke where it was to."""
        return self.cut is None

    @contextmanager
    def open(self) -> Iterator[None]:
        threads: list[threading.Thread] = []
        with closing(socket.create_server(("127.0.0.1", 0))) as listening:
            listening.settimeout(0.02)
            self.port = listening.getsockname()[1]

            def serve() -> None:
                while not self._ended.is_set():
                    try:
                        client, _ = listening.accept()
                    except TimeoutError:
                        continue
                    threads.append(threading.Thread(target=self._hand_on, args=(client,)))
                    threads[-1].start()

            serving = threading.Thread(target=serve)
            serving.start()
            try:
                yield
            finally:
                self._ended.set()
                for thread in (serving, *threads):
                    thread.join()

    def _hand_on(self, client: socket.socket) -> None:
        has_heard, flight = True, b""
        cut: Cut | None = None
        with (
            closing(client),
            closing(socket.create_connection(self.to)) as server,
            selectors.DefaultSelector() as ready,
        ):
            ready.register(client, selectors.EVENT_READ)
            ready.register(server, selectors.EVENT_READ)
            while not self._ended.is_set():
                for key, _ in ready.select(0.02):
                    data = _received(key.fileobj)
                    if not data:
                        return
                    if key.fileobj is client:
                        with self._guard:
                            self.turns += has_heard
                        has_heard, flight = False, flight + data
                        if flight[:1] not in _BEGINS or flight.endswith(_SYNC):
                            # What departs in parts is cut still where an earlier of them was.
                            cut = self._handed_on(server, flight) or cut
                            if cut is not None and cut.ends in flight:
                                cut.ends = b""
                            flight = b""
                        if cut is not None and cut.forth is not None and not cut.hangs:
                            return
                        continue
                    has_heard = True
                    if cut is None:
                        client.sendall(data)
                        continue
                    left = cut.back - cut.answered
                    cut.heard += data[: max(0, left)]
                    cut.answered += len(data)
                    client.sendall(data[: max(0, left)])
                    if left <= len(data) and not cut.ends:
                        return

    def _handed_on(self, server: socket.socket, flight: bytes) -> Cut | None:
        """Hand a flight on; where it is the one to be cut, where."""
        with self._guard:
            cut = self.cut
            if cut is None or cut.on not in flight:
                server.sendall(flight)
                return None
            self.cut, cut.length = None, len(flight)
        server.sendall(flight[: cut.forth])
        return cut


def _received(side: Any) -> bytes:
    try:
        data: bytes = side.recv(65_536)
    except ConnectionResetError:
        return b""
    return data


@contextmanager
def wired(url: str) -> Iterator[tuple[str, Wire]]:
    """Another address of the same database, and the wire behind it."""
    named = sa.make_url(url)
    wire = Wire((named.host or "127.0.0.1", named.port or 5432))
    with wire.open():
        address = named.set(host="127.0.0.1", port=wire.port)
        yield address.render_as_string(hide_password=False), wire


@contextmanager
def through(service: Running) -> Iterator[tuple[Running, Wire]]:
    """The same service in a new process, whose every connection goes over a wire."""
    with wired(service.settings.database_url) as (url, wire):
        again = service.restarted(database_url=url)
        try:
            yield again, wire
        finally:
            again.storage.engine.dispose()
