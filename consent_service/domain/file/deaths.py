"""When somebody died, as far as anybody said: the last word that says when counts. Pure.

A death is so once. Whoever records it again puts it right, and the day that they give may be years
before the first one: of other facts the later in effect counts, and of this one the later said.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..memo import worked_out_once
from ..recorded.births import died_in
from ..recorded.circumstances import DeathRecorded
from .held import Held
from .view import View


def is_day_known(death: Held[DeathRecorded]) -> bool:
    """Where none was said it was put down as of when it was recorded."""
    return died_in(death.event) is None and death.effective_at != death.recorded_at


def says_when(death: Held[DeathRecorded]) -> bool:
    """A day, or the month or year."""
    return died_in(death.event) is not None or is_day_known(death)


def last_counts(view: View) -> list[Held[DeathRecorded]]:
    """Each word of a death; of one person the last here is the one that counts."""
    return sorted(view.holding[DeathRecorded], key=lambda said: (says_when(said), said.seq))


@worked_out_once
def deaths(view: View) -> Mapping[str, Held[DeathRecorded]]:
    """By person, the word of it that counts."""
    found = {view.the_one(said.event.person): said for said in last_counts(view)}
    return MappingProxyType(found)
