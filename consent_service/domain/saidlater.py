"""Which of two answers of one person came later, as far as that is certain.

Edition 2026.3 of the rules, 1 "Times" and 2: a typed time means all of the precision it was typed
in, and the answers of one conversation have no order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Final

from .events import Response
from .held import Held
from .times import Span, span

#: A no recorded after a yes that is dated less than this after it: they said both.
_CLOSE_TOGETHER: Final = timedelta(hours=24)


def is_after(one: Held[Response], other: Held[Response]) -> bool:
    """Certainly said later."""
    return not _of_one_conversation(one, other) and _span(one).is_certainly_after(_span(other))


def unordered(one: Held[Response], other: Held[Response]) -> bool:
    """Two answers that were given at one and the same time, or in one conversation."""
    return one is not other and (_of_one_conversation(one, other) or _span(one) == _span(other))


_FIRST: Final = itemgetter(0)


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


def _talk(said: Held[Response]) -> object:
    return said.event.conversation or said.seq


def last_of(said: Iterable[Held[Response]]) -> frozenset[int]:
    """The places of those of which none of the others is certainly the later."""
    every = list(said)
    later = Later(every)
    return frozenset(one.seq for one in every if not later.any_than(one))


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
