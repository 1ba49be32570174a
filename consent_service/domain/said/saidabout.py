"""What one person said in one enquiry, sorted by what each answer makes of one item.

A no reaches an item by overlap, a yes by containment (edition 2026.3 of the rules, section 1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Self

from ..answers import Flag, Reason
from ..codes import all_noes
from ..file.held import Held
from ..file.view import View
from ..memo import Memo, cached_property, worked_out_once
from ..recorded.events import Response
from ..scopes.containing import Then, holds, misses, nearness
from ..scopes.near import Near
from ..scopes.scope import (
    ANY,
    Exclusions,
    Point,
    Reach,
    Scope,
    excludes,
    excluding,
    overlapping,
    overlaps,
)
from ..scopes.services import Directory, Service, indexed
from .aboutwhom import besides
from .contradicting import AGREEMENTS, NOES, left_out_of
from .saidlater import InTime, Later, is_after, last_of, takes_the_place_of, unordered

#: What is not clear may be a no, and is lifted by what lifts one.
_NO: Final = {
    "REFUSED": Reason.REFUSED,
    "WITHDRAWN": Reason.WITHDRAWN,
    "NOT_CLEAR": Reason.NOT_CLEAR,
}
#: Of several noes of which none is certainly the last, which one is told: they took it back, they
#: said no, they left it out of what they agreed to.
_NOES: Final = (Reason.WITHDRAWN, Reason.REFUSED, Reason.EXCLUDED)
#: Left out of what they agreed to.
_NOTHING: Final = Exclusions()


#: So few answers are gone through one by one: nothing is looked up.
_LITTLE: Final = 4


class No(NamedTuple):
    """A refusal, a withdrawal, what may be one, or what an agreement left out, and one way in which
    it reaches the item: a later general yes lifts what was said of the type, and leaves what was
    said by name.
    """

    said: Held[Response]
    reach: Reach
    reason: Reason


class Heard:
    """What one person said that is heard in one enquiry, whichever item is asked about."""

    def __init__(self, view: View, person: str, enquiry: str | None, kind: str) -> None:
        self._view, self.kind = view, kind
        self.as_of = view.as_of
        #: Latest first, other enquiries' among them.
        self.every, by_enquiry, in_each = view.each[_latest_first][person, kind]
        here = () if enquiry is None else by_enquiry.get(enquiry, ())
        places = sorted({*here, *in_each}) if in_each else here
        self.mine = [self.every[place] for place in places]

    def about(self, point: Point, directory: Sequence[Service]) -> list[Held[Response]]:
        """Of what is heard, what can reach the item; of very little whatever is of its kind."""
        if len(self.mine) <= _LITTLE:
            kind = point.category
            return [
                said
                for said in self.mine
                if kind in all_noes(said.event.scope.categories)
                or said.event.scope.exclusions != _NOTHING
                or said.seq in self.besides
            ]
        near = self._near[indexed(directory)].to_item(point)
        return [self.mine[place] for place in sorted(set(near))]

    @cached_property
    def _near(self) -> Memo[Directory, Near[int]]:
        """By what each says something of, or says no to: where it stands among them."""
        return Memo(
            lambda directory: Near(
                (
                    (scope, place)
                    for place, said in enumerate(self.mine)
                    for scope in (
                        said.event.scope,
                        *left_out_of(said.event.scope),
                        *self.besides.get(said.seq, ()),
                    )
                ),
                directory,
            )
        )

    def has_begun(self, said: Held[Response]) -> bool:
        begins = said.event.valid_from
        return begins is None or begins <= self.as_of

    @cached_property
    def places(self) -> frozenset[int]:
        """Of those that are heard in this enquiry."""
        return frozenset(said.seq for said in self.mine)

    @cached_property
    def besides(self) -> Mapping[int, tuple[Scope, ...]]:
        """By the place of an answer: whom else what it says no to is about."""
        found = {
            said.seq: tuple(besides(self._view, said.event))
            for said in self.mine
            if said.event.answer in _NO or said.event.scope.exclusions != _NOTHING
        }
        return {place: scopes for place, scopes in found.items() if scopes}

    @cached_property
    def replaced(self) -> frozenset[tuple[int, int]]:
        """Which answer that has begun takes the place of which, by their places."""
        by_id: dict[str, list[Held[Response]]] = defaultdict(list)
        for said in self.mine:
            by_id[said.event.response].append(said)
        return frozenset(
            (one.seq, other.seq)
            for one in self.mine
            if one.event.supersedes is not None and self.has_begun(one)
            for other in by_id.get(one.event.supersedes, ())
            if takes_the_place_of(one, other)
        )

    @cached_property
    def replaced_by(self) -> Mapping[int, frozenset[int]]:
        """The same by the place of the one that was replaced."""
        found: dict[int, set[int]] = defaultdict(set)
        for one, other in self.replaced:
            found[other].add(one)
        return {other: frozenset(ones) for other, ones in found.items()}

    @cached_property
    def current(self) -> frozenset[int]:
        """The places of those that have begun, and of which no other has taken the place."""
        gone = {other for _, other in self.replaced}
        return frozenset(said.seq for said in self.mine if self.has_begun(said)) - gone


#: Whichever items are asked about.
heard_in: Final = worked_out_once(Heard)


def _latest_first(
    view: View, of: tuple[str, str]
) -> tuple[list[Held[Response]], Mapping[str, list[int]], list[int]]:
    """What somebody said about sharing, or about taking part, latest first; by enquiry which of it
    was said in it, and which is heard in each.
    """
    person, kind = of
    said = view.said_by.get(person, ())
    every = [one for one in reversed(said) if one.event.response_kind == kind]
    by_enquiry: dict[str, list[int]] = defaultdict(list)
    in_each = []
    for place, one in enumerate(every):
        by_enquiry[one.event.enquiry].append(place)
        if view.is_heard_in_each(one):
            in_each.append(place)
    return every, by_enquiry, in_each


def _in_time(view: View, of: tuple[str, str]) -> InTime:
    """What somebody agreed to, or said no to."""
    every, *_ = view.each[_latest_first][of]
    return InTime(one for one in every if one.event.answer in AGREEMENTS | NOES)


def is_contained(
    view: View, yes: Held[Response], point: Point, directory: Sequence[Service]
) -> bool:
    """A yes contains the item, and does not leave it out: worked out once, whoever asks."""
    known = _known_of(view, yes, directory)
    if point not in known:
        known[point] = _contains(yes.event.scope, point, view.then(yes.seq), directory)
    return known[point]


def all_contained(
    view: View, yes: Held[Response], points: Iterable[Point], directory: Sequence[Service]
) -> set[Point]:
    """Those of these items that it contains so."""
    known = _known_of(view, yes, directory)
    then: Then | None = None
    found = set()
    for point in points:
        if point not in known:
            then = then or view.then(yes.seq)
            known[point] = _contains(yes.event.scope, point, then, directory)
        if known[point]:
            found.add(point)
    return found


def _known_of(view: View, yes: Held[Response], directory: Sequence[Service]) -> dict[Point, bool]:
    # By all that it turns on. Of what names whoever stood there then: what is struck and put right
    # has the same place, and whom it meant is not the same in each reading. What else is said in
    # the same words is the same whenever it was said.
    scope = yes.event.scope
    then = (yes.seq, view.people_at[yes.seq]) if _names_whoever(scope) else None
    key = ("contained", indexed(directory), scope, then)
    every = view.together.worked_out
    if key not in every:
        every[key] = {}
    known: dict[Point, bool] = every[key]
    return known


def _names_whoever(scope: Scope) -> bool:
    """It is about anybody, or to any service: which of them that means turns on when it was."""
    return ANY in scope.subjects or ANY in [one.type for one in scope.agencies]


def _contains(scope: Scope, point: Point, then: Then, directory: Sequence[Service]) -> bool:
    return holds(scope, point, then, directory) and (
        scope.exclusions == _NOTHING or excludes(scope, point, directory) <= Reach.PERHAPS
    )


class SaidAbout:
    """What one person said in one enquiry, sorted by what each answer makes of one item."""

    def __init__(
        self,
        view: View,
        person: str,
        point: Point,
        enquiry: str | None,
        directory: Sequence[Service],
        *,
        kind: str,
    ) -> None:
        self.view = view
        self.person = person
        self.point = point
        self.enquiry = enquiry
        self.directory = directory
        self.heard = heard_in(view, person, enquiry, kind)
        self.every, self.mine = self.heard.every, self.heard.mine
        #: What of it can reach the item.
        self.here = self.heard.about(point, directory)
        self.noes = list(self._noes()) if self.here else []
        self.yeses = [
            said
            for said in self.here
            if said.event.answer in AGREEMENTS and is_contained(view, said, point, directory)
        ]

    @classmethod
    def of(
        cls,
        view: View,
        person: str,
        point: Point,
        enquiry: str | None,
        directory: Sequence[Service],
        *,
        kind: str = "SHARE_INFO",
    ) -> Self:
        """Sorted once, whoever asks: who decides, lists what would fall, shows where they stand."""
        key = (cls, person, point, enquiry, kind)
        found: Self | None = view.worked_out.get(key)
        if found is None or found.directory is not directory:
            found = cls(view, person, point, enquiry, directory, kind=kind)
            view.worked_out[key] = found
        return found

    # ── sorting ─────────────────────────────────────────────────────────────────────────────

    def _noes(self) -> Iterator[No]:
        for said in self.here:
            if said.event.answer in _NO:
                reaches = overlapping(said.event.scope, self.point, self.directory)
            elif said.event.answer in AGREEMENTS and said.event.scope.exclusions != _NOTHING:
                reaches = excluding(said.event.scope, self.point, self.directory)
            else:
                continue
            for scope in self.heard.besides.get(said.seq, ()):
                reaches |= overlapping(scope, self.point, self.directory)
            reason = _NO.get(said.event.answer, Reason.EXCLUDED)
            yield from (No(said, reach, reason) for reach in sorted(reaches, reverse=True))

    @cached_property
    def places_of_yeses(self) -> frozenset[int]:
        return frozenset(yes.seq for yes in self.yeses)

    @cached_property
    def undecided(self) -> list[Held[Response]]:
        """Each time they said of the item that they have not decided."""
        return [
            said
            for said in self.here
            if said.event.answer == "UNDECIDED" and self.overlaps(said) >= Reach.NAMED
        ]

    @cached_property
    def undecided_since(self) -> list[Held[Response]]:
        """Those of them after which no yes came."""
        if not self.undecided:
            return []
        begun = Later(yes for yes in self.yeses if self.has_begun(yes))
        return [said for said in self.undecided if not begun.any_than(said)]

    def overlaps(self, said: Held[Response]) -> Reach:
        return overlaps(said.event.scope, self.point, self.directory)

    def is_current(self, yes: Held[Response]) -> bool:
        """It has begun, and no other answer has taken its place."""
        return yes.seq in self.heard.current

    def has_begun(self, said: Held[Response]) -> bool:
        return self.heard.has_begun(said)

    # ── before and after ────────────────────────────────────────────────────────────────────

    def supersedes(self, one: Held[Response], other: Held[Response]) -> bool:
        """The one has begun and takes the place of the other."""
        return (one.seq, other.seq) in self.heard.replaced

    # ── beside the item ─────────────────────────────────────────────────────────────────────

    def is_a_no_beside(self, said: Held[Response]) -> bool:
        """Refused or withdrawn, in another enquiry or outside this item."""
        return said.event.answer in NOES and (
            said.seq not in self.heard.places or self.overlaps(said) is Reach.NOT
        )

    def history(self, told: Held[Response] | None) -> Flag | None:
        """The last piece since the answer that decides: agreed in another enquiry; refused or
        withdrew, or may have since then, in another or outside this item's scope. Of several that
        may be the last, the no.
        """
        if len(self.every) <= _LITTLE:
            pieces = [said for said in self.every if self._is_told(said, told)]
        else:
            in_time = self.view.each[_in_time][self.person, self.heard.kind]
            pieces = in_time.last_that(lambda said: self._is_told(said, told), told)
        if not pieces:
            return None
        last = last_of(pieces)
        if any(said.seq in last and self.is_a_no_beside(said) for said in pieces):
            return Flag.RELATED_REFUSAL
        return Flag.EARLIER_AGREEMENT

    def _is_told(self, said: Held[Response], told: Held[Response] | None) -> bool:
        if said is told:
            return False
        if self.is_a_no_beside(said):
            return told is None or not is_after(told, said)
        elsewhere = said.event.answer in AGREEMENTS and said.event.enquiry != self.enquiry
        return elsewhere and (told is None or is_after(said, told))

    def nearest_miss(self) -> tuple[Held[Response], tuple[Reason, ...]] | None:
        """The last of what they agreed to that misses the item, and in what; of those that were
        said at once the nearest.
        """
        missed: list[tuple[Held[Response], tuple[Reason, ...]]] = []
        for said in self.mine:
            if said.event.answer not in AGREEMENTS or not self.has_begun(said):
                continue
            # Of whatever was not said with the last of them nobody asks in what it misses.
            if missed and not unordered(said, missed[0][0]):
                continue
            why = misses(said.event.scope, self.point, self.view.then(said.seq), self.directory)
            if why:
                missed.append((said, why))
        return max(missed, key=lambda one: nearness(one[1]), default=None)


def told_of(noes: Sequence[No]) -> No:
    """The last of them; of those that may be the last, by what each says and never by which was
    typed first.
    """
    last = last_of(no.said for no in noes)
    return min((no for no in noes if no.said.seq in last), key=lambda no: _NOES.index(no.reason))
