"""How often a client of PostgreSQL waits for an answer, counted on the wire."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count

from sqlalchemy import make_url


@contextmanager
def counted(url: str) -> Iterator[tuple[str, Callable[[], int]]]:
    """Another address of the same server, for one client at a time, and how often the client has
    sent something after it had heard something.
    """
    named, turns = make_url(url), count(0)
    seen = [0]
    ended = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        listening.settimeout(0.05)
        address = named.set(host="127.0.0.1", port=listening.getsockname()[1])
        to = (named.host or "127.0.0.1", named.port or 5432)

        def turn() -> None:
            seen[0] = next(turns) + 1

        def serve() -> None:
            while not ended.is_set():
                try:
                    client, _ = listening.accept()
                except TimeoutError:
                    continue
                with closing(client), closing(socket.create_connection(to)) as server:
                    _hand_on(client, server, turn, ended)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield address.render_as_string(hide_password=False), lambda: seen[0]
        finally:
            ended.set()
            thread.join()


def _hand_on(
    client: socket.socket, server: socket.socket, turn: Callable[[], None], ended: threading.Event
) -> None:
    has_heard = True
    with selectors.DefaultSelector() as ready:
        ready.register(client, selectors.EVENT_READ, server)
        ready.register(server, selectors.EVENT_READ, client)
        while not ended.is_set():
            for key, _ in ready.select(0.05):
                held = key.fileobj
                assert isinstance(held, socket.socket)
                data = held.recv(65_536)
                if not data:
                    return
                if held is client and has_heard:
                    turn()
                has_heard = held is server
                key.data.sendall(data)
