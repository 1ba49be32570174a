"""What was shared and no agreement or decision reached, until a manager has looked at it."""

from __future__ import annotations

from .compared import DisclosureCompared
from .falling import MANAGERS
from .held import Held
from .practice import DisclosureRecorded, DisclosureReviewed
from .view import View


def is_to_be_seen(compared: DisclosureCompared) -> bool:
    """A manager looks at it: what stood on record did not reach all of it, or what it was said to
    rest on is something else.
    """
    covered = compared.verdict in ("COVERS", "NOT_BY_AGREEMENT")
    return not covered or bool(compared.rests_otherwise)


def comparisons(view: View) -> dict[str, Held[DisclosureCompared]]:
    """By disclosure: what it was found to be when it was recorded."""
    return {held.event.disclosure: held for held in view.recorded(DisclosureCompared)}


def looked_at(view: View, made: Held[DisclosureRecorded]) -> Held[DisclosureReviewed] | None:
    """The first look of a manager who did not record it."""
    reviews = view.by[DisclosureReviewed, "disclosure"].get(made.event.disclosure, ())
    return next((r for r in reviews if r.role in MANAGERS and r.by != made.by), None)
