"""Reads a QR code from its squares, after ISO/IEC 18004: written to check a writer of others.

Only what a receipt's code needs: versions 2 to 6, byte mode, no damage. Nothing here is shared
with the library that draws the codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Squares = list[list[bool]]

#: Blocks, and data codewords in each, by version and level (table 9); all blocks are alike.
_BLOCKS = {
    (4, "L"): (1, 80), (4, "M"): (2, 32),
    (5, "L"): (1, 108), (5, "M"): (2, 43),
    (6, "L"): (2, 68), (6, "M"): (4, 27), (6, "Q"): (4, 19), (6, "H"): (4, 15),
}  # fmt: skip
_LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}
_MASKS = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)


def squares_of(svg: str) -> Squares:
    """Each module of a drawing whose dark ones are runs on one path, as strokes one high."""
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    path = re.search(r' d="([^"]+)"', svg)
    assert size is not None
    assert path is not None
    drawn = [[False] * int(size[1]) for _ in range(int(size[2]))]
    x, y = 0.0, 0.0
    for command, given in re.findall(r"([Mmh])([-0-9. ]+)", path[1]):
        numbers = [float(number) for number in given.split()]
        if command == "h":
            for column in range(int(x), int(x + numbers[0])):
                drawn[int(y)][column] = True
            x += numbers[0]
        elif command == "M":
            x, y = numbers
        else:
            x, y = x + numbers[0], y + numbers[1]
    quiet = next(n for n, row in enumerate(drawn) if any(row))
    assert quiet >= 4, "a reader needs four light squares around it"
    return [row[quiet : len(row) - quiet] for row in drawn[quiet : len(drawn) - quiet]]


def read_qr(squares: Squares) -> str:
    """The text. Raises AssertionError for what is no such code."""
    size = len(squares)
    version = (size - 17) // 4
    assert all(len(row) == size for row in squares)
    assert 2 <= version <= 6
    assert size == 17 + 4 * version
    level, mask = _format(squares)
    bits = [squares[r][c] ^ _MASKS[mask](r, c) for r, c in _places(size)]
    words = [_number(bits[at : at + 8]) for at in range(0, len(bits) - 7, 8)]
    blocks, length = _BLOCKS[version, level]
    data = [words[block + blocks * at] for block in range(blocks) for at in range(length)]
    stream = [bool(word >> (7 - bit) & 1) for word in data for bit in range(8)]
    assert _number(stream[:4]) == 0b0100, "not in byte mode"
    count = _number(stream[4:12])
    found = bytes(_number(stream[12 + 8 * n : 20 + 8 * n]) for n in range(count))
    return found.decode("ascii")


def _number(bits: list[bool]) -> int:
    return sum(bit << place for place, bit in enumerate(reversed(bits)))


def _format(squares: Squares) -> tuple[str, int]:
    """Level and mask, from around the upper left finder."""
    row = [squares[8][c] for c in (0, 1, 2, 3, 4, 5, 7, 8)]
    column = [squares[r][8] for r in (7, 5, 4, 3, 2, 1, 0)]
    found = _number([*row, *column]) ^ 0b101010000010010
    return _LEVELS[found >> 13], found >> 10 & 0b111


def _places(size: int) -> Iterator[tuple[int, int]]:
    """Where the bits are: two columns at a time from the right, up and down in turn."""
    upward = True
    column = size - 1
    while column > 0:
        if column == 6:  # the timing pattern has it to itself
            column -= 1
        for step in range(size):
            row = size - 1 - step if upward else step
            for c in (column, column - 1):
                if not _is_fixed(row, c, size):
                    yield row, c
        upward = not upward
        column -= 2


def _is_fixed(row: int, column: int, size: int) -> bool:
    """Finders with their format bits, timing patterns, the one alignment pattern."""
    top, left = row <= 8, column <= 8
    bottom, right = row >= size - 8, column >= size - 8
    aligned = abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return (top and (left or right)) or (bottom and left) or 6 in (row, column) or aligned
