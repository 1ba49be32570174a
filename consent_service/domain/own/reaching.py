"""How two scopes lie to each other: whether they meet, whether one takes in the other. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ..events import Response
from ..held import Held, in_order
from ..scope import ANY, BOTH, Agency, Scope, same_organisation

AGREEMENTS = frozenset({"AGREED", "AGREED_IN_PART"})
NOES = frozenset({"REFUSED", "WITHDRAWN"})


def meets(one: Scope, other: Scope) -> bool:
    """Something lies in both. What an agreement leaves out is not looked at here."""
    return (
        _share(one.subjects, other.subjects)
        and _share(one.purposes, other.purposes)
        and _share(one.categories, other.categories)
        and (
            BOTH in (*one.directions, *other.directions) or _share(one.directions, other.directions)
        )
        and any(_meet(a, b) for a in one.agencies for b in other.agencies)
    )


def covers(wide: Scope, narrow: Scope) -> bool:
    """Everything in `narrow` lies in `wide`."""
    return (
        _holds(wide.subjects, narrow.subjects)
        and _holds(wide.purposes, narrow.purposes)
        and _holds(wide.categories, narrow.categories)
        and (BOTH in wide.directions or _holds(wide.directions, narrow.directions))
        and all(any(_within(a, w) for w in wide.agencies) for a in narrow.agencies)
    )


def leaves_out(agreed: Scope, other: Scope) -> bool:
    """The person agreed about this, and said no to an agency or to information in `other`."""
    excluded = agreed.exclusions
    return (
        _share(agreed.subjects, other.subjects)
        and _share(agreed.purposes, other.purposes)
        and (
            any(_meet(a, b) for a in excluded.agencies for b in other.agencies)
            or bool(excluded.categories and _share(excluded.categories, other.categories))
        )
    )


def said_about(scope: Scope, answers: Sequence[Held[Response]]) -> str | None:
    """What one person had said about any part of a scope: `NO`, else `YES`, else None.

    A later yes that takes in all of a no lifts it; a later no that takes in all of a yes ends it.
    """
    first_first = sorted(answers, key=in_order)
    found: set[str] = set()
    for place, response in enumerate(first_first):
        later = first_first[place + 1 :]
        if response.event.answer in NOES and meets(response.event.scope, scope):
            if not _covered_by(later, AGREEMENTS, response.event.scope):
                found.add("NO")
        elif response.event.answer in AGREEMENTS:
            if leaves_out(response.event.scope, scope):
                found.add("NO")
            if meets(response.event.scope, scope) and not _covered_by(
                later, NOES, response.event.scope
            ):
                found.add("YES")
    return "NO" if "NO" in found else "YES" if found else None


def _covered_by(later: Sequence[Held[Response]], answers: frozenset[str], scope: Scope) -> bool:
    return any(r.event.answer in answers and covers(r.event.scope, scope) for r in later)


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return ANY in one or ANY in other or not set(one).isdisjoint(other)


def _holds(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    return ANY in wide or set(narrow) <= set(wide)


def _meet(one: Agency, other: Agency) -> bool:
    if ANY not in (one.type, other.type) and one.type != other.type:
        return False
    if one.organisation is None or other.organisation is None:
        return True
    return same_organisation(one.organisation, other.organisation)


def _within(narrow: Agency, wide: Agency) -> bool:
    if wide.type not in (ANY, narrow.type):
        return False
    if wide.organisation is None:
        return True
    return narrow.organisation is not None and same_organisation(
        wide.organisation, narrow.organisation
    )
