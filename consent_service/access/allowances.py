"""How much may be looked at in an hour by one person, and from one network: more than anybody
reads, less than all there is.

A count for each look would be a write for each look. So a process takes leave for a handful of them
at once, by one count in the database, and uses that up by itself: in however many processes, never
more than `most` handfuls pass. What puts something on record, a check, and whatever cannot wait is
not counted and never refused; a system that asks by itself has its quotas.

A whole hub may sit behind one address, so a network has what a whole hub needs on a busy day: the
ceiling is for many stolen sessions that are used from one place.

Where nothing can be counted everybody looks: nobody waits for what they must see because it could
not be counted.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final, NamedTuple

import structlog

from ..storage.database.deadline import one_call
from ..storage.door.trouble import CannotRecord
from .limits import Limit, LimitAsked, Limits, TooMany, seconds_left

log = structlog.get_logger("consent_service.allowances")

#: Looks that are counted as one.
HANDFUL: Final = 50
#: Twelve thousand looks an hour: more than three a second, all the hour long.
PER_PERSON: Final = Limit("handfuls of looks of a person", most=240, seconds=3600)
#: What fifty people may look at: half a million, or five hundred people a look every four seconds.
PER_NETWORK: Final = Limit("handfuls of looks of a network", most=50 * 240, seconds=3600)
#: How many of each a process remembers. Of any other it takes a new handful.
_REMEMBERED: Final = 4096
#: Seconds that a look waits to be counted, at most.
_A_MOMENT: Final = 0.3


class _Left(NamedTuple):
    """What is left of a handful, and the second from which it is good for nothing."""

    until: int
    looks: int


class _Leave:
    """What each may still look at under one limit, as far as one process has taken leave. Used by
    one thread at a time.
    """

    def __init__(self, limit: Limit, refused: str) -> None:
        self.limit = limit
        #: What is logged where there are too many.
        self.refused = refused
        self.left: OrderedDict[tuple[str, str], _Left] = OrderedDict()

    def use(self, authority: str, who: str, now: int) -> bool:
        """Use one look of a handful, if any is left."""
        held = self.left.get((authority, who))
        if held is None or held.until <= now or not held.looks:
            return False
        self.keep(authority, who, _Left(held.until, held.looks - 1))
        return True

    def keep(self, authority: str, who: str, left: _Left) -> None:
        self.left[authority, who] = left
        self.left.move_to_end((authority, who))
        while len(self.left) > _REMEMBERED:
            self.left.popitem(last=False)


class Allowances:
    """What each person, and each network, may still look at, as far as one process has taken leave.
    Thread-safe.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._people = _Leave(PER_PERSON, "person.too_many_looks")
        self._networks = _Leave(PER_NETWORK, "network.too_many_looks")
        self._guard = threading.Lock()

    def look(self, authority: str, who: str, network: str) -> None:
        """Count one look. Raises `TooMany` for whoever has taken everything by a program."""
        now = int(self._limits.clock())
        both = ((self._people, who), (self._networks, network))
        with self._guard:
            used_up = [one for one in both if not one[0].use(authority, one[1], now)]
        if not used_up:
            return
        counts = self._counted(authority, [(leave.limit, one) for leave, one in used_up])
        for (leave, _), count in zip(used_up, counts, strict=True):
            if count > leave.limit.most:
                # From where stands in no log.
                log.warning(leave.refused, authority=authority, who=who)
                raise TooMany(leave.limit, seconds_left(leave.limit, now))
        with self._guard:
            for leave, one in used_up:
                until = now + seconds_left(leave.limit, now)
                leave.keep(authority, one, _Left(until, HANDFUL - 1))

    def _counted(self, authority: str, asked: list[LimitAsked]) -> list[int]:
        try:
            with one_call(_A_MOMENT), self._limits.tally(authority) as up:
                return up(asked)
        except CannotRecord as error:
            log.warning("look.uncounted", authority=authority, trouble=type(error).__name__)
            return [0] * len(asked)
