"""A file as it was known at an earlier time, and as far as one of the family may know it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from datetime import datetime
from itertools import accumulate

from ..answers import Safe
from ..file.casefile import CaseFile
from ..file.held import by_place
from ..file.leavingout import LeavingOut, without
from ..file.view import View
from ..memo import Memo, cached_property
from ..recorded.event import Event
from ..safety.everasign import first_sign_in, signs_alone
from ..safety.signs import asking
from ..safety.telling import known_until, safe_until
from .children import before_they_were_told


class AsKnown:
    """The file of a view, as it was known before."""

    def __init__(self, view: View, person: str, *, as_child: bool) -> None:
        self.view, self.person, self._as_child = view, person, as_child

    @cached_property
    def _until(self) -> int | None:
        """Up to which place they may have come to know of the case; None while they may. Of whoever
        never could, up to where nothing was yet said against them: what was put on record since
        changes nothing that they read.
        """
        if self._as_child:
            return None
        return known_until(self.view, self.person) or self.safe_until

    @cached_property
    def safe_until(self) -> int | None:
        """The last place before the first sign of them that stands; None where none does."""
        return safe_until(self.view, self.person)

    @cached_property
    def as_far_as_whose(self) -> View | None:
        """By what they may know of whose the children are; None where they were never told, or see
        their own.
        """
        until = self._until
        if self._as_child or (until is None and known_until(self.view, self.person) == 0):
            return None
        known = self.view if until is None else self.by_place[until]
        return before_they_were_told(known, self.person)

    @cached_property
    def as_they_know_it(self) -> View:
        """The file as it stood when they may last have come to know of it."""
        return self.view if self._until is None else self.by_place[self._until]

    @cached_property
    def by_place(self) -> Memo[int, View]:
        """By place in the ledger: the file as it was known when that was recorded. Not by time:
        what was recorded after it may bear the same.
        """
        return Memo(self._as_known_when)

    def was_safe_to_ask(self, seq: int) -> bool:
        """Whether this person was, as it was known when that was recorded. Where nothing was yet a
        sign about anybody the file is not made again as it stood, and else no more of it than the
        signs: each of many children was spoken of at a time of its own.
        """
        if seq < first_sign_in(self.view):
            return True
        at = self._recorded.known_when(seq)
        then = View(self._signs.when(seq), at, at)
        return then.each[asking][self.person].answer is Safe.YES

    @cached_property
    def _signs(self) -> _AsRecorded:
        return _AsRecorded(signs_alone(self.view.file), self.view.known)

    @cached_property
    def _recorded(self) -> _AsRecorded:
        return _AsRecorded(self.view.file, self.view.known)

    def _as_known_when(self, seq: int) -> View:
        at = self._recorded.known_when(seq)
        return View(self._recorded.when(seq), at, at)


def as_while_safe(view: View, person: str, said: Collection[Event]) -> View:
    """The file as it stood when nothing was yet said against them, and with what they say now: to
    whoever was spoken to by nobody a sign changes no word of what is answered to it.
    """
    until = safe_until(view, person)
    if until is None:
        return view
    since = {fact.seq for fact in view.file.every() if fact.seq > until and fact.event not in said}
    return View(without(view.file, since), view.as_of, view.known)


class _AsRecorded:
    """A file as it stood when one entry of its ledger after the other was recorded."""

    def __init__(self, file: CaseFile, known: datetime) -> None:
        self._first = file.opened_at or known
        self._leaving_out = LeavingOut(file)
        every = sorted(file.every(), key=by_place)
        self._places = [fact.seq for fact in every]
        #: Of each: the latest time at which anything up to it was recorded.
        self._recorded_by = list(accumulate((fact.recorded_at for fact in every), max))

    def when(self, seq: int) -> CaseFile:
        """With what was recorded up to there."""
        then = bisect_right(self._places, seq)
        return self._leaving_out.without(frozenset(self._places[then:]))

    def known_when(self, seq: int) -> datetime:
        """By when all of that was known."""
        then = bisect_right(self._places, seq)
        return self._recorded_by[then - 1] if then else self._first
