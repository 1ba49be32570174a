"""Whose word counts, where that a child decides alone is recorded and nobody has confirmed it. For
staff, and nobody else.
"""

from __future__ import annotations

from typing import Final

from ..answers import Reason
from ..codes import TEXTS
from ..foundandwaits import found_and_wait
from ..view import View
from .naming import listed, name_of

#: What is said of whoever decides alone.
OF_THE_YOUNG: Final = frozenset(
    {Reason.YP_NOT_ASKED, Reason.YP_REFUSED, Reason.YP_WITHDRAWN, Reason.YP_EXCLUDED}
)


def decides_alone_waits(view: View, child: str) -> str | None:
    """That it waits, and which entry; None where nothing does."""
    places = found_and_wait(view, child)
    if not places:
        return None
    entries = listed([f"entry {place}" for place in places])
    return TEXTS["decides_alone_waits"].format(name=view.each[name_of][child], entries=entries)
