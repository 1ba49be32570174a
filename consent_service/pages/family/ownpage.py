"""Somebody's own page: what they said, what was done with it, and how to change their mind.

It shows what `showOwn` replies and no more, so that whatever that leaves out is not on the page
either: no count, no gap, no empty heading tells that there is more. It stands at the first address,
which is the same for everybody and says nothing.
"""

from __future__ import annotations

from typing import Any

from flask import Response

from ...access.sessions import SignedIn
from ...actions.refused import NoSuchFile
from ...domain.may import Kind
from ...languages.marking import reply_in
from ..asking import ask
from ..frame import Visit, show
from ..posting import whose
from .receipts import TITLE
from .saying import choices, once


def is_familys(signed_in: SignedIn) -> bool:
    """Whether they have a page of their own: a parent, a young person or an advocate."""
    return signed_in.principal.kind in (Kind.FAMILY, Kind.ADVOCATE)


def own_page(visit: Visit, signed_in: SignedIn) -> Response:
    """What they may see. Raises what the operation ends with."""
    # Whoever supports somebody reads what the person lets them. Only the person says anything.
    is_theirs = signed_in.principal.kind is Kind.FAMILY
    _, head = whose(visit)
    ways: dict[str, Any] = {
        "telephone": None if head is None else head.telephone,
        "minutes": int(signed_in.idle.total_seconds()) // 60,
    }
    try:
        own = ask(visit, "showOwn" if is_theirs else "showSupported")
    except NoSuchFile:
        if is_theirs:
            raise
        part = reply_in(visit.language, ask(visit, "showSupportedPart"))
        return show(visit, "supported_part.html", TITLE, part=part, **ways)
    return show(
        visit,
        "own_page.html",
        TITLE,
        own=reply_in(visit.language, own),
        may_say=is_theirs,
        is_young="YOUNG_PERSON" in signed_in.principal.roles,
        once=once,
        help_once=once(),
        wants=choices(visit, "family_wants"),
        provider=visit.service.links.named().get(signed_in.principal.authority),
        **ways,
    )
