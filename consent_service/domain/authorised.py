"""Which manager's decisions reach an item (`domain.md` 5.2 step 3.5 and the edges of 5.6)."""

from __future__ import annotations

from typing import NamedTuple

from .answers import Position, Says
from .casefile import Authorisation
from .codes import DECIDING_PR
from .scope import Point, excludes, misses
from .view import View


class Reaching(NamedTuple):
    """The decisions that reach an item, told as one."""

    kind: str
    safe_to_tell: bool
    ids: tuple[str, ...]


def authorisation_reaching(
    view: View, enquiry: str | None, point: Point, positions: tuple[Position, ...]
) -> Reaching | None:
    """The decisions in force that reach `point`, or None.

    The reported kind is the latest's. Telling is unsafe if any of them says so.
    """
    found = [
        decision
        for decision in view.authorisations
        if decision.enquiry == enquiry
        and not misses(decision.scope, point)
        and not excludes(decision.scope, point)
        and _still_relies(decision, positions)
    ]
    if not found:
        return None
    newest = max(found, key=lambda decision: decision.order)
    return Reaching(
        newest.kind,
        all(view.is_safe_to_tell(decision.id, decision.safe_to_tell) for decision in found),
        tuple(decision.id for decision in found),
    )


def _still_relies(decision: Authorisation, positions: tuple[Position, ...]) -> bool:
    """Relying on one parent holds only while that parent, who must hold parental responsibility,
    says yes to the item.
    """
    if decision.kind != "RELY_ONE_PARENT":
        return True
    return any(
        p.person == decision.relies_on and p.says is Says.YES and p.pr_status in DECIDING_PR
        for p in positions
    )
