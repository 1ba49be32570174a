"""What is worked out of one reading of a file after another: once of those that are alike.

Most of what waits touches little of what is asked, and each reading differs from the others in what
waits alone. So it is noted of which kinds of facts a reading was asked; another of which all those
are the same, and which is read as the same people, cannot be answered otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

import msgspec

from .held import File, Held

if TYPE_CHECKING:
    from .careful import Careful

F = TypeVar("F", bound=File)
T = TypeVar("T")
_Facts: TypeAlias = tuple[Held[Any], ...]
_MISSING: Final[_Facts] = ()


class _Noting(dict[str, _Facts]):
    """Facts by kind, which note of which kinds they were asked; of all, where they are gone through
    in any other way.
    """

    def __init__(self, facts: dict[str, _Facts]) -> None:
        super().__init__(facts)
        self.asked: set[str] = set()

    def note_all(self) -> None:
        self.asked.update(super().keys())

    def get(self, kind: str, default: Any = None) -> Any:
        self.asked.add(kind)
        return super().get(kind, default)

    def __getitem__(self, kind: str) -> _Facts:
        self.asked.add(kind)
        return super().__getitem__(kind)

    def __contains__(self, kind: object) -> bool:
        self.note_all()
        return super().__contains__(kind)

    def __iter__(self) -> Iterator[str]:
        self.note_all()
        return super().__iter__()

    def keys(self) -> Any:
        self.note_all()
        return super().keys()

    def values(self) -> Any:
        self.note_all()
        return super().values()

    def items(self) -> Any:
        self.note_all()
        return super().items()

    def __or__(self, other: Any) -> Any:
        self.note_all()
        return super().__or__(other)


def with_noting(file: F) -> F:
    """The same file, of which it is noted of what kinds of facts it is asked."""
    return msgspec.structs.replace(file, facts=_Noting(file.facts))


def note_all(file: File) -> None:
    """Where it is noted: of all of them."""
    if isinstance(file.facts, _Noting):
        file.facts.note_all()


V = TypeVar("V", bound="Careful")


class Alike(Generic[V, T]):
    """What `work_out` makes of readings of one look each: of those that are alike in all that it
    asked for, once. It asks the readings that it is given, and nothing that was asked before.
    """

    def __init__(self, work_out: Callable[..., T]) -> None:
        self._work_out = work_out
        self._known: dict[tuple[tuple[str, ...], ...], dict[Hashable, T]] = {}

    def known(self, *readings: V) -> bool:
        """Whether it was worked out already."""
        return any(_key(readings, kinds) in known for kinds, known in self._known.items())

    def of(self, *readings: V) -> T:
        for kinds, known in self._known.items():
            key = _key(readings, kinds)
            if key in known:
                return known[key]
        noting = tuple(one.noting for one in readings)
        found = self._work_out(*noting)
        kinds = tuple(tuple(sorted(_asked(one))) for one in noting)
        self._known.setdefault(kinds, {})[_key(readings, kinds)] = found
        return found


def of_each(readings: Sequence[V], work_out: Callable[[V], T]) -> list[T]:
    """What it makes of each reading of one look."""
    if len(readings) == 1:
        return [work_out(readings[0])]
    return list(map(Alike[V, T](work_out).of, readings))


def _asked(reading: Careful) -> set[str]:
    facts = reading.read.facts
    return facts.asked if isinstance(facts, _Noting) else set(facts)


def _read_as(reading: Careful) -> tuple[object, ...]:
    """As whom, and as born when."""
    return (tuple(sorted(reading.same.items())), reading.births, reading.birth)


def _key(readings: tuple[Careful, ...], kinds: tuple[tuple[str, ...], ...]) -> Hashable:
    return tuple(
        (*_read_as(one), *(id(one.read.facts.get(kind, _MISSING)) for kind in asked))
        for one, asked in zip(readings, kinds, strict=True)
    )
