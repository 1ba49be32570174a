"""The part of somebody's own page that they let the person who supports them know. Pure.

It is made from that page and from nothing else, and says what somebody can do, never what they
cannot see: no heading, no empty place and no count tells that there is more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from ..codes import TEXTS
from ..times import LONDON

_Own: TypeAlias = Mapping[str, Any]


def part_for(permission: str, own: _Own, at: datetime) -> dict[str, Any]:
    """What this permission is to know, as plain values. `own` is the page, as `own_view` gives it;
    whoever may see all of it may know each part.
    """
    parts = [_PARTS[permission]] if permission in _PARTS else [*_PARTS.values()]
    found: dict[str, Any] = {"you_support": own["you"], "meetings": [], "ask_for": None}
    can: list[str] = []
    for part in parts:
        known = part(own, at)
        can += known.pop("can")
        found |= known
    return {**found, "you_can": [*can, TEXTS["own_part_not_decide"]]}


def _meetings(own: _Own, at: datetime) -> dict[str, Any]:
    """Those still to come to which the person was asked, as it stands on their page."""
    today = at.astimezone(LONDON).date().isoformat()
    coming = [one for one in own["meetings"] if one["on"] >= today]
    about = [{"on": one["on"], "about": one["about"]} for one in coming]
    can = ["own_part_meetings", *([] if about else ["own_part_no_meeting"])]
    return {"can": [TEXTS[one] for one in can], "meetings": about}


def _letters(_own: _Own, _at: datetime) -> dict[str, Any]:
    return {"can": [TEXTS["own_part_letters"]]}


def _speaking(own: _Own, _at: datetime) -> dict[str, Any]:
    can = [TEXTS["own_part_speak"], TEXTS["own_part_raise"]]
    return {"can": can, "ask_for": next(_who(own), None)}


def _who(own: _Own) -> Iterator[str]:
    """Whom the person is to ask for themself."""
    if (own["keep_informed"] or {}).get("worker"):
        yield own["keep_informed"]["worker"]
    for now in reversed(own["who_now"]):
        yield from filter(None, (now["worker"], now["team"]))


#: By permission. What is not here is to see the page itself.
_PARTS: Final[Mapping[str, Callable[[_Own, datetime], dict[str, Any]]]] = {
    "MEETINGS_ONLY": _meetings,
    "COPIES_OF_LETTERS": _letters,
    "SPEAK_TO_WORKER": _speaking,
}
