"""Whether somebody's yes is one that a decision to rely on it can rest on, and still does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import product
from typing import Final

from ..codes import codes
from ..file.held import Held, is_by
from ..file.view import View
from ..recorded.event import Event
from ..recorded.events import (
    AuthorisationMade,
    CapacityRecorded,
    RelationshipRecorded,
    Response,
    ResponseRecorded,
    ValidityChanged,
)
from ..recorded.practice import CorrectionAsked, DisclosureRecorded
from ..scopes.containing import holds_service
from ..scopes.scope import ANY, BOTH, Point, Scope
from ..scopes.services import Service
from .contradicting import AGREEMENTS
from .counting import why_not
from .saidsince import SaidSince

#: Both ways of sending: a yes to either way alone is no yes to both.
_BOTH_WAYS: Final = frozenset({"SEEK", "SHARE"})


#: What may make a yes count no more, besides what they say and what was found to be an error.
_MAY_END_A_YES: Final[tuple[type[Event], ...]] = (
    ValidityChanged,
    CapacityRecorded,
    RelationshipRecorded,
    CorrectionAsked,
)
#: The one kind of decision that holds by somebody's yes.
RELIES: Final = "RELY_ONE_PARENT"


def yes_gone_since(view: View, decision: Held[AuthorisationMade]) -> datetime | None:
    """Since when a decision to rely on one parent has no yes of theirs to all of it any more: it
    was taken back, was found to be an error, has ended or counts no longer. None while it rests on
    one, and of any other decision.
    """
    made = decision.event
    person = made.relies_on
    if made.decision != RELIES or person is None:
        return None
    if said_yes_to(view, person, made.enquiry, made.scope, None):
        return None
    # What was recorded since had not been heard of yet; an end that was given comes by itself.
    theirs = [
        one
        for one in view.read.responses
        if one.event.person == person and one.recorded_at <= view.known
    ]
    ids = {one.event.response for one in theirs}
    changes = (
        one.recorded_at
        for kind in _MAY_END_A_YES
        for one in view.read.of(kind)
        if getattr(one.event, "person", None) == person
        or getattr(one.event, "response", None) in ids
    )
    own = (t for one in theirs for t in (one.recorded_at, one.struck_at))
    heard = (t for t in (*changes, *own) if is_by(t, view.known))
    ended = (end for one in theirs if is_by(end := one.event.expires_at, view.as_of))
    return max((decision.effective_at, *(t for t in (*heard, *ended) if t is not None)))


def rested_on(view: View, seq: int) -> bool:
    """What was sent rested on what this entry said; or a decision to rely on that person did, and
    has no yes of theirs to all of it without it.
    """
    fact = next((one for one in view.file.every() if one.seq == seq), None)
    if fact is None:
        return False
    said = fact.event
    id = getattr(said, "response", None) or getattr(said, "authorisation", None)
    if id is not None and any(
        id in held.event.rests_on for held in view.holding[DisclosureRecorded]
    ):
        return True
    return (
        isinstance(said, ResponseRecorded)
        and said.answer in AGREEMENTS
        and any(
            one.event.relies_on == said.person and yes_gone_since(view, one) is not None
            for one in view.authorisations
        )
    )


def said_yes_to(
    view: View, person: str, enquiry: str, scope: Scope, directory: Iterable[Service] | None
) -> bool:
    """One yes of theirs in this enquiry that counts now contains all of the scope, and nothing that
    they said since takes any of it back. Without a directory whoever said any service is taken to
    have meant this one: it was looked up when that was decided.
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
    view: View, said: Held[Response], scope: Scope, directory: Iterable[Service] | None
) -> bool:
    yes = said.event.scope
    left_out = yes.exclusions
    meant, then = set(yes.subjects), view.then(said.seq)
    if ANY in meant:
        meant |= then.people
    stood, listed = (None, ()) if directory is None else (then, directory)
    return (
        set(scope.subjects) <= meant
        and _has_all(yes.purposes, scope.purposes)
        and _has_all(yes.categories, scope.categories)
        and (BOTH in yes.directions or set(yes.directions) >= _ways(scope.directions))
        and all(holds_service(yes, asked, stood, listed) for asked in scope.agencies)
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
