"""What a worker proposes to do: the question that a check answers (`domain.md` 3.14)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from .scope import BOTH, SEEK, SHARE, Agency, Point


class Urgency(StrEnum):
    """How long the worker can wait. The worker's word is enough; nothing checks it."""

    IMMEDIATE = "IMMEDIATE"
    SAME_DAY = "SAME_DAY"
    STANDARD = "STANDARD"


class Proposal(msgspec.Struct, frozen=True):
    """Whose information, which agency, which kinds, what for, asking or telling. Whoever cannot
    wait need not say which of the two it is: None is that nobody said it.
    """

    enquiry: str | None
    subjects: tuple[str, ...]
    agency: Agency
    categories: tuple[str, ...]
    purpose: str
    direction: str | None
    urgency: Urgency = Urgency.STANDARD

    def points(self) -> Iterator[Point]:
        """The items to answer. BOTH is two sets of items: asking, then telling."""
        directions = (SEEK, SHARE) if self.direction == BOTH else (self.direction,)
        for direction in filter(None, directions):
            for subject in self.subjects:
                for category in self.categories:
                    yield Point(subject, self.purpose, self.agency, category, direction)


class Coverage(msgspec.Struct, frozen=True):
    """The same of several agencies: whose information, which kinds, what for, asking or telling."""

    enquiry: str | None
    subjects: tuple[str, ...]
    agencies: tuple[Agency, ...]
    categories: tuple[str, ...]
    purpose: str
    direction: str

    def proposals(self) -> Iterator[Proposal]:
        """The question about each agency."""
        for agency in self.agencies:
            yield Proposal(
                self.enquiry,
                self.subjects,
                agency,
                self.categories,
                self.purpose,
                self.direction,
            )

    @property
    def cells(self) -> int:
        """How many items that is."""
        return len(self.subjects) * len(self.agencies) * len(self.categories)
