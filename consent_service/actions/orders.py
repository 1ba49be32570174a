"""Orders and arrangements about a child: what is put on record with one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..domain.circumstances import OrderEnded, OrderRecorded
from ..domain.codes import label
from ..domain.events import AdultAdded, AnyEvent
from ..domain.responsibility import COUNCIL, MEANINGS
from .moment import Moment, new_id
from .refused import Refused


def record_order(order: OrderRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Where it gives a council parental responsibility and none is named, it is ours: as it stands
    on the file, or put there with the order.
    """
    if not MEANINGS[order.order_type].council or order.council is not None:
        return [order]
    ours = _our_council(moment)
    if ours is not None:
        return [msgspec.structs.replace(order, council=ours)]
    added = AdultAdded(person=new_id(), names=label("roles", COUNCIL))
    return [msgspec.structs.replace(order, council=added.person), added]


def _our_council(moment: Moment) -> str | None:
    links = (link for found in moment.view().relationships.values() for link in found)
    return next((link.event.person for link in links if link.event.role == COUNCIL), None)


def end_order(ended: OrderEnded, moment: Moment) -> Sequence[AnyEvent]:
    """Once. What rested on it ends; what that would lift waits for a manager like anything else."""
    if any(held.event.order == ended.order for held in moment.view().recorded(OrderEnded)):
        raise Refused("settled-already", "/order")
    return [ended]
