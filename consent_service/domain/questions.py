"""The questions that what was said on a file can answer differently: one for each kind of them.

Two questions that every answer and decision on the file reaches alike are one question. So a file
of a few answers is known by a few questions, and not by every kind of information of every service.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, islice, product, repeat
from typing import Any, Final, NamedTuple, TypeVar

from msgspec.structs import replace

from .bounds import EACH, WITHOUT_END, Steps
from .circumstances import OrderRecorded
from .codes import NOT_IN_ANY, OWN_TO_A_CHILD, OWN_TO_AN_ADULT, all_noes, codes
from .events import AuthorisationMade, CapacityRecorded, CompetenceRecorded, EnquiryClosed
from .goingon import HANDED_ON
from .scope import (
    ANY,
    BOTH,
    SEEK,
    SHARE,
    Agency,
    Point,
    Reach,
    Scope,
    contains,
    meant,
    meets,
    resolved,
)
from .services import Service, indexed
from .view import View

T = TypeVar("T")

_DIRECTIONS: Final = (SEEK, SHARE)


#: So many services that may be meant, each held against one scope, take as long as a step; so many
#: of them in one kind of information and one way; and so many kinds of these for one purpose.
_COMPARED: Final = 30
_CELLS: Final = 2
_KINDS: Final = 8


class Question(NamedTuple):
    """One item, in one enquiry; in whichever goes on, where none is named."""

    enquiry: str | None
    point: Point


class _Said(NamedTuple):
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


def questions(
    before: View,
    after: View,
    people: Sequence[str],
    directory: Sequence[Service],
    *,
    steps: Steps | None = None,
    each: int = EACH,
) -> Iterator[Question]:
    """One of each kind about these people that some answer or decision on the file reaches, struck
    or not. `before` is an earlier look at the file of `after`. Raises `TooMuch` where there are
    more than these steps are enough for, of which one takes `each`, or to find them is.
    """
    told_apart = told_apart_in(after)
    # What was said of either of two who are one person, or were, was said of both.
    ids = {one: {id for id in people if _are_one(one, id, before, after)} for one in people}
    for enquiry, scopes in _by_enquiry(after).items():
        for point in one_of_each_kind(ids, scopes, told_apart, directory, steps=steps, each=each):
            yield Question(enquiry, point)


def _are_one(one: str, other: str, *views: View) -> bool:
    return any(view.the_one(one) == view.the_one(other) for view in views)


def _by_enquiry(view: View) -> dict[str, list[Scope]]:
    found: dict[str, dict[Scope, None]] = {}
    for said in view.file.responses:
        if said.event.response_kind == "SHARE_INFO":
            found.setdefault(said.event.enquiry, {})[said.event.scope] = None
    for decision in view.file.of(AuthorisationMade):
        found.setdefault(decision.event.enquiry, {})[decision.event.scope] = None
    return {enquiry: list(scopes) for enquiry, scopes in found.items()}


def purposes_told_apart(view: View) -> frozenset[str]:
    """Purposes for which somebody was assessed by name, an enquiry was handed on, or a carer was
    let decide.
    """
    found = [held.event.purpose for held in view.file.of(CompetenceRecorded)]
    found += [held.event.purpose for held in view.file.of(CapacityRecorded)]
    found += [HANDED_ON.get(held.event.reason, ANY) for held in view.file.of(EnquiryClosed)]
    found += [purpose for held in view.file.of(OrderRecorded) for purpose in held.event.purposes]
    return frozenset(found) - {ANY}


def told_apart_in(view: View) -> frozenset[str]:
    """Those, and the kinds of information about which a carer was let decide."""
    delegated = (code for held in view.file.of(OrderRecorded) for code in held.event.categories)
    return purposes_told_apart(view) | (frozenset(delegated) - {ANY})


def one_of_each_kind(
    people: Mapping[str, Collection[str]],
    scopes: Sequence[Scope],
    told_apart: frozenset[str],
    directory: Sequence[Service],
    *,
    steps: Steps | None = None,
    each: int = EACH,
) -> Iterator[Point]:
    """Of all that these scopes meet, one point of each kind that they meet alike; purposes and
    kinds of information that are `told_apart` are never one kind. Raises `TooMuch` where these
    steps are not enough, of which each of them takes as many as is said.
    """

    def of_its_own(code: str) -> str | None:
        return code if code in told_apart else None

    purposes = _purposes(tuple([s.purposes for s in scopes]), told_apart)
    categories = _categories(
        tuple([s.categories for s in scopes]),
        tuple([s.exclusions.categories for s in scopes]),
        told_apart,
    )
    said = _AsSaid([s.agencies for s in scopes], directory)
    left_out = _AsSaid([s.exclusions.agencies for s in scopes], directory)
    which = tuple(_agencies(scopes, directory))
    steps = steps or Steps(WITHOUT_END)
    steps.take(len(which) * len(scopes) // _COMPARED)
    agencies = _one_of_each(
        which,
        map(_Met, map(said.reaches, which), map(left_out.reaches, which)),
        lambda _: None,
    )
    directions = _directions(tuple([s.directions for s in scopes]))
    steps.take(len(agencies) * len(categories) * len(directions) // _CELLS)
    within = _within(agencies, categories, directions, of_its_own)

    def of_each_kind(named: tuple[int, ...]) -> tuple[tuple[str, tuple[Agency, str, str]], ...]:
        """By what is said of everybody whom these scopes name: most name them all."""
        steps.take(len(purposes) * len(within) // _KINDS)
        found: dict[Hashable, tuple[str, tuple[Agency, str, str]]] = {}
        for purpose, how in purposes:
            meeting = frozenset(n for n in named if how.named[n])
            for (apart, about, reaches), which in within:
                met = tuple([one for one in reaches if one[0] in meeting])
                if met:
                    found.setdefault((of_its_own(purpose), apart, about, met), (purpose, which))
        return tuple(found.values())

    known: dict[tuple[int, ...], tuple[tuple[str, tuple[Agency, str, str]], ...]] = {}
    for subject, ids in people.items():
        named = tuple([n for n, one in enumerate(scopes) if any(one.names(id) for id in ids)])
        if named not in known:
            known[named] = of_each_kind(named)
        for purpose, (agency, category, to) in known[named]:
            steps.take(each)
            yield Point(subject, purpose, agency, category, to)


def _within(
    agencies: Sequence[tuple[Agency, _Met]],
    categories: Sequence[tuple[str, _Met]],
    directions: Sequence[tuple[str, _Met]],
    of_its_own: Callable[[str], str | None],
) -> list[tuple[Any, tuple[Agency, str, str]]]:
    """What does not turn on who it is about, nor on what for: the first of each kind, with the
    kind. For whom and what for are then asked of these few, and not of everything there is.
    """
    found: dict[Hashable, tuple[Agency, str, str]] = {}
    of_each = [
        (*one, _places(one[0][1].left_out), (of_its_own(one[0][0]), _about(one[0][0])))
        for one in product(categories, directions)
    ]
    for agency, by in agencies:
        near = _places(by.named) | _places(by.left_out)
        for (category, of), (to, way), left_out, told_by in of_each:
            # Few scopes meet a service that is named, and none of the others is gone through.
            every = [(n, _reached(n, by, of, way)) for n in sorted(near | left_out)]
            reaches = tuple([one for one in every if one[1] is not None])
            if reaches:
                found.setdefault((*told_by, reaches), (agency, category, to))
    return list(found.items())


def _places(met: Sequence[Any]) -> frozenset[int]:
    """Of the scopes that meet it."""
    return frozenset(compress(range(len(met)), met))


def _reached(scope: int, by: _Met, of: _Met, way: _Met) -> Hashable:
    """How it meets an agency, a kind of information and a direction; None if it does not."""
    meets_it = by.named[scope] and of.named[scope] and way.named[scope]
    reach = (by.named[scope], of.named[scope]) if meets_it else None
    found = (reach, by.left_out[scope], of.left_out[scope])
    return found if found[0] or found[1] or found[2] else None


def _one_of_each(
    values: Iterable[T], met: Iterable[_Met], besides: Callable[[T], Hashable]
) -> tuple[tuple[T, _Met], ...]:
    """The first of those that every scope meets alike, of those that one meets at all."""
    found: dict[Hashable, tuple[T, _Met]] = {}
    # Where there is no scope, nothing meets anything.
    for value, how in zip(values, met, strict=False):
        if any(how.named) or any(how.left_out):
            found.setdefault((how, besides(value)), (value, how))
    return tuple(found.values())


def _about(category: str) -> Hashable:
    """Whose information it can be."""
    return category in OWN_TO_AN_ADULT, category in OWN_TO_A_CHILD


def _agencies(scopes: Iterable[Scope], directory: Sequence[Service]) -> Iterator[Agency]:
    every = dict.fromkeys(
        agency for scope in scopes for agency in (*scope.agencies, *scope.exclusions.agencies)
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
        self._of_type: dict[str, list[_Said]] = defaultdict(list)
        self._called: dict[str, list[_Said]] = defaultdict(list)
        for scope, agencies in enumerate(scopes):
            for one in agencies:
                said = _Said(one, resolved(one, directory), scope)
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

    def _near(self, asked: Agency) -> Iterator[_Said]:
        yield from self._of_type.get(asked.type, ())
        yield from self._of_type.get(ANY, ())
        if self._called:
            for name in meant(asked, self._directory).called:
                yield from self._called.get(name, ())


# Codes, and nothing of anybody: which of a list somebody names is soon known of every set of them.
# By what is named, column by column: most of what anybody names is named by others as well.


@lru_cache(maxsize=1024)
def _purposes(
    named: tuple[tuple[str, ...], ...], told_apart: frozenset[str]
) -> tuple[tuple[str, _Met], ...]:
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
) -> tuple[tuple[str, _Met], ...]:
    return _one_of_each(
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
