"""The items of one scope, as a page tells them: in values that come to the same. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from typing import Any, TypeVar

from ..codes import ADULT_CATEGORIES, CHILD_CATEGORIES, FITS_BOTH
from ..scopes.scope import Point

_F = TypeVar("_F")


class ItemsOf:
    """The items of one scope: each value in it, with what it may mean."""

    def __init__(self, meant: tuple[dict[Any, list[Any]], ...], children: frozenset[str]) -> None:
        self._meant = meant
        self._children = children
        self._known: dict[tuple[Any, ...], Any] = {}

    @property
    def count(self) -> int:
        return prod(sum(map(len, meant.values())) for meant in self._meant)

    def parts(
        self, at: Callable[[Point], _F], chosen: tuple[tuple[Any, ...], ...] = ()
    ) -> Iterator[tuple[tuple[tuple[Any, ...], ...], tuple[_F, ...]]]:
        """Values that come to the same in all that follows stand together, with what that is: more
        than one thing, where one of the values may mean several.
        """
        place = len(chosen)
        first = tuple(values[0] for values in chosen)
        if place == len(self._meant):
            yield chosen, self._found(at, first)
            return
        alike: dict[tuple[tuple[_F, ...], ...], list[Any]] = {}
        rest = self._meant[place + 1 :]
        for value in self._meant[place]:
            found = tuple(self._found(at, (*first, value, *others)) for others in product(*rest))
            alike.setdefault(found, []).append(value)
        for values in alike.values():
            yield from self.parts(at, (*chosen, tuple(values)))

    def _found(self, at: Callable[[Point], _F], values: tuple[Any, ...]) -> tuple[_F, ...]:
        """What all that these may mean come to, each once."""
        if values not in self._known:
            every = list(
                product(*(meant[one] for meant, one in zip(self._meant, values, strict=True)))
            )
            # A kind that is nobody's own here is asked about as it was said.
            fit = [one for one in every if self._fit(one[0], one[3])] or every
            self._known[values] = tuple(
                dict.fromkeys(
                    at(Point(subject, purpose, agency, kind, way))
                    for subject, agency, purpose, kind, way in fit
                )
            )
        found: tuple[_F, ...] = self._known[values]
        return found

    def _fit(self, subject: str, kind: str) -> bool:
        own = CHILD_CATEGORIES if subject in self._children else ADULT_CATEGORIES
        return kind in own or kind in FITS_BOTH
