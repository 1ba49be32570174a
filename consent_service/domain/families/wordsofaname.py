"""By which words a file may know somebody of a name, or of one that is near it. Pure.

The index knows files by the words of names, and proposes; whether a name there is near is looked at
in the file (`nearnames.py`). So here is every word by which a near name may stand there, and no
name that is near is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from string import ascii_lowercase
from typing import Final, NamedTuple

from ..names.shortnames import others_of
from ..writing import name_key
from .finding import name_of

_PART: Final = 2


class Nearness(IntEnum):
    """How well the words of a file fit a name, the best first."""

    EXACTLY = 0
    NEARLY = 1
    #: One of its words is not there: it may be left out there, or be an initial, which no index
    #: knows.
    BUT_ONE = 2


class WordOfAName(NamedTuple):
    """One word of a name, however it may be written; and what may stand in its place."""

    exact: frozenset[str]
    near: frozenset[str]


def words_of(names: str) -> tuple[WordOfAName, ...]:
    """Each word of a name."""
    whole = name_key(names).split()
    found = []
    for exact in name_of(names).words:
        near = frozenset(other for one in exact for other in _near(one, whole))
        found.append(WordOfAName(exact, near - exact))
    return tuple(found)


def fit(words: Sequence[WordOfAName], known: Collection[str]) -> Nearness | None:
    """How a file that knows these words fits the name; None where nobody there can have it."""
    there = {*known}
    exact = sum(not one.exact.isdisjoint(there) for one in words)
    near = sum(one.exact.isdisjoint(there) and not one.near.isdisjoint(there) for one in words)
    missing = len(words) - exact - near
    if not exact + near or missing > 1:
        return None
    if missing:
        return Nearness.BUT_ONE
    return Nearness.NEARLY if near else Nearness.EXACTLY


def _near(word: str, whole: Sequence[str]) -> Iterator[str]:
    """Mistyped in one letter, shortened, and written as one with another or apart."""
    yield from others_of(word)
    yield from (made for other in whole if other != word for made in (word + other, other + word))
    apart = range(_PART, len(word) - _PART + 1) if word in whole else ()
    for n in apart:
        yield from (word[:n], word[n:])
    # The first letter is as it was.
    for n in range(1, len(word)):
        before, after = word[:n], word[n + 1 :]
        yield before + after
        yield from (before + letter + after for letter in ascii_lowercase)
        if after:
            yield before + after[0] + word[n] + after[1:]
    for n in range(1, len(word) + 1):
        yield from (word[:n] + letter + word[n:] for letter in ascii_lowercase)
