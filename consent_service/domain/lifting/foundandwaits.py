"""What was found and recorded, and waits for a manager to confirm it: whether a child decides
alone, or who is responsible for one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import settled, waiting
from ..memo import worked_out_once
from ..recorded.circumstances import OrderRecorded
from ..recorded.events import CompetenceRecorded, RelationshipRecorded


def found_and_wait(view: View, child: str) -> tuple[int, ...]:
    """The place of each entry of what they understand that still says something, and of which
    nobody has said anything yet.
    """
    every = _open_still(view, CompetenceRecorded, child)
    return tuple(one.seq for one in every if view.still_says(one))


def related_and_wait(view: View, child: str) -> frozenset[str]:
    """Of whom likewise something is found that they are to the child, or are no more; or an order
    that is made to them.
    """
    orders = (one.event.people for one in _open_still(view, OrderRecorded, child))
    links = (one.event.person for one in _open_still(view, RelationshipRecorded, child))
    return frozenset().union(links, *orders)


def _open_still(view: View, kind: type[Any], child: str) -> Iterator[Held[Any]]:
    if open_still := _nobody_said_of(view):
        for fact in view.file.of(kind):
            if fact.seq in open_still and fact.event.child == child:
                yield fact


@worked_out_once
def _nobody_said_of(view: View) -> frozenset[int]:
    """The place of each entry that waits, and of which nobody has said anything yet."""
    file, known = view.file, view.known
    unsaid = (held for held in waiting(file, known) if settled(file, held, known) is None)
    return frozenset(seq for held in unsaid for seq in held.event.entries)
