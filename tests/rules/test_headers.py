"""What every reply bears, whatever was asked and whoever answers: nothing of ours is framed, kept,
guessed at, loaded by anybody else's page, or tells another address where somebody came from.
"""

from __future__ import annotations

from werkzeug.datastructures import Headers

from consent_service.api.edge.meanings import PROBLEMS
from consent_service.api.edge.sealed import SEALED
from consent_service.front.server import Refusals
from consent_service.pages.table import PAGES
from tests.api.running import HOST, Running
from tests.rules.test_every_route import OPERATIONS, path_of

#: What no page of ours may allow.
NEVER = ("unsafe-inline", "unsafe-eval", "data:", "blob:", "http:", "https:", "*")


def wrong(headers: Headers, *, is_kept: bool = False) -> list[str]:
    """What these headers leave open."""
    found = [name for name, value in SEALED.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "")
    needed = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action '")
    found += [part for part in needed if part not in policy]
    found += [word for word in NEVER if word in policy]
    if headers.get("Referrer-Policy") not in ("no-referrer", "same-origin"):
        found.append("Referrer-Policy")
    if headers.get("Cache-Control") != "no-store" and not is_kept:
        found.append("Cache-Control")
    if "Access-Control-Allow-Origin" in headers:
        found.append("Access-Control-Allow-Origin")
    return found


def test_every_reply_of_every_route_and_every_error_is_sealed(service: Running) -> None:
    roles = ("MASH_MANAGER", "AUDITOR", "PARENT")
    for operation in OPERATIONS.values():
        address = path_of(operation)
        told = [{"Host": HOST}, *(service.headers(role) for role in roles)]
        replies = [
            service.client.open(address, method=method, headers=headers, data=data)
            for headers in told
            for method, data in ((operation.method, b"{"), ("DELETE", b""), ("HEAD", b""))
        ]
        for reply in replies:
            is_kept = reply.status_code in (200, 304) and "ETag" in reply.headers
            assert wrong(reply.headers, is_kept=is_kept) == [], (address, reply.status)


def test_every_page_and_every_error_of_a_page_is_sealed(service: Running) -> None:
    for page in PAGES:
        for headers in ({"Host": HOST}, {"Host": HOST, "Origin": f"https://{HOST}"}):
            reply = service.client.open(page.path, method=page.method, headers=headers, data={})
            assert wrong(reply.headers) == [], page.name


def test_what_is_no_address_and_what_breaks_is_sealed_as_well(service: Running) -> None:
    ways = {"Host": HOST}
    replies = [
        service.client.get("/no-such", headers=ways),
        service.client.get("/livez", headers={"Host": "elsewhere.example"}),
        service.client.post("/v1/files", headers=ways, data=b"x" * 70_000),
        service.client.open("/v1/codes", method="OPTIONS", headers=ways),
    ]
    assert {reply.status_code for reply in replies} >= {404, 400}
    for reply in replies:
        assert wrong(reply.headers) == [], reply.status


def test_what_the_front_refuses_is_sealed_as_well() -> None:
    refusals = Refusals()
    for code in PROBLEMS:
        said = Headers()
        for line in refusals.of(code).split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            said.add(name, value)
        assert wrong(said) == [], code
