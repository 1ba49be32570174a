"""A report's numbers as bars, drawn here: a label above each, its number at its end. Pure.

The template draws them as SVG, says all of it in words to whoever sees no picture, and puts the
table beside it. There is one colour, and it is the text's: nothing is said by a colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

#: In the drawing's own units, which are about a pixel on a small telephone.
WIDTH: Final = 300
_LINE: Final = 18
_BAR: Final = 12
_GAP: Final = 10
#: Room for the number at the end of the longest bar.
_NUMBER: Final = 60
#: Of what is written there, as wide as a sign is.
_SIGN: Final = 8
#: As many signs of a label as stand on a line; the table has all of it.
_FITS: Final = 40


class Bar(NamedTuple):
    """One number: its label, how long it is, and where its label's foot, its top and its number's
    foot are.
    """

    label: str
    number: int
    said: str
    length: int
    text_y: int
    bar_y: int
    number_y: int


class Chart(NamedTuple):
    """What is drawn, how large, and the same in words."""

    title: str
    bars: list[Bar]
    width: int
    height: int
    bar: int
    in_words: str


def charted(
    title: str, numbers: Sequence[tuple[str, int]], say: Callable[[int], str] = str
) -> Chart | None:
    """Bars to one scale that begins at nothing, each with its number as `say` says it. None where
    there is nothing to compare.
    """
    if len(numbers) < 2 or not any(number for _, number in numbers):
        return None
    most = max(number for _, number in numbers)
    room = max(_NUMBER, _SIGN * max(len(say(number)) for _, number in numbers))
    step = _LINE + _BAR + _GAP
    bars = [
        Bar(
            _cut(label),
            number,
            say(number),
            (WIDTH - room) * number // most,
            place * step + _LINE - 5,
            place * step + _LINE,
            place * step + _LINE + _BAR - 1,
        )
        for place, (label, number) in enumerate(numbers)
    ]
    words = "; ".join(f"{label}: {say(number)}" for label, number in numbers)
    return Chart(title, bars, WIDTH, len(bars) * step, _BAR, f"{words}.")


def _cut(words: str) -> str:
    return words if len(words) <= _FITS else f"{words[: _FITS - 1]}…"
