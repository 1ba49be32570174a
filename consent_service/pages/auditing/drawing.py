"""A proof as it is drawn: the entry at the foot, the signed root at the top, and at each step the
hash that comes from the left or the right. Pure.

Places are in the drawing's own units, few enough that it is read on a telephone; the template draws
them as SVG, and says the same in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

WIDTH: Final = 340
#: One box, and from one step to the next.
BOX: Final = 104
TALL: Final = 40
_STEP: Final = 66
_MIDDLE: Final = WIDTH // 2
_SIGNS: Final = 8


class Rung(NamedTuple):
    """One step: where its hash's box stands, where it joins, and what is written at each."""

    box_x: int
    box_y: int
    words: tuple[str, str]
    join_y: int
    line: str
    gives: str
    gives_x: int
    gives_y: int
    anchor: str


class Ladder(NamedTuple):
    """The whole drawing. `bottom` is where the entry stands."""

    height: int
    bottom: int
    top: int
    rungs: list[Rung]
    #: Where what is written at the top stands: away from the last box.
    root_x: int
    root_anchor: str


def ladder(proof: Mapping[str, Any]) -> Ladder:
    """Of what `showProof` replies."""
    steps = proof["steps"]
    top = 30
    bottom = top + len(steps) * _STEP + 24
    rungs = list(_rungs(steps, bottom))
    x, anchor = (rungs[-1].gives_x, rungs[-1].anchor) if rungs else (_MIDDLE + 14, "start")
    return Ladder(bottom + TALL + 6, bottom, top, rungs, x, anchor)


def _rungs(steps: list[dict[str, Any]], bottom: int) -> Iterator[Rung]:
    for place, step in enumerate(steps, 1):
        join = bottom - 24 - (place - 1) * _STEP - _STEP
        below = join + 14
        is_left = step["side"] == "LEFT"
        box_x = 0 if is_left else WIDTH - BOX
        edge = BOX if is_left else WIDTH - BOX
        yield Rung(
            box_x,
            below,
            (step["hash"][:_SIGNS] + "…", _under(step)),
            join,
            f"{edge},{below + TALL // 2} {_MIDDLE},{join}",
            step["gives"][:_SIGNS] + "…",
            _MIDDLE + (14 if is_left else -14),
            join + 5,
            "start" if is_left else "end",
        )


def _under(step: Mapping[str, Any]) -> str:
    first, last = step["first"], step["last"]
    return f"entry {first}" if first == last else f"{first} to {last}"
