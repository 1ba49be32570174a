"""What the measurements found, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One comparison: pairs of rates seen in turn (ours, the other), and the ratio hoped for."""

    what: str
    against: str
    pairs: Sequence[tuple[float, float]]
    expected: float | None = None

    def cells(self) -> tuple[str, ...]:
        """The row's texts: both rates at their mean, the ratios from the lowest to the highest."""
        ours, theirs = (sum(rates) / len(rates) for rates in zip(*self.pairs, strict=True))
        ratios = sorted(our / their for our, their in self.pairs)
        low, high = f"{ratios[0]:.2f}", f"{ratios[-1]:.2f}"
        hoped = "" if self.expected is None else f"{self.expected:g}"
        return (
            self.what,
            f"{ours:,.0f}/s",
            self.against,
            f"{theirs:,.0f}/s",
            low if low == high else f"{low} to {high}",
            hoped,
        )


HEADINGS = ("measured", "rate", "against", "rate", "ratio", "expected at least")


def as_markdown(rows: Iterable[Row]) -> str:
    """The table, aligned so that it can be read as it is printed."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    texts = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    texts.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(texts)
