"""Small numbers of people are not shown, nor anything from which they could be worked out.

A count from 1 to the threshold is hidden. With its total known, one hidden count could be worked
out by taking away the others; so others are hidden with it until nothing hidden has only one
value that it could be, even for a reader who knows these rules.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeAlias, TypeVar

from .report import Row

K = TypeVar("K", bound=Hashable)


#: A count as it is shown: None where it is hidden.
Shown: TypeAlias = int | None


def threshold(small_number: int) -> int:
    """Up to which count people are hidden; 0 hides nothing.

    A threshold of 1 would say of everything it hides that it is 1, so it hides 2 as well.
    """
    return small_number if small_number == 0 else max(2, small_number)


def suppress(cells: Mapping[K, int], total: int, small_number: int) -> tuple[dict[K, Shown], Shown]:
    """The counts of one breakdown, and their total, as they may be shown.

    The total is taken to be known: another breakdown of the same people adds up to it.
    """
    limit = threshold(small_number)
    if limit == 0 or total == 0:
        return dict(cells), total
    if total <= limit:
        return dict.fromkeys(cells), None
    hidden = _hidden(cells, limit)
    return {key: None if key in hidden else count for key, count in cells.items()}, total


def _hidden(cells: Mapping[K, int], limit: int) -> set[K]:
    small = {key for key, count in cells.items() if 0 < count <= limit}
    if not small:
        return set()
    if max(cells.values()) <= limit + 1:
        # Nothing here is large. Zeros are hidden too, or what is left could be worked out.
        return set(cells)
    held = sum(cells[key] for key in small)
    settled = held in (len(small), len(small) * limit)  # each is 1, or each is the most it can be
    if len(small) > 1 and held > limit and not settled:
        return small
    next_up = min(count for count in cells.values() if count > limit)
    # All that are as small as the next: hiding one of two equals would say which they are.
    return small | {key for key, count in cells.items() if count == next_up}


class Breakdown(NamedTuple):
    """People in groups, and of how many of each group each of several things is true."""

    name: str
    people: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]

    def rows(self, totals: Mapping[str, int], people: int, small_number: int) -> list[Row]:
        """One line a group. `totals` are those of all the people, by the same names."""
        columns = {"people": suppress(self.people, people, small_number)[0]}
        for name, cells in self.counts.items():
            columns[name] = suppress(cells, totals[name], small_number)[0]
        return [
            {
                "row": "GROUP",
                "by": self.name,
                "group": group,
                **{name: cells[group] for name, cells in columns.items()},
                "suppressed": any(cells[group] is None for cells in columns.values()),
            }
            for group in self.people
        ]


def total_row(totals: Mapping[str, int], small_number: int) -> Row:
    """The line of everybody: each count hidden where it is small."""
    shown = {name: suppress({}, total, small_number)[1] for name, total in totals.items()}
    return {
        "row": "SUMMARY",
        **shown,
        "suppressed": None in shown.values(),
    }
