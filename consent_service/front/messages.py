"""Requests and replies of HTTP/1.1 as bytes (RFC 9112), read strictly.

A head is taken in one spelling only, because whatever two readers could read in two ways lets a
stranger show one thing to a proxy and another to us: no bare line feed, no folded line, no length
given twice or beside chunks, no space before a colon. Nothing here waits for anybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from typing import Final

from ..api.edge.reading import MOST_BYTES, most_bytes

MOST_HEAD: Final = 32 * 1024
MOST_HEADERS: Final = 100
END_OF_HEAD: Final = b"\r\n\r\n"

_TOKEN: Final = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
#: A method in its one spelling too: who stands before us would tell `post` from POST.
_REQUEST: Final = re.compile(rb"([A-Z]+) ([!-~]+) HTTP/1\.([01])")
#: As much of it as says where it was sent, however it goes on.
_BEGINS: Final = re.compile(rb"([A-Z]+) (/[!->@-~]*)")
_OF_A_BROWSER: Final = frozenset({"accept", "cookie", "host"})
_NAME: Final = re.compile(_TOKEN)
_VALUE: Final = re.compile(rb"[\t -~\x80-\xff]*")
#: Every address of ours in its one spelling. None needs an escape, and none an empty step.
_PATH: Final = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@-]+)*/?")
_LENGTH: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})(?:;[\t -~\x80-\xff]*)?")
#: A body of one-byte chunks is sixty thousand turns of a loop for one stranger.
_MOST_CHUNKS: Final = 1_000
#: The longest line that begins a chunk, and all that may follow the last one.
_MOST_LINE: Final = 256
_MOST_TRAILERS: Final = 4096


class Refusal(Exception):
    """A request that is not read further. `code` names the problem that it is answered with."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class RequestHead:
    """What stands before a body. `headers` have lower-case names and stand in the order sent."""

    method: str
    path: str
    query: str
    is_1_1: bool
    headers: tuple[tuple[str, str], ...]
    #: The body's length in bytes; `None` for a body in chunks.
    length: int | None
    keeps_open: bool
    waits_for_leave: bool


def read_head(raw: bytes) -> RequestHead:
    """The head in `raw`, which ends before the empty line. Raises `Refusal`."""
    first, *lines = raw.split(b"\r\n")
    request = _REQUEST.fullmatch(first)
    if request is None:
        raise Refusal("bad-request")
    if len(lines) > MOST_HEADERS:
        raise Refusal("head-too-large")
    headers = tuple(map(_header, lines))
    is_1_1 = request[3] == b"1"
    hosts = _values(headers, "host")
    if len(hosts) > 1 or (is_1_1 and not hosts):
        raise Refusal("bad-request")
    path, _, query = request[2].decode("ascii").partition("?")
    if _PATH.fullmatch(path) is None or not path:
        raise Refusal("not-found")
    length = _length(headers, is_1_1=is_1_1)
    connection = {
        word.strip().lower() for v in _values(headers, "connection") for word in v.split(",")
    }
    return RequestHead(
        request[1].decode("ascii"),
        path,
        query,
        is_1_1,
        headers,
        length,
        keeps_open=is_1_1 and "close" not in connection,
        waits_for_leave=is_1_1 and _waits(headers),
    )


def read_for_whom(raw: bytes) -> RequestHead | None:
    """Of a head that is refused, what says whether a browser would show a page for it, and where.
    None where it is none: whoever speaks so is told what a program is.
    """
    first, *lines = raw[:MOST_HEAD].split(b"\r\n")[:MOST_HEADERS]
    asked = _BEGINS.match(first)
    found = dict(one for one in map(_header_of_a_browser, lines) if one is not None)
    if asked is None:
        return None
    path = asked[2].decode("ascii")
    there = path if _PATH.fullmatch(path) else "/"
    headers = tuple(found.items())
    return RequestHead(
        asked[1].decode("ascii"),
        there,
        "",
        is_1_1=True,
        headers=headers,
        length=0,
        keeps_open=False,
        waits_for_leave=False,
    )


def shows_pages(head: RequestHead) -> bool:
    """Whether whoever asks reads pages: it names them, as every browser does that follows a link or
    sends a form.
    """
    accepted = (one for value in _values(head.headers, "accept") for one in value.split(","))
    return any(one.partition(";")[0].strip() == "text/html" for one in accepted)


def _header_of_a_browser(line: bytes) -> tuple[str, str] | None:
    try:
        name, value = _header(line)
    except Refusal:
        return None
    return (name, value) if name in _OF_A_BROWSER else None


def _header(line: bytes) -> tuple[str, str]:
    name, colon, value = line.partition(b":")
    if not colon or _NAME.fullmatch(name) is None or _VALUE.fullmatch(value) is None:
        raise Refusal("bad-request")
    return name.decode("ascii").lower(), value.strip(b" \t").decode("latin-1")


def _values(headers: Sequence[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in headers if name == wanted]


def _length(headers: Sequence[tuple[str, str]], *, is_1_1: bool) -> int | None:
    lengths, codings = _values(headers, "content-length"), _values(headers, "transfer-encoding")
    if codings:
        if lengths or not is_1_1 or [coding.lower() for coding in codings] != ["chunked"]:
            raise Refusal("bad-request")
        return None
    if not lengths:
        return 0
    if len(lengths) > 1 or _LENGTH.fullmatch(lengths[0]) is None:
        raise Refusal("bad-request")
    length = int(lengths[0])
    if length > most_in(headers):
        raise Refusal("body-too-large")
    return length


def most_in(headers: Sequence[tuple[str, str]]) -> int:
    """How long a body may be under this head. Of two types that are said neither is believed."""
    said = _values(headers, "content-type")
    return most_bytes(said[0] if len(said) == 1 else "")


def _waits(headers: Sequence[tuple[str, str]]) -> bool:
    expected = _values(headers, "expect")
    if expected and [one.lower() for one in expected] != ["100-continue"]:
        raise Refusal("bad-request")
    return bool(expected)


class IncomingBody:
    """A body as it comes in: `take` eats what belongs to it and says whether it is whole."""

    def __init__(self, length: int | None, most: int = MOST_BYTES) -> None:
        self._missing = length
        self._most = most
        self._whole: list[bytes] = []
        self._size = 0
        self._trailers: int | None = None

    @property
    def data(self) -> bytes:
        return b"".join(self._whole)

    def take(self, buffer: bytearray) -> bool:
        """Raises `Refusal` for chunks that are none, and for a body over the limit."""
        if self._missing is not None:
            if len(buffer) < self._missing:
                return False
            self._eat(buffer, self._missing)
            return True
        while self._trailers is None:
            line = self._line(buffer, _MOST_LINE)
            if line is None:
                return False
            size = _CHUNK.fullmatch(line)
            if size is None:
                raise Refusal("bad-request")
            length = int(size[1], 16)
            if self._size + length > self._most:
                raise Refusal("body-too-large")
            if len(self._whole) >= _MOST_CHUNKS:
                raise Refusal("bad-request")
            if length == 0:
                del buffer[: len(line) + 2]
                self._trailers = 0
            # The chunk and the line end after it come together, or are waited for together.
            elif len(buffer) < len(line) + 2 + length + 2:
                return False
            else:
                del buffer[: len(line) + 2]
                self._eat(buffer, length)
                if buffer[:2] != b"\r\n":
                    raise Refusal("bad-request")
                del buffer[:2]
        return self._take_trailers(buffer)

    def _take_trailers(self, buffer: bytearray) -> bool:
        # They are read to their end and not kept: nothing of ours looks at one.
        while (line := self._line(buffer, _MOST_TRAILERS)) is not None:
            del buffer[: len(line) + 2]
            if not line:
                return True
            _header(line)
            self._trailers = (self._trailers or 0) + len(line)
            if self._trailers > _MOST_TRAILERS:
                raise Refusal("head-too-large")
        return False

    def _line(self, buffer: bytearray, most: int) -> bytes | None:
        end = buffer.find(b"\r\n", 0, most + 2)
        if end < 0:
            if len(buffer) > most:
                raise Refusal("bad-request")
            return None
        return bytes(buffer[:end])

    def _eat(self, buffer: bytearray, size: int) -> None:
        self._whole.append(bytes(buffer[:size]))
        self._size += size
        del buffer[:size]


def reply(
    status: int,
    headers: Sequence[tuple[str, str]],
    body: bytes,
    *,
    to: str = "",
    keeps_open: bool = False,
) -> bytes:
    """The bytes of a reply to the method `to`: one to HEAD says a length, and no more."""
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    lines = [f"HTTP/1.1 {status} {phrase}", f"Date: {formatdate(usegmt=True)}"]
    lines += [f"{name}: {value}" for name, value in headers if name.lower() not in _OURS]
    bare = status in (204, 304)
    if not bare:
        said = next((v for n, v in headers if n.lower() == "content-length"), str(len(body)))
        lines.append(f"Content-Length: {said if to == 'HEAD' else len(body)}")
    if not keeps_open:
        lines.append("Connection: close")
    head = "\r\n".join(lines).encode("latin-1") + END_OF_HEAD
    return head if bare or to == "HEAD" else head + body


_OURS: Final = frozenset({"connection", "content-length", "date", "transfer-encoding"})
CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
