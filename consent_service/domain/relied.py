"""Whether somebody's yes is one that a decision to rely on it can rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from .codes import codes
from .containing import holds_service
from .contradicting import AGREEMENTS
from .counting import why_not
from .events import Response
from .held import Held
from .saidsince import SaidSince
from .scope import ANY, BOTH, Point, Scope
from .services import Service
from .view import View

#: Both ways of sending: a yes to either way alone is no yes to both.
_BOTH_WAYS: Final = frozenset({"SEEK", "SHARE"})


def said_yes_to(
    view: View, person: str, enquiry: str, scope: Scope, directory: Iterable[Service]
) -> bool:
    """One yes of theirs in this enquiry that counts now contains all of the scope, and nothing that
    they said since takes any of it back.
    """
    return any(
        said.event.answer in AGREEMENTS
        and said.event.enquiry == enquiry
        and (said.event.valid_from is None or said.event.valid_from <= view.as_of)
        and _holds_all(view, said, scope, directory)
        and all(why_not(view, said, person, point) is None for point in _points(view, scope))
        and not SaidSince.of(view, said).is_taken_back(said)
        for said in view.responses.get(person, ())
    )


def _holds_all(
    view: View, said: Held[Response], scope: Scope, directory: Iterable[Service]
) -> bool:
    yes = said.event.scope
    left_out = yes.exclusions
    meant, then = set(yes.subjects), view.then(said.seq)
    if ANY in meant:
        meant |= then.people
    return (
        set(scope.subjects) <= meant
        and _has_all(yes.purposes, scope.purposes)
        and _has_all(yes.categories, scope.categories)
        and (BOTH in yes.directions or set(yes.directions) >= _ways(scope.directions))
        and all(holds_service(yes, asked, then, directory) for asked in scope.agencies)
        # What they left out of their yes, the decision leaves out as well.
        and set(left_out.agencies) <= set(scope.exclusions.agencies)
        and set(left_out.categories) <= set(scope.exclusions.categories)
    )


def _ways(directions: Sequence[str]) -> frozenset[str]:
    return _BOTH_WAYS if BOTH in directions else frozenset(directions)


def _has_all(wide: Sequence[str], narrow: Sequence[str]) -> bool:
    return ANY in wide or set(narrow) <= set(wide)


def _points(view: View, scope: Scope) -> list[Point]:
    """For whom and what for: on nothing else does it turn whether a yes counts."""
    people = [*view.children] if ANY in scope.subjects else scope.subjects
    purposes = [*codes("purposes")] if ANY in scope.purposes else scope.purposes
    return [
        Point(subject, purpose, scope.agencies[0], scope.categories[0], scope.directions[0])
        for subject, purpose in product(people, purposes)
    ]
