"""Which manager's decisions reach an item (`domain.md` 5.2 step 3.5 and the edges of 5.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ..answers import Position, Safe, Says
from ..codes import DECIDING_PR
from ..file.held import Held, in_order
from ..file.view import View
from ..recorded.events import AuthorisationMade
from ..recorded.practice import NotShareDecided
from ..safety.telling import telling_anybody
from ..scopes.containing import holds
from ..scopes.scope import Point, Reach, excludes
from ..scopes.services import Service


class Reaching(NamedTuple):
    """The decisions that reach an item, told as one."""

    kind: str
    safe_to_tell: bool
    ids: tuple[str, ...]


def authorisation_reaching(
    view: View,
    enquiry: str | None,
    point: Point,
    heard: tuple[Position, ...],
    directory: Sequence[Service],
) -> Reaching | None:
    """The decisions in force that reach `point`, or None.

    Like a yes, a decision reaches what it contains: `"*"` is who stood on the file and which
    services were listed when it was made, and no service whose being asked can cost a family a lot.
    From the closing of its enquiry it authorises nothing, unless the enquiry was handed on for that
    purpose. `heard` are those whose word counts. The reported kind is the latest's. Telling is
    unsafe if any of them says so.
    """
    found = [
        decision
        for decision in view.authorising
        if decision.event.enquiry == enquiry
        and not view.has_ended_for(decision.event.enquiry, point.purpose)
        and holds(decision.event.scope, point, view.then(decision.seq), directory)
        and excludes(decision.event.scope, point, directory) is Reach.NOT
        and _still_relies(view, decision, point.subject, heard)
    ]
    if not found:
        return None
    newest = max(found, key=in_order)
    return Reaching(
        newest.event.decision,
        all(
            telling_anybody(view, [decision.event.authorisation]) is not Safe.NO
            for decision in found
        ),
        tuple(decision.event.authorisation for decision in found),
    )


def decided_at(decision: Held[AuthorisationMade] | Held[NotShareDecided]) -> datetime:
    """When it was made. A start in the past says from when it was meant to hold, not when it was
    decided: that is when it was put on record.
    """
    return max(decision.effective_at, decision.recorded_at)


def _still_relies(
    view: View, decision: Held[AuthorisationMade], child: str, heard: tuple[Position, ...]
) -> bool:
    """Relying on one parent holds only while that parent, who must hold parental responsibility,
    says yes to the item.
    """
    if decision.event.decision != "RELY_ONE_PARENT":
        return True
    return any(
        p.person == decision.event.relies_on
        and p.says is Says.YES
        and p.pr_status in DECIDING_PR
        and p.person not in view.standings[child].unproved
        for p in heard
    )
