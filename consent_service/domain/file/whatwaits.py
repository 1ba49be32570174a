"""What waits for somebody who may let it fall, by when, and what they said of it; and a file as it
stands meanwhile. How it is read with that and without is `careful.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, TypeVar

import msgspec

from ..recorded.circumstances import (
    DeathRecorded,
    OrderRecorded,
    PeopleJoined,
    PeopleParted,
    PersonAmended,
)
from ..recorded.event import Event, tag_of
from ..recorded.events import CompetenceRecorded, EnquiryClosed, RelationshipRecorded
from ..recorded.falling import EffectConfirmed, EffectRefused, EffectWaits, FallKind
from ..recorded.joinedelsewhere import PersonPartedElsewhere
from ..recorded.practice import EntryCorrected
from ..workingdays import end_of_working_days_after
from .casefile import CaseFile
from .held import AFTER_ALL, File, Held
from .leavingout import without

F = TypeVar("F", bound=File)
#: What somebody who may look at it said of what waits.
_Settled: TypeAlias = Held[EffectConfirmed] | Held[EffectRefused]

_PLACE: Final = attrgetter("seq")
#: Of what a child understands: that they do not decide.
NOT_ABLE: Final = "NOT_COMPETENT"


def waiting(file: File, known: datetime) -> tuple[Held[EffectWaits], ...]:
    """What waited by `known`, in the order recorded; what was refused among it, for good."""
    every = file.of(EffectWaits)
    if not every:
        return ()
    said = _last_said(file, known)
    return tuple(held for held in every if _waits(held, said.get(held.event.waiting), known))


def let_fall(file: File, known: datetime) -> frozenset[int]:
    """The places of the entries whose effect waited, and by `known` no longer did."""
    every = file.of(EffectWaits)
    if not every:
        return frozenset()
    still = _places(waiting(file, known))
    return _places(h for h in every if h.recorded_at <= known) - still


def confirmed(file: File, known: datetime) -> frozenset[int]:
    """Those of them that somebody looked at and confirmed, in all that each was said to lift."""
    every = file.of(EffectWaits)
    if not every:
        return frozenset()
    told = (held for held in every if held.recorded_at <= known)
    said = _last_said(file, known)
    open_still = (h for h in told if not _is_confirmed(said.get(h.event.waiting)))
    return let_fall(file, known) - _places(open_still)


def _places(waits: Iterable[Held[EffectWaits]]) -> frozenset[int]:
    return frozenset(seq for held in waits for seq in held.event.entries)


def _is_confirmed(said: _Settled | None) -> bool:
    return said is not None and isinstance(said.event, EffectConfirmed)


def settled(file: File, waits: Held[EffectWaits], known: datetime) -> _Settled | None:
    """What was last said of it; None while nobody has."""
    return _last_said(file, known).get(waits.event.waiting)


def _last_said(file: File, known: datetime) -> dict[str, _Settled]:
    """The same by what waits: gone through once, however much of it there is."""
    if not file.of(EffectConfirmed) and not file.of(EffectRefused):
        return {}
    every: list[_Settled] = [
        *file.holding(EffectConfirmed, known, known),
        *file.holding(EffectRefused, known, known),
    ]
    return {held.event.waiting: held for held in sorted(every, key=_PLACE)}


def taken_back_since(file: CaseFile, known: datetime) -> frozenset[str]:
    """By what they wait under: those of which all that was written was taken back since, or that
    two people are one was. Confirming or refusing them would say nothing. What takes it back and
    waits itself, or was refused, takes nothing back.
    """
    every = file.of(EffectWaits)
    if not every:
        return frozenset()
    waits = _places(waiting(file, known))
    parted = {
        held.event.joining
        for held in file.holding(PeopleParted, known, known)
        if held.seq not in waits
    }
    gone = {
        fact.seq
        for fact in with_what_stands(file, known).every()
        if fact.is_struck(known)
        or (isinstance(fact.event, PeopleJoined) and fact.event.joining in parted)
    }
    return frozenset(held.event.waiting for held in every if gone.issuperset(held.event.entries))


def holds_until(waits: Held[EffectWaits]) -> datetime:
    """Until when a manager's word by telephone is enough: the end of the next working day."""
    return end_of_working_days_after(waits.recorded_at, 1)


def _waits(waits: Held[EffectWaits], said: _Settled | None, known: datetime) -> bool:
    if waits.recorded_at > known:
        return False
    if said is not None:
        return isinstance(said.event, EffectRefused)
    return waits.event.told_by is None or known >= holds_until(waits)


def refused(file: File, known: datetime) -> Iterator[Held[EffectWaits]]:
    """What somebody who may has refused; and what was done on a manager's word by telephone that
    nobody confirmed in time.
    """
    said = _last_said(file, known)
    for held in waiting(file, known):
        if held.event.told_by is not None or held.event.waiting in said:
            yield held


def refused_places(file: File, known: datetime) -> frozenset[int]:
    """The places of the entries of it."""
    return _places(refused(file, known)) if file.of(EffectWaits) else frozenset()


class Undone(StrEnum):
    """Why what an entry would let fall has not fallen."""

    WAITS = "WAITS"
    REFUSED = "REFUSED"


def undone(file: File, place: int, known: datetime) -> Undone | None:
    """The same of the entry at this place; None where it would let nothing fall, or has."""
    return each_undone(file, known).get(place)


def each_undone(file: File, known: datetime) -> dict[int, Undone]:
    """The same of each entry, by its place; of whatever waits twice, until both are refused."""
    if not file.of(EffectWaits):
        return {}
    no = {held.seq for held in refused(file, known)}
    found: dict[int, Undone] = {}
    for held in waiting(file, known):
        for place in held.event.entries:
            waits = held.seq not in no or found.get(place) is Undone.WAITS
            found[place] = Undone.WAITS if waits else Undone.REFUSED
    return found


def by_telephone(file: File, known: datetime) -> tuple[Held[EffectWaits], ...]:
    """What has fallen on a manager's word by telephone that nobody has confirmed yet."""
    told = [h for h in file.of(EffectWaits) if h.event.told_by and h.recorded_at <= known]
    if not told:
        return ()
    still, said = waiting(file, known), _last_said(file, known)
    return tuple(h for h in told if h not in still and h.event.waiting not in said)


def as_if_nobody_had_called(file: CaseFile, known: datetime) -> CaseFile:
    """A word by telephone holds for a day: what stands only without it stands behind it."""
    (*every,) = file.of(EffectWaits)
    on_trust = [h for h in every if h.event.told_by and settled(file, h, known) is None]
    if not on_trust:
        return file
    kind = tag_of(EffectWaits)
    return msgspec.structs.replace(
        file, facts=file.facts | {kind: tuple(_not_told_by_anybody(h) for h in every)}
    )


def _not_told_by_anybody(held: Held[EffectWaits]) -> Held[EffectWaits]:
    return msgspec.structs.replace(held, event=msgspec.structs.replace(held.event, told_by=None))


def with_what_stands(file: F, known: datetime) -> F:
    """The file as if nothing on it had been struck, and nobody parted from who they are on another
    file, by an entry that waits, or that was refused, and nobody had died and no enquiry ended by
    one that was refused. Whoever asks whether something was found to be an error asks here.
    """
    waits = waiting(file, known)
    if not waits:
        return file
    struck = _places_of(file, *_UNDOES) & _places(waits)
    return without(file, struck | _refused_ends(file, known))


def with_what_may_stand_again(file: F, known: datetime = AFTER_ALL) -> F:
    """The same of what was struck, or of who was parted, on a manager's word by telephone which
    nobody has confirmed yet: it may stand again.
    """
    every = file.of(EffectWaits)
    if not every:
        return file
    said = _last_said(file, known)
    open_still = (h for h in every if not _is_confirmed(said.get(h.event.waiting)))
    return without(file, _places_of(file, *_UNDOES) & _places(open_still))


def without_refused_ends(file: F, known: datetime) -> F:
    """The file as if nothing had ended by an entry that somebody who may has looked at and refused:
    no error, no death, no end of an enquiry. What only waits is there, because it protects at once,
    and so is what nobody confirmed in time: of that nobody has said that it is not so.
    """
    return without(file, _refused_ends(file, known)) if file.of(EffectRefused) else file


def _refused_ends(file: File, known: datetime) -> frozenset[int]:
    return _refused(file, known, _ENDS)


def never_said(file: File, known: datetime) -> frozenset[int]:
    """A death, and the end of an enquiry, that somebody who may has looked at and refused: whoever
    is alive is in every reading. So is whoever is who they were to a child: what says who somebody
    is, or that a child was found unable to decide, is read in none where it was refused, and
    nobody confirmed it in another respect. What was called an error and was none stays on the list
    of these.
    """
    if not file.of(EffectRefused):
        return frozenset()
    return _refused(file, known, _OVER) | _not_so(file, known)


def _not_so(file: File, known: datetime) -> frozenset[int]:
    able = (h.seq for h in file.of(CompetenceRecorded) if h.event.status != NOT_ABLE)
    said = _last_said(file, known)
    confirmed = (h for h in file.of(EffectWaits) if _is_confirmed(said.get(h.event.waiting)))
    refused = (h for h in waiting(file, known) if h.event.waiting in said)
    who = _places_of(file, *_SAYS_WHO) - frozenset(able)
    each = (who.intersection(h.event.entries) for h in refused)
    # Of several in one act nobody said which it is that is not so.
    alone = frozenset[int]().union(*(one for one in each if len(one) == 1))
    return alone - _places(confirmed)


def joined_by_nobody(file: CaseFile, known: datetime) -> frozenset[int]:
    """The places of what makes two people one and no manager has confirmed, a word by telephone
    among it.
    """
    if not file.of(PeopleJoined) or not file.of(EffectWaits):
        return frozenset()
    said = _last_said(file, known)
    told = (held for held in file.of(EffectWaits) if held.recorded_at <= known)
    return _that_join(file) & _places(
        held
        for held in told
        if any(fall.kind is FallKind.ONE_PERSON for fall in held.event.falls)
        and not _is_confirmed(said.get(held.event.waiting))
    )


def _that_join(file: CaseFile) -> frozenset[int]:
    """Whatever can make two people one: that they are, or that it is an error that they are not. By
    one write more may be said, and more may wait with it.
    """
    parted = _places_of(file, PeopleParted, EntryCorrected)
    errors = (held for held in file.of(EntryCorrected) if held.event.corrects in parted)
    return _places_of(file, PeopleJoined) | {held.seq for held in errors}


def _refused(file: File, known: datetime, kinds: tuple[type[Event], ...]) -> frozenset[int]:
    said = _last_said(file, known)
    refused = (held for held in waiting(file, known) if held.event.waiting in said)
    return _places_of(file, *kinds) & _places(refused)


#: What takes back what stands: that it is so, or that two files speak of one person.
_UNDOES: Final = (EntryCorrected, PersonPartedElsewhere)
#: What is over: somebody's life, or an enquiry.
_OVER: Final = (DeathRecorded, EnquiryClosed)
#: What ends something: what somebody said, what was to be done with them, or in an enquiry.
_ENDS: Final = (EntryCorrected, *_OVER)
#: What says who somebody is, what they are to a child, or what they can decide.
_SAYS_WHO: Final = (
    *(CompetenceRecorded, OrderRecorded, PeopleJoined, PersonAmended, RelationshipRecorded),
)


def _places_of(file: File, *kinds: type[Event]) -> frozenset[int]:
    return frozenset(held.seq for kind in kinds for held in file.of(kind))
