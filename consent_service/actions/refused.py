"""Why an action was not carried out. Each has a line in the table of problems of the API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager


class Refused(Exception):
    """The request cannot be recorded as it stands. Nothing was recorded.

    `problem` is a code of `api/edge/meanings.py`, which has the words; `pointer` is the
    JSON Pointer (RFC 6901) of the member that is wrong. Never the value itself. `place` says of
    what of ours it is wrong, by codes and ids.
    """

    def __init__(self, problem: str, pointer: str | None = None, place: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.pointer = pointer
        self.place = place


class RefusedInParts(Refused):
    """Several parts of what was sent cannot be recorded as they stand. Nothing was recorded."""

    def __init__(self, parts: Sequence[Refused]) -> None:
        problems = {part.problem for part in parts}
        super().__init__(problems.pop() if len(problems) == 1 else "refused-in-parts")
        self.parts = tuple(parts)


class Faults:
    """What is wrong with one thing, all of it, so that it is put right at once."""

    def __init__(self) -> None:
        self._found: list[Refused] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Go on where something in the block is refused."""
        try:
            yield
        except Refused as refused:
            self._found.append(refused)

    def settled(self) -> None:
        """Raises `Refused` where anything was, by the one problem where it is all of one sort."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            raise RefusedInParts(self._found)


class NoSuchFile(Exception):
    """No file of this authority goes by that id. Another authority's looks the same."""


class RecordDamaged(Exception):
    """A file's row, its key or a content does not open where it stands."""
