"""Signing in with a council's own provider: there, and back; and what the provider says of those
who have signed out with it.
"""

from __future__ import annotations

from typing import Final

from flask import Response, request

from ...access.oidc import Identity
from ...access.sessions import held_for
from ...actions.refused import Refused
from ...storage.people.sessions import HeldSession
from ..frame import Visit, go_to
from ..page import Page
from ..wanted import ours

_NOBODY_YET: Final = "Nobody is known before they have signed in."
#: Of a token that a provider sends.
_LONGEST_TOKEN: Final = 8 * 1024


def _go(visit: Visit) -> Response:
    return _ask(visit, visit.path["authority"])


def _go_again(visit: Visit) -> Response:
    signed_in = visit.signed_in
    if signed_in is None:
        raise Refused("unauthenticated")
    return _ask(visit, signed_in.principal.authority, signed_in.principal.id)


def _ask(visit: Visit, authority: str, again: str | None = None) -> Response:
    back_to = _back_to(visit, authority)
    address, kept = visit.service.providers.ask(authority, back_to, again, visit.wanted)
    response = go_to(address)
    visit.service.access.browsers.remember(response, kept)
    return response


def _back(visit: Visit) -> Response:
    """Whoever comes back is somebody only by what was kept in this browser's own cookie."""
    authority, browsers = visit.path["authority"], visit.service.access.browsers
    said = {name: value for name, value in request.args.items() if len(value) <= _LONGEST_TOKEN}
    shown = visit.service.providers.answered(
        authority, _back_to(visit, authority), browsers.remembered(), said
    )
    held = _held(visit.service.providers.staff_of(authority, shown), shown)
    response = go_to(ours(shown.wanted))
    browsers.remember(response, "")
    browsers.start(response, authority, held)
    return response


def _held(staff: str, shown: Identity) -> HeldSession:
    return held_for(
        staff,
        frozenset(),
        shown.auth_time,
        acr=shown.acr,
        amr=shown.amr,
        issuer=shown.issuer,
        sid=shown.sid,
    )


def _signed_out_there(visit: Visit) -> Response:
    authority, browsers = visit.path["authority"], visit.service.access.browsers
    token = visit.typed("logout_token", _LONGEST_TOKEN)
    issuer, sid, staff = visit.service.providers.signed_out(authority, token)
    if sid is not None:
        browsers.end_elsewhere(authority, issuer, sid)
    if staff is not None:
        browsers.end_all_of(authority, staff)
    return Response(status=200)


def _back_to(visit: Visit, authority: str) -> str:
    """Each authority has an address of its own to come back to: one cannot stand for another."""
    return f"{visit.service.access.browsers.origin}/sign-in/{authority}/back"


PAGES: Final = (
    Page("askProvider", "GET", "/sign-in/<string:authority>/provider", _go, public=_NOBODY_YET),
    Page("backFromProvider", "GET", "/sign-in/<string:authority>/back", _back, public=_NOBODY_YET),
    Page("askProviderAgain", "GET", "/sign-in-again/provider", _go_again),
    Page(
        "signedOutThere",
        "POST",
        "/sign-in/<string:authority>/signed-out-there",
        _signed_out_there,
        public="A provider says who signed out with it, in a token that it signed.",
        is_always_there=True,
        is_of_programs=True,
    ),
)
