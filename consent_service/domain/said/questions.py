"""The questions that what was said on a file can answer differently: one for each kind of them.

Two questions that every answer and decision on the file reaches alike are one question. So a file
of a few answers is known by a few questions, and not by every kind of information of every service.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..file.bounds import EACH, WITHOUT_END, Steps
from ..file.goingon import HANDED_ON
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import OrderRecorded
from ..recorded.events import AuthorisationMade, CapacityRecorded, CompetenceRecorded, EnquiryClosed
from ..scopes.scope import ANY, Point, Scope
from ..scopes.services import Service
from ..scopes.toldapart import MetAlike, purposes_told, ways
from .aboutwhom import besides
from .saidbesides import may_be_noes

#: So many kinds, for one purpose, take as long as a step.
_KINDS: Final = 8


class Question(NamedTuple):
    """One item, in one enquiry; in whichever goes on, where none is named. `alike` is what of it
    every answer and decision reaches as it does the item.
    """

    enquiry: str | None
    point: Point
    alike: tuple[MetAlike, ...] = ()


def questions(
    before: View,
    after: View,
    people: Sequence[str],
    directory: Sequence[Service],
    *,
    steps: Steps | None = None,
    each: int = EACH,
) -> Iterator[Question]:
    """One of each kind about these people that some answer or decision on the file reaches, struck
    or not. `before` is an earlier look at the file of `after`. Raises `TooMuch` where there are
    more than these steps are enough for, of which one takes `each`, or to find them is.
    """
    told_apart = told_apart_in(after)
    # What was said of either of two who are one person, or were, was said of both.
    ids = {one: {id for id in people if _are_one(one, id, before, after)} for one in people}
    for enquiry, scopes in _by_enquiry(before, after, people).items():
        for point, alike in _each_kind(ids, scopes, told_apart, directory, steps=steps, each=each):
            yield Question(enquiry, point, alike)


def _are_one(one: str, other: str, *views: View) -> bool:
    return any(view.the_one(one) == view.the_one(other) for view in views)


def _by_enquiry(before: View, after: View, people: Sequence[str]) -> dict[str | None, list[Scope]]:
    """What was named, and whom a no is heard of besides, as any reading has it."""
    readings = (*before.readings, *after.readings)
    found: dict[str | None, dict[Scope, None]] = {}
    for said in after.file.responses:
        if said.event.response_kind == "SHARE_INFO":
            scopes = found.setdefault(said.event.enquiry, {})
            scopes[said.event.scope] = None
            for reading in readings:
                scopes.update(dict.fromkeys(besides(reading, said.event)))
    for decision in after.file.of(AuthorisationMade):
        found.setdefault(decision.event.enquiry, {})[decision.event.scope] = None
    if any(reading.each[may_be_noes][one] for reading in readings for one in people):
        # Besides their answers it may be one to anything: in whichever goes on, or the next.
        going_on = dict.fromkeys((*before.going_on, *after.going_on, *found))
        for enquiry in going_on or (None,):
            found.setdefault(enquiry, {})[Scope()] = None
    return {enquiry: list(scopes) for enquiry, scopes in found.items()}


@worked_out_once
def purposes_told_apart(view: View) -> frozenset[str]:
    """Purposes for which somebody was assessed by name, an enquiry was handed on, or a carer was
    let decide.
    """
    found = [held.event.purpose for held in view.file.of(CompetenceRecorded)]
    found += [held.event.purpose for held in view.file.of(CapacityRecorded)]
    found += [HANDED_ON.get(held.event.reason, ANY) for held in view.file.of(EnquiryClosed)]
    found += [purpose for held in view.file.of(OrderRecorded) for purpose in held.event.purposes]
    return frozenset(found) - {ANY}


@worked_out_once
def told_apart_in(view: View) -> frozenset[str]:
    """Those, and the kinds of information about which a carer was let decide."""
    delegated = (code for held in view.file.of(OrderRecorded) for code in held.event.categories)
    return purposes_told_apart(view) | (frozenset(delegated) - {ANY})


def one_of_each_kind(
    people: Mapping[str, Collection[str]],
    scopes: Sequence[Scope],
    told_apart: frozenset[str],
    directory: Sequence[Service],
    *,
    steps: Steps | None = None,
    each: int = EACH,
) -> Iterator[Point]:
    """Of all that these scopes meet, one point of each kind that they meet alike; purposes and
    kinds of information that are `told_apart` are never one kind. Raises `TooMuch` where these
    steps are not enough, of which each of them takes as many as is said.
    """
    for point, _ in _each_kind(people, scopes, told_apart, directory, steps=steps, each=each):
        yield point


def _each_kind(
    people: Mapping[str, Collection[str]],
    scopes: Sequence[Scope],
    told_apart: frozenset[str],
    directory: Sequence[Service],
    *,
    steps: Steps | None,
    each: int,
) -> Iterator[tuple[Point, tuple[MetAlike, ...]]]:
    """The same, each with all that is of its kind, for whatever purpose."""

    def of_its_own(code: str) -> str | None:
        return code if code in told_apart else None

    purposes = purposes_told(tuple([s.purposes for s in scopes]), told_apart)
    steps = steps or Steps(WITHOUT_END)
    within = ways(scopes, told_apart, directory, steps)

    def of_each_kind(named: tuple[int, ...]) -> tuple[tuple[str, tuple[MetAlike, ...]], ...]:
        """By what is said of everybody whom these scopes name: most name them all."""
        steps.take(len(purposes) * len(within) // _KINDS)
        found: dict[Hashable, tuple[str, list[MetAlike]]] = {}
        for purpose, how in purposes:
            meeting = frozenset(n for n in named if how.named[n])
            for (apart, about, reaches), which in within:
                met = tuple([one for one in reaches if one[0] in meeting])
                if met:
                    key = of_its_own(purpose), apart, about, met
                    found.setdefault(key, (purpose, []))[1].extend(which)
        return tuple([(purpose, tuple(cells)) for purpose, cells in found.values()])

    known: dict[tuple[int, ...], tuple[tuple[str, tuple[MetAlike, ...]], ...]] = {}
    naming = _by_whom_they_name(scopes)
    for subject, ids in people.items():
        named = tuple(sorted({n for id in (*ids, ANY) for n in naming.get(id, ())}))
        if named not in known:
            known[named] = of_each_kind(named)
        for purpose, cells in known[named]:
            (agency, *_), (category, *_), to = cells[0]
            steps.take(each)
            yield Point(subject, purpose, agency, category, to), cells


def _by_whom_they_name(scopes: Sequence[Scope]) -> Mapping[str, list[int]]:
    """By person, or everybody: which of these say so."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, scope in enumerate(scopes):
        for subject in scope.subjects:
            found[subject].append(number)
    return found
