"""What an agreement, a no or a manager's decision reaches: five dimensions, each must match.

A scope names children or adults, purposes, agencies, kinds of information and directions; `"*"`
in a dimension means every value of it. An item is one point in that space.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec

from .answers import Reason
from .members import Line, PersonOrAny, code
from .writing import folded

ANY: Final = "*"
SEEK: Final = "SEEK"
SHARE: Final = "SHARE"
BOTH: Final = "BOTH"
#: The five dimensions, in the order in which a missing one is asked for.
DIMENSIONS: Final = ("subjects", "agencies", "purposes", "categories", "directions")


class Agency(msgspec.Struct, frozen=True):
    """An agency type, narrowed to one named organisation if one is given."""

    type: Annotated[str, code("agencies")]
    organisation: Line | None = None


class Exclusions(msgspec.Struct, frozen=True):
    """What a person said no to inside an agreement: agencies, kinds of information."""

    agencies: tuple[Agency, ...] = ()
    categories: tuple[str, ...] = ()


class Scope(msgspec.Struct, frozen=True):
    """What was agreed, refused, withdrawn or decided about."""

    subjects: tuple[PersonOrAny, ...] = (ANY,)
    purposes: tuple[str, ...] = (ANY,)
    agencies: tuple[Agency, ...] = (Agency(ANY),)
    categories: tuple[str, ...] = (ANY,)
    directions: tuple[str, ...] = (BOTH,)
    exclusions: Exclusions = Exclusions()


#: A scope that leaves every dimension open. `()` cannot be sent, so it always means "left out".
NOTHING_NAMED: Final = Scope(subjects=(), purposes=(), agencies=(), categories=(), directions=())


def everything_unless_named(scope: Scope) -> Scope:
    """For a no, a withdrawal or an attempt: what is left out is meant as well.

    An agreement is not widened like this. A yes reaches what was named, and nothing else.
    """
    return filled_from(scope, Scope())


def filled_from(scope: Scope, usual: Scope) -> Scope:
    """The scope, with what it leaves open as in the usual one."""
    left_out: dict[str, Any] = {
        name: getattr(usual, name) for name in DIMENSIONS if not getattr(scope, name)
    }
    return msgspec.structs.replace(scope, **left_out)


class Point(msgspec.Struct, frozen=True):
    """One item as the matching sees it."""

    subject: str
    purpose: str
    agency: Agency
    category: str
    direction: str


def same_organisation(left: str, right: str) -> bool:
    """Two spellings of one organisation: case, width and spacing do not make a difference."""
    return folded(left).split() == folded(right).split()


def names_organisation(agency: Agency, point: Point) -> bool:
    """`agency` names the very organisation that the point names."""
    return (
        agency.organisation is not None
        and point.agency.organisation is not None
        and agency.type in (ANY, point.agency.type)
        and same_organisation(agency.organisation, point.agency.organisation)
    )


def reaches_agency(agency: Agency, point: Point) -> bool:
    """A type reaches every organisation of it; a named organisation reaches only itself."""
    if agency.organisation is not None:
        return names_organisation(agency, point)
    return agency.type in (ANY, point.agency.type)


def _has(values: tuple[str, ...], value: str) -> bool:
    return value in values or ANY in values


def misses(scope: Scope, point: Point) -> tuple[Reason, ...]:
    """Every dimension in which the point lies outside the scope; empty when the scope reaches it.

    The order is the order of `domain.md` 5.6, so the first is the reason to report.
    """
    found: list[Reason] = []
    if not _has(scope.subjects, point.subject):
        found.append(Reason.OUT_OF_SCOPE_CHILD)
    if not _has(scope.purposes, point.purpose):
        found.append(Reason.OUT_OF_SCOPE_PURPOSE)
    if not any(reaches_agency(agency, point) for agency in scope.agencies):
        found.append(Reason.OUT_OF_SCOPE_AGENCY)
    if not _has(scope.categories, point.category):
        found.append(Reason.OUT_OF_SCOPE_CATEGORY)
    # An item has one direction (a proposal of BOTH is two sets of items), so containing it and
    # overlapping it are the same question.
    if not (_has(scope.directions, point.direction) or BOTH in scope.directions):
        found.append(Reason.OUT_OF_SCOPE_DIRECTION)
    return tuple(found)


def excludes(scope: Scope, point: Point) -> bool:
    """The person agreed about this subject and purpose, but said no to this agency or category."""
    if not (_has(scope.subjects, point.subject) and _has(scope.purposes, point.purpose)):
        return False
    return point.category in scope.exclusions.categories or any(
        reaches_agency(agency, point) for agency in scope.exclusions.agencies
    )


def names_the_organisation(scope: Scope, point: Point) -> bool:
    """The scope singles out the organisation that the point names, by agreement or exclusion."""
    return any(
        names_organisation(agency, point)
        for agency in (*scope.agencies, *scope.exclusions.agencies)
    )
