"""Signing in with an account of our own: two forms, and whatever was typed the first leads to the
second. Setting one up, with a code that was handed over. Showing again that it is still you.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Response
from markupsafe import Markup

from ...access.accounts import LONGEST, SHORTEST
from ...access.sessions import held_for
from ...actions.refused import Refused
from ...api.replies.printing import qr_code
from ..frame import Visit, go_to, show
from ..page import Page
from ..problems import as_read
from ..wanted import told

#: What a password may be refused for, so that another can be chosen at once.
_OF_PASSWORDS: Final = frozenset({"password-too-short", "password-too-common"})
#: Of a note that a form brings back.
_NOTE: Final = 2_000

_NOBODY_YET: Final = "Nobody is known before they have signed in."


def _which(visit: Visit) -> Response:
    authorities = visit.service.accounts.authorities
    if len(authorities) == 1:
        return go_to(f"/sign-in/{authorities[0]}{told(visit.wanted)}")
    return show(visit, "which.html", "Sign in", authorities=authorities)


def _sign_in(visit: Visit) -> Response:
    authority = _authority(visit)
    has_provider = authority in visit.service.providers.of
    return show(visit, "sign_in.html", "Sign in", authority=authority, has_provider=has_provider)


def _password(visit: Visit) -> Response:
    authority = _authority(visit)
    accounts = visit.service.accounts
    note = accounts.begin(
        authority, visit.typed("staff"), _secret(visit, "password"), visit.network
    )
    # The second form is read from an address: whoever goes back there sends no password again.
    response = go_to(f"/sign-in/{authority}/second{told(visit.wanted)}")
    visit.service.access.browsers.remember(response, note)
    return response


def _second_form(visit: Visit) -> Response:
    authority, note = _authority(visit), visit.service.access.browsers.remembered()
    if not note:
        return go_to(f"/sign-in/{authority}{told(visit.wanted)}")
    return show(visit, "second.html", "Show that it is you", authority=authority, note=note)


def _second(visit: Visit) -> Response:
    authority = _authority(visit)
    staff = visit.service.accounts.finish(
        authority, visit.typed("note", _NOTE), visit.typed("code", 40), visit.network
    )
    return _signed_in(visit, authority, staff)


def _signed_in(visit: Visit, authority: str, staff: str) -> Response:
    response = go_to(visit.wanted)
    visit.service.access.browsers.remember(response, "")
    _start(visit, response, authority, staff)
    return response


def _start(visit: Visit, response: Response, authority: str, staff: str) -> None:
    browsers = visit.service.access.browsers
    # In which roles they may act is for the ledger to say, at each request.
    held = held_for(staff, frozenset(), browsers.now(), acr="local", amr=("pwd", "otp"))
    browsers.start(response, authority, held)


# ── setting an account up ───────────────────────────────────────────────────────────────────


def _set_up(visit: Visit) -> Response:
    return _chooses(visit, {"staff": "", "code": ""})


def _chooses(visit: Visit, typed: dict[str, str], wrong: str | None = None) -> Response:
    return show(
        visit,
        "set_up.html",
        "Set up your account",
        status=200 if wrong is None else 422,
        authority=_authority(visit),
        shortest=SHORTEST,
        typed=typed,
        wrong=None if wrong is None else as_read(wrong),
    )


def _choose(visit: Visit) -> Response:
    authority, staff, code = _authority(visit), visit.typed("staff"), visit.typed("code", 40)
    try:
        note = visit.service.accounts.choose(
            authority, staff, code, _secret(visit, "password"), visit.network
        )
    except Refused as refused:
        if refused.problem not in _OF_PASSWORDS:
            raise
        return _chooses(visit, {"staff": staff, "code": code}, refused.problem)
    # What follows is read from an address: whoever goes back there sends no password again.
    response = go_to(f"/set-up/{authority}/second")
    visit.service.access.browsers.remember(response, note)
    return response


def _factor_form(visit: Visit) -> Response:
    authority, note = _authority(visit), visit.service.access.browsers.remembered()
    try:
        secret, address = visit.service.accounts.to_scan(authority, note)
    except Refused:
        return go_to(f"/set-up/{authority}")
    return show(
        visit,
        "factor.html",
        "Add a second way to show it is you",
        authority=authority,
        note=note,
        secret=_in_fours(secret),
        picture=Markup(qr_code(address)),  # noqa: S704 - drawn by us
    )


def _factor(visit: Visit) -> Response:
    authority = _authority(visit)
    staff, codes = visit.service.accounts.set_up(
        authority, visit.typed("note", _NOTE), visit.typed("code", 40), visit.network
    )
    visit.service.access.browsers.end_all_of(authority, staff)
    response = go_to(f"/set-up/{authority}/codes")
    visit.service.access.browsers.remember(
        response, visit.service.accounts.on_their_way(authority, codes)
    )
    _start(visit, response, authority, staff)
    return response


def _codes(visit: Visit) -> Response:
    """Once: the browser brings them, and they are taken from it with the page that shows them."""
    authority, browsers = _authority(visit), visit.service.access.browsers
    try:
        codes = visit.service.accounts.to_show(authority, browsers.remembered())
    except Refused:
        return go_to("/")
    response = show(visit, "recovery.html", "Keep these codes", codes=codes)
    browsers.remember(response, "")
    return response


# ── still the same ──────────────────────────────────────────────────────────────────────────


def _again(visit: Visit) -> Response:
    signed_in = visit.signed_in
    has_provider = signed_in is not None and signed_in.principal.authority in (
        visit.service.providers.of
    )
    return show(
        visit,
        "again.html",
        "Show again that it is you",
        is_local=_is_local(visit),
        has_provider=has_provider,
    )


def _shown_again(visit: Visit) -> Response:
    signed_in = visit.signed_in
    if signed_in is None or not _is_local(visit):
        raise Refused("not-found")
    who = signed_in.principal
    visit.service.accounts.confirm(who.authority, who.id, visit.typed("code", 40), visit.network)
    return _signed_in(visit, who.authority, who.id)


def _is_local(visit: Visit) -> bool:
    return visit.signed_in is not None and visit.signed_in.principal.acr == "local"


def _authority(visit: Visit) -> str:
    authority = visit.path["authority"]
    if authority not in visit.service.accounts.authorities:
        raise Refused("not-found")
    return authority


def _secret(visit: Visit, name: str) -> str:
    """As it was typed: what stands around a password is part of it."""
    return visit.untouched(name, LONGEST * 4)


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _public(name: str, method: str, path: str, handler: Any) -> Page:
    return Page(name, method, path, handler, public=_NOBODY_YET)


_HERE: Final = "/sign-in/<string:authority>"
_FIRST: Final = "/set-up/<string:authority>"

PAGES: Final = (
    _public("signIn", "GET", "/sign-in", _which),
    _public("signInForm", "GET", _HERE, _sign_in),
    _public("signInPassword", "POST", _HERE, _password),
    _public("signInSecondForm", "GET", f"{_HERE}/second", _second_form),
    _public("signInSecond", "POST", f"{_HERE}/second", _second),
    _public("setUp", "GET", _FIRST, _set_up),
    _public("setUpPassword", "POST", _FIRST, _choose),
    _public("setUpSecondForm", "GET", f"{_FIRST}/second", _factor_form),
    _public("setUpCodes", "GET", f"{_FIRST}/codes", _codes),
    _public("setUpSecond", "POST", f"{_FIRST}/second", _factor),
    Page("signInAgain", "GET", "/sign-in-again", _again),
    Page("signedInAgain", "POST", "/sign-in-again", _shown_again),
)
