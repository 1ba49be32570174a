"""Why an action was not carried out. Each has a line in the table of problems of the API."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):
    """The request cannot be recorded as it stands. Nothing was recorded.

    `problem` is a code of `api/edge/meanings.py`, which has the words; `pointer` is the
    JSON Pointer (RFC 6901) of the member that is wrong. Never the value itself.
    """

    def __init__(self, problem: str, pointer: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.pointer = pointer


class RefusedInParts(Refused):
    """Several parts of what was sent cannot be recorded as they stand. Nothing was recorded."""

    def __init__(self, parts: Sequence[Refused]) -> None:
        super().__init__("refused-in-parts")
        self.parts = tuple(parts)


class NoSuchFile(Exception):
    """No file of this authority goes by that id. Another authority's looks the same."""


class RecordDamaged(Exception):
    """A file's row, its key or a content does not open where it stands."""
