"""A Notify over loopback that speaks the real protocol, and is as strict about it."""

from __future__ import annotations

import base64
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE: Final = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET: Final = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY: Final = f"letters-{SERVICE}-{SECRET}"
TEMPLATE: Final = "f33517ff-2a88-4f6e-b855-c550268ce08a"
#: What each kind is sent with, beside a reference.
_MEMBERS: Final = {
    "letter": ("content",),
    "sms": ("phone_number", "template_id", "personalisation"),
    "email": ("email_address", "template_id", "personalisation"),
}
#: How Notify calls each; its message may say what was sent.
_ERRORS: Final = {400: "BadRequestError", 403: "AuthError", 429: "RateLimitError"}
_WRONG: Final = 400
#: Notify believes a token for so many seconds.
_BELIEVED: Final = 30


class FakeNotify(HTTPServer):
    """What it was sent, in order; `status` makes it answer something else."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.sent: list[dict[str, Any]] = []
        self.status = 0
        #: What it answers first, one after another; before or after it has taken what was sent.
        self.answers: list[int] = []
        self.takes_it_all_the_same = False
        self.asked = 0
        #: What becomes of what it takes.
        self.becomes = "pending-virus-check"

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Asked(BaseHTTPRequestHandler):
    server: FakeNotify

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        found = [one for one in self.server.sent if one["reference"] in asked["reference"]]
        self._answers({"notifications": found, "links": {}}, 200)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = self.path.removeprefix("/v2/notifications/")
        if set(body) != {"reference", *_MEMBERS.get(kind, ())}:
            self._answers({"status_code": 400, "errors": [{"error": "ValidationError"}]}, 400)
            return
        if kind == "letter":
            is_wrong = not base64.b64decode(body["content"]).startswith(b"%PDF")
        else:
            filled = {"message"} | ({"subject"} if kind == "email" else set())
            is_wrong = body["template_id"] != TEMPLATE or set(body["personalisation"]) != filled
        if is_wrong:
            self._answers({"status_code": 400, "errors": [{"error": "BadRequestError"}]}, 400)
            return
        said = {"id": str(uuid.uuid4()), "type": kind, "status": self.server.becomes}
        fails = self.server.status or self._refuses() or (self.server.answers or [0])[0]
        if not fails or self.server.takes_it_all_the_same:
            self.server.sent.append({**said, **body})
        self._answers({**said, "reference": body["reference"]}, 201)

    def _answers(self, told: dict[str, Any], status: int) -> None:
        self.server.asked += 1
        first = self.server.answers.pop(0) if self.server.answers else 0
        status = self.server.status or self._refuses() or first or status
        if status >= _WRONG:
            errors = [{"error": _ERRORS.get(status, "Exception"), "message": json.dumps(told)}]
            told = {"status_code": status, "errors": errors}
        data = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _refuses(self) -> int:
        """403 where the token is not one, as Notify says."""
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            head = jwt.get_unverified_header(token)
            said = jwt.decode(token, SECRET, ["HS256"], options={"verify_iat": False})
        except jwt.PyJWTError:
            return 403
        # Whole seconds, and nothing else is claimed.
        good = kind == "Bearer" and head == {"typ": "JWT", "alg": "HS256"}
        good &= said == {"iss": SERVICE, "iat": int(said["iat"])}
        return 0 if good and abs(time.time() - said["iat"]) <= _BELIEVED else 403

    def log_message(self, *_: Any) -> None:
        """Nothing of it on standard error."""


@contextmanager
def notify() -> Iterator[FakeNotify]:
    server = FakeNotify()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
