"""What one person had said about something by a moment, however much of both there is. Pure.

What was shared and decided grows with what was said, and each of it is asked about: so what they
said about the very same is looked at together, and each of it once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from ..file.held import AFTER_ALL, Held, in_order
from ..memo import Memo
from ..recorded.events import Response
from ..said.contradicting import AGREEMENTS, NOES, left_out_of
from ..scopes.near import Near
from ..scopes.scope import Scope
from .reaching import covers, ends, leaves_out, meets

_Order: TypeAlias = tuple[datetime, datetime, int]


class _OfOneMatter:
    """Yeses, or noes, about one and the same, the first first."""

    def __init__(self, scope: Scope, said: Sequence[Held[Response]]) -> None:
        self.scope = scope
        self._order: list[_Order] = [in_order(r) for r in said]
        self._from = [r.effective_at for r in said]
        self._until = [r.event.expires_at or AFTER_ALL for r in said]
        #: By place: that of the last before it that lasts longer; -1 where none does.
        self._longer: list[int] = []
        for place, until in enumerate(self._until):
            self._longer.append(self._last_after(until, place - 1))
        #: Of the other answer, what takes all of it back.
        self.taken_back_by: tuple[_OfOneMatter, ...] = ()

    def last_at(self, then: datetime) -> _Order | None:
        """The last that was in effect then and had not run out; None if there was none."""
        place = self._last_after(then, bisect_right(self._from, then) - 1)
        return self._order[place] if place >= 0 else None

    def _last_after(self, end: datetime, place: int) -> int:
        """The last up to a place that lasts beyond an end. What had run out is passed by."""
        while place >= 0 and self._until[place] <= end:
            place = self._longer[place]
        return place

    def stands(self, then: datetime) -> bool:
        """It was said, and not all of it was taken back since. Where the last of what is alike was
        taken back, so was each before it.
        """
        last = self.last_at(then)
        if last is None:
            return False
        later = (other.last_at(then) for other in self.taken_back_by)
        return not any(at is not None and at > last for at in later)


class _ToDoWith(NamedTuple):
    """Of what they said, what has to do with something."""

    noes: tuple[_OfOneMatter, ...]
    left_out: tuple[_OfOneMatter, ...]
    yeses: tuple[_OfOneMatter, ...]


class SaidOverTime:
    """`said` is all that one person answered, whenever it takes effect; `as_meant` what each of it
    is about, where its words name whoever stood on the file.
    """

    def __init__(
        self,
        said: Iterable[Held[Response]],
        as_meant: Callable[[Held[Response]], Scope] = lambda said: said.event.scope,
    ) -> None:
        ordered = sorted(said, key=in_order)
        agreed = [r for r in ordered if r.event.answer in AGREEMENTS]
        refused = [r for r in ordered if r.event.answer in NOES]
        yeses = tuple(_alike(agreed, lambda r: r.event.scope))
        noes = tuple(_alike(refused, lambda r: r.event.scope))
        self._yeses, self._noes = _by_scope(yeses), _by_scope(noes)
        self._less = Near((no, yes) for yes in yeses for no in left_out_of(yes.scope))
        for no in noes:
            no.taken_back_by = _those(self._yeses, covers, no.scope)
        for yes in yeses:
            yes.taken_back_by = _those(self._noes, ends, yes.scope)
        meant = _by_scope(_alike(agreed, as_meant))
        self._about: Memo[Scope, _ToDoWith] = Memo(self._has_to_do_with)
        self._containing: Memo[Scope, tuple[_OfOneMatter, ...]] = Memo(
            lambda scope: _those(meant, covers, scope)
        )

    def about(self, scope: Scope, then: datetime) -> str | None:
        """What they had said by then about any part of a scope: `NO`, else `YES`, else None.

        A later yes that takes in all of a no lifts it; a later no that takes in all of a yes ends
        it.
        """
        of = self._about[scope]
        for no in of.noes:
            if no.stands(then):
                return "NO"
        for yes in of.left_out:
            if yes.last_at(then) is not None:
                return "NO"
        for yes in of.yeses:
            if yes.stands(then):
                return "YES"
        return None

    def agreed_to(self, scope: Scope, then: datetime) -> bool:
        """Their own yes took in all of it then, and nothing of it was a no."""
        return self.about(scope, then) == "YES" and any(
            yes.last_at(then) is not None for yes in self._containing[scope]
        )

    def _has_to_do_with(self, scope: Scope) -> _ToDoWith:
        return _ToDoWith(
            noes=_those(self._noes, meets, scope),
            left_out=_those(self._less, leaves_out, scope),
            yeses=_those(self._yeses, meets, scope),
        )


def _by_scope(every: Iterable[_OfOneMatter]) -> Near[_OfOneMatter]:
    return Near((one.scope, one) for one in every)


def _those(
    every: Near[_OfOneMatter], lie: Callable[[Scope, Scope], bool], to: Scope
) -> tuple[_OfOneMatter, ...]:
    """Each once, whose scope lies so."""
    return tuple(one for one in dict.fromkeys(every.to(to)) if lie(one.scope, to))


def _alike(
    said: Sequence[Held[Response]], about: Callable[[Held[Response]], Scope]
) -> Iterator[_OfOneMatter]:
    found: dict[Scope, list[Held[Response]]] = defaultdict(list)
    for r in said:
        found[about(r)].append(r)
    for scope, every in found.items():
        yield _OfOneMatter(scope, every)
