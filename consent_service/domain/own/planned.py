"""Which safety plans stand on somebody's own page: those that they were given. Pure.

That there is one, whom it keeps safe and when we look at it again. What it says is on the copy that
they have: staff wrote it, and it may speak of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

import msgspec

from ..planned import planned
from ..safety import each_known_until
from ..view import View


class GivenPlan(msgspec.Struct, frozen=True):
    """One that they have: since when, about which children as they know them, whether it ended."""

    at: datetime
    children: tuple[str, ...]
    looked_at_again: date | None
    has_ended: bool


def given_plans(view: View, person: str, names: Mapping[str, str]) -> Iterator[GivenPlan]:
    """The version that they have, of those given while they may have come to know of it."""
    for plan in planned(view):
        about = (plan.newest.event.plan, *plan.newest.event.children)
        until = each_known_until(view, person, about)
        for one in plan.recipients:
            if one.person != person or one.shared is None:
                continue
            if until is not None and one.shared.seq > until:
                continue
            # What they have may have been found to be an error since, and they still have it.
            theirs = (held for held in plan.versions if held.event.version == one.has)
            version = next(theirs, plan.newest)
            children = tuple(names[child] for child in version.event.children if child in names)
            told = one.told_of_end
            if children:
                yield GivenPlan(
                    one.shared.effective_at,
                    children,
                    version.event.review_on,
                    told is not None and (until is None or told.seq <= until),
                )
