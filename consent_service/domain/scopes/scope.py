"""What an agreement, a no or a manager's decision reaches: five dimensions, each must match.

A scope names children or adults, purposes, agencies, kinds of information and directions; `"*"`
in a dimension means every value of it. An item is one point in that space.

A yes reaches what it contains, a no what it overlaps (edition 2026.3 of the rules, section 1): to
be contained an item must name the very service, to be overlapped it is enough that it may be
meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, IntEnum
from typing import Annotated, Final, NamedTuple, TypeAlias

import msgspec

from ..codes import NOT_IN_ANY, is_no_to
from ..recorded.members import ForCertain, Line, Listed, PersonOrAny, code
from .services import (
    Directory,
    Likeness,
    Service,
    core_key,
    exact_key,
    found,
    goes_by,
    indexed,
    is_description,
    is_like_none,
    likeness,
    others_so_called,
    says_another_type,
    spelled_alike,
)

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
    id: Annotated[str, Listed()] | None = None
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
        return holds_value(self.subjects, subject)


#: Somebody is contacted on the strength of it: each service it names is one of the directory's.
CertainScope: TypeAlias = Annotated[Scope, ForCertain()]
CertainIfAgreed: TypeAlias = Annotated[Scope, ForCertain("answer", ("AGREED", "AGREED_IN_PART"))]

#: A scope that leaves every dimension open. `()` cannot be sent, so it always means "left out".
NOTHING_NAMED: Final = Scope(subjects=(), purposes=(), agencies=(), categories=(), directions=())


class Point(msgspec.Struct, frozen=True):
    """One item as the matching sees it."""

    subject: str
    purpose: str
    agency: Agency
    category: str
    direction: str

    def about(self, person: str) -> Point:
        """The same question about somebody else."""
        return self if person == self.subject else msgspec.structs.replace(self, subject=person)


class Reach(IntEnum):
    """How far a no reaches an item. `NAMED` is whole as well, by the very service's name."""

    NOT = 0
    PERHAPS = 1
    NAMED = 2
    WHOLE = 3


# ── which service is meant ──────────────────────────────────────────────────────────────────


class IdDoubt(Enum):
    """Why an id does not say which service is meant."""

    NOT_LISTED = "NOT_LISTED"
    #: The type or the name beside it is another's.
    CONTRADICTED = "CONTRADICTED"


def doubt(agency: Agency, directory: Iterable[Service]) -> IdDoubt | None:
    """Why it is not certain which entry of the directory is meant; None where it is, or where
    none is claimed to be.
    """
    if agency.id is None:
        return None
    entry = indexed(directory).by_id.get(agency.id)
    if entry is None:
        return IdDoubt.NOT_LISTED
    named = agency.organisation is None or goes_by(entry, agency.organisation)
    return None if named and agency.type in (ANY, entry.type) else IdDoubt.CONTRADICTED


def resolved(agency: Agency, directory: Iterable[Service]) -> Agency:
    """With the id of the one entry that goes by the name that was typed, or with the first name of
    the entry whose id was given. What was typed stays, and so does what is in doubt.
    """
    if not agency.names_one:
        return agency
    listed = indexed(directory)
    if agency.id is None and agency.organisation is not None:
        entry = found(agency.organisation, agency.type, listed)
        return agency if entry is None else msgspec.structs.replace(agency, id=entry.id)
    if agency.id is not None and agency.organisation is None and doubt(agency, listed) is None:
        return msgspec.structs.replace(agency, organisation=listed.by_id[agency.id].shown)
    return agency


def as_asked(agency: Agency, directory: Iterable[Service]) -> Agency:
    """The service that a question means. An id that contradicts what stands beside it tells
    nothing, and a description means whichever it may be.
    """
    listed = indexed(directory)
    agency = msgspec.structs.replace(agency, described=None)
    if doubt(agency, listed) is not None:
        agency = msgspec.structs.replace(agency, id=None)
    return resolved(agency, listed)


def _all_it_may_mean(agency: Agency, directory: Iterable[Service]) -> Iterator[Agency]:
    """Where a no contradicts itself, each part of it by itself: none of them is lost."""
    listed = indexed(directory)
    why = doubt(agency, listed)
    if agency.described is not None:
        yield Agency(agency.type, described=agency.described)
        agency = msgspec.structs.replace(agency, described=None)
        if not agency.names_one:
            return
    if why is None:
        yield agency
        return
    yield resolved(msgspec.structs.replace(agency, id=None), listed)
    if why is not IdDoubt.NOT_LISTED and agency.id is not None:
        entry = listed.by_id[agency.id]
        yield Agency(entry.type, entry.shown, entry.id)


# ── a yes, by containment ───────────────────────────────────────────────────────────────────


def contains(agency: Agency, asked: Agency) -> bool:
    """A type contains every organisation of it; a named one only itself, by its very name; `"*"`
    no service whose being asked can cost a family a lot, nor one that is only a name.
    """
    if agency.type != asked.type and (agency.type != ANY or asked.type in NOT_IN_ANY):
        return False
    return not agency.names_one or names_it(agency, asked)


def names_it(agency: Agency, asked: Agency) -> bool:
    """Both name one organisation, and it is the same: for certain, not by likeness.

    What is one entry of the directory is that entry alone. A text that is none may be any of those
    that go by it.
    """
    if agency.described is not None or not asked.names_one:
        return False
    if agency.id is not None or asked.id is not None:
        return agency.id == asked.id
    one, other = (exact_key(a.organisation or "") for a in (agency, asked))
    return bool(one) and one == other


# ── a no, by overlap ────────────────────────────────────────────────────────────────────────


def overlaps(scope: Scope, point: Point, directory: Iterable[Service]) -> Reach:
    """How far a no of this scope reaches the point."""
    return max(overlapping(scope, point, directory), default=Reach.NOT)


def overlapping(scope: Scope, point: Point, directory: Iterable[Service]) -> frozenset[Reach]:
    """Each way in which a no of this scope reaches the point: of the type, of the service named."""
    if not (
        holds_value(scope.subjects, point.subject)
        and holds_value(scope.purposes, point.purpose)
        and is_no_to(scope.categories, point.category)
        and meets_direction(scope, point)
    ):
        return frozenset()
    return _reaches(scope.agencies, point.agency, directory)


def excludes(scope: Scope, point: Point, directory: Iterable[Service] = ()) -> Reach:
    """How far somebody who agreed said no to the point: to its agency or kind of information."""
    return max(excluding(scope, point, directory), default=Reach.NOT)


def excluding(scope: Scope, point: Point, directory: Iterable[Service]) -> frozenset[Reach]:
    """Each way in which it does."""
    if not (
        holds_value(scope.subjects, point.subject) and holds_value(scope.purposes, point.purpose)
    ):
        return frozenset()
    reaches = _reaches(scope.exclusions.agencies, point.agency, directory)
    left_out = is_no_to(scope.exclusions.categories, point.category)
    return reaches | {Reach.WHOLE} if left_out else reaches


def _reaches(
    agencies: Iterable[Agency], asked: Agency, directory: Iterable[Service]
) -> frozenset[Reach]:
    directory = indexed(directory)
    return frozenset(meets(agency, asked, directory) for agency in agencies) - {Reach.NOT}


def meets(agency: Agency, asked: Agency, directory: Iterable[Service]) -> Reach:
    """How far a no to `agency` is one to the service that is asked about."""
    if not agency.names_one:
        return Reach.WHOLE if agency.type in (ANY, asked.type) else Reach.NOT
    listed = indexed(directory)
    mine, theirs = meant(agency, listed), meant(asked, listed)
    if mine.types.isdisjoint((ANY, asked.type)) and mine.names.isdisjoint(theirs.called):
        return Reach.NOT
    return max(_reach(agency, one, listed) for one in _as_it_was_called(asked, listed))


class Meant(NamedTuple):
    """By what an agency may be met: a type, its names, and those of each that is called so."""

    types: frozenset[str]
    names: frozenset[str]
    called: frozenset[str]


def meant(agency: Agency, directory: Directory) -> Meant:
    """Two that share no type and no name, as they are spelled, need not be compared."""
    known: Meant | None = directory.worked_out.get(agency, None)
    if known is None:
        types = {one.type for one in _all_it_may_mean(agency, directory)}
        types |= {one.type for one in of_another_type(agency, directory)}
        others = _as_it_was_called(agency, directory)
        known = directory.worked_out[agency] = Meant(
            frozenset(types) | _says_another_type(agency),
            frozenset(map(exact_key, _names(agency, directory))) - {""},
            frozenset(exact_key(name) for one in others for name in _names(one, directory)),
        )
    return known


def _as_it_was_called(asked: Agency, directory: Directory) -> Iterator[Agency]:
    """The service that is asked about, and each that the name may mean as well."""
    yield asked
    for id in others_so_called(asked.organisation or "", asked.type, asked.id, directory):
        yield Agency(asked.type, asked.organisation, id)


def _reach(agency: Agency, asked: Agency, directory: Directory) -> Reach:
    return max(
        *(_meets(one, asked, directory) for one in _all_it_may_mean(agency, directory)),
        Reach.PERHAPS if _is_of_another_type(agency, asked, directory) else Reach.NOT,
    )


def of_another_type(agency: Agency, directory: Iterable[Service]) -> tuple[Service, ...]:
    """Where no service of the type goes by the name that was typed: those of other types that do.
    Either the type is wrong or the name.
    """
    if agency.id is not None or agency.organisation is None or agency.type == ANY:
        return ()
    of_the_name = indexed(directory).by_spelling.get(exact_key(agency.organisation), ())
    own, typed = agency.type, (agency.organisation,)
    if any(one.type == own and spelled_alike(typed, one.known_by) for one in of_the_name):
        return ()
    return tuple(one for one in of_the_name if one.type != own)


def _says_another_type(agency: Agency) -> frozenset[str]:
    """What was typed is no service's name, and its words are those of other types."""
    typed = None if agency.id is not None else agency.organisation
    return frozenset() if typed is None else says_another_type(typed, agency.type)


def _is_of_another_type(agency: Agency, asked: Agency, directory: Directory) -> bool:
    two = _is_confirmed(agency, directory) and _is_confirmed(asked, directory)
    apart = agency.type not in (ANY, asked.type) and not two
    if apart and spelled_alike(_names(agency, directory), _names(asked, directory)):
        return True
    if asked.type in _says_another_type(agency):
        return True
    return any(
        _meets(Agency(one.type, one.shown, one.id), asked, directory) is not Reach.NOT
        for one in of_another_type(agency, directory)
    )


def _meets(agency: Agency, asked: Agency, directory: Directory) -> Reach:
    if agency.type not in (ANY, asked.type):
        return Reach.NOT
    if agency.described is not None:
        return Reach.PERHAPS
    if agency.id is not None and agency.id == asked.id:
        return Reach.NAMED
    said = tuple(_names(agency, directory))
    if not any(core_key(name, asked.type) for name in said):
        # "The school" names no one school: it is a no to each of them.
        return Reach.WHOLE
    names = tuple(_names(asked, directory))
    alike = likeness(said, names, asked.type)
    if _is_confirmed(agency, directory) and _is_confirmed(asked, directory):
        # Two entries are two services. Yet one may be listed twice: ids alone lift no no.
        alike = Likeness.PERHAPS if alike is Likeness.SAME else Likeness.OTHER
    typed = () if agency.organisation is None else (agency.organisation,)
    if alike is Likeness.OTHER and typed and likeness(typed, names, asked.type) is Likeness.SAME:
        # "The school" that was found under somebody's alias may still have meant this one.
        return Reach.PERHAPS
    if alike is Likeness.OTHER and _may_be_any(agency, asked, directory):
        return Reach.PERHAPS
    # A question that names nobody may mean the very one they said no to: that is PERHAPS as well.
    return _REACHES[alike]


def _may_be_any(agency: Agency, asked: Agency, directory: Directory) -> bool:
    """A description. Or what is no listed name may be one; where none is listed, each is a name."""
    typed = None if agency.id is not None else agency.organisation
    if typed is None or is_description(typed, asked.type) or _says_another_type(agency):
        return typed is not None
    listed = agency.type == asked.type and asked.id in directory.by_id
    known = any(spelled_alike((typed,), one.known_by) for one in of_another_type(agency, directory))
    return listed and not known and is_like_none(typed, asked.type, directory)


_REACHES: Final = {
    Likeness.SAME: Reach.NAMED,
    Likeness.PERHAPS: Reach.PERHAPS,
    Likeness.OTHER: Reach.NOT,
}


def _is_confirmed(agency: Agency, directory: Directory) -> bool:
    entry = directory.by_id.get(agency.id or "")
    return entry is not None and entry.confirmed


def _names(agency: Agency, directory: Directory) -> Iterator[str]:
    """As it was typed, and every name that the entry goes by or went by."""
    if agency.organisation is not None:
        yield agency.organisation
    entry = directory.by_id.get(agency.id or "")
    if entry is not None:
        yield from entry.names
        yield from entry.heard


def holds_value(values: tuple[str, ...], value: str) -> bool:
    """It names this value, or every one."""
    return value in values or ANY in values


def meets_direction(scope: Scope, point: Point) -> bool:
    """It is about this way of sending, or about both."""
    return holds_value(scope.directions, point.direction) or BOTH in scope.directions
