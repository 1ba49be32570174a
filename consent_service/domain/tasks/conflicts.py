"""Answers that contradict each other, for a manager to look at. Both stay on record."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from ..contradicting import AGREEMENTS, NOES, contradict
from ..events import Response, ValidityChanged
from ..held import Held, in_order
from ..oneadvocate import is_in_conflict
from ..practice import NotShareDecided
from ..scope import Scope
from .scene import Scene
from .task import MANAGER, Task, next_working_day

#: Two workers writing at once (F15).
_AT_ONCE: Final = timedelta(seconds=1)


def conflicts(scene: Scene) -> Iterator[Task]:
    """One person's two answers given at once, and parents who disagree."""
    for enquiry in scene.open:
        said = [
            r
            for r in scene.view.said
            if r.event.enquiry == enquiry and r.event.answer in AGREEMENTS | NOES
        ]
        standing = _standing(scene, said)
        again = _AskedAgain(said)
        found = [
            later for earlier, later in _together(said) if _at_once(scene, again, earlier, later)
        ]
        found += [
            later
            for earlier, later in _opposed(standing)
            if _between_parents(scene, earlier, later)
        ]
        yield from map(_look, _once(found))
        yield from _one_advocate(scene, enquiry)


def _together(
    said: Sequence[Held[Response]],
) -> Iterator[tuple[Held[Response], Held[Response]]]:
    """Of those, the two of one person that were said, or written down, at one time."""
    places = {one.seq: place for place, one in enumerate(said)}
    at_one_time: dict[object, list[Held[Response]]] = defaultdict(list)
    written: dict[object, list[Held[Response]]] = defaultdict(list)
    for one in sorted(said, key=attrgetter("recorded_at")):
        person, is_no = one.event.person, one.event.answer in NOES
        at_one_time[person, is_no, one.effective_at].append(one)
        written[person, is_no].append(one)
    for earlier in said:
        opposite = earlier.event.person, earlier.event.answer not in NOES
        near = at_one_time[(*opposite, earlier.effective_at)]
        others, at = written[opposite], earlier.recorded_at
        first = bisect_left(others, at - _AT_ONCE, key=attrgetter("recorded_at"))
        end = bisect_right(others, at + _AT_ONCE, key=attrgetter("recorded_at"))
        after = {places[one.seq]: one for one in (*near, *others[first:end])}
        for place in sorted(after):
            if place > places[earlier.seq]:
                yield earlier, after[place]


class _AskedAgain:
    """Whether somebody answered again after two answers, and it was written down after both."""

    def __init__(self, said: Sequence[Held[Response]]) -> None:
        self._orders: dict[str, list[tuple[datetime, datetime, int]]] = defaultdict(list)
        self._recorded: dict[str, list[datetime]] = defaultdict(list)
        for one in sorted(said, key=in_order, reverse=True):
            last = self._recorded[one.event.person]
            self._orders[one.event.person].append(one.order)
            last.append(max(last[-1], one.recorded_at) if last else one.recorded_at)
        for person in self._orders:
            self._orders[person].reverse()
            self._recorded[person].reverse()

    def since(self, later: Held[Response], both: datetime) -> bool:
        """After `later`, and recorded after both were."""
        person = later.event.person
        place = bisect_right(self._orders[person], later.order)
        last = self._recorded[person][place : place + 1]
        return bool(last) and last[0] > both + _AT_ONCE


def _opposed(
    said: Sequence[Held[Response]],
) -> Iterator[tuple[Held[Response], Held[Response]]]:
    """Each yes with each no after it, each no with each yes after it: nothing else contradicts."""
    by_answer: dict[bool, list[Held[Response]]] = {False: [], True: []}
    for response in said:
        by_answer[response.event.answer in NOES].append(response)
    passed = {False: 0, True: 0}
    for earlier in said:
        is_no = earlier.event.answer in NOES
        passed[is_no] += 1
        others = by_answer[not is_no]
        for place in range(passed[not is_no], len(others)):
            yield earlier, others[place]


def _standing(scene: Scene, said: list[Held[Response]]) -> list[Held[Response]]:
    """What each has not since said the opposite of, and can be relied on."""
    # Of what one person said alike, the last is as good as all of it.
    last: dict[tuple[str, bool], dict[tuple[str, Scope], Held[Response]]] = defaultdict(dict)
    places = {response.seq: place for place, response in enumerate(said)}
    for one in said:
        alike = one.event.response_kind, one.event.scope
        last[one.event.person, one.event.answer in NOES][alike] = one
    return [
        response
        for response in said
        if response.event.response not in scene.view.unreliable
        and not any(
            places[later.seq] > places[response.seq] and contradict(later, response)
            for later in last[response.event.person, response.event.answer not in NOES].values()
        )
    ]


def _once(found: list[Held[Response]]) -> Iterable[Held[Response]]:
    """Of what one person said alike, as with one press on each of two telephones, the first."""
    alike: dict[object, Held[Response]] = {}
    for one in found:
        said = one.event
        is_no = said.answer in NOES
        alike.setdefault((said.person, is_no, said.response_kind, said.scope), one)
    return alike.values()


def _look(later: Held[Response]) -> Task:
    since = max(later.effective_at, later.recorded_at)
    return Task(
        "LOOK_AT_CONFLICT",
        since,
        for_role=MANAGER,
        person=later.event.person,
        about=later.event.response,
        enquiry=later.event.enquiry,
        due=next_working_day(since),
    )


def _at_once(
    scene: Scene, again: _AskedAgain, earlier: Held[Response], later: Held[Response]
) -> bool:
    """Nobody has asked them again or settled which one counts."""
    if not contradict(earlier, later):
        return False
    both = max(earlier.recorded_at, later.recorded_at)
    settled = any(
        v.event.response in (earlier.event.response, later.event.response) and v.recorded_at > both
        for v in scene.view.holding[ValidityChanged]
    )
    return not settled and not again.since(later, both)


def _between_parents(scene: Scene, earlier: Held[Response], later: Held[Response]) -> bool:
    """Two parents who disagree, and no manager has decided since."""
    if earlier.event.person == later.event.person or not {
        earlier.event.person,
        later.event.person,
    } <= set(scene.parents):
        return False
    if not contradict(earlier, later):
        return False
    decided = [(a.event.enquiry, a.recorded_at) for a in scene.view.authorisations]
    decided += [(h.event.enquiry, h.recorded_at) for h in scene.view.holding[NotShareDecided]]
    return not any(
        enquiry == later.event.enquiry and at >= later.recorded_at for enquiry, at in decided
    )


def _one_advocate(scene: Scene, enquiry: str) -> Iterator[Task]:
    """One person named by two parents who disagree, or where one may have harmed the other (F18).

    The task has no name in it: the manager reads it in the file.
    """
    named = [
        status
        for person in scene.parents
        if (status := scene.view.advocate[person, enquiry]) is not None
        and is_in_conflict(scene.view, status.event)
    ]
    if named:
        later = max(named, key=in_order)
        yield Task(
            "ADVOCATE_CONFLICT",
            later.effective_at,
            for_role=MANAGER,
            person=later.event.person,
            enquiry=enquiry,
            due=next_working_day(later.effective_at),
        )
