"""What waits for somebody who may let it fall: settled here for every write there is.

A guard refuses no fact. What is written is kept and protects at once; only what it would let fall
waits, unless whoever writes may let it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from ..domain.careful import settled
from ..domain.casefile import CaseFile
from ..domain.clocks import ClockSet
from ..domain.effects import Written, can_let_fall, falls, written
from ..domain.event import Event
from ..domain.events import AnyEvent, AuthorisationMade
from ..domain.falling import (
    MAY_LET_FALL,
    EffectConfirmed,
    EffectRefused,
    EffectWaits,
    Fall,
    FallKind,
)
from ..domain.held import Held
from ..domain.members import own_id
from ..domain.practice import DisclosureRecorded, EntryCorrected
from ..domain.times import TAKEN_BACK_WITHIN
from ..domain.view import View
from .moment import Moment, new_id
from .refused import Refused

#: Members in which a source or a reason is given, whatever it is that is recorded.
_WHY: Final = (
    *("explanation", "how_weighed", "rationale", "reason", "reasons", "source"),
    *("order_reference", "what_was_wrong"),
)
#: What somebody who may look at it has done: it is asked of them, and not of this. Two managers
#: answer for when something was recorded.
_LOOKED_AT: Final = (EffectConfirmed, EffectRefused, ClockSet)


def would_fall(moment: Moment, after: CaseFile) -> tuple[Fall, ...]:
    """What would fall with what is being written, whoever may let it."""
    return _fallen(moment, after, _new(moment, after))


def what_waits(moment: Moment, after: CaseFile, told_by: str | None) -> EffectWaits | None:
    """What follows what is being written, in the same append; None where nothing waits.

    `after` is the file with it. `told_by` is who is named as having said so by telephone.
    """
    new = _new(moment, after)
    waits = [one for one in _fallen(moment, after, new) if not _may(moment, one, new)]
    if not waits or _is_taken_back(moment, new.facts):
        return None
    return EffectWaits(
        waiting=new_id(),
        entries=tuple(fact.seq for fact in new.facts),
        falls=tuple(waits),
        told_by=told_by if _may_say_so(moment, told_by, waits) else None,
    )


def _may_say_so(moment: Moment, staff: str | None, falls: Sequence[Fall]) -> bool:
    """Whether the person named is known to be somebody who may let all of it fall: by the role in
    which they have recorded something, on this file or for the authority. Of anybody else the word
    is not enough, and what they would let fall waits like any other.
    """
    roles = {
        fact.role
        for file in (moment.the_file(), moment.authority_file)
        for fact in file.every()
        if fact.by == staff
    }
    return any(all(role in MAY_LET_FALL[fall.kind] for fall in falls) for role in roles)


def _new(moment: Moment, after: CaseFile) -> Written:
    last = moment.the_file().folded_to
    found = sorted((f for f in after.every() if f.seq > last), key=lambda fact: fact.seq)
    return written(found)


def _fallen(moment: Moment, after: CaseFile, new: Written) -> tuple[Fall, ...]:
    looked_at = any(isinstance(fact.event, _LOOKED_AT) for fact in new.facts)
    if not new.facts or looked_at or not moment.the_file().facts or not can_let_fall(new):
        return ()
    places = frozenset(fact.seq for fact in new.facts)
    counted = View(after, moment.at, moment.at, confirmed=places)
    return falls(moment.view(), counted, new, moment.policy, moment.directory)


def _may(moment: Moment, fall: Fall, new: Written) -> bool:
    """Whoever writes may let it fall, and says why or from where they know. What was pressed online
    is for whoever calls.
    """
    if fall.kind not in MAY_LET_FALL:
        return True
    if fall.kind is FallKind.PRESSED_ONLINE or moment.by.role not in MAY_LET_FALL[fall.kind]:
        return False
    return any(_says_why(fact.event) for fact in new.facts)


def _says_why(event: Event) -> bool:
    return any(getattr(event, name, None) for name in _WHY) or (
        getattr(event, "pr_source", "NONE") != "NONE"
    )


# ── taken back by whoever typed it ──────────────────────────────────────────────────────────


def _is_taken_back(moment: Moment, new: Sequence[Held[Event]]) -> bool:
    """Somebody takes back what they have just typed themselves, before anything rests on it."""
    (first, *others) = new
    if others or not isinstance(first.event, EntryCorrected):
        return False
    facts = list(moment.the_file().every())
    return any(
        fact.by == moment.by.id
        and moment.at - fact.recorded_at <= TAKEN_BACK_WITHIN
        and not _rests_on(fact, facts)
        for fact in facts
        if fact.seq == first.event.corrects
    )


def _rests_on(fact: Held[Event], every: Iterable[Held[Event]]) -> bool:
    """Something recorded since names it; or somebody has decided or shared since."""
    name = own_id(type(fact.event))
    id = None if name is None else getattr(fact.event, name).encode()
    since = [other.event for other in every if other.seq > fact.seq]
    return any(
        isinstance(event, DisclosureRecorded | AuthorisationMade)
        or (id is not None and id in msgspec.json.encode(event))
        for event in since
    )


# ── looked at by whoever may ────────────────────────────────────────────────────────────────


def confirm_effect(confirmed: EffectConfirmed, moment: Moment) -> Sequence[AnyEvent]:
    """What was pressed online counts once they were called, and said so again in that call."""
    waits = _need_what_waits(confirmed.waiting, moment)
    if isinstance(_said_of(waits, moment), EffectConfirmed):
        raise Refused("settled-already", "/waiting")
    if any(fall.kind is FallKind.PRESSED_ONLINE for fall in waits.event.falls):
        talk = moment.view().conversations.get(confirmed.conversation or "")
        people = {fall.person for fall in waits.event.falls}
        if talk is None or talk.seq < waits.seq or talk.event.person not in people:
            raise Refused("not-on-file", "/conversation")
    return [confirmed]


def refuse_effect(refused: EffectRefused, moment: Moment) -> Sequence[AnyEvent]:
    """It stands again, or goes on standing; what was recorded stays beside it. What was confirmed
    can be refused after all: that only makes answers more careful.
    """
    waits = _need_what_waits(refused.waiting, moment)
    if isinstance(_said_of(waits, moment), EffectRefused):
        raise Refused("settled-already", "/waiting")
    return [refused]


def _need_what_waits(waiting: str, moment: Moment) -> Held[EffectWaits]:
    """Raises `Refused` for whoever may not let it fall."""
    every = moment.the_file().of(EffectWaits)
    waits = next(held for held in every if held.event.waiting == waiting)
    if any(moment.by.role not in MAY_LET_FALL[fall.kind] for fall in waits.event.falls):
        raise Refused("effect-by-manager")
    return waits


def _said_of(waits: Held[EffectWaits], moment: Moment) -> Event | None:
    said = settled(moment.the_file(), waits, moment.at)
    return None if said is None else said.event
