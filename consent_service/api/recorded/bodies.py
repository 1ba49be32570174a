"""What a request may say, made from the declaration of what is put on record.

The members of a body are those of the event or command, as `domain/recorded/members.py` marks
them: none that is ours to fill, none that the path gives. Nothing a client sends can reach another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from functools import cache, partial
from types import MappingProxyType
from typing import Any, Final, get_args, get_origin

import marshmallow
import msgspec

from ...actions.labels import may_be_labelled
from ...actions.said import Said
from ...domain.recorded import members
from ...domain.recorded.members import Member, Slot, members_of
from ..edge import fields
from ..edge.body import Body
from ..edge.months import MonthOrYear
from .parts import PARTS

_Made = Callable[..., marshmallow.fields.Field[Any]]


def body_of(
    kind: type,
    name: str,
    elsewhere: Collection[str] = (),
    besides: Mapping[str, marshmallow.fields.Field[Any]] = MappingProxyType({}),
) -> type[Body]:
    """The schema of what is sent to put a `kind` on record; it loads as `Said`.

    `elsewhere` names the members that the path gives, or what the body stands in; `besides` are
    those that say how it is put on record, and are no part of it.
    """
    made = {**dict(_members_sent(kind, elsewhere)), **besides}
    return _schema(name, made, partial(_said, kind))


def part_of(kind: type, name: str) -> type[Body]:
    """The schema of a part that stands beside the members of what is put on record."""
    by_label = False
    return _body_of_part(kind, name, (), by_label)


@cache
def _body_of_part(kind: type, name: str, elsewhere: tuple[str, ...], by_label: bool) -> type[Body]:
    return _schema(name, dict(_members_sent(kind, elsewhere, by_label)), partial(_said, kind))


def _said(kind: type, **sent: Any) -> Said[Any]:
    return Said(kind, sent)


def _schema(
    name: str, made: Mapping[str, marshmallow.fields.Field[Any]], makes: Callable[..., Any]
) -> type[Body]:
    return type(f"{name}Schema", (Body,), {**made, "makes": staticmethod(makes)})


def _members_sent(
    kind: type, elsewhere: Collection[str], by_label: bool = False
) -> Iterator[tuple[str, marshmallow.fields.Field[Any]]]:
    for member in members_of(kind):
        holds = member.holds
        if holds.mark(members.Spread):
            yield from _members_sent(holds.base, elsewhere, by_label)
        elif member.name not in elsewhere and not is_ours(holds):
            options = _said_of(member, needed=is_needed(member))
            if member.sent_as != member.name:
                options["data_key"] = member.sent_as
            in_doubt = holds.mark(members.InDoubt)
            if in_doubt is not None:
                options["metadata"] = {**options.get("metadata", {}), fields.IN_DOUBT: in_doubt}
            yield member.name, _field(holds, options, by_label)


def is_ours(holds: Slot) -> bool:
    """Nobody sends it: it is ours to fill."""
    ours = holds.mark(members.New) is not None and holds.mark(members.Id) is None
    return ours or holds.mark(members.Ours) is not None


def is_needed(member: Member) -> bool:
    """Nothing else says it: no default, no moment, no enquiry that is meant anyway."""
    settled = (members.LeftOut, members.Enquiry, members.New)
    return not (
        member.has_default
        or member.is_the_first_clock
        or any(member.holds.mark(mark) for mark in settled)
    )


def _field(
    holds: Slot, options: dict[str, Any], by_label: bool = False
) -> marshmallow.fields.Field[Any]:
    if holds.each is not None:
        size = holds.mark(members.HowMany) or members.HowMany()
        # None of them is left out: what is blank there is refused.
        in_doubt = holds.each.mark(members.InDoubt)
        read = {} if in_doubt is None else {"metadata": {fields.IN_DOUBT: in_doubt}}
        each = _field(holds.each, {"required": True, **read}, by_label)
        size_of = {"least": size.least, "most": size.most}
        several = fields.Several(each, unique=size.unique, **size_of, **options)
        several.says_none = size.says_none
        return several
    if by_label and may_be_labelled(holds):
        return fields.Label(**options)
    for mark in holds.marks:
        made = _BY_MARK.get(type(mark))
        if made is not None:
            return made(mark)(**options)
    if holds.base in _BY_CLASS:
        return _BY_CLASS[holds.base](**options)
    part = _part(holds)
    if part is None:
        raise TypeError(f"Nothing says what may stand in a member of {holds.base}.")
    return fields.Part(part, **options)


def _part(holds: Slot) -> type[marshmallow.Schema] | None:
    without = holds.mark(members.Without)
    if get_origin(holds.base) is Said:
        (kind,) = get_args(holds.base)
        if without is None:
            return None
        by_label = holds.mark(members.ByLabel) is not None
        return _body_of_part(kind, without.name, without.members, by_label)
    name = holds.base.__name__ if without is None else without.name
    if name in PARTS:
        return PARTS[name]
    return _shape(holds.base) if issubclass(holds.base, msgspec.Struct) else None


@cache
def _shape(shape: type) -> type[Body]:
    """A part that says what its fields say, and is called as it is."""
    made = {member.name: _field_of_shape(member) for member in members_of(shape)}
    return _schema(shape.__name__, made, shape)


def _field_of_shape(member: Member) -> marshmallow.fields.Field[Any]:
    text = member.holds.mark(members.Text)
    if text is not None and text.so_far:
        # One left out is missing, not refused.
        return fields.Words(load_default="")
    return _field(member.holds, _said_of(member, needed=not member.has_default))


def _said_of(member: Member, *, needed: bool) -> dict[str, Any]:
    """What a field says of itself besides what may stand in it."""
    means = {} if member.means is None else {"metadata": {"description": member.means}}
    return {**means, "required": True} if needed else {**means}


def _text(mark: members.Text) -> _Made:
    return partial(fields.Words if mark.lines else fields.Line, longest=mark.longest)


def _code(mark: members.Coded) -> _Made:
    return partial(fields.Code, *mark.lists, allow_any=mark.or_any, but=mark.but)


def _id(mark: members.Id) -> _Made:
    return partial(fields.Opaque, allow_any=mark.or_any)


def _whole(mark: members.Bounds) -> _Made:
    return partial(fields.Whole, least=mark.least, most=mark.most)


def _bounded(mark: msgspec.Meta) -> _Made:
    return partial(fields.Whole, least=int(mark.ge or 0), most=int(mark.le or 0))


_BY_MARK: Final[Mapping[type, Callable[[Any], _Made]]] = {
    members.Text: _text,
    members.Coded: _code,
    members.Id: _id,
    members.OnFile: _id,
    members.Listed: _id,
    members.Enquiry: lambda _: fields.Opaque,
    members.Bounds: _whole,
    msgspec.Meta: _bounded,
    members.OfStaff: lambda _: fields.StaffId,
    members.Sha256: lambda _: fields.Digest,
    members.MonthOrYear: lambda mark: partial(MonthOrYear, is_month=mark.is_month),
    members.Suitability: lambda _: partial(fields.Part, PARTS["Suitability"]),
}
_BY_CLASS: Final[Mapping[Any, _Made]] = {
    bool: fields.YesNo,
    int: fields.Whole,
    datetime: fields.When,
    date: fields.Day,
}
