"""A yes that we have from whoever interpreted: that they said it is that one's word. Pure.

Whoever was there knows that somebody interpreted. Who it was, and whether their word is relied on,
stands on no page.
"""

from __future__ import annotations

from typing import Any, Final

from ..codes import TEXTS
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from . import words

CHANGED: Final = words.words("shown_statuses", "WITHDRAWN")


def is_told_by_another(told: View, said: Held[Response]) -> bool:
    """As far as they may know of the file."""
    talk = told.conversations.get(said.event.conversation or "")
    return talk is not None and talk.event.interpreter is not None


def why_not_counted(told: View, yes: Held[Response], why: str) -> dict[str, Any]:
    """Of one that does not count now, in words."""
    is_told = why == TEXTS["own_not_until"] and is_told_by_another(told, yes)
    because = TEXTS["own_told_yes_not_until"] if is_told else why
    return {"because": because, "may_say_yes": False, "was_theirs": not is_told}


def why_over(told: View, yes: Held[Response], why: str, *, is_error: bool) -> dict[str, Any]:
    """Of one that has ended: whoever may never have said yes has not changed their mind."""
    is_told = why == CHANGED and is_told_by_another(told, yes)
    because = TEXTS["own_told_yes"] if is_told else why
    return {"because": because, "was_theirs": not (is_error or is_told)}
