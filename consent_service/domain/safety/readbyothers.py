"""Who may read what comes to somebody on paper, and must not learn of it. Pure.

A letter lies about where two live, and an address from the case system is theirs as well. Whoever
would write reads first who that is; nobody is kept from writing.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..answers import Safe
from ..codes import TEXTS
from ..file.caring import caring
from ..file.view import View
from ..memo import worked_out_once
from ..words.naming import listed, name_of
from .carethatholds import ways_of
from .close import is_near
from .everasign import may_be_any
from .signs import asking


def may_be_read_by(view: View, person: str) -> Sequence[str]:
    """Each who is near them, and of whom it is not known that they are safe to ask."""
    if not may_be_any(view):
        return ()
    person, asked = view.the_one(person), view.each[asking]
    near = dict.fromkeys(view.the_one(one) for one in caring(view) if one not in view.the_dead)
    return [
        one
        for one in near
        if one != person and is_near(view, one, person) and asked[one].answer is not Safe.YES
    ]


def before_writing(view: View, person: str) -> str | None:
    """What is read before anything goes to them on paper; None where nothing need be."""
    names = [view.each[name_of][one] for one in may_be_read_by(view, person)]
    if names:
        return TEXTS["may_be_read_by"].format(names=listed(names, last="or"))
    is_kept = view.the_one(person) in _with_a_kept_way(view)
    return TEXTS["may_be_read"] if is_kept else None


@worked_out_once
def _with_a_kept_way(view: View) -> frozenset[str]:
    """A way of reaching them is kept from others, or used with care."""
    return frozenset(view.the_one(way.said.event.person) for way in ways_of(view) if way.is_marked)
