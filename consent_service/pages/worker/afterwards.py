"""Where what was shared is written down. How to share now is read by anybody and waits for nothing,
so it cannot know who reads, and what they may. Here that is known.
"""

from __future__ import annotations

from typing import Final

from flask import Response

from ...actions.refused import Refused
from ...domain.may import Kind
from ..frame import Visit, show
from ..navigation import may_use
from ..page import Page

PATH: Final = "/share-now"


def _where(visit: Visit) -> Response:
    signed_in = visit.signed_in
    if signed_in is None or signed_in.principal.kind not in (Kind.STAFF, Kind.PARTNER):
        raise Refused("not-your-role")
    return show(
        visit,
        "afterwards.html",
        "Write down what you shared",
        of_nobody=may_use(signed_in, "takeReferral"),
        of_family=may_use(signed_in, "recordShareNow") and may_use(signed_in, "search"),
        typed="",
        wrong=None,
    )


PAGES: Final = (Page("afterSharing", "GET", PATH, _where),)
