"""Adults of one file who have, or had, one name, or one that is near it: they may be one person.
Pure.

A name joins nobody. But whoever it is not safe to ask may stand here a second time, as a referral
typed them: until somebody has said whether the two are one person, nobody knows of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import permutations
from typing import TypeAlias

from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import settled
from ..memo import worked_out_once
from ..recorded.circumstances import PeopleJoined, PeopleParted, PeopleToldApart, PersonAmended
from ..recorded.events import AdultAdded
from ..recorded.falling import MANAGERS, EffectConfirmed, EffectRefused, EffectWaits
from ..writing import name_key
from .nearnames import each_near

#: By person: each other of one name, and the place from which on both had it.
_Alike: TypeAlias = dict[str, dict[str, int]]


def of_one_name(view: View, person: str) -> dict[str, int]:
    """Other adults of the file with this one's name, by one that either has or had, as it is looked
    for; each with the place from which on they both had it.
    """
    return _same(view).get(person, {})


def of_near_names(view: View, person: str) -> dict[str, int]:
    """The same, and those with a name that may be this one's, spelt otherwise (`nearnames.py`)."""
    return _near(view).get(person, {})


@worked_out_once
def child_and_adult(view: View) -> Mapping[str, tuple[str, ...]]:
    """By a child of the file who has the name and the birth of an adult of it, and by that adult:
    the other. Whoever is a mother at fifteen is typed as both, and no joining makes one of them.
    What one of them said no to is heard of both until somebody says that they are two.
    """
    adults: dict[tuple[str, date], list[str]] = defaultdict(list)
    for id, adult in view.adults.items():
        if adult.event.dob is not None:
            adults[name_key(adult.event.names), adult.event.dob].append(id)
    found: dict[str, list[str]] = defaultdict(list)
    for id, child in view.children.items() if adults else ():
        named, born = child.event.names, child.event.dob
        alike = adults.get((name_key(named), born), ()) if named and born else ()
        for other in alike:
            # In each reading of the file: one is without what waits for a manager.
            if frozenset((id, other)) not in said_to_be_two(view):
                found[id].append(other)
                found[other].append(id)
    return {id: tuple(others) for id, others in found.items()}


def perhaps_the_same(view: View, person: str) -> Iterator[tuple[str, int]]:
    """Those of them of whom nobody has said that they are somebody else: no manager, and nobody
    whom one has confirmed.
    """
    others = of_near_names(view, person)
    if others:
        two = _known_as_two(view)
        yield from (one for one in others.items() if frozenset((person, one[0])) not in two)


def said_to_be_two(view: View) -> set[frozenset[str]]:
    """Each two of whom anybody has said so, whether or not that counts."""
    return {frozenset((one.event.person, one.event.other)) for one in view.holding[PeopleToldApart]}


def waits_as_two(view: View, person: str) -> list[str]:
    """Those who may be this person of whom it was said that they are not, and no manager has
    confirmed or refused it yet.
    """
    others = [other for other, _ in perhaps_the_same(view, person)]
    # In whatever reading of the file it is asked: one leaves out what waits.
    said = _said_and_waits(view.together) if others else set()
    return [other for other in others if frozenset((person, other)) in said]


def refused_as_two(view: View, person: str) -> list[str]:
    """Those of whom the same was said, and a manager who looked did not confirm it: somebody says
    it anew, or that they are one.
    """
    others = [other for other, _ in perhaps_the_same(view, person)]
    if not others:
        return []
    refused, waits = _said_and_refused(view.together), _said_and_waits(view.together)
    pairs = ((other, frozenset((person, other))) for other in others)
    return [other for other, pair in pairs if pair in refused - waits]


def _said_and_waits(view: View) -> set[frozenset[str]]:
    return _said_by(view, lambda last: last is None)


def _said_and_refused(view: View) -> set[frozenset[str]]:
    return _said_by(view, lambda last: last is not None and isinstance(last.event, EffectRefused))


def _said_by(
    view: View, is_so: Callable[[Held[EffectConfirmed] | Held[EffectRefused] | None], bool]
) -> set[frozenset[str]]:
    """Each two of whom it was said, by what was last said of what waits for it."""
    open_still = {
        seq
        for waits in view.holding[EffectWaits]
        if is_so(settled(view.file, waits, view.known))
        for seq in waits.event.entries
    }
    return {
        frozenset((view.the_one(held.event.person), view.the_one(held.event.other)))
        for held in view.holding[PeopleToldApart]
        if held.seq in open_still
    }


@worked_out_once
def _known_as_two(view: View) -> set[frozenset[str]]:
    """What was joined by mistake and parted again is two people as well."""
    pairs = {held.event.joining: held.event for held in view.file.of(PeopleJoined)}
    said = [(held, pairs.get(held.event.joining)) for held in view.recorded[PeopleParted]] + [
        (held, held.event) for held in view.recorded[PeopleToldApart]
    ]
    return {
        frozenset((view.the_one(pair.person), view.the_one(pair.other)))
        for held, pair in said
        if pair is not None and (held.role in MANAGERS or held.seq in view.let_fall)
    }


def _called(view: View) -> dict[str, dict[str, int]]:
    """By name: who of the adults has, or had it, and from which place on."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    said: list[Held[AdultAdded] | Held[PersonAmended]] = [
        *view.recorded[AdultAdded],
        *view.recorded[PersonAmended],
    ]
    for held in said:
        person, names = held.event.person, held.event.names
        if names is not None and person in view.adults:
            by = found[names]
            by[person] = min(held.seq, by.get(person, held.seq))
    return found


def _alike(called: Mapping[str, Mapping[str, int]]) -> _Alike:
    """Most files have nobody of one name, and few adults: gone through once."""
    by_key: dict[str, dict[str, int]] = defaultdict(dict)
    for name, people in called.items():
        _put_first(by_key[name_key(name)], people)
    found: _Alike = {}
    for by in by_key.values():
        for one, other in permutations(by, 2):
            _put_first(found.setdefault(one, {}), {other: max(by[one], by[other])})
    return found


@worked_out_once
def _same(view: View) -> _Alike:
    return _alike(_called(view))


@worked_out_once
def _near(view: View) -> _Alike:
    called = _called(view)
    found = _alike(called)
    for pair in each_near(called):
        for name, another in permutations(pair, 2):
            for one, since in called[name].items():
                others = {p: max(since, at) for p, at in called[another].items() if p != one}
                _put_first(found.setdefault(one, {}), others)
    return found


def _put_first(into: dict[str, int], places: Mapping[str, int]) -> None:
    for person, place in places.items():
        into[person] = min(place, into.get(person, place))
