"""How much a registered client asks: counted with every request, in the database, by the client.

What matters is not how often it asks but about how many families: a stolen key that goes through
them one by one is slow and looks like work. An alarm is in the log before a quota is reached, and
on the administrator's page. What is over hears when it may ask again.

A family that was asked about before in the same hour and day is not refused: work that has begun
goes on. What puts something on record is never refused: a no may be in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog

from ..domain.recorded.clients import Quotas
from ..domain.recorded.members import members_of
from .limits import Limit, LimitAsked, Limits, TooMany, assert_within

log = structlog.get_logger("consent_service.quotas")

HOUR: Final = 3_600
DAY: Final = 24 * HOUR
#: In hundredths of a quota: from here on there is an alarm.
NEAR: Final = 80


def _limits(quotas: Quotas, what: str) -> list[Limit]:
    """The limits for the hour and the day of `requests` or `families`."""
    return [
        Limit(f"{what} {stretch}", getattr(quotas, f"{what}_{stretch}"), seconds)
        for stretch, seconds in (("an_hour", HOUR), ("a_day", DAY))
    ]


class Usage:
    """What clients have used of their quotas, for every process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def spend(
        self, authority: str, client: str, quotas: Quotas, family: str | None, *, may_wait: bool
    ) -> None:
        """Count one request, and the family that it is about where one is named.

        Over a quota nothing is counted, and `TooMany` is raised for what `may_wait`. What may not
        goes on, and makes its family none of those that were asked about. Raises `CannotRecord`.
        """
        requests: list[LimitAsked] = [(limit, client) for limit in _limits(quotas, "requests")]
        families: list[LimitAsked] = [(limit, client) for limit in _limits(quotas, "families")]
        seen: list[LimitAsked] = [
            (Limit(f"seen: {limit.name}", 1, limit.seconds), f"{client} {family}")
            for limit, _ in families
        ]
        try:
            with self._limits.tally(authority) as up:
                counts = up(requests if family is None else [*requests, *seen])
                times = counts[len(requests) :]
                new = [one for one, count in zip(families, times, strict=False) if count == 1]
                counted = [*zip(requests, counts, strict=False)]
                if new:
                    counted += zip(new, up(new), strict=True)
                assert_within(
                    [one for one, _ in counted],
                    [count for _, count in counted],
                    self._limits.clock(),
                )
        except TooMany as error:
            self._say("client.quota_reached", authority, client, error.limit)
            if may_wait:
                raise
            return
        self._alarm(authority, client, counted)

    def _alarm(
        self, authority: str, client: str, counted: Sequence[tuple[LimitAsked, int]]
    ) -> None:
        """Once in each stretch of time: when it comes near, by whichever process counts that."""
        for (limit, _), count in counted:
            if count == near(limit.most):
                self._say("client.quota_near", authority, client, limit)

    def _say(self, what: str, authority: str, client: str, limit: Limit) -> None:
        log.warning(what, authority=authority, client=client, quota=limit.name, most=limit.most)

    def used(self, authority: str, client: str, quotas: Quotas) -> dict[str, int]:
        """How much is used of each quota in this hour and this day. Raises `CannotRead`."""
        every = [*_limits(quotas, "requests"), *_limits(quotas, "families")]
        counts = self._limits.used(authority, [(limit, client) for limit in every])
        found = {
            limit.name.replace(" ", "_"): count for limit, count in zip(every, counts, strict=True)
        }
        return {one.name: found[one.name] for one in members_of(Quotas)}


def near(most: int) -> int:
    """The count from which a quota of `most` is nearly used."""
    return max(1, -(-most * NEAR // 100))
