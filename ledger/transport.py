"""HTTP to a witness, who is trusted with nothing: bounded in time and size, and no redirects."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    AbstractHTTPHandler,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from ledger.deadline import DeadlineReader
from ledger.errors import LedgerError

MAX_ANSWER: Final = 65_536  # bytes; an answer is a few lines
SECONDS: Final = 10.0


class WitnessUnavailable(LedgerError):
    """The witness did not answer in time, or answered with what is no answer. Try again later."""


@dataclass(frozen=True, slots=True)
class PeerReply:
    """What came back: the HTTP status, the Content-Type as it stands, and the body."""

    status: int
    kind: str
    body: bytes


Send: TypeAlias = Callable[[str, str, bytes | None], PeerReply]
"""Given (method, address, body), the answer whatever its status. Raises WitnessUnavailable."""


def send(method: str, url: str, body: bytes | None, *, seconds: float = SECONDS) -> PeerReply:
    """Ask over HTTP or HTTPS; a `Send` for real.

    Connecting may take `seconds`, and so may the answer, all of it. An answer of more than
    MAX_ANSWER bytes is refused, and a redirect is returned as the answer it is. Proxies are taken
    from the environment, as urllib does. Raises WitnessUnavailable.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise WitnessUnavailable(f"{url} is not the address of a witness: it needs https or http.")
    request = Request(url, body, {"Content-Type": "text/plain"}, method=method)  # noqa: S310
    try:
        with _opener(seconds).open(request, timeout=seconds) as response:
            data = response.read(MAX_ANSWER + 1)
            if response.length and len(data) <= MAX_ANSWER:
                raise http.client.IncompleteRead(data, response.length)
            found = PeerReply(response.status, response.headers.get("Content-Type", ""), data)
    except (OSError, URLError, http.client.HTTPException, ValueError) as error:
        why = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise WitnessUnavailable(f"{url} gave no answer: {why}.") from error
    if len(data) > MAX_ANSWER:
        raise WitnessUnavailable(f"{url} answered with more than {MAX_ANSWER} bytes.")
    return found


def _opener(seconds: float) -> OpenerDirector:
    # Put together by hand. The usual opener also has handlers that open files and that follow
    # redirects: a witness could then have us ask, or be answered by, somebody else.
    opener = OpenerDirector()
    for handler in (ProxyHandler(), _Http(seconds), _Https(seconds)):
        opener.add_handler(handler)
    return opener


class _Response(http.client.HTTPResponse):
    """A response of which every byte, headers and all, comes before the deadline."""

    def __init__(self, sock: socket.socket, *args: object, seconds: float, **named: object) -> None:
        super().__init__(sock, *args, **named)  # type: ignore[arg-type]
        # The one made above holds the socket open for as long as it is not closed itself.
        self._kept = self.fp
        self.fp = io.BufferedReader(DeadlineReader(sock, seconds))

    def close(self) -> None:
        super().close()
        self._kept.close()


class _Http(HTTPHandler):
    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return _open(self, http.client.HTTPConnection, req, self._seconds)


class _Https(HTTPSHandler):
    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        made = partial(http.client.HTTPSConnection, context=ssl.create_default_context())
        return _open(self, made, req, self._seconds)


def _open(
    handler: AbstractHTTPHandler,
    make: Callable[..., http.client.HTTPConnection],
    request: Request,
    seconds: float,
) -> http.client.HTTPResponse:
    def connection(host: str, **named: object) -> http.client.HTTPConnection:
        made = make(host, **named)
        made.response_class = partial(_Response, seconds=seconds)  # type: ignore[assignment]
        return made

    return handler.do_open(connection, request)
