"""Names that may be one name, spelt otherwise. Pure.

A name that is mistyped, or shortened, is still somebody's: whoever is not safe is asked about by it
as well. What is near is bounded, so that a question is asked seldom: in one word of the name, and
in nothing else, one letter is more, less, another or in another place, only its first letter stands
there, or it is a usual short form; a word between is left out; or words are written as one. Case,
accents, titles, punctuation and order make no difference anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, permutations
from typing import Final, TypeAlias

from ..memo import read_once
from ..writing import name_key
from .shortnames import others_of

_Words: TypeAlias = tuple[str, ...]
#: The other words of a name, and with which letter one of it begins.
_Beside: TypeAlias = tuple[_Words, str]

#: What is written inside a word, or left out: O'Neil, ONeil.
_INSIDE: Final = str.maketrans("", "", "'’‘ʼ`-‐‑.")
#: In a shorter word one letter for another makes another name: Mark and Mary.
_LONG_ENOUGH_FOR_ANOTHER: Final = 5
_LONG_ENOUGH_FOR_A_SWAP: Final = 4
#: Of a longer one, what is made of it takes more than it is worth to keep.
_SHORT_ENOUGH_TO_KEEP: Final = 60


def are_near(one: str, other: str) -> bool:
    """Whether two names may be one, as they are written; the same name is near itself."""
    return _may_be_one(_read(one), _read(other))


def _may_be_one(first: _Name, second: _Name) -> bool:
    return (
        not first.whole.isdisjoint(second.whole)
        or not first.whole.isdisjoint(second.shorter)
        or not second.whole.isdisjoint(first.shorter)
        or any(
            _are_alike(word, another)
            for beside, words in first.beside.items()
            for word in words
            for another in second.beside.get(beside, ())
        )
    )


def each_near(names: Iterable[str]) -> set[frozenset[str]]:
    """The same of each two of these: gone through once, however many they are."""
    by: dict[object, list[str]] = defaultdict(list)
    every = {name: _read(name) for name in names}
    for name, read in every.items():
        for key in (*(read.whole | read.shorter), *read.beside):
            by[key].append(name)
    pairs = {frozenset(pair) for alike in by.values() for pair in combinations(alike, 2)}
    return {
        pair for pair in pairs if len(pair) == 2 and _may_be_one(*(every[name] for name in pair))
    }


class _Name:
    """A name by its words: as they may be written, and with one of them looked at by itself."""

    def __init__(self, name: str) -> None:
        written = {_words(name), _words(name.translate(_INSIDE))}
        self.whole: frozenset[_Words] = frozenset(
            found for words in written for found in (words, *_joined(words)) if len(found) > 1
        )
        self.shorter: frozenset[_Words] = frozenset(
            (*words[:n], *words[n + 1 :])
            for words in written
            if len(words) > 2
            for n in range(len(words))
        )
        beside: dict[_Beside, set[str]] = defaultdict(set)
        for words in self.whole:
            for n, word in enumerate(words):
                others = (*words[:n], *words[n + 1 :])
                if any(len(one) > 1 for one in others):
                    for begins in {word[0], *(other[0] for other in others_of(word))}:
                        beside[others, begins].add(word)
        self.beside: Mapping[_Beside, set[str]] = dict(beside)


def _read(name: str) -> _Name:
    return _read_once(name) if len(name) <= _SHORT_ENOUGH_TO_KEEP else _Name(name)


@read_once
def _read_once(name: str) -> _Name:
    return _Name(name)


def _words(name: str) -> _Words:
    return tuple(name_key(name).split())


def _joined(words: _Words) -> Iterator[_Words]:
    """With two of its words written as one, where something is left beside them."""
    for one, two in permutations(range(len(words)), 2):
        others = [word for n, word in enumerate(words) if n not in (one, two)]
        if others:
            yield tuple(sorted((*others, words[one] + words[two])))


def words_are_near(one: str, other: str) -> bool:
    """The same of one word of each, as somebody may be called by it alone."""
    return one == other or _are_alike(one, other)


def _are_alike(one: str, other: str) -> bool:
    """Two words: one a short form of the other, or both written nearly alike."""
    if other in others_of(one):
        return True
    if not (one.isalpha() and other.isalpha()) or one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == 1 or short == long:
        return True
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if len(short) < len(long):
        return short == long[:-1] if start is None else short[start:] == long[start + 1 :]
    if start is None or len(short) != len(long):
        return False
    if short[start + 1 :] == long[start + 1 :]:
        return len(short) >= _LONG_ENOUGH_FOR_ANOTHER
    swapped = short[start + 1] + short[start]
    return (
        len(short) >= _LONG_ENOUGH_FOR_A_SWAP
        and long[start : start + 2] == swapped
        and short[start + 2 :] == long[start + 2 :]
    )
