"""Words that may tell of harm, and that a manager has read and found to mean nobody of the family,
or to be a way of speaking. Pure.

They hold nobody from then on. What other words hold, or a danger who is named, stands; and whoever
calls for help means somebody, however it reads. By anybody but a manager it waits for one, as
whatever lifts a warning (`lifting/effects.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.compared import FoundRight
from ..recorded.falling import MANAGERS
from .seento import TELLS, settles


@worked_out_once
def found_harmless(view: View) -> Mapping[int, Held[FoundRight]]:
    """By the place of the words: what a manager said of them, and why."""
    return {one.event.entry: one for one in view.holding[FoundRight] if _counts(view, one)}


def _counts(view: View, found: Held[FoundRight]) -> bool:
    is_a_managers = found.role in MANAGERS or found.seq in view.let_fall
    return found.event.means_nobody is True and is_a_managers and settles(found.event, TELLS)
