"""One person who stands on the file twice, read as one.

What was recorded of either is of that person. Nothing is rewritten: it is read so, from the joining
on, and no longer once they were parted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from functools import partial
from itertools import product
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from ..codes import DECIDING_PR, PLACEHOLDER
from ..deep import with_each
from ..recorded.births import as_born_on, born_in
from ..recorded.circumstances import PeopleJoined, PeopleParted, PersonAmended
from ..recorded.event import tag_of
from ..recorded.events import AdultAdded, ChildAdded, RelationshipRecorded
from ..recorded.falling import EffectConfirmed, EffectRefused, EffectWaits
from ..recorded.privacynotices import is_english
from .casefile import CaseFile
from .held import Held, in_order
from .responsibility import has_ended

_Link: TypeAlias = Held[RelationshipRecorded]
_Facts: TypeAlias = tuple[Held[Any], ...]

#: What speaks of entries and not of people, and what joins people.
_LEFT: Final = frozenset(
    tag_of(kind)
    for kind in (EffectConfirmed, EffectRefused, EffectWaits, PeopleJoined, PeopleParted)
)
_ADDED: Final = frozenset({tag_of(AdultAdded), tag_of(ChildAdded)})


def joinings(file: CaseFile, known: datetime) -> tuple[Held[PeopleJoined], ...]:
    """Those that held by `known`: not parted, not found to be an error."""
    every = file.holding(PeopleJoined, known, known)
    if not every:
        return ()
    parted = {held.event.joining for held in file.holding(PeopleParted, known, known)}
    return tuple(held for held in every if held.event.joining not in parted)


def same_as(file: CaseFile, known: datetime) -> dict[str, str]:
    """By each other id: the one that a person goes by."""
    return _joined(file, known)[0]


def since(file: CaseFile, known: datetime) -> dict[frozenset[str], Held[PeopleJoined]]:
    """By each two ids of one person: the entry that made them one. Who is one person already is not
    joined again.
    """
    who: dict[str, set[str]] = {}
    found: dict[frozenset[str], Held[PeopleJoined]] = {}
    for held in joinings(file, known):
        one, two = (who.setdefault(id, {id}) for id in (held.event.person, held.event.other))
        if one is not two:
            found |= {frozenset(pair): held for pair in product(one, two)}
            one |= two
            who |= dict.fromkeys(two, one)
    return found


def _joined(file: CaseFile, known: datetime) -> tuple[dict[str, str], dict[str, int]]:
    """The same; and by the one that they go by: the place of the last entry that joined them."""
    found: dict[str, str] = {}
    last: dict[str, int] = {}
    for held in joinings(file, known):
        person, other = (found.get(id, id) for id in (held.event.person, held.event.other))
        if person != other:
            found = {id: person if one == other else one for id, one in found.items()}
            found[other] = person
            last[person] = held.seq
    return found, last


class Joining:
    """Files of one look read so, one after another: what is alike in two of them is read once, and
    is one and the same object, so that whoever holds them against each other sees at once in which
    kinds they differ.
    """

    def __init__(self) -> None:
        #: By what they were, and as whose they are read: those, so that they stay what they were,
        #: and what they are.
        self._known: dict[Hashable, tuple[_Facts, _Facts]] = {}

    def as_one(
        self, file: CaseFile, same: Mapping[str, str], known: datetime, birth: int = 0
    ) -> CaseFile:
        """The file with every id of a person replaced by the one that they go by. Where their
        entries say more than one birth, `birth` says which of them is read.
        """
        settled, facts = _births(file, same, known), dict(file.facts)
        by = frozenset(same.items()), frozenset(settled.items()), birth
        for kind, held in file.facts.items():
            if kind not in _LEFT:
                read = partial(_of_one, held, same, settled, birth, added=kind in _ADDED)
                facts[kind] = self._once(held, read, by, kind)
        links = _Links(file.of(RelationshipRecorded), *_joined(file, known), known)
        if links.every:
            kind = tag_of(RelationshipRecorded)
            read = partial(links.read_all, facts[kind])
            last = frozenset(links.last.items())
            facts[kind] = self._once(links.every, read, by, last, known)
        return msgspec.structs.replace(file, facts=facts)

    def _once(self, held: _Facts, read: Callable[[], _Facts], *by: Hashable) -> _Facts:
        key = (id(held), *by)
        if key not in self._known:
            self._known[key] = held, read()
        return self._known[key][1]


def births_told(file: CaseFile, same: Mapping[str, str], known: datetime) -> int:
    """The most births that the entries of one person say, which nobody has settled since."""
    return max(map(len, _births(file, same, known).values()), default=1) if same else 1


def _births(
    file: CaseFile, same: Mapping[str, str], known: datetime
) -> dict[str, tuple[date, ...]]:
    """By the one that a child goes by: the births that their entries said as they were joined, that
    of the one first. None of whom it was put right since.
    """
    last = _joined(file, known)[1]
    told: dict[str, dict[str, date]] = {}
    amendments = [held for held in file.of(PersonAmended) if held.holds(known, known)]
    for child in file.holding(ChildAdded, known, known):
        id = child.event.child
        one = same.get(id, id)
        mine = [a for a in amendments if same.get(a.event.person, a.event.person) == one]
        if one not in last or any(a.seq > last[one] and _says_when(a.event) for a in mine):
            continue
        dobs = (a.event.dob for a in mine if a.event.person == id and a.event.dob)
        born = [dob for dob in (child.event.dob, *dobs) if dob is not None]
        if born:
            told.setdefault(one, {})[id] = born[-1]
    return {
        one: tuple(dict.fromkeys([*([by[one]] if one in by else []), *by.values()]))
        for one, by in told.items()
    }


def _says_when(said: PersonAmended) -> bool:
    """It puts right when they were born."""
    return said.dob is not None or said.born_in is not msgspec.UNSET


class _Links(NamedTuple):
    """What somebody is to a child, as recorded under each of their ids."""

    every: tuple[_Link, ...]
    same: Mapping[str, str]
    last: Mapping[str, int]
    known: datetime

    def read_all(self, every: _Facts) -> _Facts:
        """Each of them, as it is read with the people whom it names read as one."""
        return tuple(map(self.read, self.every, every))

    def read(self, link: _Link, read: Held[Any]) -> Held[Any]:
        """That somebody holds no responsibility was said of the one entry, before they were joined:
        it ends nothing that they hold by another. So their no counts, whichever it stands under.
        Nor does what stood for a father nobody knew say what he is, now that he is known.
        """
        of = read.event
        stood_for = of.role == PLACEHOLDER
        joined = max(self.last.get(id, -1) for id in (of.person, of.child))
        if link.seq > joined or (_decides(of) and not stood_for):
            return read
        others: dict[tuple[str, str], _Link] = {}
        for other in sorted(self.every, key=in_order):
            pair = (other.event.person, other.event.child)
            one = tuple(self.same.get(id, id) for id in pair) == (of.person, of.child)
            known = other.seq < joined and other.holds(link.effective_at, self.known)
            if one and known and pair != (link.event.person, link.event.child):
                others[pair] = other
        known_as = [one.event for one in others.values() if one.event.role != PLACEHOLDER]
        theirs = next(filter(_decides, known_as), known_as[-1] if stood_for and known_as else None)
        if theirs is None:
            return read
        held = ("role", "pr_status", "pr_source", "pr_checked", "ended", "ended_of")
        event = msgspec.structs.replace(of, **{name: getattr(theirs, name) for name in held})
        return msgspec.structs.replace(read, event=event)


def _decides(link: RelationshipRecorded) -> bool:
    return link.pr_status in DECIDING_PR and not has_ended(link)


def _of_one(
    facts: _Facts,
    same: Mapping[str, str],
    births: Mapping[str, tuple[date, ...]],
    birth: int,
    *,
    added: bool,
) -> _Facts:
    read = [
        (fact, msgspec.structs.replace(fact, event=event))
        for fact in facts
        for event in (with_each(fact.event, str, lambda id: same.get(id, id)),)
    ]
    if added:
        # Of two that were added the one that they go by is read last, and so counts.
        read.sort(key=lambda pair: pair[0].event == pair[1].event)
        others = [other for _, other in read]
        return tuple(_born(_with_needs(fact, others), births, birth) for _, fact in read)
    return tuple(_without_birth(fact, births) for _, fact in read)


def _born(fact: Held[Any], births: Mapping[str, tuple[date, ...]], birth: int) -> Held[Any]:
    event = fact.event
    told = births.get(event.child, ()) if isinstance(event, ChildAdded) else ()
    if not told:
        return fact
    born = told[min(birth, len(told) - 1)]
    event = msgspec.structs.replace(as_born_on(event, born), estimated_due_date=None)
    return msgspec.structs.replace(fact, event=event)


def _without_birth(fact: Held[Any], births: Mapping[str, tuple[date, ...]]) -> Held[Any]:
    """A birth that was put right of one entry before they were joined is that entry's."""
    event = fact.event
    if not isinstance(event, PersonAmended) or event.person not in births:
        return fact
    without = msgspec.structs.replace(event, dob=None, born_in=msgspec.UNSET)
    return fact if without == event else msgspec.structs.replace(fact, event=without)


def _with_needs(fact: Held[Any], others: list[Held[Any]]) -> Held[Any]:
    """With the needs that stand in either entry: a yes that was not understood is none."""
    event = fact.event
    for other in (held.event for held in others):
        match event, other:
            case AdultAdded(person=id), AdultAdded(person=same) if id == same:
                event = msgspec.structs.replace(
                    event,
                    language=_another_language(event.language, other.language),
                    interpreter_needed=event.interpreter_needed or other.interpreter_needed,
                    format=other.format if event.format == "STANDARD" else event.format,
                )
            case ChildAdded(child=id), ChildAdded(child=same) if id == same:
                needs = dict.fromkeys([*event.communication_needs, *other.communication_needs])
                # Who was born is not unborn as well: before birth only the mother decides.
                born = event.dob or other.dob
                about = None if born else event.estimated_dob or other.estimated_dob
                month = None if born or about else born_in(event) or born_in(other)
                is_born = born is not None or about is not None or month is not None
                event = msgspec.structs.replace(
                    event,
                    dob=born,
                    estimated_dob=about,
                    born_in=month or msgspec.UNSET,
                    estimated_due_date=None if is_born else event.estimated_due_date,
                    due_in=msgspec.UNSET if is_born else event.due_in,
                    language=_another_language(event.language, other.language),
                    communication_needs=tuple(needs),
                )
    return msgspec.structs.replace(fact, event=event)


def _another_language(one: str | None, other: str | None) -> str | None:
    """The language that is on record; of two the one that is not English."""
    if one is None or other is None:
        return one or other
    return other if is_english(one) else one
