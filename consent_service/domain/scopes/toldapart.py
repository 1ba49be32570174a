"""What several scopes tell apart: services, kinds of information, directions and purposes, one of
each kind that they all meet alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, islice, product, repeat
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from msgspec.structs import replace

from ..codes import NOT_IN_ANY, OWN_TO_A_CHILD, OWN_TO_AN_ADULT, all_noes, codes
from ..file.bounds import WITHOUT_END, Steps
from ..memo import read_once
from .scope import ANY, BOTH, SEEK, SHARE, Agency, Reach, Scope, contains, meant, meets, resolved
from .services import Service, indexed

T = TypeVar("T")

_DIRECTIONS: Final = (SEEK, SHARE)


#: So many services that may be meant, each held against one scope, take as long as a step; so many
#: of them in one kind of information and one way.
_COMPARED: Final = 30
_CELLS: Final = 2
#: Of so many scopes it is remembered what they tell apart, where they name no service.
_FEW: Final = 8


class _AgencySaid(NamedTuple):
    """An agency as somebody said it, and with the entry of the directory that goes by it; and in
    which of the scopes.
    """

    typed: Agency
    found: Agency
    scope: int


class _Met(NamedTuple):
    """How each scope meets one value: as what it names, and as what it leaves out."""

    named: tuple[Any, ...]
    left_out: tuple[Any, ...]


#: Services that are met alike, in kinds of information that are, and one direction.
MetAlike: TypeAlias = tuple[tuple[Agency, ...], tuple[str, ...], str]
#: What does not turn on who it is about, nor on what for: kind by kind, all that is of each.
Ways: TypeAlias = Sequence[tuple[Any, tuple[MetAlike, ...]]]


def ways(
    scopes: Sequence[Scope], told_apart: frozenset[str], directory: Sequence[Service], steps: Steps
) -> Ways:
    """Raises `TooMuch` where these steps are not enough."""
    named = tuple([s.agencies for s in scopes]), tuple([s.exclusions.agencies for s in scopes])
    of_codes = _OfCodes(
        tuple([s.categories for s in scopes]),
        tuple([s.exclusions.categories for s in scopes]),
        tuple([s.directions for s in scopes]),
        told_apart,
    )
    if len(scopes) > _FEW or any(a.names_one for every in named for each in every for a in each):
        return _worked_out(*named, of_codes, directory, steps)
    found, took = _of_types(*named, of_codes)
    steps.take(took)
    return found


class _OfCodes(NamedTuple):
    """Of several scopes what each says but for agencies, purposes and people."""

    categories: tuple[tuple[str, ...], ...]
    left_out: tuple[tuple[str, ...], ...]
    directions: tuple[tuple[str, ...], ...]
    told_apart: frozenset[str]


@read_once
def _of_types(
    named: tuple[tuple[Agency, ...], ...],
    left_out: tuple[tuple[Agency, ...], ...],
    of_codes: _OfCodes,
) -> tuple[Ways, int]:
    """Of a few scopes that name types alone, which no directory says anything of; and the steps
    that it takes.
    """
    steps = Steps(WITHOUT_END)
    found = tuple(_worked_out(named, left_out, of_codes, (), steps))
    return found, steps.taken


def _worked_out(
    named: Sequence[tuple[Agency, ...]],
    left_out: Sequence[tuple[Agency, ...]],
    of_codes: _OfCodes,
    directory: Sequence[Service],
    steps: Steps,
) -> Ways:
    categories = _categories(of_codes.categories, of_codes.left_out, of_codes.told_apart)
    said, not_said = _AsSaid(named, directory), _AsSaid(left_out, directory)
    which = tuple(_agencies(named, left_out, directory))
    steps.take(len(which) * len(named) // _COMPARED)
    agencies = _each_kind(
        which,
        map(_Met, map(said.reaches, which), map(not_said.reaches, which)),
        lambda _: None,
    )
    directions = _directions(of_codes.directions)
    steps.take(len(agencies) * len(categories) * len(directions) // _CELLS)
    apart = of_codes.told_apart
    return _within(agencies, categories, directions, lambda code: code if code in apart else None)


def _within(
    agencies: Sequence[tuple[tuple[Agency, ...], _Met]],
    categories: Sequence[tuple[tuple[str, ...], _Met]],
    directions: Sequence[tuple[str, _Met]],
    of_its_own: Callable[[str], str | None],
) -> list[tuple[Any, tuple[MetAlike, ...]]]:
    """What does not turn on who it is about, nor on what for: all of each kind, with the kind.
    For whom and what for are then asked of the first of each, and not of everything there is.
    """
    found: dict[Hashable, list[MetAlike]] = {}
    of_each = [
        (*one, _places(one[0][1].left_out), (of_its_own(one[0][0][0]), _about(one[0][0][0])))
        for one in product(categories, directions)
    ]
    for alike, by in agencies:
        near = _places(by.named) | _places(by.left_out)
        for (kinds, of), (to, way), left_out, told_by in of_each:
            # Few scopes meet a service that is named, and none of the others is gone through.
            every = [(n, _reached(n, by, of, way)) for n in sorted(near | left_out)]
            reaches = tuple([one for one in every if one[1] is not None])
            if reaches:
                found.setdefault((*told_by, reaches), []).append((alike, kinds, to))
    return [(kind, tuple(cells)) for kind, cells in found.items()]


def _places(met: Sequence[Any]) -> frozenset[int]:
    """Of the scopes that meet it."""
    return frozenset(compress(range(len(met)), met))


def _reached(scope: int, by: _Met, of: _Met, way: _Met) -> Hashable:
    """How it meets an agency, a kind of information and a direction; None if it does not."""
    meets_it = by.named[scope] and of.named[scope] and way.named[scope]
    reach = (by.named[scope], of.named[scope]) if meets_it else None
    found = (reach, by.left_out[scope], of.left_out[scope])
    return found if found[0] or found[1] or found[2] else None


def _each_kind(
    values: Iterable[T], met: Iterable[_Met], besides: Callable[[T], Hashable]
) -> tuple[tuple[tuple[T, ...], _Met], ...]:
    """Those that every scope meets alike, of those that one meets at all."""
    found: dict[tuple[_Met, Hashable], list[T]] = {}
    # Where there is no scope, nothing meets anything.
    for value, how in zip(values, met, strict=False):
        if any(how.named) or any(how.left_out):
            found.setdefault((how, besides(value)), []).append(value)
    return tuple([(tuple(alike), how) for (how, _), alike in found.items()])


def _one_of_each(
    values: Iterable[T], met: Iterable[_Met], besides: Callable[[T], Hashable]
) -> tuple[tuple[T, _Met], ...]:
    """The first of each kind of them."""
    return tuple([(alike[0], how) for alike, how in _each_kind(values, met, besides)])


def _about(category: str) -> Hashable:
    """Whose information it can be."""
    return category in OWN_TO_AN_ADULT, category in OWN_TO_A_CHILD


def _agencies(
    said: Iterable[tuple[Agency, ...]],
    left_out: Iterable[tuple[Agency, ...]],
    directory: Sequence[Service],
) -> Iterator[Agency]:
    every = dict.fromkeys(
        agency
        for named, not_said in zip(said, left_out, strict=True)
        for agency in named + not_said
    )
    names_one = [agency for agency in every if agency.names_one]
    types = list(_types(every, names_one, directory))
    yield from map(Agency, types)
    named = [resolved(agency, directory) for agency in names_one if agency.type != ANY]
    yield from named
    # A name that is no listed one of its type may be that of a service of another.
    for typed in named:
        if typed.id is None:
            yield from (replace(typed, type=type_) for type_ in types if type_ != typed.type)
    # What is typed and not listed may be any that is: of those that nobody named one is enough.
    listed = {agency.id for agency in named}
    for of_type in dict.fromkeys(agency.type for agency in named if agency.id is None):
        others = (s for s in directory if s.type == of_type and s.id not in listed)
        for other in islice(others, 1):
            yield Agency(of_type, other.shown, other.id)


def _types(
    every: Iterable[Agency], names_one: Collection[Agency], directory: Sequence[Service]
) -> Iterator[str]:
    """What names no service meets every type that is not mentioned alike, but for those that "any"
    leaves out: of these, and of the others, the first is enough.
    """
    mentioned = {agency.type for agency in every}
    if names_one:
        mentioned |= {service.type for service in directory}
    # A name without a type is compared by the habits of each type.
    is_alike = all(agency.type != ANY for agency in names_one)
    told: set[bool] = set()
    for type_ in codes("agencies"):
        is_left_out = type_ in NOT_IN_ANY
        if is_alike and type_ not in mentioned:
            if is_left_out in told:
                continue
            told.add(is_left_out)
        yield type_


class _AsSaid:
    """The agencies of each scope, found by a type or a name that one must share to be met."""

    def __init__(self, scopes: Sequence[Sequence[Agency]], directory: Sequence[Service]) -> None:
        self._directory = directory = indexed(directory)
        self._count = len(scopes)
        self._of_type: dict[str, list[_AgencySaid]] = defaultdict(list)
        self._called: dict[str, list[_AgencySaid]] = defaultdict(list)
        for scope, agencies in enumerate(scopes):
            for one in agencies:
                said = _AgencySaid(one, resolved(one, directory), scope)
                types = meant(one, directory).types if one.names_one else (one.type,)
                for of_type in types:
                    self._of_type[of_type].append(said)
                for name in meant(one, directory).names if one.names_one else ():
                    self._called[name].append(said)

    def reaches(self, asked: Agency) -> tuple[tuple[bool, Reach] | None, ...]:
        """By scope: whether one of its agencies contains the service, and how far they meet it."""
        found: list[tuple[bool, Reach] | None] = [None] * self._count
        for one in self._near(asked):
            within, reach = found[one.scope] or (False, Reach.NOT)
            within = within or contains(one.found, asked)
            reach = max(reach, meets(one.typed, asked, self._directory))
            if within or reach is not Reach.NOT:
                found[one.scope] = within, reach
        return tuple(found)

    def _near(self, asked: Agency) -> Iterator[_AgencySaid]:
        yield from self._of_type.get(asked.type, ())
        yield from self._of_type.get(ANY, ())
        if self._called:
            for name in meant(asked, self._directory).called:
                yield from self._called.get(name, ())


# Codes, and nothing of anybody: which of a list somebody names is soon known of every set of them.
# By what is named, column by column: most of what anybody names is named by others as well.


@lru_cache(maxsize=1024)
def purposes_told(
    named: tuple[tuple[str, ...], ...], told_apart: frozenset[str]
) -> tuple[tuple[str, _Met], ...]:
    """Of the purposes that several scopes name, one of each kind, and how each meets it."""
    return _one_of_each(
        codes("purposes"),
        map(_Met, zip(*map(_purposes_in, named), strict=True), repeat(())),
        lambda purpose: purpose if purpose in told_apart else None,
    )


@lru_cache(maxsize=1024)
def _categories(
    named: tuple[tuple[str, ...], ...],
    left_out: tuple[tuple[str, ...], ...],
    told_apart: frozenset[str],
) -> tuple[tuple[tuple[str, ...], _Met], ...]:
    return _each_kind(
        codes("categories"),
        map(
            _Met,
            zip(*map(_kinds_in, named), strict=True),
            zip(*map(_kinds_in, left_out), strict=True),
        ),
        lambda one: (one if one in told_apart else None, _about(one)),
    )


@lru_cache(maxsize=1024)
def _directions(named: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, _Met], ...]:
    return _one_of_each(
        _DIRECTIONS,
        map(_Met, zip(*map(_directions_in, named), strict=True), repeat(())),
        lambda _: None,
    )


@lru_cache(maxsize=1024)
def _purposes_in(named: tuple[str, ...]) -> tuple[bool, ...]:
    """Of each purpose, whether it is among these."""
    return tuple(_has(named, purpose) for purpose in codes("purposes"))


@lru_cache(maxsize=1024)
def _directions_in(named: tuple[str, ...]) -> tuple[bool, ...]:
    return tuple(_has(named, to) or BOTH in named for to in _DIRECTIONS)


@lru_cache(maxsize=1024)
def _kinds_in(named: tuple[str, ...]) -> tuple[int, ...]:
    """Of each kind of information: 2 if a yes to these kinds is one to it, 1 if a no is: it was a
    no to a part of it.
    """
    noes = all_noes(named)
    return tuple(2 if _has(named, one) else int(one in noes) for one in codes("categories"))


def _has(values: tuple[str, ...], value: str) -> bool:
    return value in values or ANY in values
