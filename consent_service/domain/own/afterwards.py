"""What becomes of what somebody said when its enquiry closes, as far as they know of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codes import PURPOSES_WITHOUT_AGREEMENT
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from .eyes import Eyes
from .leftopen import unknown_ends


def still_for(
    view: View, eyes: Eyes, mine: Sequence[Held[Response]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Why an enquiry was closed is told by a person. So for whoever does not know, one that was
    handed on has ended, but for what we still need their agreement for: that they read, to stop it.
    """
    unknown = unknown_ends(view, eyes.person)
    for said in mine:
        enquiry = said.event.enquiry
        if enquiry in unknown:
            continue
        goes_on = view.goes_on_for(enquiry, said.event.scope.purposes)
        if enquiry in view.ended or eyes.knows_who_has_it(enquiry):
            yield said.event.response, goes_on
        elif enquiry in view.handed_on:
            needed = (p for p in goes_on if p not in PURPOSES_WITHOUT_AGREEMENT)
            yield said.event.response, tuple(needed)
