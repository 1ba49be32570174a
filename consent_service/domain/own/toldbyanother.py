"""A yes that may be somebody else's word for them: that somebody said it is theirs. Pure.

Whoever was there knows that somebody interpreted; who it was, and whether their word is relied on,
stands on no page. Of one that staff wrote down by somebody else's words it is said that it was
written down, and asked whether that is right: by whose words stands nowhere.
"""

from __future__ import annotations

from typing import Any, Final

from ..codes import TEXTS
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..said.besideayes import may_be_anothers
from . import words

CHANGED: Final = words.words("shown_statuses", "WITHDRAWN")
#: How that is said: of one that was interpreted, and of one that was written down.
_TOLD: Final = "own_told_yes"
_WRITTEN: Final = "own_written_yes"


def is_told_by_another(told: View, said: Held[Response]) -> bool:
    """As far as they may know of the file."""
    return _how(told, said) is not None


def _how(told: View, said: Held[Response]) -> str | None:
    talk = told.conversations.get(said.event.conversation or "")
    if talk is not None and talk.event.interpreter is not None:
        return _TOLD
    return _WRITTEN if may_be_anothers(told, said) else None


def why_not_counted(told: View, yes: Held[Response], why: str) -> dict[str, Any]:
    """Of one that does not count now, in words."""
    how = _how(told, yes) if why == TEXTS["own_not_until"] else None
    because = why if how is None else TEXTS[f"{how}_not_until"]
    return {"because": because, "may_say_yes": False, "was_theirs": how is None}


def why_over(told: View, yes: Held[Response], why: str, *, is_error: bool) -> dict[str, Any]:
    """Of one that has ended: whoever may never have said yes has not changed their mind."""
    how = _how(told, yes) if why == CHANGED else None
    because = why if how is None else TEXTS[how]
    return {"because": because, "was_theirs": not (is_error or how is not None)}
