"""Where somebody stands on each item that they spoke of. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from ..file.bounds import EACH, Steps, TooMuch
from ..file.view import View
from ..memo import cached_property, worked_out_once
from ..scopes.near import Near, scope_of
from ..scopes.scope import ANY, Point, Scope
from ..scopes.services import Directory, Service, indexed
from .cometo import CameTo
from .position import where_they_stand
from .questions import one_of_each_kind, told_apart_in
from .saidabout import heard_in

#: So few items are gone through one by one: nothing is looked up.
_FEW: Final = 16


class WhereOnEach(dict[Point, CameTo]):
    """By item: where somebody stands on it."""

    def __init__(
        self, every: Iterable[tuple[Point, CameTo]] = (), directory: Sequence[Service] = ()
    ) -> None:
        super().__init__(every)
        self._directory = directory

    def about(self, subject: str) -> Sequence[Point]:
        """The items about one of those there."""
        return self._by_subject.get(subject, ())

    @cached_property
    def _by_subject(self) -> Mapping[str, list[Point]]:
        found: dict[str, list[Point]] = defaultdict(list)
        for point in self:
            found[point.subject].append(point)
        return found

    def that_may_lie_in(self, scope: Scope) -> Sequence[Point]:
        """The items that may be of this scope; of few all of them are."""
        return list(self if len(self) <= _FEW else self._near.to(scope))

    @cached_property
    def _near(self) -> Near[Point]:
        return Near(((scope_of(point), point) for point in self), self._directory)


def where_each_stands(
    view: View, person: str, enquiry: str | None, kind: str, directory: Sequence[Service]
) -> WhereOnEach | None:
    """By item, one of each kind that anything they said that is heard in this enquiry reaches. None
    where there are too many to be gone through: nobody can tell then what they agreed to, and it is
    shown as not clear.
    """
    return _where_each_stands(view, person, enquiry, kind, indexed(directory))


@worked_out_once
def _where_each_stands(
    view: View, person: str, enquiry: str | None, kind: str, directory: Directory
) -> WhereOnEach | None:
    points = one_of_each_kind_said(view, person, enquiry, kind, directory)
    if points is None:
        return None
    stands = partial(where_they_stand, view, person, kind=kind)
    return WhereOnEach(((point, stands(point, enquiry, directory)) for point in points), directory)


def one_of_each_kind_said(
    view: View, person: str, enquiry: str | None, kind: str, directory: Sequence[Service]
) -> tuple[Point, ...] | None:
    """The items, one of each kind that anything they said reaches; None where they are too many."""
    # What was said without an enquiry, or in another, may be heard in this one as well.
    heard = heard_in(view, person, enquiry, kind).mine
    scopes = dict.fromkeys(said.event.scope for said in heard)
    everybody = (*view.children, *view.adults)
    named = {subject for scope in scopes for subject in scope.subjects}
    people = {p: (p,) for p in everybody if p in named or ANY in named}
    apart, each = told_apart_in(view), EACH + len(heard)
    every = one_of_each_kind(people, tuple(scopes), apart, directory, steps=Steps(), each=each)
    try:
        return tuple(every)
    except TooMuch:
        return None
