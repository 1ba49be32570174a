"""What became of what an entry would let fall: said of that entry wherever it is read. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from ..file.held import File, Held
from ..file.whatwaits import settled, waiting
from ..recorded.falling import EffectConfirmed, EffectWaits


class Became(StrEnum):
    """What became of what an entry would let fall."""

    WAITS = "WAITS"
    #: Lifted on a manager's word by telephone, for its day.
    HOLDS = "HOLDS"
    #: That day is over, and nobody had confirmed it: it stands again.
    OVER = "OVER"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"


def became(file: File, waits: Held[EffectWaits], known: datetime) -> Became:
    """As it was known to be by then."""
    said = settled(file, waits, known)
    if said is not None:
        is_confirmed = isinstance(said.event, EffectConfirmed)
        return Became.CONFIRMED if is_confirmed else Became.REFUSED
    if waits.event.told_by is None:
        return Became.WAITS
    return Became.OVER if waits in waiting(file, known) else Became.HOLDS
