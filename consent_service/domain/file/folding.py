"""Folding: what each event makes of a file. The only way a file ever changes."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from ..recorded.clocks import ClockSet, set_right
from ..recorded.content import Content
from ..recorded.event import Event, NoFact, kind_of
from ..recorded.practice import EntryCorrected
from ..times import first_moment
from .held import File, Held

F = TypeVar("F", bound=File)


class Stamp(NamedTuple):
    """Where an entry stands in the ledger, and when it was recorded."""

    seq: int
    at: datetime


def changes_its_file(event: Event) -> bool:
    """Whether folding this event changes the file it stands under."""
    return not isinstance(event, NoFact)


def fold(file: F, content: Content, stamp: Stamp) -> F:
    """The file after this entry. The same object if the entry changes nothing."""
    event = content.event
    if not file.keeps(event):
        return file
    facts = dict(file.facts)
    if isinstance(event, EntryCorrected):
        _strike(facts, event.corrects, stamp)
    if isinstance(event, ClockSet):
        facts = set_right(facts, event)
    kind = kind_of(event)
    facts[kind] = (*facts.get(kind, ()), _held(content, stamp))
    return msgspec.structs.replace(file, facts=facts, folded_to=stamp.seq)


def _held(content: Content, stamp: Stamp) -> Held[Event]:
    return Held(
        event=content.event,
        effective_at=_in_effect_from(content.event, stamp.at),
        recorded_at=stamp.at,
        seq=stamp.seq,
        by=content.by.id,
        role=content.by.role,
    )


def _in_effect_from(event: Event, recorded: datetime) -> datetime:
    """The first moment that its time can mean; an event without one holds from its recording."""
    typed: datetime = getattr(event, "effective_at", recorded)
    return first_moment(typed, getattr(event, "precision", None))


def _strike(facts: dict[str, tuple[Held[Event], ...]], seq: int, stamp: Stamp) -> None:
    """What the corrected entry said no longer counts from the moment this was recorded."""
    for kind, held in facts.items():
        if any(fact.seq == seq and fact.struck_at is None for fact in held):
            facts[kind] = tuple(
                msgspec.structs.replace(fact, struck_at=stamp.at) if fact.seq == seq else fact
                for fact in held
            )
