"""Words as a table: each line of it is a pattern, as people say it, and no rule. Pure.

What begins with four blanks goes on with the line before it, and `#name` stands for a list of the
table. A line more is welcome: whoever reads the words decides, and no pattern does. Lines are
looked for by the letter that they begin with, so that many take hardly longer than few. They are
looked for as words are typed and as they are spelt (`spelt.py`): no line has to know of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from ..memo import read_once
from .spelt import spelt

#: Where a line may begin.
_STARTS: Final = re.compile(r"\b\w|['’]")
_NAME: Final = re.compile(r"#([a-z_]+)")
_SET: Final = re.compile(r"\[([^\W\d_]+|['’]+)\]")
_HOW_OFTEN: Final = re.compile(r"(?:[?*+]|\{[\d,]+\})?\??")
_NOTHING, _ANY = "", "any"
_MAY_BE_NONE: Final = ("?", "*", "{0", "{,")


class FoundLine(NamedTuple):
    """Where a line of a table stands in a text, and of which group it is."""

    start: int
    end: int
    group: str


class WordTable:
    """Lines by group, with the lists that they name; and what has to stand around each of them."""

    def __init__(
        self,
        lists: Mapping[str, str] | None = None,
        before: str = r"\b",
        after: str = r"\b",
        **groups: str,
    ) -> None:
        self._around = before, after
        self._lines = [
            (group, line, first_letters(line))
            for group, text in groups.items()
            for line in lines_of(text, lists or {})
        ]
        # Each is made when it is first asked for: a text begins its words with few letters.
        self._beginning_with = cache(self._of_letter)

    def found_in(self, text: str) -> Iterator[FoundLine]:
        """Each place at which one stands, none of which begins within another."""
        if not spelt(text).words:
            yield from self._typed_in(text)
            return
        found = [*self._typed_in(text)]
        for one in self._spelt_in(text):
            if all(one.end <= other.start or one.start >= other.end for other in found):
                found.append(one)
        yield from sorted(found)

    def _spelt_in(self, text: str) -> Iterator[FoundLine]:
        read = spelt(text)
        for start, end, group in self._typed_in(read.text):
            yield FoundLine(read.typed_at(start), read.typed_at(end), group)

    def _typed_in(self, text: str) -> Iterator[FoundLine]:
        end = 0
        for letter, start in _starts(text):
            pattern = self._beginning_with(letter) if start >= end else None
            found = None if pattern is None else pattern.match(text, start)
            if found is not None:
                end = found.end()
                yield FoundLine(start, end, found.lastgroup or "")

    def stands_in(self, text: str) -> bool:
        """Whether any does."""
        return next(self.found_in(text), None) is not None

    def blanked(self, text: str) -> str:
        """The text without them as it is spelt, and each word that is left in its place: what may
        be something else only as it is typed is left.
        """
        parts, at = list[str](), 0
        for one in self._spelt_in(text):
            parts += (text[at : one.start], "·" * (one.end - one.start))
            at = one.end
        return "".join((*parts, text[at:]))

    def _of_letter(self, letter: str) -> re.Pattern[str] | None:
        lines = [one for one in self._lines if one[2] is None or letter in one[2]]
        before, after = self._around
        every = "|".join(
            f"(?P<{group}>{'|'.join(line for _, line, _ in of_it)})"
            for group, of_it in groupby(lines, key=lambda one: one[0])
        )
        return re.compile(f"{before}(?:{every}){after}", re.IGNORECASE) if every else None


@read_once
def _starts(text: str) -> Sequence[tuple[str, int]]:
    """Each place at which a line may begin, the same for whichever table."""
    return [(one[0].casefold(), one.start()) for one in _STARTS.finditer(text)]


def one_of(words: str) -> str:
    """Any of these words, none of which has a blank in it."""
    return "|".join(words.split())


def lines_of(text: str, lists: Mapping[str, str]) -> Iterator[str]:
    """Each line of a table as one pattern, with the lists that it names."""
    for line in filter(None, text.replace("\n    ", "").split("\n")):
        while _NAME.search(line):
            line = _NAME.sub(lambda name: f"(?:{lists[name[1]]})", line)  # noqa: PLW2901
        yield line


# ── how a pattern begins ────────────────────────────────────────────────────────────────────


def first_letters(pattern: str) -> frozenset[str] | None:
    """The letters with which what it matches may begin; None where that may be any."""
    letters = _letters_of(pattern)
    return None if letters & {_NOTHING, _ANY} else letters


def _letters_of(pattern: str) -> frozenset[str]:
    return frozenset[str]().union(*map(_of_one, _alternatives(pattern)))


def _of_one(pattern: str) -> frozenset[str]:
    found, at = frozenset[str](), 0
    while at < len(pattern):
        end = _end_of_part(pattern, at)
        part, often = pattern[at:end], _HOW_OFTEN.match(pattern, end)
        at = end if often is None else often.end()
        letters = _of_part(part)
        found |= letters - {_NOTHING}
        if _NOTHING not in letters and not pattern[end:at].startswith(_MAY_BE_NONE):
            return found
    return found | {_NOTHING}


def _of_part(part: str) -> frozenset[str]:
    if part.startswith("(?:"):
        return _letters_of(part[3:-1])
    if part.startswith(("(?=", "(?!", "(?<")):
        return frozenset({_NOTHING})
    if part.isalpha() or part in "'’":
        return frozenset(part.casefold())
    one_of_these = _SET.fullmatch(part)
    return frozenset({_ANY} if one_of_these is None else one_of_these[1].casefold())


def _end_of_part(pattern: str, at: int) -> int:
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 2) + 1
    if pattern[at] != "(":
        return at + 1
    at += 1
    while pattern[at] != ")":
        at = _end_of_part(pattern, at)
    return at + 1


def _alternatives(pattern: str) -> Iterator[str]:
    start = at = 0
    while at < len(pattern):
        end = _end_of_part(pattern, at)
        if pattern[at] == "|":
            yield pattern[start:at]
            start = end
        at = end
    yield pattern[start:]
