"""Looks that somebody should ask about: of no enquiry of theirs, and far more than is usual.

From the ledger of who looked. Many a look has a good reason that stands nowhere: nothing was
refused for it, and nothing here says that it was wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Final, NamedTuple, TypeAlias

import msgspec

from ..file.looks import LOOKS_FOR
from ..may import NOT_STAFF
from ..recorded.falling import Looked
from ..tasks.scene import Scene
from ..times import day_of
from .lines import Lines
from .report import Entered, Found, Material, Row, enquiries

#: So far before the period it is seen what is usual for somebody.
USUAL_OVER: Final = timedelta(days=60)
#: Families on one day, from which on it may be unusual, and how many times their median.
MANY: Final = 10
TIMES: Final = 3
#: With fewer other days to go by, so many families on one day.
DAYS: Final = 5
VERY_MANY: Final = 30
#: So long after a period what was looked at in it may still be put on record: while that could not
#: be, it waited on a disk.
LOOKS_WAIT: Final = timedelta(days=31)

_NO_END: Final = datetime.max.replace(tzinfo=UTC)

_NOTES: Final = (
    "A look is no wrong, and nothing was refused: ask, before anything is thought of it.",
    "Lists and reports over all families are not counted.",
)


def looked_at(one: Entered) -> datetime:
    """When it was: it may have been recorded later."""
    event = one.content.event
    return (isinstance(event, Looked) and event.looked_at) or one.at


def _of_staff(material: Material) -> Iterator[Entered]:
    for one in material.looks:
        if one.at <= material.known and one.content.by.role not in NOT_STAFF:
            yield one


def looks_of_staff(material: Material) -> Iterator[Entered]:
    """Their looks at one family, recorded by then, of the period and before it."""
    return (one for one in _of_staff(material) if one.file)


def searches_of_staff(material: Material) -> Iterator[Entered]:
    """Likewise, how they looked for a family; the entry names those that were found."""
    for one in _of_staff(material):
        event = one.content.event
        if isinstance(event, Looked) and event.what in LOOKS_FOR:
            yield one


class _Work(msgspec.Struct, frozen=True, array_like=True):
    """Who recorded something on a file, since when; and when each enquiry was open: from when it
    was recorded, if that was before it began.
    """

    recorded: dict[str, datetime]
    open: tuple[tuple[datetime, datetime | None], ...]


def _work(scene: Scene) -> Iterator[_Work]:
    recorded: dict[str, datetime] = {}
    for fact in scene.file.every():
        by, at = fact.by, fact.recorded_at
        if by not in recorded or at < recorded[by]:
            recorded[by] = at
    ended = ((one, scene.view.ended.get(one.event.enquiry)) for one in enquiries(scene))
    yield _Work(
        recorded,
        tuple(
            (min(one.effective_at, one.recorded_at), None if end is None else end.effective_at)
            for one, end in ended
        ),
    )


WORK: Final = Lines("work", _Work, _work)


def looks_without_enquiry(material: Material) -> Found:
    """Who looked at a family on which they recorded nothing, or of which no enquiry was open."""
    looks: dict[str, dict[str, list[Entered]]] = defaultdict(lambda: defaultdict(list))
    for one in looks_of_staff(material):
        if material.is_in_period(looked_at(one)):
            looks[one.file][one.content.by.id].append(one)
    checked = {(one.file, one.content.by.id) for one in material.events()}
    rows: list[Row] = []
    for file, work in material.lines(WORK):
        since = {one for one, at in work.recorded.items() if at <= material.known}
        for staff, theirs in looks[file].items():
            recorded = staff in since or (file, staff) in checked
            outside = _with_none_open(work, theirs)
            if outside or not recorded:
                found = {"looks_with_none_open": outside, "recorded_anything": recorded}
                rows.append(_case(file, staff, theirs, found))
    rows.sort(key=lambda row: (row["first_at"], row["file"], row["staff"]))
    seen = {staff for by_staff in looks.values() for staff in by_staff}
    summary = {"row": "SUMMARY", "flagged": len(rows), "staff_seen": len(seen)}
    return Found([summary, *rows], _NOTES)


def _with_none_open(work: _Work, theirs: Sequence[Entered]) -> int:
    return sum(
        not any(since <= looked_at(one) < (until or _NO_END) for since, until in work.open)
        for one in theirs
    )


def _case(file: str, staff: str, theirs: Sequence[Entered], found: Row) -> Row:
    times = sorted(map(looked_at, theirs))
    return {
        "row": "CASE",
        "file": file,
        "staff": staff,
        "roles": sorted({one.content.by.role for one in theirs}),
        "looks": len(theirs),
        **found,
        "first_at": times[0],
        "last_at": times[-1],
    }


def looks_unusual(material: Material) -> Found:
    """Days on which somebody looked at many more families than is usual for them, or looked for
    some far more often.
    """
    looks, searches = _by_day(looks_of_staff(material)), _by_day(searches_of_staff(material))

    def families(done: Sequence[Entered]) -> int:
        return len({one.file for one in done})

    rows = [
        {"row": "STAFF_DAY", **day.row, "families": day.many, "looks": len(day.done), **day.usually}
        for day in _unusual(material, looks, families)
    ]
    rows += [
        {"row": "SEARCH_DAY", **day.row, "searches": day.many, **day.usually}
        for day in _unusual(material, searches, len)
    ]
    rows.sort(key=lambda row: (row["day"], row["staff"]))
    summary = {"row": "SUMMARY", "flagged": len(rows), "staff_seen": len({*looks, *searches})}
    return Found([summary, *rows], _NOTES)


#: What each of the staff did, by the day.
_Days: TypeAlias = dict[str, dict[date, list[Entered]]]


def _by_day(every: Iterator[Entered]) -> _Days:
    days: _Days = defaultdict(lambda: defaultdict(list))
    for one in every:
        days[one.content.by.id][day_of(looked_at(one))].append(one)
    return days


class _Day(NamedTuple):
    """A day on which somebody did much: what, how much it was, and how much is usual for them."""

    staff: str
    day: date
    done: list[Entered]
    many: int
    usual: float | None

    @property
    def row(self) -> Row:
        return {
            "staff": self.staff,
            "roles": sorted({one.content.by.role for one in self.done}),
            "day": self.day.isoformat(),
        }

    @property
    def usually(self) -> Row:
        return {"usual": self.usual}


def _unusual(
    material: Material, days: _Days, how_many: Callable[[Sequence[Entered]], int]
) -> Iterator[_Day]:
    for staff, by_day in days.items():
        for day, done in by_day.items():
            theirs = [one for one in done if material.is_in_period(looked_at(one))]
            many = how_many(theirs)
            others = [how_many(of) for other, of in by_day.items() if other != day]
            usual = float(median(others)) if len(others) >= DAYS else None
            least = VERY_MANY if usual is None else MANY
            if many >= least and many > TIMES * (usual or 0):
                yield _Day(staff, day, theirs, many, usual)
