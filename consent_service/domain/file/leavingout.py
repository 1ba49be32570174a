"""A file without some of its entries, and then without others: what neither touches is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any, Final, Generic, TypeAlias, TypeVar

import msgspec

from ..memo import Memo, cached_property
from ..recorded.practice import EntryCorrected
from .held import File, Held

F = TypeVar("F", bound=File)
#: What is left out of one kind; and by place, of what was struck by what is left out, when it was
#: by what is left, if by anything.
_Of: TypeAlias = tuple[str, frozenset[int], frozenset[tuple[int, datetime | None]]]


def without(file: F, places: Collection[int]) -> F:
    """The file as if what stands at these places had not been recorded."""
    return LeavingOut(file).without(frozenset(places)) if places else file


class LeavingOut(Generic[F]):
    """One file, of which some entries are left out and then others. A kind of which the same is
    left out is one and the same object, so that whoever holds two of these files against each other
    sees at once in which kinds they differ.
    """

    def __init__(self, file: F) -> None:
        self._file = file
        self._parts: Memo[_Of, tuple[Held[Any], ...]] = Memo(self._part)

    def without(self, places: frozenset[int]) -> F:
        """The file as if what stands at these places had not been recorded."""
        left_out: dict[str, set[int]] = defaultdict(set)
        for place in places & self._kinds.keys():
            left_out[self._kinds[place]].add(place)
        undone: dict[str, dict[int, datetime | None]] = defaultdict(dict)
        for place in places & self._corrections.keys():
            struck = self._corrections[place].event.corrects
            if struck in self._kinds:
                undone[self._kinds[struck]][struck] = self._struck_at(struck, places)
        facts = dict(self._file.facts)
        for kind in left_out.keys() | undone.keys():
            of = kind, frozenset(left_out[kind]), frozenset(undone[kind].items())
            facts[kind] = self._parts[of]
        return msgspec.structs.replace(self._file, facts=facts)

    @cached_property
    def _kinds(self) -> Mapping[int, str]:
        """By place: of which kind what stands there is."""
        return {fact.seq: kind for kind, facts in self._file.facts.items() for fact in facts}

    @cached_property
    def _corrections(self) -> Mapping[int, Held[EntryCorrected]]:
        return {held.seq: held for held in self._file.of(EntryCorrected)}

    @cached_property
    def _corrections_of(self) -> Mapping[int, list[Held[EntryCorrected]]]:
        """By the place of what was struck, the first first."""
        found: dict[int, list[Held[EntryCorrected]]] = defaultdict(list)
        for held in self._file.of(EntryCorrected):
            found[held.event.corrects].append(held)
        return found

    def _struck_at(self, place: int, without: frozenset[int]) -> datetime | None:
        left = (held for held in self._corrections_of[place] if held.seq not in without)
        first = next(left, None)
        return None if first is None else first.recorded_at

    def _part(self, of: _Of) -> tuple[Held[Any], ...]:
        kind, left_out, undone = of
        facts = [fact for fact in self._file.facts[kind] if fact.seq not in left_out]
        if not undone:
            return tuple(facts)
        struck = dict(undone)
        return tuple(
            msgspec.structs.replace(fact, struck_at=struck[fact.seq])
            if fact.seq in struck and fact.struck_at != struck[fact.seq]
            else fact
            for fact in facts
        )


#: Of so many that wait, every part is left out in turn: that is sixteen readings.
_IN_FULL: Final = 4


def parts(waits: Sequence[tuple[int, ...]]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Nothing first; then each part of what waits, since of two entries either may be confirmed
    without the other. Of very many: those since any one, all but one, and each one.
    """
    every = range(len(waits))
    if len(waits) <= _IN_FULL:
        for count in range(len(waits) + 1):
            yield from combinations(waits, count)
        return
    yield ()
    yield from (tuple(waits[first:]) for first in every)
    yield from ((waits[one],) for one in every[:-1])
    yield from ((*waits[:one], *waits[one + 1 :]) for one in every[1:])


def count_of_parts(waits: int) -> int:
    """How many these are, of so many that wait."""
    return 2**waits if waits <= _IN_FULL else 3 * waits - 1
