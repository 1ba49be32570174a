"""Orders and arrangements about a child: what is put on record with one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..domain.codes import label
from ..domain.file.ordersmean import COUNCIL, MEANINGS, NOT_KNOWN_WHICH
from ..domain.recorded.circumstances import OrderEnded, OrderRecorded
from ..domain.recorded.events import AdultAdded, AnyEvent
from ..domain.recorded.members import NOBODY_FOUND
from .moment import Moment, new_id
from .refused import Refused


def record_order(order: OrderRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Where it gives a council parental responsibility and none is named, it is ours: as it stands
    on the file, or put there with the order. Of one that is kept as far as it could be read, whom
    it limits may be each who is responsible. One that is recorded again after its end has begun
    anew, and is another: no end of before ends it.
    """
    if _has_ended(order.order, moment):
        order = msgspec.structs.replace(order, order=new_id())
    if any(one.startswith("/limits") for one in moment.lacking or ()):
        moment.lacks("limits-whom", "/limits")
        order = msgspec.structs.replace(order, limits=_responsible(order.child, moment))
    if order.order_type == NOT_KNOWN_WHICH and moment.lacking:
        moment.lacks("order-not-known", "/type")
    if order.child == NOBODY_FOUND:
        # Whichever child it may be about: see `whoever.py`.
        return [order]
    if not MEANINGS[order.order_type].council or order.council is not None:
        return [order]
    ours = _our_council(moment)
    if ours is not None:
        return [msgspec.structs.replace(order, council=ours)]
    added = AdultAdded(person=new_id(), names=label("roles", COUNCIL))
    return [msgspec.structs.replace(order, council=added.person), added]


def _responsible(child: str, moment: Moment) -> tuple[str, ...]:
    links = moment.view().deciders[child]
    return tuple(dict.fromkeys(link.event.person for link in links))


def _our_council(moment: Moment) -> str | None:
    links = (link for found in moment.view().relationships.values() for link in found)
    return next((link.event.person for link in links if link.event.role == COUNCIL), None)


def end_order(ended: OrderEnded, moment: Moment) -> Sequence[AnyEvent]:
    """Once. What rested on it ends; what that would lift waits for a manager like anything else."""
    if _has_ended(ended.order, moment):
        raise Refused("settled-already", "/order")
    return [ended]


def _has_ended(order: str, moment: Moment) -> bool:
    return any(held.event.order == order for held in moment.view().recorded[OrderEnded])
