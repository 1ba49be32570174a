"""How often something may be tried: counted in the database, so that it holds for every process.

One helper for whatever a stranger may try, and for the quotas of those we know:

    PER_NETWORK = Limit("sign-in per network", most=60, seconds=3600)
    PER_CODE = Limit("attempts at a code", most=5, seconds=14 * 86400)

    limits.take(authority, (PER_NETWORK, network_of(request.environ, hops)), (PER_CODE, reference))
    if not limits.first(authority, "assertion", client, jti, until=expires): …refused…

`take` counts the attempt before anything is looked at, and it is never given back: so of two
hundred at once exactly `most` go on. It raises `TooMany`, which the API answers with 429 and
`Retry-After`. An authority nobody has named yet is `NOBODY`. What is counted is kept as a keyed
hash, so an address or a reference stands nowhere. Stretches of time are fixed ones, `seconds` long:
over the end of one and the beginning of the next twice as many may pass. Where the database cannot
count `CannotRecord` is raised: whoever lets somebody pass all the same says why.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from sqlalchemy import Engine

from ..storage.database.counts import Tally, read_counts, tally


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in each stretch of `seconds`, for each one about whom `name` is counted."""

    name: str
    most: int
    seconds: int


class TooMany(Exception):
    """A limit is reached. `retry_after` is in seconds, and at least one."""

    def __init__(self, limit: Limit, retry_after: int) -> None:
        super().__init__(limit.name)
        self.limit = limit
        self.retry_after = retry_after


#: A limit, and whom or what it is counted for.
LimitAsked: TypeAlias = tuple[Limit, str]


class Limits:
    """Counts for every process. `secret` keys the hashes, and is the same in each of them. What is
    over at each of the `moments` that may be now is forgotten, and nothing else.
    """

    def __init__(
        self,
        engine: Engine,
        secret: bytes,
        clock: Callable[[], float] = time.time,
        moments: Callable[[], Sequence[float]] = lambda: (0,),
    ) -> None:
        self._engine = engine
        self._key = hmac.digest(secret, b"limits", sha256)
        self.clock = clock
        self._moments = moments

    def _over(self) -> float:
        """What was over by then is over. What was done once is good at either moment, and so must
        be remembered at both.
        """
        moments = self._moments()
        return self.clock() - (max(moments) - min(moments))

    def take(self, authority: str, *asked: LimitAsked) -> None:
        """Count one attempt under each limit. Raises `TooMany` for the one that is over longest,
        and `CannotRecord`.
        """
        now = self.clock()
        with tally(self._engine, authority, self._over()) as up:
            found = up([self.counted(one, now) for one in asked])
        assert_within(asked, found, now)

    def count(self, authority: str, asked: LimitAsked) -> int:
        """Count one attempt: how often it is now, whether or not that is too often. Raises
        `CannotRecord`.
        """
        now = self.clock()
        with tally(self._engine, authority, self._over()) as up:
            (count,) = up([self.counted(asked, now)])
        return count

    @contextmanager
    def shared(
        self, authority: str, asked: LimitAsked, most: int, refusals: type[Exception]
    ) -> Iterator[None]:
        """Count one attempt of all who share something, as a network. Over the limit whoever is
        refused in the block hears to wait, and whoever is not goes on: a neighbour's attempts are
        not theirs. Of more than `most` nobody is looked at. Raises as `take` does.
        """
        with self.tally(authority) as up:
            (count,) = up([asked])
        limit, _ = asked
        waits = TooMany(limit, seconds_left(limit, self.clock()))
        if count > most:
            raise waits
        try:
            yield
        except refusals:
            if count > limit.most:
                raise waits from None
            raise

    def first(self, authority: str, *what: str, until: float) -> bool:
        """Whether this was never done before: of all that ask at once, one hears yes. It is
        remembered until then. Raises `CannotRecord`.
        """
        one = Tally(self._blind("once", *what), int(until) + 1)
        with tally(self._engine, authority, self._over()) as up:
            (count,) = up([one])
        return count == 1

    def used(self, authority: str, asked: Sequence[LimitAsked]) -> list[int]:
        """How much of each limit is used now. Raises `CannotRead`."""
        now = self.clock()
        blinds = [self.counted(one, now).blind for one in asked]
        return read_counts(self._engine, authority, blinds)

    @contextmanager
    def tally(self, authority: str) -> Iterator[Callable[[Sequence[LimitAsked]], list[int]]]:
        """Count several things in one transaction, of which one depends on another: each is counted
        up by one, and how often it is now comes back. If the block raises nothing was counted. For
        quotas: no commit waits for PostgreSQL's disk, so a crash of it may give a second's back.
        """
        now = self.clock()
        with tally(self._engine, authority, self._over(), lazily=True) as up:
            yield lambda asked: up([self.counted(one, now) for one in asked])

    def counted(self, asked: LimitAsked, now: float) -> Tally:
        """What is counted for it at this moment."""
        limit, who = asked
        until = int(now // limit.seconds + 1) * limit.seconds
        blind = self._blind("limit", limit.name, str(limit.seconds), str(until), who)
        return Tally(blind, until)

    def _blind(self, *parts: str) -> bytes:
        bound = b"".join(
            len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts)
        )
        return hmac.digest(self._key, bound, sha256)


def assert_within(asked: Sequence[LimitAsked], counts: Sequence[int], now: float) -> None:
    """Raise `TooMany` where a count is over its limit."""
    over = [limit for (limit, _), count in zip(asked, counts, strict=True) if count > limit.most]
    if over:
        longest = max(over, key=lambda limit: seconds_left(limit, now))
        raise TooMany(longest, seconds_left(longest, now))


def seconds_left(limit: Limit, now: float) -> int:
    """Until its stretch of time is over: at least one."""
    return max(1, int((now // limit.seconds + 1) * limit.seconds - now))
