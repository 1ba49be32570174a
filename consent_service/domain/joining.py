"""One person who stands on the file twice, read as one.

What was recorded of either is of that person. Nothing is rewritten: it is read so, from the joining
on, and no longer once they were parted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from .casefile import CaseFile
from .circumstances import PeopleJoined, PeopleParted
from .deep import with_each
from .event import tag_of
from .events import AdultAdded, ChildAdded
from .falling import EffectConfirmed, EffectRefused, EffectWaits
from .held import Held
from .privacynotices import is_english

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
    found: dict[str, str] = {}
    for held in joinings(file, known):
        person, other = (found.get(id, id) for id in (held.event.person, held.event.other))
        if person != other:
            found = {id: person if one == other else one for id, one in found.items()}
            found[other] = person
    return found


def as_one(file: CaseFile, same: Mapping[str, str]) -> CaseFile:
    """The file with every id of a person replaced by the one that they go by."""
    facts = {
        kind: held if kind in _LEFT else _of_one(held, same, added=kind in _ADDED)
        for kind, held in file.facts.items()
    }
    return msgspec.structs.replace(file, facts=facts)


def _of_one(
    facts: tuple[Held[Any], ...], same: Mapping[str, str], *, added: bool
) -> tuple[Held[Any], ...]:
    read = [
        (fact, msgspec.structs.replace(fact, event=event))
        for fact in facts
        for event in (with_each(fact.event, str, lambda id: same.get(id, id)),)
    ]
    if added:
        # Of two that were added the one that they go by is read last, and so counts.
        read.sort(key=lambda pair: pair[0].event == pair[1].event)
        return tuple(_with_needs(fact, [other for _, other in read]) for _, fact in read)
    return tuple(fact for _, fact in read)


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
                event = msgspec.structs.replace(
                    event,
                    language=_another_language(event.language, other.language),
                    communication_needs=tuple(needs),
                )
    return msgspec.structs.replace(fact, event=event)


def _another_language(one: str | None, other: str | None) -> str | None:
    """The language that is on record; of two the one that is not English."""
    if one is None or other is None:
        return one or other
    return other if is_english(one) else one
