"""Who may have been harmed or pressed, by what was recorded of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, TypeAlias

from ..events import ConversationRecorded
from ..held import Held
from ..practice import ContactPointRecorded, NeedsRecorded
from ..view import View

#: When a sign took effect, when it was recorded, and where it stands.
Order: TypeAlias = tuple[datetime, datetime, int]

#: Ways of reaching somebody that say that somebody else is to be feared.
_WARY: Final = {"UNSAFE": "UNSAFE_CONTACT", "CODE_WORD": "CODE_WORD"}

_Harmed: TypeAlias = NeedsRecorded | ConversationRecorded | ContactPointRecorded


def may_be_harmed(view: View) -> Iterator[tuple[str, str, Order]]:
    """Who may have been harmed or pressed, by what was recorded of them, as which code of `signs`,
    and since when. That it is recorded no longer says nothing of those around: a manager says that
    they are safe.
    """
    said: tuple[Held[_Harmed], ...] = (
        *view.holding[NeedsRecorded],
        *view.holding[ConversationRecorded],
        *view.holding[ContactPointRecorded],
    )
    for held in said:
        code = says_harmed_as(held.event)
        if code is not None:
            yield held.event.person, code, held.order


def says_harmed_as(event: _Harmed) -> str | None:
    """As which code of `signs` this says that whoever it is about may be harmed, if it does."""
    match event:
        case NeedsRecorded(indicators=indicators):
            return "DOMESTIC_ABUSE_NEED" if "DOMESTIC_ABUSE_VICTIM" in indicators else None
        case ConversationRecorded():
            return "PRESSURE" if is_pressed(event) else None
        case ContactPointRecorded(safety=safety):
            return _WARY.get(safety)


def is_pressed(talk: ConversationRecorded) -> bool:
    """Somebody may have pressed whom we talked to."""
    return talk.pressure_concern in ("POSSIBLE", "YES")
