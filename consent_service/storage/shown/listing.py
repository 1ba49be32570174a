"""A page of a list, from its rows: each line opened with its file's key, and believed while the
entries say that nothing has changed its file since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, tuple_

from ...actions.refused import RecordDamaged
from ...domain.file.looks import LISTING, ForWhom
from ...domain.listed import MOST_URGENT_FIRST, AnyListed
from ...domain.tasks.task import AFTER_FIRST, before_all_else
from ..database import statements
from ..database.tables import list_places
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.records import Records
from .lists import A_RATING, EPOCH, KeptRow, Which, decode_kept, micros, place

#: More are not counted: what is more than this is nobody's to do today.
MOST_COUNTED: Final = 1_000

#: Where a line stands: the two numbers of its order, its file, and which line of that it is.
Spot = tuple[int, int, str, int]
_SPOT: Final = (
    list_places.c.rank,
    list_places.c.since,
    list_places.c.file,
    list_places.c.n,
)


@dataclass(frozen=True, slots=True)
class ListPart:
    """Lines that follow one another: from a rank on, before another, for one of some roles; of
    lines that are ordered by rating, those of the rating in this place.
    """

    since: datetime | None = None
    before: datetime | None = None
    roles: tuple[str, ...] = ()
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class ListAsked:
    """Which lines are wanted: of which list, in which parts of it, with what in which column."""

    which: Which
    parts: Sequence[ListPart]
    #: By column what it must be, one of these; None is that there is nobody, or nothing.
    of: Mapping[str, Sequence[str | None]] = field(default_factory=dict)


class SpotWindow(NamedTuple):
    """Where a page begins, after a line that was shown before; and how long it is at most."""

    after: Spot | None
    limit: int


class ListLine(NamedTuple):
    """A line, of which file, and for how long it holds: `changed_at` is the place in the ledger."""

    file: str
    what: AnyListed
    changed_at: int
    holds_until: datetime


class ListPage(NamedTuple):
    """Some lines in order, and where to go on; how many there are in each part, up to the most that
    are counted; of how many files the lines are not as of now, and how many are not to be read.
    """

    lines: list[ListLine]
    following: Spot | None
    counted: tuple[int, ...]
    behind: int
    unreadable: int


class Counted(NamedTuple):
    """How many lines of a kind there are, how many of them are late, and how long the oldest has
    waited.
    """

    kind: str
    listed: int
    late: int
    waits: timedelta


class Counts(NamedTuple):
    """The kinds of which there is any; of how many files the rows are not as of now, and how many
    are not to be read.
    """

    kinds: list[Counted]
    behind: int
    unreadable: int


def read_counts(
    records: Records, authority: str, asked: ListAsked, kinds: Sequence[str], for_whom: ForWhom
) -> Counts:
    """What a list comes to, by the kinds of its lines, out of their places alone: no row is opened,
    and nothing of anybody is seen. Raises `NotSound` and `CannotRead`.
    """
    now = records.now(authority)
    (part,) = asked.parts
    column = list_places.c
    # Help that is asked for now ranks before what is late, and is no later than it is.
    first_late = column.rank <= micros(before_all_else(now))
    bands = (place * A_RATING for place in range(len(MOST_URGENT_FIRST)))
    late = [column.rank.between(at + micros(AFTER_FIRST), at + micros(now)) for at in bands]
    is_late = case((or_(first_late, *late), 1), else_=0)
    counted = select(column.kind, func.count(), func.sum(is_late), func.min(column.since))

    def work(files: OpenFiles) -> Counts:
        named = {one: kind for kind in kinds for one in files.seal.in_lists("kind", kind)}
        found: dict[str, Counted] = {}
        chosen = _chosen(files, asked, part, counted).group_by(column.kind)
        for blind, listed, late, since in files.connection.execute(chosen):
            kind = named[bytes(blind)]
            waits = max(timedelta(), now - (EPOCH + timedelta(microseconds=since)))
            # Rows may have been hashed with the index key before this one.
            before = found.get(kind, Counted(kind, 0, 0, waits))
            found[kind] = Counted(
                kind, before.listed + listed, before.late + int(late), max(before.waits, waits)
            )
        return Counts(
            [found[kind] for kind in kinds if kind in found],
            records.lists.how_many_behind(files, micros(now)),
            sum(map(files.is_known, records.soundness[authority].damaged)),
        )

    return look(records, authority, work, for_whom)


def read_page(
    records: Records, authority: str, asked: ListAsked, window: SpotWindow, for_whom: ForWhom
) -> ListPage:
    """A page of a list. Rows that no longer hold are made again first, a slice of them; of how many
    that was too few is said. That somebody is shown these lines is on record, in one line.

    Raises `RecordDamaged` if the authority's own file does not open, `NotSound` and `CannotRead`.
    """
    now, (after, limit) = micros(records.now(authority)), window

    def work(files: OpenFiles) -> tuple[ListPage, list[str]]:
        spots = list(_spots(files, asked, after, limit + 1))
        lines, late = _lines(files, asked, spots[:limit])
        known = records.soundness[authority].damaged
        page = ListPage(
            lines,
            spots[limit - 1] if len(spots) > limit else None,
            tuple(_count(files, asked, part) for part in asked.parts),
            records.lists.how_many_behind(files, now),
            sum(map(files.is_known, known)),
        )
        return page, late

    page, late = look(records, authority, work, LISTING)
    if page.behind or late:
        records.lists.catch_up(authority, late or None)
        page, late = look(records, authority, work, LISTING)
    page = page._replace(behind=max(page.behind, len(late)))
    shown = tuple(dict.fromkeys(line.file for line in page.lines))
    records.reads.record_list(authority, for_whom, shown)
    return page


def _spots(files: OpenFiles, asked: ListAsked, after: Spot | None, most: int) -> Iterator[Spot]:
    for part in asked.parts:
        if most <= 0:
            return
        chosen = _chosen(files, asked, part, select(*_SPOT))
        if after is not None:
            chosen = chosen.where(tuple_(*_SPOT) > tuple_(*map(literal, after)))
        found = files.connection.execute(chosen.order_by(*_SPOT).limit(most)).all()
        most -= len(found)
        yield from ((rank, since, file, n) for rank, since, file, n in found)


def _count(files: OpenFiles, asked: ListAsked, part: ListPart) -> int:
    one = _chosen(files, asked, part, select(literal(1).label("one")))
    bounded = one.limit(MOST_COUNTED).subquery()
    counted: int = files.connection.execute(select(func.count()).select_from(bounded)).scalar_one()
    return counted


def _chosen(files: OpenFiles, asked: ListAsked, part: ListPart, chosen: Select[Any]) -> Select[Any]:
    column = list_places.c
    where: list[ColumnElement[bool]] = [
        column.authority == files.ledger.authority,
        column.list == int(asked.which),
    ]
    blinds = files.seal.in_lists
    for name, values in asked.of.items():
        where.append(column[name].in_([one for value in values for one in blinds(name, value)]))
    if part.roles:
        roles = [one for role in part.roles for one in blinds("whose_role", role)]
        where.append(column.whose_role.in_(roles))
    begins = 0 if part.rating is None else part.rating * A_RATING
    if part.since is not None:
        where.append(column.rank >= begins + micros(part.since))
    if part.before is not None:
        where.append(column.rank < begins + micros(part.before))
    elif part.rating is not None:
        where.append(column.rank < begins + A_RATING)
    return chosen.where(*where)


def _lines(
    files: OpenFiles, asked: ListAsked, spots: Sequence[Spot]
) -> tuple[list[ListLine], list[str]]:
    """What stands in these spots, where the file itself says that it does; and the files whose row
    does not open, is of another place than the entries say, or has another line there.
    """
    opened = _opened(files, sorted({file for _, _, file, _ in spots}))
    lines, late = [], set[str]()
    for spot in spots:
        file = spot[2]
        line = None if file not in opened else _line(files, asked, opened[file], spot)
        if line is not None:
            lines.append(line)
        elif file not in files.stopped:
            late.add(file)
    return lines, sorted(late)


def _opened(files: OpenFiles, wanted: Sequence[str]) -> dict[str, tuple[int, KeptRow]]:
    """What is kept of each file that opens, with the place it was folded to."""
    ledger = files.ledger
    given = {"authority": ledger.authority, "files": wanted}
    found: dict[str, tuple[int, KeptRow]] = {}
    for row in files.connection.execute(statements.LOAD_LISTS, given):
        standing = files.seen.standing(row.file)
        if row.file in files.stopped or standing is None or standing.changed != row.folded_to:
            continue
        try:
            seal = ledger.seal.unwrap(row.wrapped, row.file)
            found[row.file] = row.folded_to, decode_kept(seal.open_list(row.sealed, row.folded_to))
        except (RecordDamaged, msgspec.DecodeError):
            continue
    return found


def _line(
    files: OpenFiles, asked: ListAsked, of: tuple[int, KeptRow], spot: Spot
) -> ListLine | None:
    rank, since, file, n = spot
    folded_to, kept = of
    what = kept.line(asked.which, n)
    if what is None:
        return None
    seal = files.seal
    stands = place(files.ledger.authority, seal, file, what, which=asked.which, n=n)
    is_wanted = all(
        stands[name] in [seal.in_lists(name, value)[0] for value in values]
        for name, values in asked.of.items()
    )
    if (stands["rank"], stands["since"]) != (rank, since) or not is_wanted:
        return None
    return ListLine(file, what, folded_to, kept.holds_until)
