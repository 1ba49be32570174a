"""Of several people and several kinds of information, which pairs are a question at all. Pure.

A child's kinds are asked of children and an adult's of adults (`domain.md` 3.14: each kind is
resolved to a subject). Of a mother and her baby nobody asks the baby for the adult's health. Of
whatever else was typed, a no is heard: a pair that nobody would ask for is a question all the same
where somebody said no to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..answers import Flag, Item, Says
from ..codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT
from ..file.view import View
from ..scopes.scope import Point


def that_fit(view: View, points: Sequence[Point]) -> list[Point]:
    """Without those of which another who is named fits the kind, and another kind fits whom it is
    about. What can be about nobody who is named stays, and says so.
    """
    fit = [point for point in points if _fits(view, point)]
    people, kinds = {point.subject for point in fit}, {point.category for point in fit}
    return [
        point
        for point in points
        if _fits(view, point) or point.subject not in people or point.category not in kinds
    ]


def is_reached_by_a_no(item: Item) -> bool:
    """Somebody said no to it, or may have; or to what is close to it."""
    return Flag.RELATED_REFUSAL in item.flags or any(
        one.says is Says.NO or one.holds for one in item.positions
    )


def _fits(view: View, point: Point) -> bool:
    if point.category in OWN_TO_AN_ADULT:
        return point.subject in view.adults
    return point.category not in OWN_TO_A_CHILD or point.subject in view.children
