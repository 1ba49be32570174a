"""How enquiries ended, on the page of whoever was told. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from ..outcometold import person_told
from ..safety import known_until
from ..view import View


class Ending(msgspec.Struct, frozen=True):
    """When one ended, and how: a code of `close_reasons`."""

    at: datetime
    reason: str


def outcomes(view: View, person: str) -> Iterator[Ending]:
    """Those of which this very person was told, while they may have come to know of it."""
    for enquiry, end in view.ended.items():
        told = person_told(view, enquiry, person)
        until = known_until(view, person, [enquiry])
        if (
            told is not None
            and told.event.told
            and told.event.person == person
            and (until is None or told.seq <= until)
        ):
            yield Ending(end.effective_at, end.event.reason)
