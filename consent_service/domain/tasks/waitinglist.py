"""What waits for a manager on a file, and what was taken back by whoever typed it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from ..file.held import Held
from ..file.whatwaits import holds_until, settled, taken_back_since, waiting
from ..recorded.event import Event, kind_of
from ..recorded.falling import EffectWaits, Fall, FallKind
from ..recorded.practice import EntryCorrected
from ..reports.lines import Lines
from ..times import TAKEN_BACK_WITHIN
from .confirming import has_been_asked, of_presses
from .scene import Scene
from .speaking import wary
from .waitingwords import WrittenWords, whom_it_names, written_in

#: What was taken back is shown for so long: whoever looks once a week has seen it.
_SHOWN_FOR: Final = timedelta(days=14)


class Stands(StrEnum):
    """How it stands with what was written."""

    WAITS = "WAITS"
    BY_TELEPHONE = "BY_TELEPHONE"
    TAKEN_BACK = "TAKEN_BACK"


class WaitingRow(msgspec.Struct, frozen=True, array_like=True):
    """One thing for a manager to look at. `entries` are the places of what was written."""

    stands: Stands
    entries: tuple[int, ...]
    at: datetime
    by: str
    role: str
    what: tuple[str, ...]
    waiting: str | None = None
    falls: tuple[Fall, ...] = ()
    told_by: str | None = None
    until: datetime | None = None
    words: tuple[WrittenWords, ...] = ()
    names: tuple[str, ...] = ()

    def is_over(self, as_of: datetime) -> bool:
        """It was taken back so long ago that it is shown no more."""
        return self.stands is Stands.TAKEN_BACK and as_of - self.at > _SHOWN_FOR


def _every(scene: Scene) -> Iterator[WaitingRow]:
    """What nobody has confirmed or refused yet; and what was taken back, whenever that was."""
    view = scene.view
    typed = {fact.seq: fact for fact in view.file.every()}
    waits = waiting(view.file, view.known)
    still = {held.seq for held in waits}
    over = taken_back_since(view.file, view.known)
    not_taken_back = {seq for held in waits for seq in held.event.entries}
    for held in view.holding[EffectWaits]:
        if held.event.waiting in over or settled(view.file, held, view.known) is not None:
            continue
        if not (of_presses(held) and has_been_asked(scene, held)):
            row = _waits(held, typed, _with_care(scene, held), waits=held.seq in still)
            wrote = [typed[seq] for seq in held.event.entries if seq in typed]
            words = tuple(written_in(view, wrote, typed))
            names = whom_it_names(view, wrote, typed)
            yield msgspec.structs.replace(row, words=words, names=names)
    for correction in view.holding[EntryCorrected]:
        fact = typed.get(correction.event.corrects)
        if (
            fact is not None
            and correction.seq not in not_taken_back
            and fact.by == correction.by
            and correction.recorded_at - fact.recorded_at <= TAKEN_BACK_WITHIN
        ):
            yield WaitingRow(
                Stands.TAKEN_BACK,
                (fact.seq,),
                correction.recorded_at,
                correction.by,
                correction.role,
                (kind_of(fact.event),),
                words=tuple(written_in(view, [fact], typed)),
                names=whom_it_names(view, [fact], typed),
            )


WAITS: Final = Lines("waits", WaitingRow, _every, of_what_waits=True)


def _with_care(scene: Scene, held: Held[EffectWaits]) -> tuple[Fall, ...]:
    """What would fall. Whoever pressed a yes is to say it again in a talk: what is known by now of
    whether they may be spoken to is read before that.
    """
    return tuple(
        msgspec.structs.replace(one, words=f"{care} {one.words}")
        if one.kind is FallKind.PRESSED_ONLINE and (care := wary(scene, one.person or ""))
        else one
        for one in held.event.falls
    )


def _waits(
    held: Held[EffectWaits],
    typed: Mapping[int, Held[Event]],
    falls: tuple[Fall, ...],
    *,
    waits: bool,
) -> WaitingRow:
    made = held.event
    entries = [typed[seq] for seq in made.entries if seq in typed]
    # Whoever wrote it, and not whoever said something since that it must not lift.
    by = entries[0] if entries else held
    return WaitingRow(
        Stands.WAITS if waits else Stands.BY_TELEPHONE,
        made.entries,
        held.recorded_at,
        by.by,
        by.role,
        tuple(kind_of(fact.event) for fact in entries),
        made.waiting,
        falls,
        made.told_by,
        None if made.told_by is None else holds_until(held),
    )
