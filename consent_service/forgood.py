"""What a process imports and makes when it begins is there for good, and never looked through.

It is half a million objects. Python would look for rubbish among them a dozen times while they are
imported, which is a fifth of the time that a process takes to begin; and again whenever it looks at
everything, which is a tenth of a second in the middle of somebody's request.

A process that serves keeps what it opens of families, which is no rubbish either. Python would go
through that each time it has made another 70,000 objects, which are two hundred files not seen
before: a tenth of a second once more. It does so seldom, and once a minute by the clock: what was
let go, of a family that was erased for one, does not stay as rubbish where few ask. Nor does it
look at the newest before there are more of them than a batch of writes has at once: all of those
are still used, and what was worked out of a family is no rubbish when it is over (`Look.let_go`).
What is kept is looked through by the clock alone: each look found a few hundred objects among a
hundred thousand, and was a tenth of what a write of a file not seen before took.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: So many objects more than went, until the newest are looked through; so many times that, until
#: those are which were left of them; and so many times these, until all are. Rubbish takes the
#: memory of so many objects at most, some tens of megabytes.
_SELDOM: Final = (30_000, 12, 1_000)
#: Seconds until what was let go is gone from memory, however little is asked.
GONE_WITHIN: Final = 60.0


@contextmanager
def for_good() -> Iterator[None]:
    """Whatever is made in this block stays until the process ends. Nothing that comes and goes may
    be made in it: rubbish of it is never found.
    """
    was_looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_looked_for:
            gc.enable()


def look_seldom() -> None:
    """From here on this process looks for rubbish as one does that keeps much."""
    gc.set_threshold(*_SELDOM)


def look_in_time(loop: asyncio.AbstractEventLoop, seconds: float = GONE_WITHIN) -> None:
    """Look through all that came and went each so many seconds, for as long as this loop runs."""

    def look() -> None:
        gc.collect()
        look_in_time(loop, seconds)

    loop.call_later(seconds, look)
