"""When somebody is asked again who has not said yet whether they want an advocate. Pure.

Their page says by which day, and by that day it is on somebody's list.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ..file.held import Held
from ..recorded.events import AdvocateStatusChanged
from ..workingdays import working_days_after
from .advocates import OFFERED

#: Where somebody has not said what they want.
NOT_SAID: Final = frozenset({OFFERED, "WANTS_TIME"})
#: That many working days later.
_AFTER: Final = 5


def asked_again(stands: Held[AdvocateStatusChanged]) -> date | None:
    """By which day; None of whoever has said it."""
    if stands.event.status not in NOT_SAID:
        return None
    return working_days_after(stands.effective_at, _AFTER)
