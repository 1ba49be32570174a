"""What somebody's answers come to about one item, and how careful that is."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from ..answers import Reason, Says
from ..deciding.outcomes import NEAREST_GAP
from ..file.held import Held
from ..recorded.events import Response


class CameTo(NamedTuple):
    """What a person's answers come to. `holds`: it may be a no, so nobody else's yes covers."""

    says: Says
    reason: Reason | None
    response: Held[Response] | None = None
    misses: tuple[Reason, ...] = ()
    holds: bool = False


def carefulness(found: CameTo) -> tuple[int, datetime, int]:
    """The most careful first: a yes that may be a no, undecided, awaiting, a yes that does not
    count, a yes; of two alike the one that ends first, then by why it does not count.
    """
    said = found.response
    assert said is not None  # noqa: S101 - every word was said
    if found.says is Says.YES or found.reason is None:
        rank = 4
    elif found.holds:
        rank = 0
    else:
        rank = _RANK.get(found.reason, 3)
    never = datetime.max.replace(tzinfo=said.effective_at.tzinfo)
    why = NEAREST_GAP.index(found.reason) if found.reason in NEAREST_GAP else 0
    return rank, said.event.expires_at or never, why


_RANK: Final = {Reason.UNDECIDED: 1, Reason.AWAITING_REPLY: 2}
