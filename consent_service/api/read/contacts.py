"""Numbers and addresses that are opened with a reason: what is shown then, what otherwise."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

import msgspec

from ...domain.recorded.checked import ContactOpened
from ...domain.recorded.event import Event
from ...domain.recorded.practice import ContactPointRecorded
from ...domain.standing.contacts import is_withheld, opened
from ...storage.door.requests import Recorded
from ..replies.showing import plain

#: What of a way of reaching somebody is not shown in passing.
_NOT_IN_PASSING: Final = ("value", "note")


def what_opens(recorded: Recorded) -> dict[str, Any]:
    """What was opened; nothing where it was only tried."""
    event = recorded.entries[0].content.event
    if not isinstance(event, ContactOpened):
        return {"opened": []}
    assert recorded.view is not None  # noqa: S101 - it is put under a family's file
    return {"opened": plain(opened(recorded.view, event.contact))}


def in_passing(event: Event, kept: Collection[str]) -> dict[str, Any]:
    """What was recorded, as the list of entries shows it. `kept` is what `withheld` gives."""
    shown: dict[str, Any] = msgspec.to_builtins(event, builtin_types=(datetime, date))
    if not may_be_shown(event, kept):
        shown |= dict.fromkeys(_NOT_IN_PASSING)
    return shown


def may_be_shown(event: Event, kept: Collection[str]) -> bool:
    """Whether nothing in it is opened with a reason only."""
    return not isinstance(event, ContactPointRecorded) or not is_withheld(event, kept)
