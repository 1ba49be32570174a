"""What has fallen on a manager's word by telephone that nobody has confirmed, for a page. Pure."""

from __future__ import annotations

from typing import Any

from ..file.view import View
from ..file.whatwaits import by_telephone
from ..recorded.falling import FallKind


def lifted_by_telephone(view: View) -> list[dict[str, Any]]:
    """Each thing once, the oldest first; not that something reads as agreed by it."""
    return [
        {"kind": kind, "person": person, "told_by": held.event.told_by, "at": held.recorded_at}
        for held in by_telephone(view.file, view.known)
        for kind, person in dict.fromkeys((fall.kind, fall.person) for fall in held.event.falls)
        if kind is not FallKind.BECOMES_COVERED
    ]
