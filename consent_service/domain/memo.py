"""Answers that are worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

__all__ = ["Memo", "cached_property"]

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """Answers by question; one that was not asked before is worked out."""

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[K], V]) -> None:
        self._work_out = work_out

    def __missing__(self, key: K) -> V:
        value = self[key] = self._work_out(key)
        return value


if TYPE_CHECKING:
    from functools import cached_property
else:

    class cached_property(Generic[V]):  # noqa: N801 - it stands in the place of that of functools
        """As that of `functools` is from Python 3.12 on: no lock is held while it is worked out.

        Before, one lock stands for all objects of a class: who looks at one file waits for whoever
        looks at another, and two who look from either end wait for each other. Two who come at once
        work out the same.
        """

        def __init__(self, work_out: Callable[[Any], V]) -> None:
            self._work_out = work_out
            self.__doc__ = work_out.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, of: object, owner: type | None = None) -> Any:
            if of is None:
                return self
            value = of.__dict__[self._name] = self._work_out(of)
            return value
