"""Signing in with a reference and a code, from a letter or as they were read out."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from ...access.codes import NobodyLooks
from ...access.limits import TooMany
from ...actions.refused import Refused
from ..family.speaking import speaks
from ..frame import Visit, go_to, show
from ..page import Page
from ..problems import as_read

#: More than anybody has to type.
_LONGEST: Final = 40
_PAGE: Final = "/sign-in/family"


def _form(visit: Visit) -> Response:
    return _asks(visit, request.args.get("ref", "")[:_LONGEST])


def _asks(
    visit: Visit,
    reference: str,
    code: str = "",
    *,
    status: int = 200,
    is_wrong: bool = False,
    nobody_looks: bool = False,
) -> Response:
    return show(
        visit,
        "family.html",
        "Sign in",
        status=status,
        is_family=True,
        speaks_with="own-form",
        reference=reference,
        code=code,
        wrong=as_read("code-not-good") if is_wrong else None,
        nobody_looks=nobody_looks,
        providers=sorted(visit.service.links.named().items()),
    )


def _sent(visit: Visit) -> Response:
    reference, code = visit.typed("reference", _LONGEST), visit.typed("code", _LONGEST)
    if speaks(visit):
        return _asks(visit, reference, code)
    try:
        begun = visit.service.codes.redeem(reference, code, visit.network)
    except TooMany as waits:
        # What was typed was not good; or nobody looked, and it may be: it stays to be sent again.
        nobody_looks = isinstance(waits, NobodyLooks)
        typed = (reference, code if nobody_looks else "")
        shown = _asks(
            visit, *typed, status=429, is_wrong=not nobody_looks, nobody_looks=nobody_looks
        )
        shown.headers["Retry-After"] = str(waits.retry_after)
        return shown
    except Refused as refused:
        if refused.problem != "code-not-good":
            raise
        status = as_read("code-not-good").status
        return _asks(visit, reference, status=status, is_wrong=True)
    response = go_to(visit.wanted)
    visit.service.access.browsers.has_begun(response, begun)
    return response


_NOBODY_YET: Final = "Nobody is known before they have signed in."

PAGES: Final = (
    Page("familySignIn", "GET", _PAGE, _form, public=_NOBODY_YET),
    Page("familySignInSent", "POST", _PAGE, _sent, public=_NOBODY_YET),
)
