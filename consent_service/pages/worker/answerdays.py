"""From when and until when a yes holds, as somebody types it beside the answers of a talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from marshmallow.fields import Field

from ...domain.times import LONDON, end_of_day
from ..forms.choices import Known
from ..forms.days import DayOf
from ..forms.inputs import NOTHING
from ..forms.typed import Typed
from .askedabout import AskedAbout
from .usualuntil import usual_day

#: What a part of an input is read by that is no member itself.
_NO_FIELD: Final = Field[Any]()
FROM: Final = DayOf("valid_from", "From when, if not from today?")
UNTIL: Final = DayOf("expires_at", "Until when?")
#: By what each is called in the form.
_CALLED: Final = (("from", FROM), ("until", UNTIL))
_HINTS: Final = {
    "from": "If they said another day, type it. If their words name a day and it holds now, type "
    "today.",
    "until": "Leave it empty for the usual time. Tell them the day.",
}


def days_of_a_yes(typed: Typed, name: str) -> dict[str, str]:
    """The members of a yes. A day that cannot be read goes as it was typed, to be refused."""
    said = {one.member: one.said(_NO_FIELD, typed, f"{name}.{at}") for at, one in _CALLED}
    return {member: _at(member, day) for member, day in said.items() if day is not NOTHING}


def _at(member: str, day: str) -> str:
    """It begins when its first day does, and ends when its last is over: at the midnight after."""
    try:
        moment = datetime.combine(date.fromisoformat(day), time(12), LONDON)
    except ValueError:
        return day
    return (end_of_day(moment) if member == UNTIL.member else _midnight(moment)).isoformat()


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(), LONDON)


def wrong_day(typed: Typed, name: str) -> tuple[str, str, str] | None:
    """The first that is typed and is no day: its question, its field, and what is wrong with it."""
    for at, one in _CALLED:
        complaint = one.complaint(typed, f"{name}.{at}")
        if complaint is not None:
            return one.label, one.members(f"{name}.{at}")[0], complaint
    return None


def ends(typed: Typed, name: str) -> datetime | None:
    """When it ends, where that was typed and is a day."""
    end = _day(UNTIL, typed, name)
    return None if end is None else datetime.fromisoformat(end)


def last_day(typed: Typed, name: str, asked: AskedAbout, known: Known) -> str:
    """Until when, in words: as typed, or else as usual."""
    begins = _day(FROM, typed, name) or known.file["as_of"]
    return _typed(UNTIL, typed, f"{name}.until") or usual_day(asked.purpose, begins)


def _day(one: DayOf, typed: Typed, name: str) -> str | None:
    return None if wrong_day(typed, name) else days_of_a_yes(typed, name).get(one.member)


def first_day(typed: Typed, name: str) -> Iterator[str]:
    """A line of it, where it was typed."""
    if words := _typed(FROM, typed, f"{name}.from"):
        yield f"From: {words}"


def days_in_words(typed: Typed, name: str) -> Iterator[str]:
    """A line for each that was typed."""
    yield from first_day(typed, name)
    if words := _typed(UNTIL, typed, f"{name}.until"):
        yield f"Until: {words}"


def _typed(one: DayOf, typed: Typed, name: str) -> str:
    return one.in_words(_NO_FIELD, typed, name)


def days_shown(typed: Typed, name: str, known: Known) -> list[dict[str, Any]]:
    """Both, for the page."""
    return [
        {
            "kind": "day",
            "id": f"f-{name}.{at}",
            "name": f"{name}.{at}",
            "label": one.label,
            "hint": _HINTS[at],
            "error": one.complaint(typed, f"{name}.{at}"),
            **one.shown(_NO_FIELD, typed, f"{name}.{at}", known),
        }
        for at, one in _CALLED
    ]
