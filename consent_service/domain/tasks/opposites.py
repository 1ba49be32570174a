"""Which answers of one enquiry contradict each other, without holding each against each.

A set of answers is a whole number here, with a bit for the place of each. What answers name is
looked up, so that those are left with which one has anything in common; these are held against it
one by one, and what was said alike only once. So hundreds said in one second are no more work for
each of them than if they had been said in as many days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ..codes import all_noes
from ..file.held import Held
from ..recorded.events import Response
from ..said.contradicting import NOES, contradict
from ..scopes.scope import ANY, Scope

#: An agency that is one organisation may be meant under another type as well.
_NAMED: Final = "a name"


class SaidAlike(NamedTuple):
    """What somebody said: two answers of which this is the same were said alike."""

    person: str
    is_no: bool
    kind: str
    scope: Scope


class Opposites:
    """Agreements and noes of one enquiry, in their order, and which of them contradict."""

    def __init__(self, said: Sequence[Held[Response]]) -> None:
        self.said = said
        #: By place: what was said, and at which places it was said alike.
        self.words = [_said(one) for one in said]
        self.alike: dict[SaidAlike, int] = defaultdict(int)
        #: By person, and by person and whether it is a no: at which places.
        self.of: dict[object, int] = defaultdict(int)
        self._naming: dict[object, int] = defaultdict(int)
        self._against: dict[SaidAlike, int] = {}
        for place, word in enumerate(self.words):
            bit = 1 << place
            self.alike[word] |= bit
            self.of[word.person] |= bit
            self.of[word.person, word.is_no] |= bit
        for word, places in self.alike.items():
            for named in _named(word):
                self._naming[word.is_no, *named] |= places

    def against(self, place: int, among: int) -> Iterator[int]:
        """The places among these of answers that contradict this one, the first first."""
        word, one = self.words[place], self.said[place]
        if word not in self._against:
            self._against[word] = self._in_common(word)
        left = among & self._against[word]
        while left:
            other = first_of(left)
            if contradict(one, self.said[other]):
                yield other
                left &= ~(1 << other)
            else:
                # Nor does what was said alike.
                self._against[word] &= ~self.alike[self.words[other]]
                left &= self._against[word]

    def _in_common(self, word: SaidAlike) -> int:
        """Where the opposite was said of somebody, for something, by a service and of a kind that
        are named here as well.
        """
        found = -1
        for dimension, asked in _asked(word):
            naming = (self._naming[not word.is_no, dimension, value] for value in asked)
            found &= _any_of(naming)
        return found


def first_of(places: int) -> int:
    """The first of these places."""
    return (places & -places).bit_length() - 1


def after(place: int) -> int:
    """Every place after this."""
    return -1 << (place + 1)


def _said(one: Held[Response]) -> SaidAlike:
    said = one.event
    return SaidAlike(said.person, said.answer in NOES, said.response_kind, said.scope)


def _any_of(places: Iterable[int]) -> int:
    found = 0
    for some in places:
        found |= some
    return found


_EVERY: Final = "every"


def _named(word: SaidAlike) -> Iterator[tuple[str, object]]:
    """What an answer is found by, in each dimension."""
    scope = word.scope
    yield "kind", word.kind
    for subject in scope.subjects:
        yield "subject", subject
    for purpose in scope.purposes:
        yield "purpose", purpose
    for category in _kinds(word):
        yield "category", category
    for agency in scope.agencies:
        yield "agency", _NAMED if agency.names_one else agency.type
        yield "agency", agency.type
    for dimension in ("subject", "purpose", "category", "agency"):
        yield dimension, _EVERY


def _asked(word: SaidAlike) -> Iterator[tuple[str, Iterable[object]]]:
    """By what its opposites are found: in each dimension one of these is enough."""
    scope = word.scope
    yield "kind", (word.kind,)
    yield "subject", _or_every(scope.subjects)
    yield "purpose", _or_every(scope.purposes)
    yield "category", _or_every(_kinds(word))
    if any(agency.names_one for agency in scope.agencies):
        yield "agency", (_EVERY,)
    else:
        yield "agency", _or_every((*(agency.type for agency in scope.agencies), _NAMED))


def _or_every(values: Iterable[str]) -> Iterable[str]:
    named = (*values, ANY)
    return (_EVERY,) if ANY in named[:-1] else named


def _kinds(word: SaidAlike) -> Iterable[str]:
    """Of a no, whatever it is a no to."""
    kinds = word.scope.categories
    return {*kinds, *all_noes(kinds)} if word.is_no else kinds
