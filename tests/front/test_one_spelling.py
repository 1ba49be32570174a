"""What the server itself says is a problem like any other, and an address has one spelling."""

from __future__ import annotations

from contextlib import closing

from consent_service.front.calling import environ_of
from consent_service.front.messages import read_head
from tests.api.running import HOST
from tests.front.strangers import Met, Stranger, asks, is_problem
from tests.sweeping import each


def get(target: str, *lines: str) -> bytes:
    return "\r\n".join([f"GET {target} HTTP/1.1", f"Host: {HOST}", *lines, "", ""]).encode()


@each(
    "target",
    of=[
        *["//v1/codes", "/v1//codes", "/v1/codes/", "/v1%2Fcodes", "/v1/%63odes", "/v1/./codes"],
        *[f"http://{HOST}/v1/codes", "*", f"{HOST}:80", "/v1/codes;a=b", "/V1/codes", "/v1"],
    ],
)
def test_another_spelling_of_an_address_is_not_found(met: Met, target: str) -> None:
    token = f"Authorization: Bearer {met.service.token()}"
    assert asks(met.port, get("/v1/codes", token)).status == 200
    assert is_problem(asks(met.port, get(target, token)), "not-found")


REFUSED = {
    "nothing": (b"\r\n\r\n", "bad-request"),
    "a TLS hello": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "bad-request"),
    "no host": (b"GET /livez HTTP/1.1\r\n\r\n", "bad-request"),
    "two hosts": (b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "bad-request"),
    "another's host": (b"GET /livez HTTP/1.1\r\nHost: evil.example\r\n\r\n", "bad-request"),
    "a header without end": (b"GET / HTTP/1.1\r\nX: " + b"y" * 40_000, "head-too-large"),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", "head-too-large"),
    "a long address": (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n", "head-too-large"),
    "a large body": (
        b"POST /v1/files HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n",
        "body-too-large",
    ),
}


@each("name", of=REFUSED)
def test_what_the_server_itself_refuses_is_a_problem(met: Met, name: str) -> None:
    sent, code = REFUSED[name]
    assert is_problem(asks(met.port, sent), code)


def test_lengths_that_disagree_are_refused_and_what_follows_is_not_read(met: Met) -> None:
    hidden = met.check()
    checks = met.checks()
    for head in (
        met.head(5, Transfer_Encoding="chunked"),
        met.head("5\r\nContent-Length: 6"),
        met.head(5).replace(b"Content-Length:", b"Content-Length :"),
        met.head(5).replace(b"Content-Length: 5", b"Transfer-Encoding: xchunked"),
    ):
        with closing(Stranger(met.port)) as stranger:
            assert is_problem(stranger.send(head + b"0\r\n\r\n" + hidden).hears(), "bad-request")
            assert stranger.is_sent_away()
    assert met.checks() == checks


def test_a_connection_is_kept_and_asked_many_things_in_turn(met: Met) -> None:
    chunks = met.check().partition(b"\r\n\r\n")[2]
    in_chunks = met.head(0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    in_chunks += b"%x\r\n%s\r\n0\r\n\r\n" % (len(chunks), chunks)
    with closing(Stranger(met.port)) as stranger:
        stranger.send(met.check() + get("/livez") + in_chunks + get("/nothing"))
        assert [stranger.hears().status for _ in range(4)] == [200, 200, 200, 404]
        head = get("/livez").replace(b"GET", b"HEAD")
        said = stranger.send(head).hears(to="HEAD")
        assert (said.status, said.body, said.headers["content-length"]) == (200, b"", "18")
        stranger.send(met.head(len(chunks), Expect="100-continue"))
        assert stranger.hears().status == 100
        assert stranger.send(chunks).hears().status == 200
        last = stranger.send(get("/livez", "Connection: close")).hears()
        assert last.headers["connection"] == "close"
        assert stranger.is_sent_away()


def test_http_1_0_is_answered_once(met: Met) -> None:
    with closing(Stranger(met.port)) as stranger:
        said = stranger.send(f"GET /livez HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode()).hears()
        assert said.status == 200
        assert stranger.is_sent_away()


def test_whose_connection_it_is_is_told_and_no_header_changes_that(met: Met) -> None:
    for line in ("X-Forwarded-For: 192.0.2.1", "Remote-Addr: 192.0.2.1", "REMOTE_ADDR: 192.0.2.1"):
        assert asks(met.port, get("/livez", line)).headers["seen-from"] == "127.0.0.1"


def test_the_application_is_not_told_of_the_servers_own_environment() -> None:
    lines = [b"GET /a?b HTTP/1.1", b"Host: x", b"X_Y: 1", b"X-Y: 2", b"X-Y: 3", b"Proxy: evil"]
    environ = environ_of(read_head(b"\r\n".join(lines)), b"")
    assert environ["HTTP_X_Y"] == "2,3"
    assert not {"PATH", "HOME", "HTTP_PROXY", "CONTENT_LENGTH"} & set(environ)
