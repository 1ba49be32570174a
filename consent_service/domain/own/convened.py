"""Which meetings stand on somebody's own page: those of the family to which they were asked. Pure.

What was discussed without them, who else was asked and where it is are on no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from ..convened import convened
from ..safety import each_known_until
from ..view import View


class FamilyMeeting(msgspec.Struct, frozen=True):
    """One to which they were asked: when it is, and about which children, as they know them."""

    starts_at: datetime
    children: tuple[str, ...]


def family_meetings(view: View, person: str, names: Mapping[str, str]) -> Iterator[FamilyMeeting]:
    """Those recorded while they may have come to know of it. One that was not held is none."""
    for one in convened(view):
        called = one.called.event
        if called.meeting_type != "FAMILY_NETWORK_MEETING" or called.starts_at is None:
            continue
        if one.recorded is not None and not one.recorded.event.held:
            continue
        until = each_known_until(view, person, [called.meeting, *called.children])
        asked = any(
            invited.person == person and (until is None or invited.invitation.seq <= until)
            for invited in one.invited
        )
        children = tuple(names[child] for child in called.children if child in names)
        if asked and children:
            yield FamilyMeeting(called.starts_at, children)
