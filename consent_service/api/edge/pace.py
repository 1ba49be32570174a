"""How long a reply to somebody of a family took tells nothing of what it leaves out.

Their page is made from the whole file, and what they may not know costs a moment to leave out: a
millisecond for twenty-five entries. So what they are answered goes at the end of a step of a tenth
of a second, and all that takes less than one takes as long (`domain.md` F06).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final, NamedTuple

#: Seconds. Many times what a page takes, and not much to somebody who waits for one.
STEP: Final = 0.1


class Pace(NamedTuple):
    """Whatever measures how long a request has taken, and lets time pass. In seconds."""

    now: Callable[[], float]
    wait: Callable[[float], None]

    def hold(self, since: float) -> None:
        """Until the end of the step in which what began `since` is."""
        self.wait(left_of_step(self.now() - since))


def left_of_step(taken: float) -> float:
    """Seconds until what has taken so long has taken whole steps."""
    steps = max(1, math.ceil(taken / STEP))
    return max(0.0, steps * STEP - taken)


#: The machine's, that nobody sets.
MACHINES: Final = Pace(time.monotonic, time.sleep)
