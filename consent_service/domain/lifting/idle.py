"""What of an entry does nothing, beside the rest of it.

Whoever types a member means something by it. Where another member of the same entry leaves it
without any effect it is kept, and said: a worker who wrote down the safe times of a number that is
marked as safe at any time believes that they hold. A test shows of each row that it is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..file.ordersmean import MEANINGS
from ..recorded.circumstances import OrderRecorded
from ..recorded.event import Event
from ..recorded.events import ResponseRecorded
from ..recorded.practice import ContactPointRecorded, SafeToTellChanged, TellingRecorded
from ..said.contradicting import AGREEMENTS

_DELEGATED: Final = "DELEGATED_AUTHORITY"


def _names_no_council(order: OrderRecorded) -> bool:
    return not MEANINGS[order.order_type].council


#: By kind and member: when it has no effect, though it was said.
IDLE: Final[Mapping[type[Event], Mapping[str, Callable[[Any], bool]]]] = {
    ContactPointRecorded: {
        # They are read where it is safe at these times alone.
        "safe_times": lambda point: point.safety != "SAFE_AT_TIMES",
    },
    ResponseRecorded: {
        # A no, and what is less than a yes, holds from when it was said.
        "valid_from": lambda said: said.answer not in AGREEMENTS and said.supersedes is None,
    },
    OrderRecorded: {
        "council": _names_no_council,
        "limits": _names_no_council,
        "purposes": lambda order: order.order_type != _DELEGATED,
        "categories": lambda order: order.order_type != _DELEGATED,
    },
    # What somebody may know is looked at again by nobody.
    SafeToTellChanged: {"review_on": lambda change: change.safe},
    TellingRecorded: {"review_on": lambda telling: telling.told},
}


def idle(event: Event) -> Iterator[str]:
    """The members of this entry that were said and do nothing, by the names they are sent by."""
    for name, is_so in IDLE.get(type(event), {}).items():
        if getattr(event, name) not in (None, ()) and is_so(event):
            yield name
