"""What a process imports and makes when it begins is there for good, and never looked through.

It is half a million objects. Python would look for rubbish among them a dozen times while they are
imported, which is a fifth of the time that a process takes to begin; and again whenever it looks at
everything, which is a tenth of a second in the middle of somebody's request.

A process that serves keeps what it opens of families, which is no rubbish either. Python would go
through that each time it has made another 70,000 objects, which are two hundred files not seen
before: a tenth of a second once more. It does so seven times less often.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: So many objects more than went, until the newest are looked through; so many times that, until
#: those are which were left of them; and so many times these, until all are. Rubbish takes the
#: memory of so many objects at most, some tens of megabytes.
_SELDOM: Final = (5_000, 5, 20)


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
