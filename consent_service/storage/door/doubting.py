"""What somebody writes while nobody knows what time it is, looked at as it would be at each time
that a clock speaks of.

Which of them is right nobody knows, so none may be the reason to refuse, or to leave out, what
holds together at another.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from ...actions.moment import Moment
from ...domain.recorded.content import ByRequest
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.falling import TakenWithCare
from ..beside.setaside import TwoClocks, Waiting
from ..database.engine import DATABASE_ERRORS
from .requests import Request


def carried_out(
    action: Callable[[Moment], Sequence[AnyEvent]], moment: Moment, times: Sequence[datetime]
) -> tuple[datetime, tuple[AnyEvent, ...]]:
    """What the action puts on record, and at which of these times: the first at which nothing is
    wrong with it, else the first at which it is kept. Raises what it does at the first of all.
    """
    first: Exception | None = None
    kept: tuple[datetime, tuple[AnyEvent, ...]] | None = None
    for at in times:
        try:
            events = tuple(action(replace(moment, at=at, seen=None)))
        except DATABASE_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, at this time
            first = first or error
            continue
        if not any(isinstance(event, TakenWithCare) for event in events):
            return at, events
        kept = kept or (at, events)
    if kept is not None:
        return kept
    raise first or ValueError("no time")


def waiting(
    request: Request,
    file: str | None,
    events: Sequence[AnyEvent],
    *,
    at: datetime,
    asked: ByRequest | None,
    told: TwoClocks,
) -> Waiting:
    """What was said, as it waits: under the key of its request, where it has one."""
    id = secrets.token_hex(12) if asked is None else asked.key.hex()
    return Waiting(id, request.by, file, tuple(events), at, told, asked, request.told_by)
