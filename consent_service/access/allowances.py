"""How much one person may look at in an hour: more than anybody reads, less than all there is.

A count for each look would be a write for each look. So a process takes leave for a handful of them
at once, by one count in the database, and uses that up by itself: in however many processes, never
more than `PER_PERSON.most` handfuls pass. What puts something on record, a check, and whatever
cannot wait is not counted and never refused; a system that asks by itself has its quotas.

Where nothing can be counted everybody looks: nobody waits for what they must see because it could
not be counted.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final, NamedTuple

import structlog

from ..storage.deadline import one_call
from ..storage.trouble import CannotRecord
from .limits import Limit, Limits, TooMany, seconds_left

log = structlog.get_logger("consent_service.allowances")

#: Looks that are counted as one.
HANDFUL: Final = 50
#: Twelve thousand looks an hour: more than three a second, all the hour long.
PER_PERSON: Final = Limit("handfuls of looks of a person", most=240, seconds=3600)
#: How many people a process remembers. Of any other it takes a new handful.
_PEOPLE: Final = 4096
#: Seconds that a look waits to be counted, at most.
_A_MOMENT: Final = 0.3


class _Left(NamedTuple):
    """What is left of a handful, and the second from which it is good for nothing."""

    until: int
    looks: int


class Allowances:
    """What each person may still look at, as far as one process has taken leave. Thread-safe."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left: OrderedDict[tuple[str, str], _Left] = OrderedDict()
        self._guard = threading.Lock()

    def look(self, authority: str, who: str) -> None:
        """Count one look. Raises `TooMany` for whoever has taken everything by a program."""
        now = int(self._limits.clock())
        with self._guard:
            held = self._left.get((authority, who))
            if held is not None and held.until > now and held.looks:
                self._keep(authority, who, _Left(held.until, held.looks - 1))
                return
        try:
            with one_call(_A_MOMENT), self._limits.tally(authority) as up:
                (count,) = up([(PER_PERSON, who)])
        except CannotRecord as error:
            log.warning("look.uncounted", authority=authority, trouble=type(error).__name__)
            count = 0
        left = seconds_left(PER_PERSON, now)
        if count > PER_PERSON.most:
            log.warning("person.too_many_looks", authority=authority, who=who)
            raise TooMany(PER_PERSON, left)
        with self._guard:
            self._keep(authority, who, _Left(now + left, HANDFUL - 1))

    def _keep(self, authority: str, who: str, left: _Left) -> None:
        self._left[authority, who] = left
        self._left.move_to_end((authority, who))
        while len(self._left) > _PEOPLE:
            self._left.popitem(last=False)
