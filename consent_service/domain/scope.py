"""What an agreement, a no or a manager's decision reaches: five dimensions, each must match.

A scope names children or adults, purposes, agencies, kinds of information and directions; `"*"`
in a dimension means every value of it. An item is one point in that space.

A yes reaches what it contains, a no what it overlaps (edition 2026.3 of the rules, section 1): to
be contained an item must name the very service, to be overlapped it is enough that it may be
meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Annotated, Any, Final

import msgspec

from .answers import Reason
from .codes import HIGH_INTRUSION
from .members import Line, Opaque, PersonOrAny, code
from .services import Likeness, Service, core_key, exact_key, found, likeness
from .writing import folded

ANY: Final = "*"
SEEK: Final = "SEEK"
SHARE: Final = "SHARE"
BOTH: Final = "BOTH"
#: The five dimensions, in the order in which a missing one is asked for.
DIMENSIONS: Final = ("subjects", "agencies", "purposes", "categories", "directions")


class Agency(msgspec.Struct, frozen=True, omit_defaults=True):
    """An agency type, narrowed to one organisation if one is named.

    `organisation` is the name as it was typed, and `id` the entry of the authority's directory
    that it was found to be. `described` are words that name nobody, such as "my old practice":
    until somebody says which is meant, every service of the type may be.
    """

    type: Annotated[str, code("agencies")]
    organisation: Line | None = None
    id: Opaque | None = None
    described: Line | None = None

    @property
    def names_one(self) -> bool:
        """It means one organisation and not the type."""
        return not (self.organisation is None and self.id is None and self.described is None)


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

    def names(self, subject: str) -> bool:
        """It is about this person, or about everybody."""
        return _has(self.subjects, subject)


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

    def about(self, person: str) -> Point:
        """The same question about somebody else."""
        return msgspec.structs.replace(self, subject=person)


class Reach(IntEnum):
    """How far a no reaches an item. `NAMED` is whole as well, by the very service's name."""

    NOT = 0
    PERHAPS = 1
    NAMED = 2
    WHOLE = 3


def resolved(agency: Agency, directory: Iterable[Service]) -> Agency:
    """With the id of the directory's entry, where the name that was typed is that of one."""
    if agency.id is not None or agency.organisation is None:
        return agency
    entry = found(agency.organisation, agency.type, directory)
    return agency if entry is None else msgspec.structs.replace(agency, id=entry.id)


def same_organisation(left: str, right: str) -> bool:
    """Two spellings of one organisation: case, width and spacing do not make a difference."""
    return folded(left).split() == folded(right).split()


# ── a yes, by containment ───────────────────────────────────────────────────────────────────


def misses(
    scope: Scope, point: Point, everybody: frozenset[str] | None = None
) -> tuple[Reason, ...]:
    """Every dimension in which the point lies outside the scope; empty when it is contained.

    The order is the order of `domain.md` 5.6, so the first is the reason to report. `everybody` is
    whom `"*"` meant when it was said; None where nothing depends on it.
    """
    found: list[Reason] = []
    anybody = ANY in scope.subjects and (everybody is None or point.subject in everybody)
    if point.subject not in scope.subjects and not anybody:
        found.append(Reason.OUT_OF_SCOPE_CHILD)
    if not _has(scope.purposes, point.purpose):
        found.append(Reason.OUT_OF_SCOPE_PURPOSE)
    if not any(contains(agency, point.agency) for agency in scope.agencies):
        found.append(Reason.OUT_OF_SCOPE_AGENCY)
    if not _has(scope.categories, point.category):
        found.append(Reason.OUT_OF_SCOPE_CATEGORY)
    if not _meets_direction(scope, point):
        found.append(Reason.OUT_OF_SCOPE_DIRECTION)
    return tuple(found)


def contains(agency: Agency, asked: Agency) -> bool:
    """A type contains every organisation of it; a named one only itself, by its very name.

    `"*"` never contains a service whose being asked can cost a family a lot.
    """
    if agency.type != asked.type and (agency.type != ANY or asked.type in HIGH_INTRUSION):
        return False
    if not agency.names_one:
        return True
    return names_it(agency, asked)


def names_it(agency: Agency, asked: Agency) -> bool:
    """Both name one organisation, and it is the same: for certain, not by likeness."""
    if agency.described is not None or not asked.names_one:
        return False
    if agency.id is not None and asked.id is not None:
        return agency.id == asked.id
    one, other = (exact_key(a.organisation or "") for a in (agency, asked))
    return bool(one) and one == other


# ── a no, by overlap ────────────────────────────────────────────────────────────────────────


def overlaps(scope: Scope, point: Point, directory: Iterable[Service]) -> Reach:
    """How far a no of this scope reaches the point."""
    if not (
        _has(scope.subjects, point.subject)
        and _has(scope.purposes, point.purpose)
        and _has(scope.categories, point.category)
        and _meets_direction(scope, point)
    ):
        return Reach.NOT
    return _widest(scope.agencies, point.agency, directory)


def excludes(scope: Scope, point: Point, directory: Iterable[Service] = ()) -> Reach:
    """How far the point is one that a person who agreed said no to: this subject and purpose, but
    not this agency or kind of information.
    """
    if not (_has(scope.subjects, point.subject) and _has(scope.purposes, point.purpose)):
        return Reach.NOT
    if point.category in scope.exclusions.categories:
        return Reach.WHOLE
    return _widest(scope.exclusions.agencies, point.agency, directory)


def _widest(agencies: Iterable[Agency], asked: Agency, directory: Iterable[Service]) -> Reach:
    directory = tuple(directory)
    return max((meets(agency, asked, directory) for agency in agencies), default=Reach.NOT)


def meets(agency: Agency, asked: Agency, directory: Iterable[Service]) -> Reach:
    """How far a no to `agency` is one to the service that is asked about."""
    if agency.type not in (ANY, asked.type):
        return Reach.NOT
    if not agency.names_one:
        return Reach.WHOLE
    if agency.described is not None:
        return Reach.PERHAPS
    if agency.id is not None and agency.id == asked.id:
        return Reach.NAMED
    directory = tuple(directory)
    said = tuple(_names(agency, directory))
    if not any(core_key(name, asked.type) for name in said):
        # "The school" names no one school: it is a no to each of them.
        return Reach.WHOLE
    names = tuple(_names(asked, directory))
    alike = likeness(said, names, asked.type)
    if {agency.id, asked.id} <= {service.id for service in directory}:
        # Two entries are two services, so a name contained in another's tells nothing. Yet one
        # may be listed twice, or a name be found under the wrong one: ids alone lift no no.
        alike = Likeness.PERHAPS if alike is Likeness.SAME else Likeness.OTHER
    typed = () if agency.organisation is None else (agency.organisation,)
    if alike is Likeness.OTHER and typed and likeness(typed, names, asked.type) is Likeness.SAME:
        # "The school" that was found under somebody's alias may still have meant this one.
        return Reach.PERHAPS
    # A question that names nobody may mean the very one they said no to: that is PERHAPS as well.
    return _REACHES[alike]


_REACHES: Final = {
    Likeness.SAME: Reach.NAMED,
    Likeness.PERHAPS: Reach.PERHAPS,
    Likeness.OTHER: Reach.NOT,
}


def _names(agency: Agency, directory: Iterable[Service]) -> Iterator[str]:
    if agency.organisation is not None:
        yield agency.organisation
    for service in directory:
        if agency.id == service.id:
            yield from service.names


def _has(values: tuple[str, ...], value: str) -> bool:
    return value in values or ANY in values


def _meets_direction(scope: Scope, point: Point) -> bool:
    # An item has one direction (a proposal of BOTH is two sets of items), so containing it and
    # overlapping it are the same question.
    return _has(scope.directions, point.direction) or BOTH in scope.directions
