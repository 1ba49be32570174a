"""Which families' records are kept to people by name: a colleague's own family, a councillor's.

It stands in the authority's own file and not in the family's, so that lists know it without
opening anything. Whoever is not named is refused nothing that protects a child: they record and ask
as ever, and read what stands there once they have said what for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from typing import NamedTuple

from .held import Held
from .ofauthority import RecordRestricted, RestrictionEnded

#: By file, whom its record is kept to. A file that is not there is kept from nobody on the staff.
KeptTo = Mapping[str, Set[str]]


def kept_to(
    restricted: Iterable[Held[RecordRestricted]], ended: Iterable[Held[RestrictionEnded]]
) -> KeptTo:
    """Whom each record is kept to now, from all that is recorded."""
    gone = {held.event.restriction for held in ended}
    found: dict[str, set[str]] = defaultdict(set)
    for held in restricted:
        if held.event.restriction not in gone:
            found[held.event.file].add(held.event.staff)
    return dict(found)


class Restriction(NamedTuple):
    """That one record was kept to one of the staff: by whom, why, from when on, and until when."""

    restriction: str
    file: str
    staff: str
    by: str
    since: datetime
    ended_at: datetime | None
    ended_by: str | None
    reason: str
    ended_because: str | None


def every_restriction(
    restricted: Iterable[Held[RecordRestricted]],
    ended: Iterable[Held[RestrictionEnded]],
    known: datetime,
) -> Iterator[Restriction]:
    """Each that had been recorded by then, the oldest first: so whoever asks who could read a
    record without a reason on some day is answered.
    """
    gone = {held.event.restriction: held for held in ended if held.recorded_at <= known}
    for held in restricted:
        if held.recorded_at > known:
            continue
        made, end = held.event, gone.get(held.event.restriction)
        yield Restriction(
            made.restriction,
            made.file,
            made.staff,
            held.by,
            held.recorded_at,
            None if end is None else end.recorded_at,
            None if end is None else end.by,
            made.reason,
            None if end is None else end.event.reason,
        )


def is_kept_from(kept: KeptTo, file: str, staff: str) -> bool:
    """Whether this record is kept to others than this person."""
    named = kept.get(file)
    return named is not None and staff not in named
