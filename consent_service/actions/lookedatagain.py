"""What earlier entries would let fall: looked at again with each write.

When they were written they let nothing fall: nobody had said no, and no sign was there. So few are
looked for, one after another, and where there is more of it than is gone through each of those that
are left waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

import msgspec

from ..domain.file.bounds import MAY_WARN, Steps, TooMuch
from ..domain.file.casefile import CaseFile
from ..domain.file.folding import Stamp, fold
from ..domain.file.held import Held
from ..domain.file.leavingout import without
from ..domain.file.view import View
from ..domain.lifting.effects import TOO_MUCH, falls
from ..domain.lifting.silencing import hiding, silencing, unlooked_at
from ..domain.lifting.written import Written, may_be_heard, written
from ..domain.recorded.content import Content
from ..domain.recorded.event import Event
from ..domain.recorded.falling import (
    MAY_LET_FALL,
    WARNINGS,
    EffectConfirmed,
    EffectWaits,
    Fall,
    FallKind,
)
from ..domain.said.questions import purposes_told_apart
from ..domain.scopes.scope import ANY
from ..domain.words.falling import not_counted, words_not_counted
from .moment import Moment, new_id

#: What of an earlier entry is found when somebody says no: it kept their word from counting.
_UNCOUNTED: Final = frozenset({FallKind.OBJECTION, FallKind.WORD})


def of_earlier(
    moment: Moment, after: CaseFile, new: Written, steps: Steps, seen: View | None
) -> Iterator[tuple[frozenset[int], tuple[Fall, ...]]]:
    """By the places of earlier entries: what they would let fall now, and nobody was told yet.
    Where there is more of it than is gone through in the steps that are left, each of them that was
    not looked at may let a no fall, and waits.
    """
    seen = seen or View(after, moment.at, moment.at)
    found = frozenset[int]()
    try:
        for places, falls in _found_of_earlier(moment, seen, new, steps):
            found |= places
            yield places, falls
    except TooMuch:
        left = unlooked_at(seen, moment.the_file().folded_to) - found
        if left:
            yield left, (TOO_MUCH,)


def _found_of_earlier(
    moment: Moment, seen: View, new: Written, steps: Steps
) -> Iterator[tuple[frozenset[int], tuple[Fall, ...]]]:
    people, after = may_be_heard(new), seen.file
    if people is None or people:
        yield from _of_uncounted(moment, seen, people, steps)
    if any(isinstance(fact.event, MAY_WARN) for fact in new.facts):
        for places in hiding(seen, moment.the_file().folded_to, steps):
            found = _still_to_be_told(moment, after, places, written(()), steps)
            falls = tuple(filter(waits_for, found))
            if any(one.kind in WARNINGS or one == TOO_MUCH for one in falls):
                yield places, falls
    for fact in new.facts:
        if isinstance(fact.event, EffectConfirmed):
            waits = waiting_by(fact.event.waiting, after)
            places = frozenset(waits.event.entries)
            about = written((one for one in after.every() if one.seq in places), after)
            falls = tuple(filter(waits_for, _still_to_be_told(moment, after, places, about, steps)))
            if falls:
                yield places, falls


def _of_uncounted(
    moment: Moment, view: View, people: Collection[str] | None, steps: Steps
) -> Iterator[tuple[frozenset[int], tuple[Fall, ...]]]:
    """Entries that keep a word from counting. What is listed is heard from then on, and with it
    whatever else it lets be heard: so few are looked for, one after another.
    """
    newest, looked_at = moment.the_file().folded_to, set[frozenset[int]]()
    is_heard = True
    while is_heard:
        is_heard = False
        after = view.file
        purposes = (ANY, *sorted(purposes_told_apart(view)))
        for places in silencing(view, purposes, newest, people, steps):
            if places in looked_at:
                continue
            looked_at.add(places)
            found = _still_to_be_told(moment, after, places, written(()), steps)
            is_heard = any(one.kind in _UNCOUNTED for one in found)
            if is_heard:
                falls = tuple(_as_uncounted(view, one, places) for one in found if waits_for(one))
                yield places, falls
                # Another file, and whatever else is silenced in it.
                after = with_these(moment, after, [wait(places, falls)])
                view = View(after, moment.at, moment.at)
                break


def waits_for(fall: Fall) -> bool:
    """For somebody who may let it."""
    return fall.kind in MAY_LET_FALL


def _still_to_be_told(
    moment: Moment, after: CaseFile, places: frozenset[int], about: Written, steps: Steps
) -> tuple[Fall, ...]:
    """What stands without what was written at these places, and not with it; but for what stands
    with them on the list already.
    """
    told = {
        the_thing(fall)
        for waits in after.of(EffectWaits)
        if places <= frozenset(waits.event.entries)
        for fall in waits.event.falls
    }
    kept = View(without(after, places), moment.at, moment.at)
    counted = View(after, moment.at, moment.at, confirmed=places)
    found = falls(kept, counted, about, moment.policy, moment.directory, steps=steps)
    return tuple(fall for fall in found if the_thing(fall) not in told)


def the_thing(fall: Fall) -> tuple[str | None, ...]:
    """What falls, whichever words it was told in. What has no id or place is told by its words."""
    return (fall.kind, fall.person, fall.about or fall.words)


def _as_uncounted(view: View, fall: Fall, by: Collection[int]) -> Fall:
    """A child's wish is no answer, and is told as what it is."""
    if fall.kind not in _UNCOUNTED:
        return fall
    said = next((said for said in view.file.responses if said.event.response == fall.about), None)
    if said is not None:
        return msgspec.structs.replace(fall, words=not_counted(view, said, by))
    place = next((one for one in view.file.every() if str(one.seq) == fall.about), None)
    if place is None or fall.person is None:
        return fall
    return msgspec.structs.replace(fall, words=words_not_counted(view, fall.person, place, by))


def with_these(moment: Moment, file: CaseFile, events: Iterable[Event]) -> CaseFile:
    for event in events:
        file = fold(file, Content(moment.by, event), Stamp(file.folded_to + 1, moment.at))
    return file


def wait(entries: Iterable[int], falls: Iterable[Fall], told_by: str | None = None) -> EffectWaits:
    return EffectWaits(
        waiting=new_id(), entries=tuple(sorted(entries)), falls=tuple(falls), told_by=told_by
    )


def waiting_by(waiting: str, file: CaseFile) -> Held[EffectWaits]:
    return next(held for held in file.of(EffectWaits) if held.event.waiting == waiting)
