"""Answers that are worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial, wraps
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    ParamSpec,
    Protocol,
    TypeVar,
    TypeVarTuple,
)
from weakref import ReferenceType

__all__ = [
    "Lately",
    "Memo",
    "cached_property",
    "let_go_of_words",
    "once_each",
    "read_once",
    "worked_out_once",
]

P = ParamSpec("P")
K = TypeVar("K")
V = TypeVar("V")
Else = TypeVar("Else")
Further = TypeVarTuple("Further")


class _Found(Protocol):
    def get(self, asked: Any, otherwise: Any, /) -> Any: ...
    def __setitem__(self, asked: Any, found: Any, /) -> None: ...


class _WorkedOutOf(Protocol):
    @property
    def worked_out(self) -> _Found: ...


L = TypeVar("L", bound=_WorkedOutOf)
#: What nothing is that a rule may find.
_NOT_YET: Final = object()


class Memo(dict[K, V]):
    """Answers by question; one that was not asked before is worked out."""

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[K], V]) -> None:
        self._work_out = work_out

    def __missing__(self, key: K) -> V:
        value = self[key] = self._work_out(key)
        return value


def worked_out_once(rule: Callable[[L, *Further], V]) -> Callable[[L, *Further], V]:
    """What a rule makes of a look, and of whatever else it is asked about, is kept with the look:
    it is gone through once, whoever asks.
    """

    @wraps(rule)
    def known(look: L, *asked: *Further) -> V:
        every, key = look.worked_out, (rule, *asked)
        found: V = every.get(key, _NOT_YET)
        if found is _NOT_YET:
            found = every[key] = rule(look, *asked)
        return found

    return known


# ── what stands in words ────────────────────────────────────────────────────────────────────

#: Of each rule so many texts at most, twice: those asked about since it was full, and before.
MOST_TEXTS: Final = 2_048


class Lately(Generic[V]):
    """What was found by what was asked, while somebody asks about it: words that somebody typed are
    forgotten after a while, since anybody may type others.
    """

    def __init__(self) -> None:
        #: Of what was asked since it was full.
        self.now: dict[Hashable, V] = {}
        self._before: dict[Hashable, V] = {}
        _EVERY.add(ReferenceType(self, _EVERY.discard))

    def get(self, asked: Hashable, otherwise: Else) -> V | Else:
        """What was found, or `otherwise`."""
        # Taken once: another thread may have them turned.
        now, before = self.now, self._before
        if asked in now:
            return now[asked]
        if asked not in before:
            return otherwise
        found = now[asked] = before[asked]
        return found

    def __setitem__(self, asked: Hashable, found: V) -> None:
        now = self.now
        now[asked] = found
        if len(now) >= MOST_TEXTS:
            self.turn()

    def turn(self) -> None:
        """What nobody has asked about since this was called last is forgotten."""
        self.now, self._before = {}, self.now


#: Those there are. Nothing of it runs in Python while it is copied or added to: other threads add
#: to it while one goes through it, and a `WeakSet` breaks then.
_EVERY: Final[set[ReferenceType[Lately[Any]]]] = set()


def read_once(rule: Callable[P, V]) -> Callable[P, V]:
    """What a rule finds in words goes by these words, and by whatever else it is given, and by no
    file: so they are looked through once, however many views and files they stand in, while
    somebody asks about them.
    """
    lately = Lately[tuple[V]]()

    @wraps(rule)
    def known(*asked: P.args, **how: P.kwargs) -> V:
        key: Hashable = (asked, *how.items()) if how else asked
        # Mostly it is there, and is asked for some thousand times in an answer.
        found = lately.now.get(key) or lately.get(key, None)
        if found is None:
            found = lately[key] = (rule(*asked, **how),)
        return found[0]

    return known


def let_go_of_words() -> None:
    """Forget what stood in words that nobody has asked about since this was called last: what was
    erased leaves the memory of those as well who did not erase it.
    """
    for lately in _every():
        lately.turn()


def _every() -> list[Lately[Any]]:
    return [found for one in [*_EVERY] if (found := one()) is not None]


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
