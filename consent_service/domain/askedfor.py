"""Whether somebody has been heard about what they asked us for. Pure.

What they wrote may be a no, and a call that nobody took is no answer to it, nor is a talk about
something else: it stays to be read, and to be answered, until somebody says that they talked with
them about it, or that it is done and nothing in it is a no.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import UNSET

from .held import Held
from .practice import HELP_NOW, FamilyAnswered, FamilyAsked
from .view import View

#: What is said of it by which nothing is left to be heard.
_SETTLES: Final = frozenset({"SPOKEN_TO", "DONE"})


def settled(view: View) -> dict[str, datetime]:
    """By what they asked for: since when it is answered."""
    key = ("asked for", "settled")
    if key not in view.worked_out:
        # The first that settles it does.
        view.worked_out[key] = dict(reversed([*_settled(view)]))
    found: dict[str, datetime] = view.worked_out[key]
    return found


def _settled(view: View) -> Iterator[tuple[str, datetime]]:
    asked = {held.event.request: held for held in view.holding[FamilyAsked]}
    for answer in sorted(view.holding[FamilyAnswered], key=lambda held: held.effective_at):
        request = asked.get(answer.event.request)
        if request is not None and _settles(answer, request):
            yield request.event.request, answer.effective_at


def _settles(answer: Held[FamilyAnswered], asked: Held[FamilyAsked]) -> bool:
    """Whoever asked for nothing in words of their own, and for no help, has said no to nothing."""
    if answer.event.how is UNSET:
        return asked.event.words is None and asked.event.wants != HELP_NOW
    return answer.event.how in _SETTLES
