"""The witness over HTTP: two addresses, and limits on what a stranger can take up.

    POST /add-checkpoint                a submission
    GET  /<hex>/checkpoint              the last one cosigned of the ledger whose origin has this
                                        SHA-256

Anybody may ask: what is cosigned rests on the ledger's signature alone. So a request is at most
MAX_SUBMISSION bytes, must arrive whole within SECONDS, and only CONNECTIONS are served at once.
Encryption in transit is for a proxy in front; nothing said here is secret.
"""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore
from typing import Any, Final

from ledger.deadline import DeadlineReader
from ledger.submission import MAX_SUBMISSION
from ledger.witness.rules import TEXT, Witness, WitnessReply

SECONDS: Final = 10.0
CONNECTIONS: Final = 64

_is_length = re.compile("0|[1-9][0-9]{0,8}").fullmatch
_monitored = re.compile("/([0-9a-f]{64})/checkpoint").fullmatch

Tell = Callable[[str], None]
"""Told a line for each answer: method, path, status. No address of whoever asked."""


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness on (host, port); port 0 is any free one. See `http.server`."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = CONNECTIONS

    def __init__(
        self,
        address: tuple[str, int],
        witness: Witness,
        tell: Tell = lambda _: None,
        seconds: float = SECONDS,
    ) -> None:
        self.witness = witness
        self.tell = tell
        self.seconds = seconds
        self._free = BoundedSemaphore(CONNECTIONS)
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread for each connection while there are some; beyond that it is closed at once."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """One connection, from its first request to its last."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is nothing to report, and its address is nobody's business."""


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version = "ledger-witness"
    sys_version = ""
    wbufsize = -1  # head and body leave together

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(self.server.seconds)
        self._deadline = DeadlineReader(self.connection, self.server.seconds)
        self.rfile = io.BufferedReader(self._deadline)

    def handle_one_request(self) -> None:
        self._deadline.restart()
        super().handle_one_request()

    def do_GET(self) -> None:
        found = _monitored(self.path)
        if found is None:
            self._answer(_said(404, "There is POST /add-checkpoint, and no other address."))
        else:
            self._answer(self.server.witness.checkpoint(found[1]))

    def do_POST(self) -> None:
        length = self.headers.get_all("Content-Length", [])
        if self.headers.get("Transfer-Encoding") is not None or not length:
            self._close(_said(411, "Say how long the body is, with one Content-Length."))
        elif len(length) != 1 or _is_length(length[0]) is None:
            self._close(_said(400, "The Content-Length is not a number of bytes."))
        elif int(length[0]) > MAX_SUBMISSION:
            self._close(_said(413, f"A submission is at most {MAX_SUBMISSION} bytes."))
        elif self.path != "/add-checkpoint":
            self._close(_said(404, "There is POST /add-checkpoint, and no other address."))
        else:
            self._submission(int(length[0]))

    def _submission(self, length: int) -> None:
        try:
            data = self.rfile.read(length)
        except TimeoutError:
            self._close(_said(408, "The body did not come in time."))
            return
        if len(data) < length:
            self._close(_said(400, "The body ended early."))
        else:
            self._answer(self.server.witness.add_checkpoint(data))

    def _close(self, reply: WitnessReply) -> None:
        """Answer and end the connection: what else comes on it is not understood."""
        self.close_connection = True
        self._answer(reply)

    def _answer(self, reply: WitnessReply) -> None:
        self.connection.settimeout(self.server.seconds)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.body)
        self.server.tell(f"{self.command} {self.path[:100]!a} {reply.status}")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Not http.server's log, which has everybody's address."""


def _said(status: int, text: str) -> WitnessReply:
    return WitnessReply(status, TEXT, f"{text}\n".encode())
