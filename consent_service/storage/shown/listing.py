"""A page of a list, from its rows: each line opened with its file's key, and believed while the
entries say that nothing has changed its file since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from ...actions.refused import RecordDamaged
from ...domain.file.looks import LISTING, ForWhom
from ...domain.listed import MOST_URGENT_FIRST, AnyListed
from ...domain.tasks.task import AFTER_FIRST, before_all_else
from ..database import statements
from ..database.inplace import found_in_place
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
    # Help that is asked for now ranks before what is late, and is no later than it is.
    late = {"first_late": micros(before_all_else(now))}
    late |= {f"now_{n}": n * A_RATING + micros(now) for n in range(len(MOST_URGENT_FIRST))}

    def work(files: OpenFiles) -> Counts:
        named = {one: kind for kind in kinds for one in files.seal.in_lists("kind", kind)}
        found: dict[str, Counted] = {}
        counted = _found(files, asked, part, _by_kind, **late)
        for blind, listed, are_late, since in counted:
            kind = named[bytes(blind)]
            waits = max(timedelta(), now - (EPOCH + timedelta(microseconds=since)))
            # Rows may have been hashed with the index key before this one.
            before = found.get(kind, Counted(kind, 0, 0, waits))
            found[kind] = Counted(
                kind, before.listed + listed, before.late + int(are_late), max(before.waits, waits)
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
    names = [f"after_{one.name}" for one in _SPOT]
    further = {} if after is None else dict(zip(names, after, strict=True))
    made = _first if after is None else _following
    for part in asked.parts:
        if most <= 0:
            return
        found = _found(files, asked, part, made, most=most, **further)
        most -= len(found)
        yield from ((rank, since, file, n) for rank, since, file, n in found)


def _count(files: OpenFiles, asked: ListAsked, part: ListPart) -> int:
    return sum(counted for (counted,) in _found(files, asked, part, _counted))


# ── what is asked, made once for each shape of it ───────────────────────────────────────────


class _Shape(NamedTuple):
    """By which one question is another with other values: the columns in which something is wanted,
    and whether by a role, from a rank on and up to one.
    """

    of: tuple[str, ...]
    roles: bool
    since: bool
    before: bool


def _found(
    files: OpenFiles,
    asked: ListAsked,
    part: ListPart,
    made: Callable[[_Shape], Select[Any]],
    **more: Any,
) -> Sequence[Sequence[Any]]:
    blinds = files.seal.in_lists
    lists = {
        f"of_{name}": [one for value in values for one in blinds(name, value)]
        for name, values in asked.of.items()
    }
    if part.roles:
        lists["roles"] = [one for role in part.roles for one in blinds("whose_role", role)]
    if not all(lists.values()):
        return []
    begins = 0 if part.rating is None else part.rating * A_RATING
    ends = None if part.rating is None else begins + A_RATING
    if part.before is not None:
        ends = begins + micros(part.before)
    given = {"authority": files.ledger.authority, "list": int(asked.which), **lists, **more}
    if part.since is not None:
        given["ranks_since"] = begins + micros(part.since)
    if ends is not None:
        given["ranks_before"] = ends
    shape = _Shape(tuple(asked.of), bool(part.roles), part.since is not None, ends is not None)
    return found_in_place(files.connection, made(shape), given)


def _chosen(shape: _Shape, chosen: Select[Any]) -> Select[Any]:
    column = list_places.c
    where: list[ColumnElement[bool]] = [
        column.authority == bindparam("authority"),
        column.list == bindparam("list"),
    ]
    where += [column[name].in_(bindparam(f"of_{name}", expanding=True)) for name in shape.of]
    if shape.roles:
        where.append(column.whose_role.in_(bindparam("roles", expanding=True)))
    if shape.since:
        where.append(column.rank >= bindparam("ranks_since"))
    if shape.before:
        where.append(column.rank < bindparam("ranks_before"))
    return chosen.where(*where)


@cache
def _first(shape: _Shape) -> Select[Any]:
    most = bindparam("most", type_=BigInteger())
    return _chosen(shape, select(*_SPOT)).order_by(*_SPOT).limit(most)


@cache
def _following(shape: _Shape) -> Select[Any]:
    after = (bindparam(f"after_{one.name}", type_=one.type) for one in _SPOT)
    return _first(shape).where(tuple_(*_SPOT) > tuple_(*after))


@cache
def _counted(shape: _Shape) -> Select[Any]:
    bounded = _chosen(shape, select(literal(1).label("one"))).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(bounded)


@cache
def _by_kind(shape: _Shape) -> Select[Any]:
    column = list_places.c
    late = [
        column.rank.between(n * A_RATING + micros(AFTER_FIRST), bindparam(f"now_{n}"))
        for n in range(len(MOST_URGENT_FIRST))
    ]
    is_late = case((or_(column.rank <= bindparam("first_late"), *late), 1), else_=0)
    counted = select(column.kind, func.count(), func.sum(is_late), func.min(column.since))
    return _chosen(shape, counted).group_by(column.kind)


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
    rows = found_in_place(files.connection, statements.LOAD_LISTS, given) if wanted else ()
    for file, wrapped, folded_to, sealed in rows:
        standing = files.seen.standing(file)
        if file in files.stopped or standing is None or standing.changed != folded_to:
            continue
        try:
            seal = ledger.seal.unwrap(wrapped, file)
            found[file] = folded_to, decode_kept(seal.open_list(sealed, folded_to))
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
