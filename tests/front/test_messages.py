"""A request is read in one way, however it comes in and whatever it is."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.api.edge.reading import MOST_BYTES
from consent_service.front.messages import (
    MOST_HEADERS,
    IncomingBody,
    Refusal,
    RequestHead,
    read_head,
    reply,
)
from tests.sweeping import each


def head(
    *lines: str, first: str = "POST /v1/checks?a=b HTTP/1.1", host: str = "Host: x"
) -> RequestHead:
    return read_head("\r\n".join([first, *([host] if host else []), *lines]).encode("latin-1"))


def refused(*lines: str, **named: str) -> str:
    with pytest.raises(Refusal) as caught:
        head(*lines, **named)
    return caught.value.code


def test_a_head_is_read() -> None:
    read = head("Content-Length: 7", "X-A:  b c\t", "x-A: d")
    assert (read.method, read.path, read.query) == ("POST", "/v1/checks", "a=b")
    assert read.headers == (("host", "x"), ("content-length", "7"), ("x-a", "b c"), ("x-a", "d"))
    assert (read.length, read.keeps_open, read.waits_for_leave) == (7, True, False)
    assert head("Transfer-Encoding: Chunked").length is None
    assert head().length == 0
    assert not head("Connection: X, Close").keeps_open
    assert not head(first="GET / HTTP/1.0", host="").keeps_open
    assert head("Expect: 100-continue").waits_for_leave


@each(
    "first",
    of=[
        *["GET /v1/checks", "GET  /v1/checks HTTP/1.1", "GET /v1 /checks HTTP/1.1", ""],
        *[
            "GET /v1/checks HTTP/2.0",
            "PRI * HTTP/2.0",
            "GET /v1/checks HTTP/1.1 ",
            "GET\t/ HTTP/1.1",
        ],
        *[
            "G\xcbT / HTTP/1.1",
            "GET /\xe9 HTTP/1.1",
            "GET /\x00 HTTP/1.1",
            "GET / http/1.1",
            "get / HTTP/1.1",
            "Post / HTTP/1.1",
            "GET! / HTTP/1.1",
            " / HTTP/1.1",
        ],
    ],
    ids=ascii,
)
def test_a_request_that_is_written_otherwise_is_none(first: str) -> None:
    assert refused(first=first) == "bad-request"


@each(
    "target",
    of=[
        *[
            "//v1/checks",
            "/v1//checks",
            "/v1/checks//",
            "http://x/v1/checks",
            "x:80",
            "*",
            "v1/checks",
        ],
        *["/v1%2Fchecks", "/v1/%63hecks", "/%2e%2e/v1", "/v1/checks%00", "/v1/checks\\", "/v1/{a}"],
        *["?a=b", "/v1/checks#a", '/v1/"checks"'],
    ],
)
def test_an_address_has_one_spelling(target: str) -> None:
    assert refused(first=f"GET {target} HTTP/1.1") == "not-found"


CHUNKED = "Transfer-Encoding: chunked"


@each(
    "lines",
    of=[
        *[["Content-Length: 1", "Content-Length: 1"], ["Content-Length: 1, 1"]],
        *[["Content-Length: +1"], ["Content-Length: 01"], ["Content-Length: "]],
        *[["Content-Length: 1 1"], ["Content-Length: \xb2"], ["Content-Length: 1", CHUNKED]],
        *[["Transfer-Encoding: gzip, chunked"], ["Transfer-Encoding: identity"], [CHUNKED] * 2],
        *[["Host: y"], ["X"], ["X : y"], [": y"], ["X: y", " z"], ["X: a\x00b"], ["X: a\nY: b"]],
        *[["X: a\rb"], ["X\xe9: y"], [""], ["Expect: a miracle"], ["X: \x7f"]],
    ],
    ids=str,
)
def test_what_two_readers_could_read_in_two_ways_is_refused(lines: list[str]) -> None:
    assert refused(*lines) == "bad-request"


def test_a_host_is_named_once_where_it_must_be() -> None:
    assert refused(host="") == "bad-request"
    assert head(first="GET / HTTP/1.0", host="").path == "/"
    assert refused("Transfer-Encoding: chunked", first="GET / HTTP/1.0") == "bad-request"


def test_what_is_too_much_is_said_to_be() -> None:
    assert refused(*["X: y"] * MOST_HEADERS) == "head-too-large"
    assert refused(f"Content-Length: {MOST_BYTES + 1}") == "body-too-large"
    assert refused("Content-Length: " + "9" * 18) == "body-too-large"


PARTS = st.lists(st.binary(min_size=1, max_size=40), max_size=8)


def chunked(parts: list[bytes]) -> bytes:
    return (
        b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\nX: y\r\n\r\n"
    )


@given(PARTS, st.booleans(), st.data())
def test_a_body_is_the_same_however_its_bytes_come_in(
    parts: list[bytes], in_chunks: bool, data: st.DataObject
) -> None:
    whole = b"".join(parts)
    sent = (chunked(parts) if in_chunks else whole) + b"GET"
    cuts = data.draw(st.lists(st.integers(0, len(sent)), max_size=6))
    body, buffer = IncomingBody(None if in_chunks else len(whole)), bytearray()
    is_whole = False
    for start, end in pairwise(sorted({0, *cuts, len(sent)})):
        assert not is_whole or sent[start:] in b"GET"
        buffer += sent[start:end]
        is_whole = is_whole or body.take(buffer)
    assert is_whole
    assert body.data == whole
    assert buffer == b"GET"


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_refused(sent: bytes) -> None:
    for read in (read_head, lambda raw: IncomingBody(None).take(bytearray(raw))):
        with suppress(Refusal):
            read(sent)


@each(
    "sent",
    "code",
    of=[
        *[(b"g\r\n", "bad-request"), (b"-1\r\n", "bad-request"), (b"\r\n", "bad-request")],
        *[(b"1\r\nabc", "bad-request"), (b"1\nabc", None), (b"1" * 300, "bad-request")],
        *[(b"fffff\r\n", "body-too-large"), (b"ffffffff\r\n", "body-too-large")],
        *[(b"10001\r\n", "body-too-large"), (b"10000\r\n", None)],
        *[(b"1\r\na\r\n" * 1_001, "bad-request"), (b"0\r\nX\r\n\r\n", "bad-request")],
        *[(b"0\r\n" + b"X: y\r\n" * 2_000, "head-too-large")],
    ],
    ids=lambda value: str(value)[:20],
)
def test_chunks_that_are_none_and_too_many_are_refused(sent: bytes, code: str | None) -> None:
    body = IncomingBody(None)
    if code is None:
        assert not body.take(bytearray(sent))
        return
    with pytest.raises(Refusal) as caught:
        body.take(bytearray(sent))
    assert caught.value.code == code


def test_a_reply_says_its_length_and_whether_the_connection_stays() -> None:
    said = reply(200, [("X", "y"), ("Connection", "z")], b"abc", keeps_open=True)
    assert b"\r\nContent-Length: 3\r\n" in said
    assert said.endswith(b"\r\n\r\nabc")
    assert b"Connection" not in said
    assert b"\r\nConnection: close\r\n" in reply(200, [], b"")
    to_head = reply(200, [("Content-Length", "3")], b"", to="HEAD")
    assert b"\r\nContent-Length: 3\r\n" in to_head
    assert to_head.endswith(b"\r\n\r\n")
    for bare in (204, 304):
        assert b"Content-Length" not in reply(bare, [], b"")


WORDS = st.text("abcXYZ019-", min_size=1, max_size=8)
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=20)
HEADERS = st.lists(
    st.one_of(
        st.tuples(WORDS, VALUES),
        st.tuples(st.sampled_from(["Content-Length", "Content-length"]), st.text("0127+ ,")),
        st.tuples(st.just("Transfer-Encoding"), st.sampled_from(["chunked", "CHUNKED", "gzip"])),
        st.tuples(st.just("Connection"), st.sampled_from(["close", "keep-alive", "x, Close"])),
        st.tuples(st.just("Host"), VALUES),
    ),
    max_size=5,
)


@given(WORDS, st.text("abcXYZ/?%.", max_size=12), st.sampled_from("01"), HEADERS, PARTS)
def test_what_we_take_another_reader_takes_and_reads_the_same(
    method: str, target: str, version: str, headers: list[tuple[str, str]], parts: list[bytes]
) -> None:
    lines = [f"{method} /{target} HTTP/1.{version}", "Host: x"]
    lines += [f"{name}: {value}" for name, value in headers]
    raw = "\r\n".join(lines).encode("latin-1")
    try:
        ours = read_head(raw)
    except Refusal:
        return
    sent = chunked(parts) if ours.length is None else b"".join(parts)[: ours.length]
    theirs = h11.Connection(h11.SERVER)
    theirs.receive_data(raw + b"\r\n\r\n" + sent)
    request = theirs.next_event()
    assert isinstance(request, h11.Request)
    assert request.method.decode() == ours.method
    assert request.target.decode().partition("?")[::2] == (ours.path, ours.query)
    assert [(n.decode(), v.decode("latin-1")) for n, v in request.headers] == [
        (name, value.lower() if name == "transfer-encoding" else value)
        for name, value in ours.headers
    ]
    body, buffer = IncomingBody(ours.length), bytearray(sent)
    is_whole, read = body.take(buffer), b""
    while isinstance(event := theirs.next_event(), h11.Data):
        read += bytes(event.data)
    assert is_whole == isinstance(event, h11.EndOfMessage)
    assert not is_whole or read == body.data
    if theirs.their_state is h11.DONE:
        assert ours.keeps_open
    if is_whole:
        assert (theirs.their_state is h11.DONE) == ours.keeps_open
