"""Whose word counts, where that a child decides alone is recorded and nobody has confirmed it. For
staff, and nobody else.
"""

from __future__ import annotations

from typing import Final

from ..answers import Item, Outcome, Reason
from ..codes import TEXTS
from ..file.comingofage import decides_from
from ..file.view import View
from ..lifting.foundandwaits import found_and_wait
from .naming import day, listed, name_of

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


def why_it_ends(view: View, item: Item, purpose: str) -> str | None:
    """That what others agreed to ends with a child's birthday, and who is asked then; None where it
    ends as they said.
    """
    from_then = decides_from(view, item.subject, purpose)
    if item.outcome is not Outcome.COVERED or item.ends_at != from_then or from_then is None:
        return None
    name = view.each[name_of][view.the_one(item.subject)]
    return TEXTS["ends_with_age"].format(name=name, day=day(from_then))
