"""Everybody linked to those a question is about, and whether they have said anything themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...domain.answers import Item, Position, Reason
from ...domain.deciding.decision import asked_in
from ...domain.file.view import View
from ...domain.said.ownwords import has_spoken, is_their_own
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.scope import Point

#: Nothing that they said themselves: asked and not answered, or told by somebody else.
_SAID_NOTHING: Final = frozenset(
    {Reason.NOT_ASKED, Reason.NOT_ANSWERED, Reason.AWAITING_REPLY, Reason.REPORTED_NOT_CONFIRMED}
)


def show_caregivers(
    items: Sequence[Item], proposal: Proposal, view: View | None
) -> list[dict[str, Any]]:
    """Everybody linked, each once, asked or not: nobody falls off the screen. Whoever has spoken
    has done so, whatever they are asked since and whatever somebody told of them.
    """
    found: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(items):
        for position in item.positions:
            person = found.setdefault(
                position.person,
                {
                    "person": position.person,
                    "role": position.role,
                    "spoken_to": False,
                    "on_items": [],
                },
            )
            person["spoken_to"] = person["spoken_to"] or _spoke(position, item, proposal, view)
            person["on_items"].append(
                {"item": number, "says": position.says, "reason": position.reason}
            )
    return list(found.values())


def _spoke(position: Position, item: Item, proposal: Proposal, view: View | None) -> bool:
    """Whether some word of their own bears on the item."""
    if view is None:
        return position.response is not None and position.reason not in _SAID_NOTHING
    said = view.said_as.get(position.response or "")
    if said is not None and is_their_own(said):
        return True
    point = Point(item.subject, proposal.purpose, proposal.agency, item.category, item.direction)
    return any(
        has_spoken(reading, reading.the_one(position.person), point, enquiry)
        for reading in view.readings_apart
        for enquiry in asked_in(reading, proposal.enquiry)
    )
