"""Answers that contradict each other, for a manager to look at. Both stay on record."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from ..file.held import Held, in_order
from ..file.inanenquiry import answers_in
from ..lifting.protecting import says_a_no_in_words
from ..memo import cached_property
from ..recorded.events import AdvocateStatusChanged, Response, ValidityChanged
from ..recorded.practice import NotShareDecided
from ..safety.oneadvocate import is_in_conflict
from ..said.contradicting import AGREEMENTS, NOES, contradict, takes_in_all
from ..scopes.scope import Scope
from ..words.twoanswers import both_answers
from .opposites import Opposites, SaidAlike, after
from .scene import Scene
from .speaking import wary
from .task import MANAGER, Task, next_working_day

#: Two workers writing at once (F15).
_AT_ONCE: Final = timedelta(seconds=1)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
#: Two answers of which the later contradicts the other.
_Both: TypeAlias = tuple[Held[Response], Held[Response]]


def conflicts(scene: Scene) -> Iterator[Task]:
    """One person's two answers given at once, and parents who disagree."""
    for enquiry in scene.open:
        said = [r for r in answers_in(scene.view, enquiry) if r.event.answer in AGREEMENTS | NOES]
        # Where nobody has said no, or nobody yes, nothing contradicts anything.
        if len({one.event.answer in NOES for one in said}) > 1:
            opposites = Opposites(said)
            found = _AtOnce(scene, opposites).found()
            for word, both in _between_parents(scene, opposites).items():
                found.setdefault(word, both)
            yield from (_look(scene, *both) for both in found.values())
        yield from _one_advocate(scene, enquiry)


def is_between(scene: Scene, enquiry: str, scope: Scope) -> bool:
    """What is decided is between two answers that contradict each other, and about nothing else:
    the record itself asks a manager for it, and nobody else has to.
    """
    said_as, found = scene.view.said_as, [*conflicts(scene)]
    later = [said_as[one.about] for one in found if one.enquiry == enquiry and one.about in said_as]
    return any(
        contradict(one, other) and takes_in_all(other.event.scope, scope)
        for one in later
        if takes_in_all(one.event.scope, scope)
        for other in answers_in(scene.view, enquiry)
    )


def _first_of_each(
    opposites: Opposites, near: Callable[[int], int], is_one: Callable[[int, int], bool]
) -> dict[SaidAlike, _Both]:
    """Of what was said alike, as with one press on each of two telephones, the first that
    contradicts something `near` that came before it, with that; the first of these first.
    """
    found: dict[SaidAlike, _Both] = {}
    left = -1
    for earlier in range(len(opposites.said)):
        for later in opposites.against(earlier, near(earlier) & after(earlier) & left):
            word = opposites.words[later]
            if word not in found and is_one(earlier, later):
                found[word] = opposites.said[earlier], opposites.said[later]
                left &= ~opposites.alike[word]
    return found


class _AtOnce:
    """What one person said, or what of theirs was written down, at one time: nobody has asked them
    again or settled which one counts.
    """

    def __init__(self, scene: Scene, opposites: Opposites) -> None:
        self._opposites = opposites
        self._said = opposites.said
        self._again = _AskedAgain(opposites.said)
        self._settled: dict[str, datetime] = {}
        noes = {one.event.response for one in opposites.said if one.event.answer in NOES}
        for held in scene.view.holding[ValidityChanged]:
            if held.event.status != "VALID" and held.event.response in noes:
                # A no that is in doubt stands, and nobody knows more than before.
                continue
            if says_a_no_in_words(held.event):
                # Nor by a finding in which another no is quoted.
                continue
            last = self._settled.get(held.event.response, _NEVER)
            self._settled[held.event.response] = max(last, held.recorded_at)

    def found(self) -> dict[SaidAlike, _Both]:
        return _first_of_each(self._opposites, self._near, self._is_open)

    def _near(self, place: int) -> int:
        """The opposite of the same person, said or written down at that time."""
        one, (person, is_no, *_) = self._said[place], self._opposites.words[place]
        said, last = self._said_at.get((person, not is_no, one.effective_at), (0, _NEVER))
        if self._is_settled(one, max(last, one.recorded_at + _AT_ONCE)):
            return 0
        return (said | self._written_at[place]) & self._may_be_open

    @cached_property
    def _said_at(self) -> dict[object, tuple[int, datetime]]:
        """By person, whether it is a no, and when it was said: the places, and when the last was
        written down.
        """
        found: dict[object, tuple[int, datetime]] = {}
        for place, one in enumerate(self._said):
            person, is_no, *_ = self._opposites.words[place]
            key = person, is_no, one.effective_at
            said, last = found.get(key, (0, _NEVER))
            found[key] = said | 1 << place, max(last, one.recorded_at)
        return found

    @cached_property
    def _written_at(self) -> Mapping[int, int]:
        """By place: the places of the opposite of the same person that was written down then."""
        found: dict[int, int] = {}
        written: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for place in sorted(range(len(self._said)), key=self._recorded_at):
            person, is_no, *_ = self._opposites.words[place]
            written[person, is_no].append(place)
        for (person, is_no), places in written.items():
            others = written.get((person, not is_no), ())
            near, first, end = 0, 0, 0
            for place in places:
                at = self._recorded_at(place)
                while end < len(others) and self._recorded_at(others[end]) <= at + _AT_ONCE:
                    near |= 1 << others[end]
                    end += 1
                while first < end and self._recorded_at(others[first]) < at - _AT_ONCE:
                    near &= ~(1 << others[first])
                    first += 1
                found[place] = near
        return found

    def _recorded_at(self, place: int) -> datetime:
        return self._said[place].recorded_at

    @cached_property
    def _may_be_open(self) -> int:
        """The places of those that something before them may still contradict."""
        last: dict[object, datetime] = {}
        found = 0
        for place, one in enumerate(self._said):
            person, is_no, *_ = self._opposites.words[place]
            both = max(last.get((person, not is_no), _NEVER), one.recorded_at)
            if not self._is_settled(one, both) and not self._again.since(one, both):
                found |= 1 << place
            last[person, is_no] = max(last.get((person, is_no), _NEVER), one.recorded_at)
        return found

    def _is_open(self, earlier: int, later: int) -> bool:
        first, second = self._said[earlier], self._said[later]
        both = max(first.recorded_at, second.recorded_at)
        return not (
            self._is_settled(first, both)
            or self._is_settled(second, both)
            or self._again.since(second, both)
        )

    def _is_settled(self, one: Held[Response], both: datetime) -> bool:
        return self._settled.get(one.event.response, _NEVER) > both


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


def _between_parents(scene: Scene, opposites: Opposites) -> dict[SaidAlike, _Both]:
    """Two parents who disagree, and no manager has decided since."""
    decided: dict[str, datetime] = {}
    every = [(made.event.enquiry, made.recorded_at) for made in scene.view.authorisations]
    every += [
        (made.event.enquiry, made.recorded_at) for made in scene.view.holding[NotShareDecided]
    ]
    for enquiry, at in every:
        decided[enquiry] = max(decided.get(enquiry, _NEVER), at)
    theirs, open_still, standing = 0, 0, _standing(scene, opposites)
    for parent in scene.parents:
        theirs |= opposites.of[parent]
    for place, one in enumerate(opposites.said):
        if decided.get(one.event.enquiry, _NEVER) < one.recorded_at:
            open_still |= 1 << place

    def near(place: int) -> int:
        if not (theirs & standing) >> place & 1:
            return 0
        return theirs & standing & open_still & ~opposites.of[opposites.words[place].person]

    return _first_of_each(opposites, near, lambda *_: True)


def _standing(scene: Scene, opposites: Opposites) -> int:
    """The places of what each has not since said the opposite of; and of yeses those that can be
    relied on: a no in doubt is a no.
    """
    found = 0
    for place, one in enumerate(opposites.said):
        if one.event.response in scene.view.unreliable and one.event.answer not in NOES:
            continue
        since = opposites.of[one.event.person] & after(place)
        if next(opposites.against(place, since), None) is None:
            found |= 1 << place
    return found


def _look(scene: Scene, earlier: Held[Response], later: Held[Response]) -> Task:
    """It is about both, and says what each of them said; and first whom of them nobody asks just
    so.
    """
    since, person = max(later.effective_at, later.recorded_at), later.event.person
    other = None if earlier.event.person == person else earlier.event.person
    first = None if other is None else wary(scene, other)
    return Task(
        "LOOK_AT_CONFLICT",
        since,
        for_role=MANAGER,
        person=person,
        about=later.event.response,
        enquiry=later.event.enquiry,
        due=next_working_day(since),
        so_far="; ".join(filter(None, (first, both_answers(scene.view, earlier, later)))),
        other=other,
    )


def _one_advocate(scene: Scene, enquiry: str) -> Iterator[Task]:
    """One person named by two who disagree, or where one may have harmed the other (F18).

    The task has no name in it: the manager reads it in the file.
    """
    named = [
        status
        for person in scene.view.by[AdvocateStatusChanged, "person"]
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
