"""How hard something is to read, and how long its sentences are.

The grade is Flesch and Kincaid's (1975), worked out over everything at once. Syllables are counted
by groups of vowels, which is wrong for a few words in a hundred and right on the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

#: Years of school that whoever reads it needs at most, and the words of a sentence at most.
YEARS: Final = 5
LONGEST: Final = 20


def sentences(said: Iterable[str]) -> list[str]:
    """Each sentence of some texts. What has no full stop is one all the same."""
    whole = [text if text.endswith((".", "?", "!")) else f"{text}." for text in said]
    return [one for text in whole for one in re.split(r"(?<=[.?!])\s+", text)]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'’-]*", text)


def syllables(word: str) -> int:
    """Groups of vowels, less an e that is not heard at the end."""
    word = re.sub(r"[^a-z]", "", word.lower())
    silent = re.sub(r"(?:[^laeiouy]es|[^l]ed|[^laeiouy]e)$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", silent or word)))


def grade(said: list[str]) -> float:
    every = [word for one in said for word in words(one)]
    per_word = sum(map(syllables, every)) / len(every)
    return 0.39 * len(every) / len(said) + 11.8 * per_word - 15.59


def too_hard(said: Iterable[str]) -> list[str]:
    """What of some texts is too long; and all of it, where it is too hard as a whole."""
    each = [one for one in sentences(said) if words(one)]
    long = [one for one in each if len(words(one)) > LONGEST]
    return long or (each if grade(each) > YEARS else [])
