"""A file as it was known at an earlier time, and as far as one of the family may know it. Pure."""

from __future__ import annotations

from ..leavingout import without
from ..memo import Memo, cached_property
from ..safety import known_until
from ..view import View
from .children import before_it_was_confirmed


class AsKnown:
    """The file of a view, as it was known before."""

    def __init__(self, view: View, person: str, *, as_child: bool) -> None:
        self._view, self._person, self._as_child = view, person, as_child

    @cached_property
    def as_far_as_whose(self) -> View | None:
        """By what they may know of whose the children are; None where they were never told, or see
        their own.
        """
        until = None if self._as_child else known_until(self._view, self._person)
        if self._as_child or until == 0:
            return None
        known = self._view if until is None else self.by_place[until]
        return before_it_was_confirmed(known, self._person)

    @cached_property
    def as_they_know_it(self) -> View:
        """The file as it stood when they may last have come to know of it. Whoever never could is
        told nothing that rests on it, and reads no page of it.
        """
        until = None if self._as_child else known_until(self._view, self._person)
        return self.by_place[until] if until else self._view

    @cached_property
    def by_place(self) -> Memo[int, View]:
        """By place in the ledger: the file as it was known when that was recorded. Not by time:
        what was recorded after it may bear the same.
        """
        return Memo(self._as_known_when)

    def _as_known_when(self, seq: int) -> View:
        file = self._view.file
        by_then = (fact for fact in file.every() if fact.seq <= seq)
        first = file.opened_at or self._view.known
        at = max((fact.recorded_at for fact in by_then), default=first)
        later = {fact.seq for fact in file.every() if fact.seq > seq}
        return View(without(file, later), at, at)
