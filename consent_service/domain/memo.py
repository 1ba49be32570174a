"""Answers that are worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, TypeVarTuple

__all__ = ["Memo", "cached_property", "once_each", "worked_out_once"]

K = TypeVar("K")
V = TypeVar("V")
Asked = TypeVarTuple("Asked")


class _WorkedOutOf(Protocol):
    @property
    def worked_out(self) -> dict[Any, Any]: ...


L = TypeVar("L", bound=_WorkedOutOf)


class Memo(dict[K, V]):
    """Answers by question; one that was not asked before is worked out."""

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[K], V]) -> None:
        self._work_out = work_out

    def __missing__(self, key: K) -> V:
        value = self[key] = self._work_out(key)
        return value


def worked_out_once(rule: Callable[[L, *Asked], V]) -> Callable[[L, *Asked], V]:
    """What a rule makes of a look, and of whatever else it is asked about, is kept with the look:
    it is gone through once, whoever asks.
    """

    @wraps(rule)
    def known(look: L, *asked: *Asked) -> V:
        every, key = look.worked_out, (rule, *asked)
        if key not in every:
            every[key] = rule(look, *asked)
        found: V = every[key]
        return found

    return known


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


def once_each(work_out: Callable[[Any, K], V]) -> cached_property[Memo[K, V]]:
    """A method of one question as the table of its answers: `view.reachable[person, enquiry]`."""

    def answers(of: Any) -> Memo[K, V]:
        return Memo(partial(work_out, of))

    answers.__doc__ = work_out.__doc__
    return cached_property(answers)
