"""What is shown as it was recorded: a schema from the members of the event, and what stands beside;
and of anything, what a schema declares.

An event says of each member what it holds (`domain/recorded/members.py`); here a reply says the
same of it, so that nothing recorded is shown as "any object". A code of a reply is open, as
everywhere.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import msgspec
from marshmallow import Schema, fields

from ...domain.recorded.members import Coded, Member, Slot, members_of
from .members import OpenCode, Time, parts_field, text_field, time_field, whole_field
from .showing import plain

_Field = fields.Field[Any]


def shown(
    name: str, means: str, kind: type, members: Iterable[str], /, **besides: _Field
) -> type[Schema]:
    """The schema called `name` of these members of a kind of event, and of what is shown beside."""
    found = {member.name: member for member in members_of(kind)}
    made = {member: _field_of(kind, found[member]) for member in members}
    return type(f"{name}Schema", (Schema,), {**made, **besides, "__doc__": means})


def said_in(name: str, kind: type, members: Iterable[str], /, **besides: _Field) -> type[Schema]:
    """The same as `domain.standing` lists it: with when it was so, who recorded it and where."""
    said = (kind.__doc__ or "").partition("\n\n")[0]
    return shown(
        name,
        said,
        kind,
        members,
        **besides,
        at=time_field("From when it was so."),
        by=text_field("Who recorded it."),
        seq=whole_field("Where it stands in the ledger."),
    )


def by_schema(schema: type[Schema], thing: object, /, **besides: Any) -> dict[str, Any]:
    """What the schema declares: each as the member of its name says it, or as `besides` does."""
    return {
        name: besides[name] if name in besides else plain(getattr(thing, name))
        for name in _names_in(schema)
    }


@cache
def _names_in(schema: type[Schema]) -> tuple[str, ...]:
    return tuple(schema().fields)


def called_in(of: str, section: str) -> str:
    """What the schema of one of its lists is called."""
    return f"{of}{section.title().replace('_', '').replace('-', '')}"


def sections(name: str, means: str, kinds: Mapping[str, type[Schema]]) -> type[Schema]:
    """An object of lists, one of each kind of thing: of each what it is, and no more, which its own
    schema says.
    """
    lists = {
        section: parts_field(schema, _first_sentence(vars(schema)["__doc__"]))
        for section, schema in kinds.items()
    }
    return type(f"{name}Schema", (Schema,), {**lists, "__doc__": means})


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.])\s", " ".join(text.split()))[0]


def _field_of(kind: type, member: Member) -> _Field:
    metadata = {} if member.means is None else {"description": member.means}
    return _field(
        member.holds,
        required=True,
        allow_none=_may_be_none(_hints_of(kind)[member.name]),
        metadata=metadata,
    )


@cache
def _hints_of(kind: type) -> dict[str, Any]:
    # Python works them out anew each time, from text: a quarter of a start was spent on it.
    return get_type_hints(kind)


def _may_be_none(hint: Any) -> bool:
    """Also what came later to its kind: of older entries that is shown as none."""
    missing = {type(None), msgspec.UnsetType}
    return get_origin(hint) in (Union, types.UnionType) and not missing.isdisjoint(get_args(hint))


def _field(holds: Slot, **options: Any) -> _Field:
    if holds.each is not None:
        return fields.List(_field(holds.each), **options)
    coded = holds.mark(Coded)
    if coded is not None:
        return OpenCode(*coded.lists, **options)
    if holds.base in _BY_CLASS:
        return _BY_CLASS[holds.base](**options)
    if holds.base is dict:
        return fields.Dict(keys=fields.String(), values=fields.String(), **options)
    return fields.Nested(as_declared(holds.base), **options)


@cache
def as_declared(shape: type[msgspec.Struct]) -> type[Schema]:
    """A part of something recorded, whole."""
    members = (member.name for member in members_of(shape))
    means = (shape.__doc__ or "").partition("\n\n")[0]
    return shown(f"{shape.__name__}AsRecorded", means, shape, members)


def _day(**options: Any) -> _Field:
    metadata = {"format": "date", **options.pop("metadata", {})}
    return fields.String(metadata=metadata, **options)


_BY_CLASS: Final[Mapping[Any, type[_Field] | Any]] = {
    str: fields.String,
    bool: fields.Boolean,
    int: fields.Integer,
    datetime: Time,
    date: _day,
}
