"""Signing in with a provider that one has linked oneself, linking one, and stopping that.

The page of it looks the same for whoever has linked and whoever has not: nothing is looked up.
"""

from __future__ import annotations

from typing import Final

from flask import Response, request

from ...actions.refused import Refused
from ...domain.may import Kind, Principal
from ..frame import Visit, go_to, show
from ..page import Page

_PAGE: Final = "/your-page/sign-in"
_TITLE: Final = "Your page"
#: Of what a provider sends back.
_LONGEST: Final = 8 * 1024
_NOBODY_YET: Final = "Nobody is known before they have signed in."


def _who(visit: Visit) -> Principal:
    """Somebody of a family, for themself, where their authority has a provider. Raises `Refused`;
    it is the same for whoever else.
    """
    signed_in = visit.signed_in
    if signed_in is None:
        raise Refused("unauthenticated")
    who = signed_in.principal
    if who.kind is not Kind.FAMILY or who.authority not in visit.service.links.named():
        raise Refused("not-found")
    return who


def _go(visit: Visit) -> Response:
    return _sent(visit, visit.path["authority"])


def _link(visit: Visit) -> Response:
    who = _who(visit)
    return _sent(visit, who.authority, who)


def _sent(visit: Visit, authority: str, who: Principal | None = None) -> Response:
    address, kept = visit.service.links.ask(authority, _back_to(visit, authority), who)
    response = go_to(address)
    visit.service.access.browsers.remember(response, kept)
    return response


def _back(visit: Visit) -> Response:
    """Whoever comes back is somebody only by what was kept in this browser's own cookie."""
    authority, browsers = visit.path["authority"], visit.service.access.browsers
    said = {name: value for name, value in request.args.items() if len(value) <= _LONGEST}
    who = None if visit.signed_in is None else visit.signed_in.principal
    back_to = _back_to(visit, authority)
    begun = visit.service.links.back(authority, back_to, browsers.remembered(), said, who).begun
    response = go_to(f"{_PAGE}?linked" if begun is None else "/")
    browsers.remember(response, "")
    if begun is not None:
        browsers.has_begun(response, begun)
    return response


def _explained(visit: Visit) -> Response:
    who = _who(visit)
    return show(
        visit,
        "linking.html",
        _TITLE,
        heading="Sign in without a code",
        provider=visit.service.links.named()[who.authority],
        is_linked="linked" in request.args,
    )


def _stopped(visit: Visit) -> Response:
    visit.service.links.unlink(_who(visit))
    response = go_to("/left")
    visit.service.access.browsers.end(response)
    return response


def _back_to(visit: Visit, authority: str) -> str:
    return f"{visit.service.access.browsers.origin}/sign-in/{authority}/family-back"


PAGES: Final = (
    Page(
        "askFamilyProvider",
        "GET",
        "/sign-in/<string:authority>/family-provider",
        _go,
        public=_NOBODY_YET,
    ),
    Page(
        "backFromFamilyProvider",
        "GET",
        "/sign-in/<string:authority>/family-back",
        _back,
        public=_NOBODY_YET,
    ),
    Page("linkExplained", "GET", _PAGE, _explained),
    Page("linkProvider", "GET", f"{_PAGE}/link", _link),
    Page("unlinkSent", "POST", f"{_PAGE}/unlink", _stopped),
)
