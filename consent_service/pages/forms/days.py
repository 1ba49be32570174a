"""Fields for days, months and times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...api.edge.fields import Day
from ...domain.times import LONDON
from .choices import Known
from .clocks import clock_of, month_named, month_of, year_of
from .inputs import NOTHING, Input
from .typed import Typed

_LAST_MINUTE: Final = (23, 59)


@dataclass(frozen=True, slots=True)
class DayOf(Input):
    """A calendar day, in three fields."""

    #: Whether a month without its day is from its first: of an old order nobody knows the day.
    by_month: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "day"
    needed: ClassVar[str] = "Give the day, month and year, as in 9 3 2026."
    not_a_day: ClassVar[str] = "This is not a real day. Give day, month and year, as in 9 3 2026."

    def members(self, name: str) -> tuple[str, ...]:
        """Its three fields."""
        return tuple(f"{name}.{part}" for part in ("day", "month", "year"))

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The day; half of one as it was typed, for the operation to refuse or to go without."""
        if not any(typed.one(part) for part in self.members(name)):
            return NOTHING
        day = self._day(typed, name)
        return day.isoformat() if day is not None else "not a day"

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """What each of its fields holds."""
        return {"parts": {part: typed.one(f"{name}.{part}") for part in ("day", "month", "year")}}

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That there is no such day; nothing of one that was left out."""
        if not any(map(typed.one, self.members(name))):
            return None
        return self.not_a_day if self._day(typed, name) is None else None

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """A day as somebody says it; what is none as it was typed."""
        day, *more = self._day(typed, name), *map(typed.one, self.members(name)[3:])
        if day is None:
            return " ".join(filter(None, map(typed.one, self.members(name))))
        return " at ".join(filter(None, [f"{day.day} {day:%B} {day.year}", *more]))

    def _day(self, typed: Typed, name: str) -> date | None:
        year, month, day = (typed.one(f"{name}.{part}") for part in ("year", "month", "day"))
        return date_of(year_of(year), month_of(month), day or ("1" if self.by_month else ""))


def date_of(*parts: str) -> date | None:
    """Of the digits of a year, a month and a day; None where there is no such day."""
    if not all(one.isascii() and one.isdigit() and len(one) <= 4 for one in parts):
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class AsFarAsKnown(DayOf):
    """A day that is over, of which only the month and year, or the year, may be known: that is said
    by the member `during`.
    """

    during: str = field(default="", kw_only=True)
    hint: str = field(default="As much of it as is known: the year alone will do.", kw_only=True)
    not_a_day: ClassVar[str] = "Give the day, as in 9 3 2019; or the month and year; or the year."

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The day, from its beginning here; nothing where no day of it was typed."""
        if any(self.beside(typed, name)):
            return NOTHING
        day = DayOf.said(self, holds, typed, name)
        if day is NOTHING or isinstance(holds, Day) or self._day(typed, name) is None:
            return day
        return datetime.combine(date.fromisoformat(day), time.min, LONDON).isoformat()

    def beside(self, typed: Typed, name: str) -> Iterator[tuple[str, Any]]:
        """The month or year, where that is all that was typed, and it is one."""
        day, month, year = map(typed.one, self.members(name))
        if year and not day and date_of(year_of(year), month_of(month) if month else "1", "1"):
            yield self.during, "-".join(filter(None, [year_of(year), month and _two(month)]))

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That there is no such day, month or year."""
        return None if any(self.beside(typed, name)) else DayOf.complaint(self, typed, name)

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """As somebody says it."""
        if any(self.beside(typed, name)):
            _, month, year = map(typed.one, self.members(name))
            return " ".join(filter(None, [month_named(month), year_of(year)]))
        return DayOf.in_words(self, holds, typed, name)


def _two(month: str) -> str:
    return month_of(month).zfill(2)


@dataclass(frozen=True, slots=True)
class MonthOf(Input):
    """A month of a year, in two fields; or the year alone, where that may stand there."""

    kind: ClassVar[str] = "month"
    needed: ClassVar[str] = "Give the month and the year, as in 3 2026."

    def members(self, name: str) -> tuple[str, ...]:
        """Its two fields."""
        return tuple(f"{name}.{part}" for part in ("month", "year"))

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """As the operation takes it. What is no month goes as it was typed, to be refused."""
        month, year = (typed.one(part) for part in self.members(name))
        year = year_of(year)
        if not month:
            return year or NOTHING
        return f"{year}-{month_of(month).zfill(2)}"

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """What each of its fields holds."""
        return {"parts": {part: typed.one(f"{name}.{part}") for part in ("month", "year")}}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """As somebody says it: "March 2024"; what is no month as it was typed."""
        month, year = map(typed.one, self.members(name))
        return " ".join(filter(None, [month_named(month), year_of(year)]))


@dataclass(frozen=True, slots=True)
class When(DayOf):
    """A day and a time here. Without its time it means all of that day, if `precision` names the
    member that says so; left empty, the operation takes it as now.
    """

    precision: str = field(default="", kw_only=True)
    #: Whether a day without its time is from its beginning: of a death nobody knows the minute.
    by_day: bool = field(default=False, kw_only=True)
    #: Whether a day without its time is to its end: whoever says "by Tuesday" waits all of it.
    by_its_end: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "when"
    needed: ClassVar[str] = "Give the day and the time, as in 9 3 2026 and 14:30."
    not_a_time: ClassVar[str] = "Give the time as hours and minutes, as in 14:30."

    def members(self, name: str) -> tuple[str, ...]:
        """Its four fields."""
        # Not `super()`: a class with slots is made twice.
        return (*DayOf.members(self, name), f"{name}.time")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The moment with its offset, in London."""
        if not any(typed.one(part) for part in self.members(name)):
            return NOTHING
        day, clock = self._day(typed, name), self._clock(typed, name)
        if day is None or clock is None:
            return "not a time"
        hours, minutes = clock
        return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=LONDON).isoformat()

    def without_its_day(self, typed: Typed, name: str) -> bool:
        """Only the time was typed, as whoever did it just now does."""
        *day, time = map(typed.one, self.members(name))
        return bool(time) and not any(day)

    def beside(self, typed: Typed, name: str) -> Iterator[tuple[str, Any]]:
        """How exactly it was typed: to the day, where no time of it was."""
        if self.precision and typed.one(f"{name}.day") and not typed.one(f"{name}.time"):
            yield self.precision, "day"

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What each of its fields holds."""
        shown = DayOf.shown(self, holds, typed, name, known)
        return {**shown, "time": typed.one(f"{name}.time")}

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That there is no such day, or time."""
        if not any(map(typed.one, self.members(name))):
            return None
        if self._day(typed, name) is None:
            return self.not_a_day
        return self.not_a_time if self._clock(typed, name) is None else None

    def _clock(self, typed: Typed, name: str) -> tuple[int, int] | None:
        said = typed.one(f"{name}.time")
        if not said and self.by_its_end:
            return _LAST_MINUTE
        if not said:
            return (0, 0) if self.precision or self.by_day else None
        return clock_of(said)
