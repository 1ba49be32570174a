"""Whether the very same was taken in on that day already, as it is where a form is sent from two
windows: two enquiries would ask one family twice. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..codes import label
from ..file.view import View
from ..recorded.event import Event
from ..recorded.events import EnquiryOpened
from ..recorded.falling import Notice
from ..times import LONDON, day_of
from ..writing import folded

#: Whoever sends it says whether it is another, whenever they read the rest of it.
TAKEN_IN: Final = "TAKEN_IN_TODAY"


def taken_in_already(event: Event, view: View, seq: int) -> Iterator[Notice]:
    """At what time it was, on the same day and in the same words."""
    if not isinstance(event, EnquiryOpened) or not event.worry:
        return
    every = view.holding[EnquiryOpened]
    today = {day_of(one.recorded_at) for one in every if one.seq == seq}
    for one in every:
        is_before = one.seq < seq and day_of(one.recorded_at) in today
        if is_before and folded(one.event.worry or "") == folded(event.worry):
            at = f"at {one.recorded_at.astimezone(LONDON):%H:%M}"
            yield Notice(TAKEN_IN, label("notices", TAKEN_IN).format(names=at))
