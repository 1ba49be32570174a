"""A whole request as a WSGI call (PEP 3333), and the whole reply."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from ..api.edge.halfway import LATER
from .messages import RequestHead

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: What comes back: a status, headers, the body.
Replied: TypeAlias = tuple[int, list[tuple[str, str]], bytes]

#: Nothing of the process's own environment: an application has no business with it.
_SAME: Final[Mapping[str, Any]] = {
    "SCRIPT_NAME": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.url_scheme": "http",
    "wsgi.version": (1, 0),
}
#: A header of these names is CGI's own, or is about the connection and not about the request.
_NOT_PASSED: Final = frozenset({"connection", "expect", "proxy", "transfer-encoding"})


def environ_of(head: RequestHead, body: bytes, peer: str = "") -> dict[str, Any]:
    """The environment of the call, `peer` being the address at the other end of the connection.
    What came in chunks has its length by now.
    """
    environ: dict[str, Any] = {
        **_SAME,
        "REQUEST_METHOD": head.method,
        "PATH_INFO": head.path,
        "QUERY_STRING": head.query,
        "REMOTE_ADDR": peer,
        "SERVER_PROTOCOL": "HTTP/1.1" if head.is_1_1 else "HTTP/1.0",
        "wsgi.input": BytesIO(body),
    }
    for name, value in head.headers:
        # An underscore would pass for the hyphen of another header.
        if name in _NOT_PASSED or "_" in name:
            continue
        key = "HTTP_" + name.upper().replace("-", "_")
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    if "HTTP_CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    if body or head.length is None:
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ


class TakesReply(Protocol):
    """Who takes a reply later, from an application that begins none now."""

    @property
    def is_asked(self) -> bool:
        """Whether the application has said so."""


def call(
    application: WSGIApplication,
    head: RequestHead,
    body: bytes,
    peer: str = "",
    later: TakesReply | None = None,
) -> Replied | None:
    """The application's reply; None where it is made `later`. Raises whatever it raises."""
    started: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], _: Any = None, /
    ) -> Callable[[bytes], object]:
        started[:] = [(int(status.split(" ", 1)[0]), headers)]
        return _never

    environ = environ_of(head, body, peer)
    if later is not None:
        environ[LATER] = later
    parts: Iterable[bytes] = application(environ, start_response)
    try:
        data = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    if not started and later is not None and later.is_asked:
        return None
    status, headers = started[0]
    return status, headers, data


def _never(_: bytes) -> object:
    raise NotImplementedError("a whole reply is given, or none")
