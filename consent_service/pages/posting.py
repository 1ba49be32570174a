"""Who prints and posts letters for whoever is signed in."""

from __future__ import annotations

from ..api.edge.service import Posts
from ..letters.pdf import can_be_pdf
from .visit import Visit


def who_posts(visit: Visit) -> Posts | None:
    """Nobody, where their authority has no account for that, or no PDF can be made here."""
    signed_in = visit.signed_in
    if signed_in is None or not can_be_pdf():
        return None
    return visit.service.posts.get(signed_in.principal.authority)
