"""From what somebody said to what is put on record: one way, for every kind of event.

A request says the members of an event, or of a command where the two differ. Here they become that
event or command, whole: what it names is on the file, the enquiry is the one meant, `effective_at`
is when it was said to be, and the ids of what is new are made. An action gets the whole thing, and
says what else must be so and what else follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from ..domain.deep import can_hold
from ..domain.recorded.event import Event
from ..domain.recorded.members import (
    Enquiry,
    ForCertain,
    HowMany,
    InDoubt,
    LeftOut,
    Listed,
    Member,
    New,
    OnFile,
    Ours,
    Slot,
    Spread,
    members_of,
    own_id,
)
from ..domain.scopes.scope import ANY, Agency
from .moment import Moment, new_id
from .naming import need_certain, with_services
from .refused import Refused

S = TypeVar("S")
E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Said(Generic[S]):
    """The members that were sent of one thing: each valid in itself, none of them looked up."""

    kind: type[S]
    members: Mapping[str, Any]

    def but(self, **others: Any) -> Said[S]:
        """The same, with these members."""
        return replace(self, members={**self.members, **others})

    def as_sent(self) -> S:
        """What it stands for, as it was sent: nothing looked up, nothing settled."""
        return self.kind(**self.members)


def whole(said: Said[S], moment: Moment, at_pointer: str = "", **given: Any) -> S:
    """What was said, as it is put on record. Raises `Refused`, pointing at the member.

    `given` is what somebody else has settled already, and is not looked up again.
    """
    sent = {**said.members, **given}
    kind: Any = said.kind
    parts = _parts_of(kind)
    for part in parts:
        member = part.member
        if member.name in said.members and member.name not in given:
            pointer = f"{at_pointer}/{member.sent_as}"
            found = said.members[member.name]
            try:
                if part.looked_up:
                    found = _on_file(member.holds, found, moment, pointer)
            except Refused as refused:
                _leave_out(member, refused, moment, sent)
                continue
            if part.certain is not None and part.certain.holds(sent):
                _need_certain(found, moment, pointer)
            if part.names_services:
                found = with_services(found, moment.directory)
            sent[member.name] = found
    first_clock = sent.get("effective_at")
    values: dict[str, Any] = {}
    for part in parts:
        member = part.member
        if part.spread:
            values[member.name] = whole(Said(member.holds.base, sent), moment, at_pointer)
        elif member.name in given:
            values[member.name] = given[member.name]
        else:
            pointer = f"{at_pointer}/{member.sent_as}"
            values |= _settled(part, sent, moment, first_clock, pointer)
    return said.kind(**values)


class _Part(NamedTuple):
    """A member, and what its marks say of how it is settled."""

    member: Member
    certain: ForCertain | None
    enquiry: Enquiry | None
    left_out: LeftOut | None
    spread: bool
    new: bool
    ours: bool
    #: Something of it must be on the file, or listed.
    looked_up: bool
    names_services: bool


@cache
def _parts_of(kind: type) -> tuple[_Part, ...]:
    """The members of a kind, each with its marks, which are looked for once."""
    return tuple(
        _Part(
            member,
            slot.mark(ForCertain),
            slot.mark(Enquiry),
            slot.mark(LeftOut),
            slot.mark(Spread) is not None,
            slot.mark(New) is not None,
            slot.mark(Ours) is not None,
            _is_looked_up(slot),
            _names_services(slot),
        )
        for member in members_of(kind)
        for slot in (member.holds,)
    )


def _settled(
    part: _Part,
    sent: Mapping[str, Any],
    moment: Moment,
    first_clock: datetime | None,
    pointer: str,
) -> dict[str, Any]:
    """The member's value under its name; nothing, to leave the default of its class."""
    member, enquiry = part.member, part.enquiry
    name = member.name
    if enquiry is not None:
        find = moment.the_open_enquiry if enquiry.was_open else moment.the_enquiry
        if enquiry.may_be_over:
            find = moment.the_last_enquiry
        said_at = first_clock if enquiry.was_open else None
        return {name: find(sent.get(name), pointer, said_at)}
    if name in sent:
        is_first = member.is_the_first_clock
        return {name: moment.when(sent[name], pointer) if is_first else sent[name]}
    if part.new:
        return {name: new_id()}
    if part.left_out is not None:
        return {name: part.left_out.means}
    if member.holds.base is datetime and not member.has_default:
        return {name: moment.at}
    if part.ours and not member.has_default:
        return {name: member.holds.base()}
    return {}


def event_of(kind: type[E], source: Any, **deviations: Any) -> E:
    """The event that has what `source` has under the same names, but for the deviations."""
    values = {
        name: getattr(source, name)
        for name in kind.__struct_fields__
        if name not in deviations and hasattr(source, name)
    }
    new = own_id(kind)
    if new is not None and new not in values and new not in deviations:
        values[new] = new_id()
    return kind(**values, **deviations)


# ── what is on the file ─────────────────────────────────────────────────────────────────────


def _on_file(holds: Slot, value: Any, moment: Moment, pointer: str) -> Any:
    """The value, all of which is on the file, however deep it stands; but for services, which
    `naming.py` looks up. Raises `Refused`; with care, what a list names in vain is left out of it.
    """
    if holds.each is not None:
        return _those_on_file(holds, value, moment, pointer)
    if isinstance(value, Agency):
        return value
    if isinstance(value, msgspec.Struct):
        found = {
            member.name: _on_file(member.holds, inside, moment, f"{pointer}/{member.sent_as}")
            for member in _looked_up(type(value))
            if (inside := getattr(value, member.name)) is not None
        }
        held = {name: getattr(value, name) for name in found}
        return value if found == held else msgspec.structs.replace(value, **found)
    wanted = holds.mark(OnFile)
    if wanted is not None and not (wanted.or_any and value == ANY):
        moment.need(value, wanted, pointer)
    if holds.mark(Listed) is not None and value not in moment.directory.by_id:
        raise Refused("service-not-listed", pointer)
    return value


@cache
def _looked_up(kind: type) -> tuple[Member, ...]:
    """The members of which something must be on the file, or listed."""
    return tuple(member for member in members_of(kind) if _is_looked_up(member.holds))


def _is_looked_up(holds: Slot) -> bool:
    """In doubt it is: what may be one of several is known when it is there."""
    if holds.each is not None:
        return _is_looked_up(holds.each)
    if any(holds.mark(one) is not None for one in (OnFile, Listed)):
        return True
    base = holds.base
    if not isinstance(base, type):
        return True
    if not issubclass(base, msgspec.Struct):
        return issubclass(msgspec.Struct, base)
    return not issubclass(base, Agency) and bool(_looked_up(base))


def _names_services(holds: Slot) -> bool:
    """In doubt it does."""
    return can_hold(holds.base, Agency) if holds.each is None else _names_services(holds.each)


def _those_on_file(holds: Slot, value: Any, moment: Moment, pointer: str) -> Any:
    assert holds.each is not None  # noqa: S101 - it is a list
    found, in_vain = [], None
    for place, each in enumerate(value):
        try:
            found.append(_on_file(holds.each, each, moment, f"{pointer}/{place}"))
        except Refused as refused:
            moment.lacks(refused.problem, refused.pointer or pointer)
            in_vain = refused
    size = holds.mark(HowMany)
    if in_vain is not None and size is not None and len(found) < size.least:
        # It is about nobody else.
        raise in_vain
    return tuple(found)


def _need_certain(value: Any, moment: Moment, pointer: str) -> None:
    """With care it is no less uncertain: who agreed to it is then heard by their noes alone."""
    try:
        need_certain(value, moment.directory, pointer)
    except Refused as refused:
        moment.lacks(refused.problem, refused.pointer or pointer)


def _leave_out(member: Member, refused: Refused, moment: Moment, sent: dict[str, Any]) -> None:
    """Go on without the member, with care and where it may be left out, or with what stands for
    it; else raise.
    """
    in_doubt = member.holds.mark(InDoubt)
    may_go = member.has_default or any(member.holds.mark(one) for one in (LeftOut, New))
    if not may_go and in_doubt is None:
        raise refused
    moment.lacks(refused.problem, refused.pointer or "")
    if in_doubt is None or may_go:
        del sent[member.name]
    else:
        sent[member.name] = in_doubt.means
