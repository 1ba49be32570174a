"""When what somebody shows is looked at: by the wall clock, and by our own count of seconds beside
it where the two have come apart.

A wall clock that jumps ahead would otherwise sign everybody out at once, and turn away the no that
they bring and the child at risk. Which of the two is right nobody can say then, so what either
finds good is good: nothing is appended until they agree, and no answer tells anything of anybody.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from ..storage.door.clock import APART

#: Seconds by which the clocks of those who issue and who look may differ.
LEEWAY: Final = 30
#: What a library that asks the wall clock is told to forgive, so that it says nothing of the time.
NEVER: Final = 10**10


class Moments:
    """The moments that may be now, in seconds since 1970: one, or two. `elapsed` gives seconds
    since this machine was started, which nobody sets; without it there is the wall clock alone.

    `last` is when something was last put on record, as the signed entries say: a process that was
    started while its wall clock was behind counts on from there, once that clock is right.
    """

    def __init__(
        self,
        wall: Callable[[], float] | None = None,
        elapsed: Callable[[], float] | None = None,
        last: Callable[[], float | None] = lambda: None,
    ) -> None:
        self._wall = wall
        self._elapsed = elapsed
        self._last = last
        self._began = None if elapsed is None else self._now() - elapsed()

    def __call__(self) -> tuple[int, ...]:
        wall = self._now()
        if self._began is None or self._elapsed is None:
            return (int(wall),)
        counted = self._began + self._elapsed()
        if wall - counted > APART.total_seconds():
            # It is no earlier than what stands on record. That an entry is stamped ahead of the
            # wall clock as well says nothing: it may be the odd one.
            counted = max(counted, min(wall, self._last() or counted))
        if abs(counted - wall) <= APART.total_seconds():
            return (int(wall),)
        return int(wall), int(counted)

    def _now(self) -> float:
        return time.time() if self._wall is None else self._wall()


def assert_is_good(claims: Mapping[str, Any], moments: tuple[int, ...]) -> tuple[int, int]:
    """When a token of ours was issued and when it ends, if at one of these moments it has begun and
    is not over. Raises `ValueError`, and `KeyError` for one that does not say.
    """
    issued, expires = claims["iat"], claims["exp"]
    begins = claims.get("nbf", issued)
    if any(type(one) is not int for one in (issued, expires, begins)):
        raise ValueError("times that are not whole seconds")
    if not any(max(issued, begins) - LEEWAY <= now < expires + LEEWAY for now in moments):
        raise ValueError("over, or of a time to come")
    return issued, expires
