"""Names that sound alike, or of which one is a part of the other: for whoever is reached by one
telephone. Pure.

By themselves they are two people's. Of a name heard by telephone, and the very number, nobody knows
that it is somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from ..memo import read_once
from ..writing import name_key
from .nearnames import are_near
from .shortnames import others_of

#: What is written in several ways and said in one, in the order in which it is taken.
_SAID: Final = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"^(?:kn|gn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"gh|(?<=.)h"), ""),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|[cq]"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z"), "s"),
    (re.compile(r"j|g(?=[ei])"), "j"),
    (re.compile(r"(?<=.)[aeiouyw]+"), ""),
    (re.compile(r"^[aeiouy]+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def may_be_of_one(one: str, other: str) -> bool:
    """Whether whoever is reached by the same number may be called the one and the other."""
    if are_near(one, other):
        return True
    few, many = sorted((name_key(one).split(), name_key(other).split()), key=len)
    if not any(len(word) > 1 for word in few):
        return False
    left = list(many)
    for word in sorted(few, key=len, reverse=True):
        found = next((each for each in left if _may_be(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def any_may_be_of_one(some: Collection[str], others: Collection[str]) -> bool:
    """The same of all names that two people have, or had."""
    return any(may_be_of_one(one, other) for one in some for other in others)


def _may_be(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return one == other or other in others_of(one) or sound_of(one) == sound_of(other)


@read_once
def sound_of(word: str) -> str:
    """What is heard of it, if not all: Carl and Karl, Voss and Vos."""
    for written, said in _SAID:
        word = written.sub(said, word)
    return word
