"""Of many scopes those that may have something in common with one: no other is held against it.

Each is found by what it names, dimension by dimension. Whatever is found is still to be compared:
two that name the same service are near, and may yet have nothing in common. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Final, Generic, TypeVar

from ..codes import parts_of
from ..memo import Memo, read_once
from .scope import ANY, BOTH, DIMENSIONS, Agency, Point, Scope, meant
from .services import Directory, Service, indexed

T = TypeVar("T")

_ANYTHING: Final = frozenset({ANY})


class Near(Generic[T]):
    """What there is, each with the scope by which it is found; services as this directory has them,
    where there is one.
    """

    def __init__(self, every: Iterable[tuple[Scope, T]], directory: Iterable[Service] = ()) -> None:
        self._directory = indexed(directory)
        self._named_by = Memo(self._names)
        self._every: list[T] = []
        # By dimension and what is named in it: a bit for each that does.
        self._naming: dict[str, dict[Hashable, int]] = {d: defaultdict(int) for d in DIMENSIONS}
        for place, (scope, one) in enumerate(every):
            self._every.append(one)
            for dimension, names in self._named_by[scope]:
                for name in names:
                    self._naming[dimension][name] |= 1 << place

    def to(self, scope: Scope) -> Iterator[T]:
        """Those near it, in their order."""
        found = (1 << len(self._every)) - 1
        for dimension, names in self._named_by[scope]:
            if ANY not in names:
                naming = self._naming[dimension]
                among = naming.get(ANY, 0)
                for name in names:
                    among |= naming.get(name, 0)
                found &= among
        while found:
            first = found & -found
            yield self._every[first.bit_length() - 1]
            found ^= first

    def to_item(self, item: Point) -> Iterator[T]:
        """Those near one item."""
        return self.to(scope_of(item))

    def _names(self, scope: Scope) -> tuple[tuple[str, frozenset[Hashable]], ...]:
        """By dimension: what is named there. Whoever names nothing may mean any."""
        return (
            ("subjects", _named(scope.subjects)),
            ("agencies", _services(scope.agencies, self._directory)),
            ("purposes", _named(scope.purposes)),
            ("categories", _named(scope.categories)),
            ("directions", _named(scope.directions)),
        )


def scope_of(item: Point) -> Scope:
    """The item and nothing else."""
    about, service, way = (item.subject,), (item.agency,), (item.direction,)
    return Scope(about, (item.purpose,), service, (item.category,), way)


@read_once
def _named(values: tuple[str, ...]) -> frozenset[Hashable]:
    """With what is a part of it, by which it is named as well."""
    names = frozenset(name for value in values for name in (value, *parts_of(value)))
    return names if names and names.isdisjoint((ANY, BOTH)) else _ANYTHING


def _services(agencies: tuple[Agency, ...], directory: Directory) -> frozenset[Hashable]:
    names = set[Hashable]()
    for agency in agencies:
        by = meant(agency, directory)
        names |= {agency.type, *by.types}
        # No type is spelled as any name is.
        names |= {(name,) for name in (*by.names, *by.called)}
    return frozenset(names) if names and ANY not in names else _ANYTHING
