"""Which families' records are kept to people by name: a colleague's own family, a councillor's. And
from whom one is kept: whoever on the staff may be somebody on it.

It stands in the authority's own file and not in the family's, so that lists know it without
opening anything. Whoever is not named is refused nothing that protects a child: they record and ask
as ever, and read what stands there once they have said what for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from typing import NamedTuple

from ..recorded.content import SERVICE
from ..recorded.ofauthority import RecordRestricted, RestrictionEnded
from .held import Held


class KeptTo(NamedTuple):
    """By file, whom its record is kept to, and from whom it is kept. A file that is not there is
    kept from nobody on the staff.
    """

    to: Mapping[str, Set[str]]
    apart: Mapping[str, Set[str]]
    #: Of whom a manager said that it need not be kept from them: they are somebody else.
    found_to_be_others: Mapping[str, Set[str]]


def kept_to(
    restricted: Iterable[Held[RecordRestricted]], ended: Iterable[Held[RestrictionEnded]]
) -> KeptTo:
    """Whom each record is kept to now, and from whom, from all that is recorded."""
    gone = {held.event.restriction for held in ended}
    to: dict[str, set[str]] = defaultdict(set)
    apart: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for held in restricted:
        said, is_over = held.event, held.event.restriction in gone
        if not is_over:
            (apart if said.kept_from is True else to)[said.file].add(said.staff)
        elif said.kept_from is True:
            others[said.file].add(said.staff)
    return KeptTo(dict(to), dict(apart), dict(others))


class Restriction(NamedTuple):
    """That one record was kept to one of the staff, or from them: by whom, why, from when on, and
    until when.
    """

    restriction: str
    file: str
    staff: str
    by: str
    since: datetime
    ended_at: datetime | None
    ended_by: str | None
    reason: str
    ended_because: str | None
    kept_from: bool


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
            made.kept_from is True,
        )


def is_kept_from(kept: KeptTo, file: str, staff: str) -> bool:
    """Whether this record is kept to others than this person, or from them."""
    named = kept.to.get(file)
    return staff in kept.apart.get(file, ()) or (named is not None and staff not in named)


def to_be_looked_at(
    restricted: Iterable[Held[RecordRestricted]],
    ended: Iterable[Held[RestrictionEnded]],
    known: datetime,
) -> Iterator[Restriction]:
    """Each by which the service itself keeps a record from whoever has a name that stands there,
    while no manager has said that they may be that one, or are somebody else.
    """
    every = every_restriction(restricted, ended, known)
    stand = [one for one in every if one.kept_from and one.ended_at is None]
    said = {(one.file, one.staff) for one in stand if one.by != SERVICE.id}
    for one in stand:
        if one.by == SERVICE.id and (one.file, one.staff) not in said:
            yield one
