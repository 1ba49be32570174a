"""What is read before somebody is spoken to, where that may not be safe. Pure."""

from __future__ import annotations

from ..codes import TEXTS
from ..safety.signs import asking
from ..section47 import why_ask_first
from ..words.contacting import NOT
from ..words.naming import name_of
from .scene import Scene


def wary(scene: Scene, person: str) -> str | None:
    """By name; None of whoever may be spoken to."""
    if scene.may_be_spoken_to[person]:
        return None
    why = why_ask_first(scene.view, person) or "ask_first"
    text = NOT.get(scene.view.each[asking][person].answer, why)
    return TEXTS[text].format(names=name_of(scene.view, person))
