"""How two scopes lie to each other: whether they meet, whether one takes in the other. Pure."""

from __future__ import annotations

from collections.abc import Callable

from ..codes import share_a_kind
from ..file.held import Held
from ..recorded.events import Response
from ..said.contradicting import may_be_one, takes_in
from ..scopes.scope import ANY, BOTH, Agency, Scope, contains


def one_matter(one: Held[Response], other: Held[Response]) -> bool:
    """Said in one enquiry, of one kind, and about something that lies in both."""
    return (one.event.enquiry, one.event.response_kind) == (
        other.event.enquiry,
        other.event.response_kind,
    ) and meets(one.event.scope, other.event.scope)


def is_again(yes: Scope, said: Scope) -> bool:
    """All of it is said yes to: a yes to one of two services settles nothing of the other."""
    return meets(yes, said) and covers(yes, said)


def is_the_same(one: Scope, other: Scope) -> bool:
    """Each says yes to all of the other, and leaves out the same."""
    return is_again(one, other) and is_again(other, one) and one.exclusions == other.exclusions


def meets(one: Scope, other: Scope) -> bool:
    """Something lies in both. What an agreement leaves out is not looked at here."""
    return (
        _share(one.subjects, other.subjects)
        and _share(one.purposes, other.purposes)
        and share_a_kind(one.categories, other.categories)
        and (
            BOTH in (*one.directions, *other.directions) or _share(one.directions, other.directions)
        )
        and any(may_be_one(a, b) for a in one.agencies for b in other.agencies)
    )


def covers(yes: Scope, narrow: Scope) -> bool:
    """Everything in `narrow` is agreed to in `yes`."""
    return _takes_in(yes, narrow, contains)


def ends(no: Scope, given: Scope) -> bool:
    """Everything in `given` is taken back in `no`."""
    return _takes_in(no, given, takes_in)


def _takes_in(wide: Scope, narrow: Scope, agency: Callable[[Agency, Agency], bool]) -> bool:
    return (
        _holds(wide.subjects, narrow.subjects)
        and _holds(wide.purposes, narrow.purposes)
        and _holds(wide.categories, narrow.categories)
        and (BOTH in wide.directions or _holds(wide.directions, narrow.directions))
        and all(any(agency(w, a) for w in wide.agencies) for a in narrow.agencies)
    )


def leaves_out(agreed: Scope, other: Scope) -> bool:
    """The person agreed about this, and said no to an agency or to information in `other`."""
    excluded = agreed.exclusions
    return (
        _share(agreed.subjects, other.subjects)
        and _share(agreed.purposes, other.purposes)
        and (
            any(may_be_one(a, b) for a in excluded.agencies for b in other.agencies)
            or bool(excluded.categories and share_a_kind(excluded.categories, other.categories))
        )
    )


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return ANY in one or ANY in other or not set(one).isdisjoint(other)


def _holds(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    return ANY in wide or set(narrow) <= set(wide)
