"""Which rights stand: folded from what was granted and revoked.

So that who could see what on a day of the past is answered like everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from ..recorded.ofauthority import RightGranted, RightRevoked
from .held import Held

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Right(NamedTuple):
    """A right, by whom and when it was given."""

    right: str
    staff: str
    role: str
    organisation: str | None
    until: datetime | None
    granted_at: datetime
    granted_by: str
    note: str | None


class GivenAndTaken(NamedTuple):
    """Every right that was given to somebody, and what of that was taken back, in the order it was
    recorded.
    """

    granted: list[Held[RightGranted]]
    revoked: list[Held[RightRevoked]]


def by_staff(
    granted: Iterable[Held[RightGranted]], revoked: Iterable[Held[RightRevoked]]
) -> dict[str, GivenAndTaken]:
    """By staff id: whoever asks about one of them goes through nobody else's."""
    found: dict[str, GivenAndTaken] = {}
    whose: dict[str, str] = {}
    for given in granted:
        whose[given.event.right] = staff = given.event.staff
        found.setdefault(staff, GivenAndTaken([], [])).granted.append(given)
    for taken in revoked:
        if taken.event.right in whose:
            found[whose[taken.event.right]].revoked.append(taken)
    return found


def rights(
    granted: Iterable[Held[RightGranted]],
    revoked: Iterable[Held[RightRevoked]],
    at: datetime,
    known: datetime | None = None,
) -> Iterator[Right]:
    """The rights that stand at a time, from what had been recorded by `known`; left out, from all
    that is recorded, so that what was taken back is so whatever time its entry bears.
    """
    gone = {held.event.right for held in revoked if known is None or held.recorded_at <= known}
    for held in granted:
        one = held.event
        is_known = known is None or held.recorded_at <= known
        if is_known and one.right not in gone and (one.until is None or at < one.until):
            yield Right(
                one.right,
                one.staff,
                one.role,
                one.organisation,
                one.until,
                held.recorded_at,
                held.by,
                one.note,
            )


def left_since(
    granted: Iterable[Held[RightGranted]],
    revoked: Iterable[Held[RightRevoked]],
    at: datetime,
    known: datetime,
) -> dict[str, datetime]:
    """Those of whose rights none stood any more at a time, from what had been recorded by `known`,
    and when the last of them ended.
    """
    taken_back = {h.event.right: h.recorded_at for h in revoked if h.recorded_at <= known}
    ends: dict[str, list[datetime]] = {}
    for held in granted:
        if held.recorded_at <= known:
            one = held.event
            ended = min(filter(None, (one.until, taken_back.get(one.right))), default=_NEVER)
            ends.setdefault(one.staff, []).append(ended)
    return {staff: max(each) for staff, each in ends.items() if max(each) <= at}
