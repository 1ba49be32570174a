"""Of many scopes those that may have something in common with one: no other is held against it.

Each is found by what it names, dimension by dimension. Whatever is found is still to be compared:
two that name the same service are near, and may yet have nothing in common. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from ..codes import parts_of
from ..scope import ANY, BOTH, DIMENSIONS, Agency, Scope, meant
from ..services import indexed

T = TypeVar("T")

_NONE_LISTED: Final = indexed(())


class Near(Generic[T]):
    """What there is, each with the scope by which it is found."""

    def __init__(self, every: Iterable[tuple[Scope, T]]) -> None:
        self._every: list[T] = []
        # By dimension and what is named in it: a bit for each that does.
        self._naming: dict[str, dict[Hashable, int]] = {d: defaultdict(int) for d in DIMENSIONS}
        for place, (scope, one) in enumerate(every):
            self._every.append(one)
            for dimension in DIMENSIONS:
                for name in _names(scope, dimension):
                    self._naming[dimension][name] |= 1 << place

    def to(self, scope: Scope) -> Iterator[T]:
        """Those near it, in their order."""
        found = (1 << len(self._every)) - 1
        for dimension in DIMENSIONS:
            names = _names(scope, dimension)
            if ANY not in names:
                naming = self._naming[dimension]
                among = 0
                for name in (ANY, *names):
                    among |= naming.get(name, 0)
                found &= among
        while found:
            first = found & -found
            yield self._every[first.bit_length() - 1]
            found ^= first


def _names(scope: Scope, dimension: str) -> set[Hashable]:
    """What it names there, and what else is a name for that. Whoever names nothing may mean any."""
    values: Sequence[str | Agency] = getattr(scope, dimension)
    names = {name for value in values for name in _named(value)}
    return names if values and names.isdisjoint((ANY, BOTH)) else {ANY}


def _named(value: str | Agency) -> Iterator[Hashable]:
    if isinstance(value, Agency):
        by = meant(value, _NONE_LISTED)
        yield from (value.type, *by.types)
        # No type is spelled as any name is.
        yield from ((name,) for name in by.names | by.called)
    else:
        yield from (value, *parts_of(value))
