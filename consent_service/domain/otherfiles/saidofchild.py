"""Noes about a child that somebody said on another file of the authority. Pure.

They are nobody's position on this file, and hold nothing: like a no in another enquiry that goes on
they are one to know of, whichever enquiry of this file is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..file.held import Held
from ..file.view import View
from ..recorded.joinedelsewhere import NoAboutChildElsewhere
from ..scopes.scope import Point, Reach, overlaps
from ..scopes.services import Service


def noes_on_another_file(
    view: View, point: Point, directory: Sequence[Service]
) -> list[Held[NoAboutChildElsewhere]]:
    """Those that say no to the item, or may."""
    return [
        held
        for held in view.by[NoAboutChildElsewhere, "child"].get(point.subject, ())
        if held.event.response_kind == "SHARE_INFO"
        and overlaps(held.event.scope, point, directory) is not Reach.NOT
    ]
