"""A family as it is drawn: adults above, children below, and a line for each relationship. Pure.

Places are in the drawing's own units; the template draws them as SVG, and says the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ...domain.words.naming import lower_first
from ..ages import DIED, years_of_child
from ..died import died_on
from ..unconfirmed import holds

#: One box, and the room between two of them and between the two rows.
WIDTH: Final = 190
HEIGHT: Final = 78
_APART: Final = 20
_BETWEEN: Final = 70
#: As many as stand beside one another on a desk: more would be found by moving the drawing alone.
_IN_A_ROW: Final = 3
#: As many signs of a name as stand in a box; the whole stands in words beside the drawing.
_FITS: Final = 20


#: What somebody holds by what no manager has confirmed.
_NOT_SURE: Final = "UNCONFIRMED"
#: Whoever is no danger, and is not to hear of something.
_KEPT: Final = "not to be told"


class Box(NamedTuple):
    """Somebody, with a line of words or more. `kind` says how it is framed."""

    id: str
    x: int
    y: int
    words: tuple[str, ...]
    kind: str


class Tie(NamedTuple):
    """From an adult to a child. `kind` says what is known of parental responsibility."""

    points: str
    kind: str


class Drawing(NamedTuple):
    """What is drawn, and how large it is."""

    width: int
    height: int
    boxes: list[Box]
    ties: list[Tie]
    box_width: int = WIDTH
    box_height: int = HEIGHT


#: By the answer to whether somebody holds parental responsibility.
_LINES: Final = {"YES": "holds", "NO": "holds-not"}


def drawn(
    adults: Sequence[tuple[str, Sequence[str], str]],
    children: Sequence[tuple[str, Sequence[str]]],
    relationships: Sequence[tuple[str, str, str]],
) -> Drawing:
    """Each adult is an id, lines and a kind of frame; each child an id and lines; each
    relationship an adult, a child and the status of parental responsibility.
    """
    most = min(max(len(adults), len(children), 1), _IN_A_ROW)
    width = most * WIDTH + (most - 1) * _APART
    above = list(_places(len(adults), width, 0))
    # The lowest row of adults; below it the children.
    foot = max((y for _, y in above), default=-HEIGHT) + HEIGHT
    below = list(_places(len(children), width, foot + _BETWEEN if adults else 0))
    boxes = [
        Box(id, x, y, tuple(map(_cut, lines)), kind)
        for (id, lines, kind), (x, y) in zip(adults, above, strict=True)
    ]
    boxes += [
        Box(id, x, y, tuple(map(_cut, lines)), "child")
        for (id, lines), (x, y) in zip(children, below, strict=True)
    ]
    at = {box.id: box for box in boxes}
    ties = [
        Tie(_line(at[adult], at[child], place, width), _LINES.get(status, "not-known"))
        for place, (adult, child, status) in enumerate(relationships)
        if adult in at and child in at
    ]
    height = max((box.y for box in boxes), default=0) + HEIGHT
    return Drawing(width, height, boxes, ties)


def _places(many: int, width: int, top: int) -> Iterator[tuple[int, int]]:
    """In rows of as many as are seen at once, each row in the middle."""
    for row, begins in enumerate(range(0, many, _IN_A_ROW)):
        here = min(_IN_A_ROW, many - begins)
        first = (width - here * WIDTH - (here - 1) * _APART) // 2
        for place in range(here):
            yield first + place * (WIDTH + _APART), top + row * (HEIGHT + _BETWEEN)


def _line(adult: Box, child: Box, place: int, width: int) -> str:
    """Down, across and down, each across at a height of its own so that none hides another. From a
    row above, and to one below, it goes down between two boxes.
    """
    from_x, to_x = adult.x + WIDTH // 2, child.x + WIDTH // 2
    apart = (place * 9) % (_BETWEEN - 24)
    first, last = adult.y + HEIGHT + 12 + apart, child.y - _BETWEEN + 12 + apart
    start, end = f"{from_x},{adult.y + HEIGHT} {from_x},{first}", f"{to_x},{last} {to_x},{child.y}"
    if first == last:
        return f"{start} {end}"
    # To the left of the last in a row: to its right the picture ends.
    is_last = adult.x + WIDTH >= width
    between = adult.x - _APART // 2 if is_last else adult.x + WIDTH + _APART // 2
    return f"{start} {between},{first} {between},{last} {end}"


def _cut(words: str) -> str:
    return words if len(words) <= _FITS else words[: _FITS - 1] + "…"


def of_file(file: Mapping[str, Any], spoken_to: set[str], roles: Mapping[str, str]) -> Drawing:
    """The family of `showFile`. `roles` are the words for each role."""
    what = {
        carer["person"]: roles[carer["role"]]
        for child in file["children"]
        for carer in child["caregivers"]
    }
    died = {*died_on(file)}
    return drawn(
        [_adult(one, what.get(one["id"]), spoken_to, died) for one in file["adults"]],
        [(one["id"], _child(file, one)) for one in file["children"]],
        [
            (carer["person"], child["id"], carer["pr_status"] if holds(carer) else _NOT_SURE)
            for child in file["children"]
            for carer in child["caregivers"]
        ],
    )


def _adult(
    adult: Mapping[str, Any], role: str | None, spoken_to: set[str], died: set[str]
) -> tuple[str, list[str], str]:
    is_dead = adult["id"] in died
    state, kind = ("has died", "not-heard") if is_dead else _state(adult, spoken_to)
    return adult["id"], [*filter(None, [adult["names"], role and lower_first(role)]), state], kind


def _child(file: Mapping[str, Any], child: Mapping[str, Any]) -> list[str]:
    age = years_of_child(file, child)
    wary = _wary(child) or (_KEPT if child["only_not_to_hear"] else "")
    return [child["names"], age, *([wary] if wary and age != DIED else [])]


def _wary(who: Mapping[str, Any]) -> str:
    if who["only_not_to_hear"]:
        return ""
    return {"NO": "! not safe to ask", "NOT_KNOWN": "! may not be safe"}.get(who["asking"], "")


def _state(adult: Mapping[str, Any], spoken_to: set[str]) -> tuple[str, str]:
    if wary := _wary(adult):
        return wary, "unsafe"
    is_heard = adult["id"] in spoken_to
    if adult["only_not_to_hear"]:
        return _KEPT, "heard" if is_heard else "not-heard"
    return ("✓ spoken to", "heard") if is_heard else ("– not spoken to", "not-heard")
