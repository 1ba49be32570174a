"""A body as a form would have it typed: of a draft that another system began.

What a field says back as it stood is filled in. All else has no field here, and is shown as it is:
nothing of what somebody began is lost, and nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from ...domain.times import LONDON
from .allof import AllOf
from .days import AsFarAsKnown, DayOf, When
from .entry import WhichEntry
from .form import Form, Group, Placed
from .inputs import NOTHING, Area, Checks, Radios, Select, Text, WhichAgency
from .nottold import NotToHear
from .typed import Typed

#: Fields that are their member and no more.
_PLAIN: Final = (
    *(Text, Area, Radios, Select, Checks, DayOf, When, WhichAgency, WhichEntry),
    *(AllOf, AsFarAsKnown, NotToHear),
)
#: Of a write, what nobody types.
_OF_THE_WRITE: Final = frozenset({"dry_run"})


def filled_in(form: Form, body: Mapping[str, Any]) -> tuple[Typed, list[tuple[str, str]]]:
    """What fits into its fields; and what does not, each by where it stands there."""
    held: dict[str, list[str]] = {}
    fits = {*form.fixed, *form.from_path, *_OF_THE_WRITE}
    for member, one in _placed(form, body):
        value = _at(body, member)
        said = None if value is None else _typed(form, one, value)
        if said is not None:
            held |= said
            fits.add(member)
            if isinstance(one.input, When) and one.input.precision:
                fits.add(one.input.precision)
    rest = [
        (member.replace("/", ", ").replace("_", " "), words)
        for member, words in _leaves(body)
        if not any(f"{member}/".startswith(f"{one}/") for one in fits)
    ]
    return Typed(held), rest


def read(typed: str) -> Mapping[str, Any] | None:
    """The body that a draft holds; None where it is no whole one."""
    try:
        body = json.loads(typed)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _placed(form: Form, body: Mapping[str, Any]) -> Iterator[tuple[str, Placed]]:
    """Each field, by where in the body its member stands."""
    for one in form.inputs():
        group, _, _ = one.member.partition("/")
        if not any(isinstance(held, Group) and held.member == group for held in form.fields):
            yield one.member, one
    for held in form.fields:
        rows = _at(body, held.member) if isinstance(held, Group) else None
        if not isinstance(held, Group) or not isinstance(rows, list):
            continue
        for row in range(len(rows)):
            for field in held.fields:
                if field.elsewhere:
                    continue
                below = f"/{field.member}" if field.member else ""
                name = f"{held.member}/{row}{below}".replace("/", ".")
                member = f"{held.member}{below}"
                yield f"{held.member}/{row}{below}", Placed(field, member, name)


def _typed(form: Form, one: Placed, value: Any) -> dict[str, list[str]] | None:
    """How somebody types it, if it is read back as it was."""
    if type(one.input) not in _PLAIN:
        return None
    try:
        typed = dict(_as_typed(one, value))
        said = one.input.said(form.holds(one.member), Typed(typed), one.name)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if isinstance(one.input, When | AsFarAsKnown) and said is not NOTHING:
        return typed if datetime.fromisoformat(said) == datetime.fromisoformat(value) else None
    return typed if said == value else None


def _as_typed(one: Placed, value: Any) -> Iterator[tuple[str, list[str]]]:
    name = one.name
    match one.input:
        case When():
            here = datetime.fromisoformat(value).astimezone(LONDON)
            yield from _day(name, here)
            yield f"{name}.time", [here.strftime("%H:%M")]
        case DayOf():
            yield from _day(name, _here(value))
        case WhichAgency():
            yield name, [f"{value['type']}.{value['id']}" if "id" in value else value["type"]]
            yield f"{name}.organisation", [value.get("organisation", "")]
        case NotToHear():
            yield name, one.input.as_typed(value)
        case Checks():
            yield name, [_one(held) for held in value]
        case Area() if isinstance(value, list):
            yield name, ["\n".join(value)]
        case _:
            yield name, [_one(value[0] if isinstance(value, list) else value)]


def _here(value: str) -> date:
    if len(value) == len("2026-03-09"):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value).astimezone(LONDON).date()


def _one(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _day(name: str, day: date) -> Iterator[tuple[str, list[str]]]:
    for part in ("day", "month", "year"):
        yield f"{name}.{part}", [str(getattr(day, part))]


def _at(body: Any, member: str) -> Any:
    for part in member.split("/"):
        if isinstance(body, list):
            body = body[int(part)] if part.isdigit() and int(part) < len(body) else None
        else:
            body = body.get(part) if isinstance(body, Mapping) else None
    return body


def _leaves(body: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Each value that is no object and no list, by where it stands."""
    if isinstance(body, Mapping):
        for name, value in body.items():
            yield from _leaves(value, f"{above}/{name}" if above else str(name))
    elif isinstance(body, list):
        for place, value in enumerate(body):
            yield from _leaves(value, f"{above}/{place}")
    elif body is not None:
        yield above, _one(body)
