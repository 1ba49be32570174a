"""Which of two answers of one person came later, as far as that is certain.

Edition 2026.3 of the rules, 1 "Times" and 2: a typed time means all of the precision it was typed
in, and the answers of one conversation have no order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Final

from ..file.held import Held, by_place
from ..memo import cached_property
from ..recorded.events import Response
from ..times import Span, span

#: A no recorded after a yes that is dated less than this after it: they said both.
_CLOSE_TOGETHER: Final = timedelta(hours=24)


def is_after(one: Held[Response], other: Held[Response]) -> bool:
    """Certainly said later."""
    return not _of_one_conversation(one, other) and _span(one).is_certainly_after(_span(other))


def unordered(one: Held[Response], other: Held[Response]) -> bool:
    """Two answers that were given at one and the same time, or in one conversation."""
    return one is not other and (_of_one_conversation(one, other) or _span(one) == _span(other))


_FIRST: Final = itemgetter(0)
#: More than an answer itself and the one whose place it takes.
_SOME: Final = 3
#: After whatever has an end.


class Later:
    """Answers in the order in which they were said: which of them are certainly later than another.

    However many there are, whether any is is looked up at once.
    """

    def __init__(self, said: Iterable[Held[Response]]) -> None:
        every = [(_span(one).first, one) for one in said]
        self._latest_first = every if len(every) < 2 else sorted(every, key=_FIRST, reverse=True)
        # By conversation the last to begin; what was said alone is one of its own.
        begun: dict[object, datetime] = {}
        for first, one in self._latest_first:
            begun.setdefault(_talk(one), first)
            if len(begun) > 1:
                break
        self._begun = tuple(begun.items())

    def any_than(self, one: Held[Response]) -> bool:
        """Whether any is certainly later than this one."""
        if not self._begun:
            return False
        end, talk = _span(one).end, _talk(one)
        return any(other != talk and first >= end for other, first in self._begun)

    def than(self, one: Held[Response]) -> Iterator[Held[Response]]:
        """Those that are, the latest first."""
        if not self._latest_first:
            return
        end, talk = _span(one).end, _talk(one)
        for first, other in self._latest_first:
            if first < end:
                return
            if _talk(other) != talk:
                yield other


class Earlier:
    """Likewise of which of them it is not certain that another is later."""

    def __init__(self, said: Iterable[Held[Response]]) -> None:
        every = sorted(((_span(one).end, one) for one in said), key=_FIRST)
        self._ends = [end for end, _ in every]
        self._first_first = [one for _, one in every]

    def first_not_than(self, one: Held[Response]) -> Held[Response] | None:
        """Of those than which it is not certainly later, but itself and what it takes the place of,
        the one that was recorded first.
        """
        first = _span(one).first
        found = self._last_over[len(self._ends) - bisect_right(self._ends, first)]
        if (of_talk := self._of_talk.get(_talk(one))) is not None:
            # Of its own talk those as well that were over by then.
            found = (*found, *of_talk.over_by(first))
        if all(map(partial(_is_or_replaces, one), found)) and len(found) >= _SOME:
            found = tuple(other for other in self._first_first if not is_after(one, other))
        others = (other for other in found if not _is_or_replaces(one, other))
        return min(others, key=by_place, default=None)

    def over_by(self, at: datetime) -> tuple[Held[Response], ...]:
        """Of those that were over by then, the few that were recorded first."""
        return self._first_over[bisect_right(self._ends, at)]

    @cached_property
    def _of_talk(self) -> Mapping[object, Earlier]:
        found: dict[object, list[Held[Response]]] = defaultdict(list)
        for one in self._first_first:
            found[_talk(one)].append(one)
        return {talk: Earlier(every) for talk, every in found.items()}

    @cached_property
    def _first_over(self) -> list[tuple[Held[Response], ...]]:
        return _recorded_first(self._first_first)

    @cached_property
    def _last_over(self) -> list[tuple[Held[Response], ...]]:
        return _recorded_first(reversed(self._first_first))


def _recorded_first(said: Iterable[Held[Response]]) -> list[tuple[Held[Response], ...]]:
    """Of the first of them, of the first two, and so on: the few that were recorded first."""
    found: list[tuple[Held[Response], ...]] = [()]
    for one in said:
        found.append(tuple(sorted((*found[-1], one), key=by_place)[:_SOME]))
    return found


def _is_or_replaces(one: Held[Response], other: Held[Response]) -> bool:
    return one is other or takes_the_place_of(one, other)


def _talk(said: Held[Response]) -> object:
    return said.event.conversation or said.seq


def last_of(said: Iterable[Held[Response]]) -> frozenset[int]:
    """The places of those of which none of the others is certainly the later."""
    every = list(said)
    later = Later(every)
    return frozenset(one.seq for one in every if not later.any_than(one))


class InTime:
    """Answers by when they ended, so that the last of those that are asked for are found without
    going through all of them.
    """

    def __init__(self, said: Iterable[Held[Response]]) -> None:
        every = [(_span(one).end, one) for one in said]
        self._last_to_end = sorted(every, key=_FIRST, reverse=True)

    def last_that(
        self, is_one: Callable[[Held[Response]], bool], since: Held[Response] | None
    ) -> list[Held[Response]]:
        """Of those that are: each than which none of the others is certainly later, and some more.
        None of them may be one than which `since` is certainly later.
        """
        found: list[Held[Response]] = []
        # Of two conversations the last to begin: whatever ended before both came before one of
        # them for certain.
        begun: dict[object, datetime] = {}
        begins = None if since is None else _span(since).first
        for end, one in self._last_to_end:
            if (begins is not None and end <= begins) or _ended_before_two(end, begun):
                break
            if is_one(one):
                found.append(one)
                begun[_talk(one)] = max(_span(one).first, begun.get(_talk(one), _span(one).first))
                if len(begun) > 2:
                    del begun[min(begun, key=begun.__getitem__)]
        if since is not None and since.event.conversation is not None:
            # What was said in the same conversation has no order, whenever it is said to have been.
            found += filter(is_one, self._of_talk.get(since.event.conversation, ()))
        return found

    @cached_property
    def _of_talk(self) -> Mapping[str | None, list[Held[Response]]]:
        found: dict[str | None, list[Held[Response]]] = defaultdict(list)
        for _, one in self._last_to_end:
            found[one.event.conversation].append(one)
        return found


def _ended_before_two(end: datetime, begun: Mapping[object, datetime]) -> bool:
    return len(begun) > 1 and all(first >= end for first in begun.values())


def by_what_they_name(said: Iterable[Held[Response]]) -> Mapping[str, list[Held[Response]]]:
    """By an answer's id those that name it as ended: whoever looks for what `takes_the_place_of` it
    need look at no other.
    """
    found: dict[str, list[Held[Response]]] = defaultdict(list)
    for one in said:
        if one.event.supersedes is not None:
            found[one.event.supersedes].append(one)
    return found


def takes_the_place_of(one: Held[Response], other: Held[Response]) -> bool:
    """It names the other as ended by it; never what was said or recorded later, nor in the same
    conversation.
    """
    return (
        one.event.supersedes == other.event.response
        and other.seq < one.seq
        and not _of_one_conversation(one, other)
        and not _span(other).is_certainly_after(_span(one))
    )


def close_together(no: Held[Response], yes: Held[Response]) -> bool:
    """The no was written down after the yes, and said so shortly before it that they may have
    been the other way round.
    """
    return no.seq > yes.seq and _span(yes).first - _span(no).end < _CLOSE_TOGETHER


def _span(said: Held[Response]) -> Span:
    """The moments at which an answer may have been given."""
    return span(said.effective_at, said.event.precision)


def _of_one_conversation(one: Held[Response], other: Held[Response]) -> bool:
    return one.event.conversation is not None and (
        one.event.conversation == other.event.conversation
    )
