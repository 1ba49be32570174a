"""What somebody agreed to for a child, as it reads once the child is old enough to decide. Pure.

By the day of birth alone, which they know: what anybody found of how much the child understands is
on no page of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, time

import msgspec

from ..file.comingofage import birthday
from ..file.findings import DECIDES_FROM
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..times import LONDON


def until_each_decides(told: View, person: str, agreed: Held[Response]) -> Iterator[Held[Response]]:
    """A yes in as many parts as it has ends: for a child who comes to be old enough after it was
    said, it ends with the first moment of that day.
    """
    said = agreed.event
    of: dict[datetime | None, list[str]] = defaultdict(list)
    for subject in said.scope.subjects:
        day = old_enough_from(told, subject) if subject != person else None
        ends = [one for one in (said.expires_at, day) if one is not None]
        is_later = day is not None and day > agreed.effective_at
        of[min(ends) if is_later else said.expires_at].append(subject)
    if len(of) == 1 and said.expires_at in of:
        yield agreed
        return
    for end, subjects in of.items():
        scope = msgspec.structs.replace(said.scope, subjects=tuple(subjects))
        event = msgspec.structs.replace(said, scope=scope, expires_at=end)
        yield msgspec.structs.replace(agreed, event=event)


def old_enough_from(told: View, child: str) -> datetime | None:
    """The first moment of that birthday; None of an adult, or where nobody knows when it is."""
    held = told.children.get(child)
    if held is None or held.event.dob is None:
        return None
    day = birthday(held.event.dob, DECIDES_FROM)
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
