"""Whose yes is enough for one item about a child. Pure.

A no is heard whoever says it; of a yes it matters whether they decide. What is about an adult is
that adult's own, however it was asked.
"""

from __future__ import annotations

from ..file.view import View
from ..memo import worked_out_once
from ..scopes.scope import Point


def is_enough(view: View, person: str, point: Point) -> bool:
    """The child's own, where they decide alone; else that of whoever is responsible, and of whoever
    was given it to decide. Beside a special guardian a parent is heard, and their yes not enough.
    """
    # Whichever service is asked, and whichever way.
    return _is_enough(view, person, point.subject, point.purpose, point.category)


@worked_out_once
def _is_enough(view: View, person: str, child: str, purpose: str, category: str) -> bool:
    if child not in view.children:
        return person == child
    alone = view.decides_alone[child, purpose]
    if alone or person == child:
        return alone and person == child
    standing = view.standings[child]
    decides = any(link.event.person == person for link in view.deciders[child])
    return (decides and person not in standing.heard_only) or standing.delegated(
        person, purpose, category
    )
