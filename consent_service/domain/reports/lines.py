"""What a report needs of one file, apart from what it makes of all of them.

Such lines are the same until something is recorded on the file or time makes another of it, like
those of lists, so that they can be kept beside them and no file need be opened. Whatever turns on
the very moment or on the period, how long somebody has waited by now say, is left to the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from ..file.casefile import CaseFile
from ..tasks.scene import Scene

T = TypeVar("T", bound=msgspec.Struct)

_encode = msgspec.msgpack.Encoder().encode


class Lines(Generic[T]):
    """One kind of line: under which name it is kept, and how a file's are made. They are of what
    stands: what a manager is still to look at, or has refused, makes no error of anything. Only
    lines `of_what_waits` are of the file whole.
    """

    def __init__(
        self,
        name: str,
        kind: type[T],
        of: Callable[[Scene], Iterable[T]],
        *,
        of_what_waits: bool = False,
    ) -> None:
        self.name = name
        self._of = of
        self._is_of_what_waits = of_what_waits
        self._decoder = msgspec.msgpack.Decoder(tuple[kind, ...])  # type: ignore[valid-type]

    def of(self, scene: Scene) -> tuple[T, ...]:
        """Those of one file."""
        return tuple(self._of(scene if self._is_of_what_waits else scene.with_what_stands))

    def encoded(self, scene: Scene) -> msgspec.Raw | None:
        """The same as they are kept; None of a file that has none."""
        lines = self.of(scene)
        return msgspec.Raw(_encode(lines)) if lines else None

    def decode(self, kept: msgspec.Raw | None) -> Sequence[T]:
        """The inverse. Raises `msgspec.DecodeError`."""
        lines: tuple[T, ...] = () if kept is None else self._decoder.decode(kept)
        return lines


class OfFile(NamedTuple, Generic[T]):
    """The lines of one file."""

    file: str
    lines: Sequence[T]


class Files(Protocol):
    """Every file of an authority, at the moment of a report: its lines may stand there already."""

    def lines(
        self, wanted: Lines[Any], make: Callable[[CaseFile], Sequence[Any]]
    ) -> Iterator[OfFile[Any]]:
        """Those of every file; `make` makes them of one whose own do not stand there."""
