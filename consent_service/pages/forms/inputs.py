"""The kinds of fields: each says how it is shown, and what of the operation's body it says.

What may stand in a member is the operation's to say and is not said again here: a field passes on
what was typed, as the kind of value that the operation's schema has, and shows what it replies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Final, cast

from marshmallow.fields import Field

from ...api.edge.fields import Code, Label, Opaque, Part, Several, Whole, YesNo
from ...domain.codes import codes
from ...domain.times import LONDON
from .choices import Choice, Known, Source, apart, enquiries, not_looked_up, services
from .clocks import clock_of, month_named, month_of
from .typed import Typed

#: The member is left out.
NOTHING: Final = object()
_WHOLE: Final = 15


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form: which member of the body it says (`scope/purposes`), and its label."""

    member: str
    label: str
    hint: str = field(default="", kw_only=True)
    #: In a row of which a part is said elsewhere in the body: the member that it says there. The
    #: form's `besides` puts it where it goes.
    elsewhere: str = field(default="", kw_only=True)
    kind: ClassVar[str] = "text"
    #: What it says inside its member, where that is an object.
    says: ClassVar[tuple[str, ...]] = ()

    def members(self, name: str) -> tuple[str, ...]:
        """The names of the fields of HTML that it is made of."""
        return (name,)

    def asks(self, typed: Typed, name: str) -> tuple[str, str]:  # noqa: ARG002
        """What it asks, or what of it is wrong; and the field of HTML to which that leads."""
        return self.label, self.members(name)[0]

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """What is sent, or `NOTHING`."""
        return _sent(holds, typed.one(name)) if typed.one(name) else NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """What its macro needs, besides what every field has."""
        return {"value": typed.one(name)}

    def complaint(self, typed: Typed, name: str) -> str | None:  # noqa: ARG002
        """What is wrong with what was typed, in words that fit this kind of field better."""
        return None

    def given(self, holds: Field[Any], said: Mapping[str, str], name: str) -> dict[str, list[str]]:
        """What of it an address fills in: ids, and where several may stand, with dots between."""
        value, inner = said.get(name, ""), _inner(holds)
        if not value or not isinstance(inner, Opaque | Label | Whole):
            return {}
        return {name: value.split(".") if isinstance(holds, Several) else [value]}

    def pressed(self, typed: Typed, button: str) -> Typed:  # noqa: ARG002
        """What stands in the form once a button of its own was pressed, which records nothing."""
        return typed

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """What was typed, to be read where nothing can be looked up."""
        inner = _inner(holds)
        listed = dict(_of_schema(inner))
        held = [one for part in self.members(name) for one in typed.each(part)]
        if held and isinstance(inner, Opaque | Label):
            return "As you chose"
        return ", ".join(listed.get(one, one) for one in held)

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:  # noqa: ARG002
        """What was typed, to be read before it is recorded, with what stands on record: all of
        what would be sent, and nothing that would not.
        """
        return self.in_words(holds, typed, name)


@dataclass(frozen=True, slots=True)
class Text(Input):
    """One line. `width` is how many characters it shows, `inputmode` which keys a telephone has."""

    width: int = field(default=0, kw_only=True)
    inputmode: str = field(default="", kw_only=True)

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Its value and size."""
        mode = self.inputmode or ("numeric" if isinstance(holds, Whole) else "")
        return {"value": typed.one(name), "width": self.width, "inputmode": mode}


@dataclass(frozen=True, slots=True)
class Area(Input):
    """Several lines. Where the member is a list, each line is one of it."""

    rows: int = field(default=4, kw_only=True)
    kind: ClassVar[str] = "area"

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The text, or its lines."""
        if not isinstance(holds, Several):
            return typed.one(name) or NOTHING
        return [one.strip() for one in typed.one(name).splitlines() if one.strip()] or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Its value and size."""
        return {"value": typed.one(name), "rows": self.rows}


@dataclass(frozen=True, slots=True)
class _Chosen(Input):
    """Out of what the file or the directory has; left out, what the operation's schema lists."""

    choices: Source | None = field(default=None, kw_only=True)
    #: Of a question that is answered with yes or no, the two in words.
    yes: str = field(default="Yes", kw_only=True)
    no: str = field(default="No", kw_only=True)

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """What is chosen; where several could be said, that one alone."""
        value = _sent(_inner(holds), typed.one(name)) if typed.one(name) else NOTHING
        return [value] if isinstance(holds, Several) and value is not NOTHING else value

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What can be chosen, and what is."""
        items = apart(self._choices(holds, known))
        return {"items": items, "value": typed.each(name)}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """Yes and no in the words of the question."""
        if isinstance(holds, YesNo):
            said = {"true": self.yes, "false": self.no}
            return said.get(typed.one(name), typed.one(name))
        return Input.in_words(self, holds, typed, name)

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """Who or what was chosen, by name."""
        held = typed.each(name)
        chosen = [one.words for one in self._choices(holds, known) if one.value in held]
        return ", ".join(chosen) or self.in_words(holds, typed, name)

    def _choices(self, holds: Field[Any], known: Known) -> Iterator[Choice]:
        if self.choices is not None:
            yield from self.choices(known)
        elif isinstance(holds, YesNo):
            yield from (Choice("true", self.yes), Choice("false", self.no))
        else:
            yield from (Choice(*one) for one in _of_schema(_inner(holds)))


@dataclass(frozen=True, slots=True)
class Radios(_Chosen):
    """One out of few. None is chosen beforehand: whatever nobody chose is not said."""

    inline: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "radios"


@dataclass(frozen=True, slots=True)
class Select(_Chosen):
    """One out of many. What another page filled in stands among them."""

    kind: ClassVar[str] = "select"

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What can be chosen, and what is."""
        shown = _Chosen.shown(self, holds, typed, name, known)
        listed = {one.value for one in shown["items"]}
        came = [Choice(one, "What you came from") for one in shown["value"] if one not in listed]
        found = {**shown, "items": [*came, *shown["items"]]}
        # There is nothing to choose, and the operation takes the only one by itself.
        return (
            found | {"kind": "carried"} if self.choices is enquiries and len(listed) < 2 else found
        )


@dataclass(frozen=True, slots=True)
class Checks(_Chosen):
    """Any number out of few."""

    kind: ClassVar[str] = "checks"

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """Each that is ticked."""
        inner = _inner(holds)
        return [_sent(inner, one) for one in typed.each(name)] or NOTHING


@dataclass(frozen=True, slots=True)
class DayOf(Input):
    """A calendar day, in three fields."""

    kind: ClassVar[str] = "day"
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
        parts = [year, month_of(month), day]
        if not all(one.isascii() and one.isdigit() and len(one) <= 4 for one in parts):
            return None
        try:
            return date(*map(int, parts))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class MonthOf(Input):
    """A month of a year, in two fields; or the year alone, where that may stand there."""

    kind: ClassVar[str] = "month"

    def members(self, name: str) -> tuple[str, ...]:
        """Its two fields."""
        return tuple(f"{name}.{part}" for part in ("month", "year"))

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """As the operation takes it. What is no month goes as it was typed, to be refused."""
        month, year = (typed.one(part) for part in self.members(name))
        if not month:
            return year or NOTHING
        return f"{year}-{month_of(month).zfill(2)}"

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """What each of its fields holds."""
        return {"parts": {part: typed.one(f"{name}.{part}") for part in ("month", "year")}}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """As somebody says it: "March 2024"; what is no month as it was typed."""
        month, year = map(typed.one, self.members(name))
        return " ".join(filter(None, [month_named(month), year]))


@dataclass(frozen=True, slots=True)
class When(DayOf):
    """A day and a time here. Without its time it means all of that day, if `precision` names the
    member that says so; left empty, the operation takes it as now.
    """

    precision: str = field(default="", kw_only=True)
    #: Whether a day without its time is from its beginning: of a death nobody knows the minute.
    by_day: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "when"
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

    def how_exactly(self, typed: Typed, name: str) -> str | None:
        """To the day, where no time of it was typed."""
        if self.precision and typed.one(f"{name}.day") and not typed.one(f"{name}.time"):
            return "day"
        return None

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
        if not said:
            return (0, 0) if self.precision or self.by_day else None
        return clock_of(said)


@dataclass(frozen=True, slots=True)
class WhichAgency(Input):
    """One agency: a service of the directory, or a type with a name that is not listed."""

    kind: ClassVar[str] = "service"
    says: ClassVar[tuple[str, ...]] = ("type",)

    def members(self, name: str) -> tuple[str, ...]:
        """What was chosen, and a name that is not listed."""
        return (name, f"{name}.organisation")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The agency, as operations have it."""
        code, _, id = typed.one(name).partition(".")
        named = typed.one(f"{name}.organisation")
        said = {"type": code, "id": id, "organisation": "" if id else named}
        return {member: one for member, one in said.items() if one} or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """The directory, and what was typed."""
        organisation, items = typed.one(f"{name}.organisation"), list(services(known))
        return {"items": items, "value": typed.each(name), "organisation": organisation}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """Its type, and its name where that was typed: one of the directory was chosen there."""
        return not_looked_up(typed.one(name), typed.one(f"{name}.organisation"))

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """One of the directory by its name, beside which a name that was typed is not sent."""
        held = typed.one(name)
        if "." not in held and typed.one(f"{name}.organisation"):
            return self.in_words(holds, typed, name)
        chosen = (one.words for one in services(known) if one.value == held)
        return next(chosen, self.in_words(holds, typed, name))


def _inner(holds: Field[Any]) -> Field[Any]:
    return holds.inner if isinstance(holds, Several) else holds


def _of_schema(holds: Field[Any]) -> list[tuple[str, str]]:
    """What the schema lists, in the words of its lists."""
    if not isinstance(holds, Code):
        return []
    rows = {code: row.label for name in holds.lists for code, row in codes(name).items()}
    return [(code, rows[code]) for code in holds.allowed if code in rows]


def _sent(holds: Field[Any], typed: str) -> Any:
    """As the operation takes it. What is not one of these goes as it was typed, to be refused."""
    if isinstance(holds, YesNo):
        return {"true": True, "false": False}.get(typed, typed)
    if isinstance(holds, Whole) and typed.isascii() and typed.isdigit() and len(typed) <= _WHOLE:
        return int(typed)
    return typed


def field_at(schema: Any, member: str) -> Field[Any]:
    """What the schema holds at a member. Raises `KeyError` where it has none of that name."""
    holds: Any = None
    for part in member.split("/"):
        by_key: Mapping[str, Field[Any]] = {f.data_key or n: f for n, f in schema.fields.items()}
        holds = by_key[part]
        inner = _inner(holds)
        schema = inner.schema if isinstance(inner, Part) else None
    return cast("Field[Any]", holds)
