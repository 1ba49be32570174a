"""What may be sent, or stand on record, made up from its declaration: the least, and all of it.

Nothing here knows a kind of entry or a write by name. What is made up is valid in itself, and names
who is on the file; where more must hold together, a test says it itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, Final, get_args, get_origin

import msgspec

from consent_service.actions.nottold import MUST_NOT_HEAR, WhoMustNotHear
from consent_service.actions.said import Said
from consent_service.api.recorded.bodies import is_needed, is_ours
from consent_service.api.recorded.by_family import OwnWrite
from consent_service.api.recorded.write import Write
from consent_service.domain.codes import codes
from consent_service.domain.following.advocates import SUITABILITY
from consent_service.domain.recorded import members as m
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.members import Member, Slot, members_of
from consent_service.domain.scopes.scope import SEEK, Agency, Exclusions, Scope

NOON: Final = datetime(2026, 3, 9, 12, tzinfo=UTC)
#: An id of ours that is nobody's.
NOBODY: Final = "c" * 24
#: What is asked first of a referral.
_FIRST_CHECK: Final = {
    "subjects": ["label"],
    "agency": {"type": "GP"},
    "categories": ["CHILD_HEALTH"],
    "purpose": "AGENCY_CHECKS",
    "direction": "SEEK",
    "urgency": "SAME_DAY",
}


@cache
def usual_of(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    """By member, what it is when it is left out. To ask a class for it evaluates its annotations
    anew, which took more than whatever was then done with the event.
    """
    return {
        one.name: one.default
        for one in msgspec.structs.fields(kind)
        if one.default is not msgspec.NODEFAULT
    }


@dataclass(frozen=True)
class MadeUp:
    """Made up about these: by the kind of event that gave it, the id of somebody or something."""

    ids: Mapping[str, str] = field(default_factory=dict)
    at: datetime = NOON
    #: Begins every text and every id, so that nobody could be real.
    mark: str = ""

    def body(self, write: Write[Any] | OwnWrite[Any], *, whole: bool = False) -> dict[str, Any]:
        """The JSON that puts it on record: the least, or every member."""
        kind, elsewhere = (
            (write.command, ()) if isinstance(write, OwnWrite) else (write.records, write.from_path)
        )
        made = self._plain(self.said(kind, elsewhere, whole=whole))
        # How it is put on record is said beside it.
        beside: dict[str, Any] = {"dry_run": True, "said_by_telephone": "manager-1"}
        beside = {**beside, "first_check": _FIRST_CHECK} if whole else {}
        if whole and isinstance(write, Write) and write.takes_words:
            beside[MUST_NOT_HEAR] = self._plain(self.said(WhoMustNotHear, whole=True))
        return {**made, **{name: beside[name] for name in beside if name in write.body().fields}}

    def said(self, kind: Any, elsewhere: Collection[str] = (), *, whole: bool = False) -> Said[Any]:
        """What is sent of a kind of event, or of a command; `elsewhere` stands somewhere else."""
        return Said(kind, dict(self._members_sent(kind, elsewhere, whole=whole)))

    def event(self, kind: type[Event]) -> Event:
        """An event in which no member is what it is when it is left out."""
        return kind(**{one.name: self._other_than_left_out(kind, one) for one in members_of(kind)})

    def _members_sent(
        self, kind: Any, elsewhere: Collection[str], *, whole: bool
    ) -> Iterator[tuple[str, Any]]:
        for member in members_of(kind):
            if member.holds.mark(m.Spread):
                yield from self._members_sent(member.holds.base, elsewhere, whole=whole)
            elif (
                member.name not in elsewhere
                and not is_ours(member.holds)
                and (whole or is_needed(member))
            ):
                yield member.name, self._value(member.holds, member.name, whole=whole)

    def _other_than_left_out(self, kind: type[Event], member: Member) -> Any:
        usual = usual_of(kind).get(member.name, msgspec.NODEFAULT)
        return self._value(member.holds, member.name, whole=True, but=usual)

    def _value(self, holds: Slot, name: str, *, whole: bool, but: Any = None) -> Any:
        if holds.each is not None:
            size = holds.mark(m.HowMany) or m.HowMany()
            return tuple(
                self._value(holds.each, name, whole=whole) for _ in range(max(1, size.least))
            )
        coded, bounds = holds.mark(m.Coded), holds.mark(m.Bounds)
        if coded is not None:
            every = [code for one in coded.lists for code in codes(one)]
            return next(code for code in every if code not in coded.but and code != but)
        if bounds is not None:
            return bounds.most if bounds.least == but else bounds.least
        if holds.mark(m.OnFile) or holds.mark(m.Enquiry):
            return self._on_file(holds, name)
        text = holds.mark(m.Text)
        if text is not None:
            words = f"{self.mark}{name.replace('_', ' ')}"
            return f"{words},\nin their words" if text.lines else words
        for mark, value in self._by_mark(name).items():
            if holds.mark(mark):
                return value
        return self._by_class(holds, name, whole=whole, but=but)

    def _on_file(self, holds: Slot, name: str) -> str:
        wanted = holds.mark(m.OnFile)
        kinds = ("enquiry-opened",) if wanted is None else wanted.kinds
        found = (self.ids[kind] for kind in kinds if kind in self.ids)
        return next(found, f"{self.mark}{name}" if self.mark else NOBODY)

    def _by_mark(self, name: str) -> Mapping[Any, Any]:
        id = f"{self.mark}{name}" if self.mark else NOBODY
        return {
            m.Sha256: "5e" * 32,
            m.MonthOrYear: "2024-03",
            m.OfStaff: f"{self.mark}worker-1",
            m.Suitability: dict.fromkeys(SUITABILITY, "YES"),
            m.Id: id,
            m.New: id,
        }

    def _by_class(self, holds: Slot, name: str, *, whole: bool, but: Any) -> Any:
        base = holds.base
        if get_origin(base) is Said:
            without = holds.mark(m.Without)
            beside = () if without is None else without.members
            return self.said(get_args(base)[0], beside, whole=whole)
        if base is bool:
            return but is not True
        meta = holds.mark(msgspec.Meta)
        plain = {
            int: 3 if meta is None else meta.ge,
            datetime: self.at,
            date: self.at.date(),
            Scope: self._scope(holds),
            Agency: Agency("GP"),
            Exclusions: Exclusions(categories=("EDUCATION",)),
            str: f"{self.mark}{name}",
        }
        if base in plain:
            return plain[base]
        if issubclass(base, Enum):
            return next(iter(base))
        return base(
            **{
                one.name: self._value(one.holds, one.name, whole=whole)
                for one in members_of(base)
                if whole or not one.has_default
            }
        )

    def _scope(self, holds: Slot) -> Scope:
        no = Exclusions(categories=("EDUCATION",))
        return Scope(
            subjects=(self.ids.get("child-added", NOBODY),),
            purposes=("AGENCY_CHECKS",),
            agencies=(Agency("GP"),),
            categories=("CHILD_HEALTH",),
            directions=(SEEK,),
            exclusions=Exclusions() if holds.mark(m.Without) else no,
        )

    def _plain(self, said: Any) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(msgspec.json.encode(as_sent(said)))
        return found


def as_sent(said: Any) -> Any:
    """What was said, under the names under which it is sent, and nothing that is left out."""
    if isinstance(said, tuple):
        return [as_sent(one) for one in said]
    if isinstance(said, Said):
        names = dict(names_of(said.kind))
        # How it is put on record is said beside it, under its own name.
        return {names.get(name, name): as_sent(value) for name, value in said.members.items()}
    if isinstance(said, msgspec.Struct):
        held = {name: as_sent(value) for name, value in msgspec.structs.asdict(said).items()}
        return {name: value for name, value in held.items() if value not in (None, [], {})}
    return said


def names_of(kind: Any) -> Iterator[tuple[str, str]]:
    """Each member, and the name under which it is sent."""
    for member in members_of(kind):
        if member.holds.mark(m.Spread):
            yield from names_of(member.holds.base)
        yield member.name, member.sent_as
