"""Signing out, and leaving in a hurry."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from ..frame import Visit, go_to, show
from ..page import Page
from ..wanted import FIRST, told

#: Where whoever leaves in a hurry is next: a page that anybody could have been looking at.
AWAY: Final = "https://www.bbc.co.uk/weather"
EXIT: Final = "/exit"
#: How a page goes there by itself, at which nobody did anything: another of its session may be in
#: use.
_BY_ITSELF: Final = b"by=itself"


def is_way_out(method: str, path: str) -> bool:
    """Whether somebody leaves in a hurry, and waits behind nobody who asks for anything else."""
    return method == "GET" and path == EXIT


def _sign_out(visit: Visit) -> Response:
    # What stands in a family's history says nothing of what was looked at.
    is_familys = visit.service.access.browsers.is_familys()
    # Whoever signs out to show anew who they are is led to what they wanted.
    wanted = f"/{told(visit.wanted)}" if visit.wanted != FIRST else "/signed-out"
    return _left(visit, "/left" if is_familys else wanted)


def _exit(visit: Visit) -> Response:
    """Another site's page leads away as well, and ends nothing."""
    response = go_to(AWAY)
    if request.headers.get("Sec-Fetch-Site") not in ("cross-site", "same-site"):
        by_itself = request.query_string == _BY_ITSELF
        visit.service.access.browsers.leave(response, by_itself=by_itself)
    return response


def _left(visit: Visit, address: str) -> Response:
    response = go_to(address)
    visit.service.access.browsers.end(response)
    return response


def _signed_out(visit: Visit) -> Response:
    return show(visit, "signed_out.html", "You are signed out")


def _has_left(visit: Visit) -> Response:
    return show(visit, "signed_out.html", "You are signed out", is_family=True)


PAGES: Final = (
    Page(
        "signOut",
        "POST",
        "/sign-out",
        _sign_out,
        public="It ends the session of the cookie that comes with it, if there is one.",
        is_always_there=True,
    ),
    Page(
        "exit",
        "GET",
        EXIT,
        _exit,
        public="Whoever must leave at once cannot be asked for more; all it does is sign out.",
        is_always_there=True,
    ),
    Page(
        "signedOut",
        "GET",
        "/signed-out",
        _signed_out,
        public="It says that somebody is signed out, and not who.",
        is_always_there=True,
    ),
    Page(
        "left",
        "GET",
        "/left",
        _has_left,
        public="It says that somebody is signed out, and neither who nor of what.",
        is_always_there=True,
    ),
)
