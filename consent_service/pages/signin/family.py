"""Signing in with a reference and a code, from a letter or as they were read out."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from ...actions.refused import Refused
from ..frame import Visit, go_to, show
from ..page import Page
from ..problems import as_read

#: More than anybody has to type.
_LONGEST: Final = 40
_PAGE: Final = "/sign-in/family"


def _form(visit: Visit) -> Response:
    return _asks(visit, request.args.get("ref", "")[:_LONGEST])


def _asks(visit: Visit, reference: str, *, is_wrong: bool = False) -> Response:
    problem = as_read("code-not-good")
    return show(
        visit,
        "family.html",
        "Sign in",
        status=problem.status if is_wrong else 200,
        is_family=True,
        reference=reference,
        wrong=problem if is_wrong else None,
        providers=sorted(visit.service.links.named().items()),
    )


def _sent(visit: Visit) -> Response:
    reference, code = visit.typed("reference", _LONGEST), visit.typed("code", _LONGEST)
    try:
        begun = visit.service.codes.redeem(reference, code, visit.network)
    except Refused as refused:
        if refused.problem != "code-not-good":
            raise
        return _asks(visit, reference, is_wrong=True)
    response = go_to(visit.wanted)
    visit.service.access.browsers.has_begun(response, begun)
    return response


_NOBODY_YET: Final = "Nobody is known before they have signed in."

PAGES: Final = (
    Page("familySignIn", "GET", _PAGE, _form, public=_NOBODY_YET),
    Page(
        "familySignInSent",
        "POST",
        _PAGE,
        _sent,
        public=_NOBODY_YET,
        problems=("code-not-good",),
    ),
)
