"""Counting in the database, so that it holds for every process: by one statement, in one flight.

A count belongs to a stretch of time and is of no use after it. Nothing here stands on a ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import Connection, Engine, Executable, bindparam, delete, select, text

from ..door.trouble import CannotRead, CannotRecord, NoRoom
from .engine import DATABASE_ERRORS, counting, is_full, reading
from .inplace import found_in_place
from .tables import counts

#: One new row in so many pays for taking away what is over.
_CLEARS_EVERY: Final = 64

_READ: Final = select(counts.c.blind, counts.c.count).where(
    counts.c.authority == bindparam("authority"),
    counts.c.blind.in_(bindparam("blinds", expanding=True)),
)
_CLEAR: Final = delete(counts).where(
    counts.c.authority == bindparam("authority"), counts.c.until < bindparam("now")
)


class Tally(NamedTuple):
    """What is counted, as a keyed hash, and the second since 1970 from which it is over."""

    blind: bytes
    until: int


Up: TypeAlias = Callable[[Sequence[Tally]], list[int]]


@contextmanager
def tally(engine: Engine, authority: str, now: float, *, lazily: bool = False) -> Iterator[Up]:
    """Counts up, in one transaction: given what is counted, no two of them the same, how often that
    is now. Nothing was counted if the block raises; a crash may lose what was counted `lazily`.

    Raises `CannotRecord`, and `NoRoom` of it, where the database cannot count.
    """
    is_new = False

    try:
        with counting(engine, authority, lazily=lazily) as connection:

            def up(rows: Sequence[Tally]) -> list[int]:
                nonlocal is_new
                found = _up(connection, authority, rows)
                is_new |= any(
                    found[one.blind] == 1 and one.blind[0] % _CLEARS_EVERY == 0 for one in rows
                )
                return [found[one.blind] for one in rows]

            yield up
    except DATABASE_ERRORS as error:
        kind = NoRoom if is_full(error) else CannotRecord
        raise kind("Nothing can be counted.") from error
    if is_new:
        # Whoever clears the same at this moment may be in the way, and it can be done later.
        with suppress(*DATABASE_ERRORS), counting(engine, authority) as connection:
            connection.execute(_CLEAR, {"authority": authority, "now": int(now)})


def _up(connection: Connection, authority: str, rows: Sequence[Tally]) -> dict[bytes, int]:
    # In one order, so that two who count the same never wait for one another in turn.
    given: dict[str, object] = {"authority": authority}
    for n, one in enumerate(sorted(rows)):
        given |= {f"blind{n}": one.blind, f"until{n}": one.until}
    found = found_in_place(connection, _counts_up(len(rows)), given)
    return {bytes(blind): count for blind, count in found}


@lru_cache(maxsize=16)
def _counts_up(many: int) -> Executable:
    """So many rows: written out once, as every request of a system is counted."""
    values = ", ".join(f"(:authority, :blind{n}, 1, :until{n})" for n in range(many))
    return text(
        f"INSERT INTO counts (authority, blind, count, until) VALUES {values} "  # noqa: S608 - our own names
        "ON CONFLICT (authority, blind) DO UPDATE SET count = counts.count + 1 "
        "RETURNING blind, count"
    )


def read_counts(engine: Engine, authority: str, blinds: Sequence[bytes]) -> list[int]:
    """How often each is counted so far. Raises `CannotRead`."""
    try:
        with reading(engine, authority) as connection:
            rows = connection.execute(_READ, {"authority": authority, "blinds": list(blinds)})
            found = {bytes(blind): count for blind, count in rows}
    except DATABASE_ERRORS as error:
        raise CannotRead("What was counted cannot be read.") from error
    return [found.get(blind, 0) for blind in blinds]
