"""Which entries tell of harm, and of whom nobody knows because of them whether it is safe to ask.
Pure. Whom words may mean is a rule of its own (`whomwordsmean.py`); an entry that was an error says
nothing, nor one that a manager found to mean nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, Final

from ..file.caring import caring
from ..file.casefile import CaseFile
from ..file.held import Held, that_hold
from ..file.responsibility import READ
from ..file.view import View
from ..freetext.tellsofharm import (
    all_told_by_kind,
    calls_for_help,
    kinds_told_in,
    those_that_tell,
)
from ..memo import worked_out_once
from ..names.namedinprose import as_read, named_in
from ..recorded.circumstances import SignRecorded
from ..recorded.compared import WritingRead
from ..recorded.event import Event
from ..recorded.events import SafetyRecorded, WishRecorded
from ..recorded.meetings import MeetingInvited
from ..recorded.practice import BirthRecorded, FamilyAsked, NeedsRecorded
from ..said.writingread import said_to_hold
from .foundharmless import found_harmless
from .harmed import Order
from .whomwordsmean import (
    NOBODY_IS,
    WHY_SAFE,
    MayMean,
    ToldIn,
    harms_of,
    meant_by,
    subject_of,
    whoever,
)
from .whowasasked import names_each, was_asked


def that_tell_of_harm(file: CaseFile) -> Iterator[Held[Any]]:
    """Each entry in which it is told, of what is on record of each kind."""
    for kind in file.those_of(kinds_told_in()):
        yield from those_that_tell(kind, file.of(kind))


def may_have_harmed(view: View) -> Mapping[str, Sequence[Order]]:
    """By person, in one reading: when it was told that they may have harmed somebody."""
    found: dict[str, list[Order]] = {}
    for held in every_told(view):
        if held.seq in found_harmless(view) and not calls_for_help(held.event):
            continue
        for person in _meant_now(view)(held).all:
            found.setdefault(person, []).append(held.order)
    return found


@worked_out_once
def _meant_now(view: View) -> Callable[[Held[Any]], MayMean]:
    """Whom an entry means as the family stands, looked for once for each way in which it does."""
    known = view.whenever.each[_meant_as_of][_stands_by(view)]

    def meant(held: Held[Any]) -> MayMean:
        if held.seq not in known:
            known[held.seq] = _meant(view, held)
        return known[held.seq]

    return meant


#: What turns on the moment of all that whom words may mean goes by.
TURNS_ON: Final = (
    *READ,
    *(BirthRecorded, NeedsRecorded, SafetyRecorded, SignRecorded, WishRecorded),
    *(WritingRead, MeetingInvited, FamilyAsked),
)


def _stands_by(view: View) -> Hashable:
    """How the family stands at this moment, as far as it tells whom words may mean: at hundreds of
    moments it is mostly the same, and then so is whom they mean.
    """
    return tuple(tuple(one.seq for one in view.holding[kind]) for kind in TURNS_ON)


def _meant_as_of(_: View, __: Hashable) -> dict[int, MayMean]:
    """By place of the entry in which it is told: whom its words may mean, filled as it is asked."""
    return {}


@worked_out_once
def _ever(view: View) -> list[Held[Any]]:
    """Whatever was ever recorded so, in this reading."""
    kinds = view.together.whenever.each[_kinds_that_tell][()]
    told = [held for kind in kinds for held in those_that_tell(kind, view.recorded[kind])]
    return [*told, *_said_by_whoever_read_it(view, {held.seq for held in told})]


def _said_by_whoever_read_it(view: View, told: set[int]) -> Iterator[Held[Any]]:
    """What somebody wrote in words that no pattern knows, or in another language."""
    said = {one.event.entry for one in view.recorded[WritingRead] if one.event.holds == "HARM"}
    for kind in kinds_told_in() if said - told else ():
        yield from (held for held in view.recorded[kind] if held.seq in said - told)


def _kinds_that_tell(whole: View, _: tuple[()]) -> tuple[type[Event], ...]:
    """The kinds of which any entry tells of it, once for all readings: mostly none."""
    return tuple(dict.fromkeys(type(held.event) for held in that_tell_of_harm(whole.file)))


def every_told(view: View) -> list[Held[Any]]:
    """Each entry in which it is told, in effect and known."""
    return that_hold(_ever(view.whenever), view.as_of, view.known)


def whom_it_may_mean(view: View, held: Held[Any]) -> frozenset[str]:
    """Whoever may be the one who harms somebody, by the words in an entry."""
    return _meant(view, held).all


def is_only_read(view: View, held: Held[Any]) -> bool:
    """It may mean others than those whom it does, and names none of them."""
    return _meant(view, held).is_only_read


def harm_may_mean(view: View, held: Held[Any], person: str) -> bool:
    """The words in an entry may mean this person, and not for that they are not to be told alone,
    of whom whoever wrote it down was asked.
    """
    return not was_asked(view, held) or person in _meant(view, held, but_kept=True).all


def _meant(view: View, held: Held[Any], *, but_kept: bool = False) -> MayMean:
    event = held.event
    if isinstance(event, SignRecorded) and event.names:
        return NOBODY_IS
    every = [ToldIn(held, one) for one in all_told_by_kind().get(type(event), ())]
    found = [meant_by(view, one, but_kept=but_kept) for one in every]
    named = frozenset[str]().union(*(one.named for one in found))
    around = frozenset[str]().union(*(one.around for one in found))
    if not (named or around) and held.seq in said_to_hold(view, "HARM"):
        told = next((one for one in every if one.words), None)
        named = frozenset() if told is None else whoever(view, told, subject_of(view, told))
    named |= _of_a_call(view, event) if calls_for_help(event) else frozenset()
    is_one, is_read = (any(one[place] for one in found) for place in (2, 3))
    return MayMean(named, around, is_one, is_read)


def is_only_around(view: View, place: int, person: str) -> bool:
    """Words of harm stand in that entry that point at nobody, and do not name them: they are one
    of those around whom it may mean, until a manager has read it.
    """
    meant = _meant_at(view, place)
    return not meant.is_one_of_them and person in meant.around - meant.named


def is_not_of_those_named(view: View, place: int, person: str) -> bool:
    """Words of harm stand in that entry that do not name them, and whoever wrote it named in the
    same act each who may be a danger.
    """
    held, meant = _by_place(view.whenever).get(place), _meant_at(view, place)
    return held is not None and names_each(view, held) and person in meant.around - meant.named


def _meant_at(view: View, place: int) -> MayMean:
    held = _by_place(view.whenever).get(place)
    return NOBODY_IS if held is None else _meant_now(view)(held)


@worked_out_once
def _by_place(view: View) -> Mapping[int, Held[Any]]:
    return {held.seq: held for held in _ever(view)}


def tells_of_whom_it_is_about(view: View, said: Held[SafetyRecorded]) -> bool:
    """By the words in which somebody says why one is safe that one may harm somebody: unless they
    say whom else they mean, or of what one does to oneself.
    """
    told = ToldIn(said, WHY_SAFE)
    if all(harm.is_to_oneself for harm in harms_of(view, told, None)):
        return False
    meant = meant_by(view, told).all
    return not meant or view.the_one(said.event.person) in meant


def _of_a_call(view: View, call: FamilyAsked) -> frozenset[str]:
    """Whoever asks for help now may say nothing of whom they fear: where they name nobody of the
    file it is nobody's turn to be rung.
    """
    caller = view.the_one(call.person)
    named = named_in(view, as_read(call.words or "")) - {caller}
    return named or frozenset(map(view.the_one, caring(view))) - {caller}


def says_more_than_a_wish(view: View, held: Held[Any]) -> bool:
    """Not all that it tells is that somebody is not told, which a manager weighs as a wish; or of
    whom whoever wrote it down was asked, and whoever is meant waits for a manager by that.
    """
    every = [ToldIn(held, one) for one in all_told_by_kind().get(type(held.event), ())]
    harms = [harm for one in every for harm in harms_of(view, one, subject_of(view, one))]
    return any(not one.is_kept for one in harms) or (bool(harms) and not was_asked(view, held))


def whose(view: View, held: Held[Any]) -> frozenset[str]:
    """Whose words they are, or whom ours are about, as far as that is known."""
    every = (ToldIn(held, one) for one in all_told_by_kind().get(type(held.event), ()))
    return frozenset(one for told in every if (one := subject_of(view, told)) is not None)
