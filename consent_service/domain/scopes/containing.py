"""What a yes or a decision contains, with what `"*"` meant when it was put on record.

What came later than a yes was never in it; a no (`scope.py`) reaches everything, whenever it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ..answers import Reason
from .scope import ANY, Agency, Point, Scope, contains, holds_value, meets_direction, resolved
from .services import Service, exact_key, indexed


class Then(NamedTuple):
    """What `"*"` meant in something that was said: those who stood on the file by then, and the
    services listed before its place in the ledger. What came later was never in it.
    """

    people: frozenset[str]
    place: int


def misses(
    scope: Scope,
    point: Point,
    then: Then | None = None,
    directory: Iterable[Service] = (),
) -> tuple[Reason, ...]:
    """Every dimension in which the point lies outside the scope; empty when it is contained.

    The order is the order of `domain.md` 5.6, so the first is the reason to report. `then` is what
    `"*"` meant when it was said; None where nothing depends on it. A name that was typed before it
    was listed is looked up in `directory` now.
    """
    return tuple(_missed(scope, point, then, directory))


def nearness(missed: Sequence[Reason]) -> list[int]:
    """More for what misses less: the later a dimension stands in that order, the nearer it is."""
    return [_DIMENSIONS.index(reason) for reason in missed]


_DIMENSIONS: Final = (
    Reason.OUT_OF_SCOPE_CHILD,
    Reason.OUT_OF_SCOPE_PURPOSE,
    Reason.OUT_OF_SCOPE_AGENCY,
    Reason.OUT_OF_SCOPE_CATEGORY,
    Reason.OUT_OF_SCOPE_DIRECTION,
)


def holds(scope: Scope, point: Point, then: Then, directory: Iterable[Service]) -> bool:
    """The scope misses the point in nothing."""
    return next(_missed(scope, point, then, directory), None) is None


def _missed(
    scope: Scope, point: Point, then: Then | None, directory: Iterable[Service]
) -> Iterator[Reason]:
    anybody = ANY in scope.subjects and (then is None or point.subject in then.people)
    if point.subject not in scope.subjects and not anybody:
        yield Reason.OUT_OF_SCOPE_CHILD
    if not holds_value(scope.purposes, point.purpose):
        yield Reason.OUT_OF_SCOPE_PURPOSE
    if not holds_service(scope, point.agency, then, directory):
        yield Reason.OUT_OF_SCOPE_AGENCY
    if not holds_value(scope.categories, point.category):
        yield Reason.OUT_OF_SCOPE_CATEGORY
    if not meets_direction(scope, point):
        yield Reason.OUT_OF_SCOPE_DIRECTION


def holds_service(
    scope: Scope, asked: Agency, then: Then | None, directory: Iterable[Service]
) -> bool:
    """A yes of this scope reaches the service that is asked about."""
    for one in scope.agencies:
        near = one.type in (ANY, asked.type) and _could_mean(one, asked, then, directory)
        if near and contains(resolved(one, directory), asked):
            return True
    return False


def _could_mean(
    one: Agency, asked: Agency, then: Then | None, directory: Iterable[Service]
) -> bool:
    """Whoever said any service meant one that stood then. Looked up where it was said: most name a
    type.
    """
    is_any = one.type == ANY and not one.names_one
    return not is_any or then is None or _stood_then(asked, then, directory)


def _stood_then(asked: Agency, then: Then, directory: Iterable[Service]) -> bool:
    """It was listed by then. So was not what goes by a name that is no listed one: it may be any
    there is, and was never anybody's to mean. Each service of a type, with no name to it, was.
    """
    listed = indexed(directory)
    if asked.id is not None:
        entry = listed.by_id.get(asked.id)
        return entry is not None and entry.since <= then.place
    if not asked.names_one:
        return True
    key = (asked.type, exact_key(asked.organisation or ""))
    found = listed.by_name.get(key, frozenset[str]())
    # Where more than one goes by the name, it may be the one that came later.
    return bool(found) and all(listed.by_id[id].since <= then.place for id in found)


def shares_a_word(agency: Agency, text: str) -> bool:
    """Whether a text may name it, by any longer word of how it is called: a no in the text is one
    to it then, whatever its type.
    """
    called = f"{agency.organisation or ''} {agency.described or ''}"
    every = ({word.casefold() for word in _WORD.findall(one)} for one in (called, text))
    return not set.isdisjoint(*every)


_WORD: Final = re.compile(r"[^\W\d_]{4,}")
