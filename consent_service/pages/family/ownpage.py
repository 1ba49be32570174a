"""Somebody's own page: what they said, what was done with it, and how to change their mind.

It shows what `showOwn` replies and no more, so that whatever that leaves out is not on the page
either: no count, no gap, no empty heading tells that there is more. It stands at the first address,
which is the same for everybody and says nothing.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Response

from ...access.sessions import SignedIn
from ...actions.refused import NoSuchFile
from ...domain.may import Kind
from ...languages.marking import reply_in
from ..asking import ask
from ..frame import Visit, show
from ..page import Page
from ..posting import whose
from .addresses import FOR, SUPPORTING
from .helping import once
from .receipts import TITLE
from .saying import asked_for, choices
from .speaking import begins_in


def is_familys(signed_in: SignedIn) -> bool:
    """Whether they have a page of their own: a parent, a young person or an advocate."""
    return signed_in.principal.kind in (Kind.FAMILY, Kind.ADVOCATE)


def own_page(visit: Visit, signed_in: SignedIn) -> Response:
    """What they may see. Raises what the operation ends with."""
    is_theirs = signed_in.principal.kind is Kind.FAMILY
    if not is_theirs:
        return _of_whom_they_support(visit, signed_in)
    own = ask(visit, "showOwn")
    begins_in(visit, own["speaks"])
    return show(
        visit,
        "own_page.html",
        TITLE,
        own=reply_in(visit.language, own),
        may_say=True,
        is_young=own["young"],
        once=once,
        help_once=once(),
        wants=choices(visit, "family_wants"),
        provider=visit.service.links.named().get(signed_in.principal.authority),
        **_ways(visit, signed_in),
    )


def _of_whom_they_support(visit: Visit, signed_in: SignedIn) -> Response:
    """What the person lets them know, to read: only the person says anything. Raises what the
    operation ends with.
    """
    try:
        return _as_supporter(visit, signed_in, ask(visit, "showSupported"), None)
    except NoSuchFile:
        return _as_supporter(visit, signed_in, None, ask(visit, "showSupportedPart"))


def _as_supporter(visit: Visit, signed_in: SignedIn, page: Any, part: Any) -> Response:
    ways = _ways(visit, signed_in)
    if page is None:
        part = reply_in(visit.language, part)
        return show(visit, "supported_part.html", TITLE, part=part, **ways)
    own = reply_in(visit.language, page)
    return show(visit, "own_page.html", TITLE, own=own, may_say=False, is_young=False, **ways)


def _ways(visit: Visit, signed_in: SignedIn) -> dict[str, Any]:
    _, head = whose(visit)
    return {
        "telephone": None if head is None else head.telephone,
        "minutes": int(signed_in.idle.total_seconds()) // 60,
    }


def _supporting(visit: Visit) -> Response:
    """Of somebody who has a page of their own: the one whom they support, by the place in which
    that one stands there. No address says more.
    """
    signed_in = visit.signed_in
    assert signed_in is not None  # noqa: S101 - the guard lets nobody in here who is not
    every, place = ask(visit, "showOwn")["supporting"], asked_for(FOR)
    at = int(place) - 1 if place.isascii() and place.isdecimal() and len(place) < 3 else -1
    if not 0 <= at < len(every):
        raise NoSuchFile
    shown = ask(visit, "showSupporting", {"of": every[at]["person"]})
    return _as_supporter(visit, signed_in, shown["page"], shown["part"])


PAGES: Final = (Page("whomTheySupport", "GET", SUPPORTING, _supporting),)
