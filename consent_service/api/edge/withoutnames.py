"""A reply that was made of a family's whole file, as it is shown to whoever may not read that file.

What the rules find goes by the words that stand there. Made of a file without words, a reply told
less of what is to be minded: whoever had not opened the record was sent to ring a father of whom it
says that he hits. So codes, ids and what is to be done come of the whole file, and only what is
read has no names and no words: each is called what `Pseudonyms` calls them, and a sentence in which
anything else stands that somebody typed is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Final

import msgspec

from ...domain.codes import CODES, TEXTS
from ...domain.file.casefile import CaseFile
from ...domain.file.pseudonyms import NOT_SHOWN, STAYS, Pseudonyms, left_out
from ...domain.recorded.members import Slot, Text, members_of
from ...domain.writing import folded

#: What is of somebody's own typing, whoever typed it, and names that stand by themselves.
_WORDS: Final = frozenset({"words", "child_words"})
_NAMES: Final = "people"
#: What is said in each answer alike.
_FIXED: Final = frozenset({"headline", "label", "helper", "share_now"})
_QUOTED: Final = re.compile(r"“[^”]*”")
_SENTENCE: Final = re.compile(r"(?<=[.!?])(?=\s)|\n")
_WORD: Final = re.compile(r"\w+")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]*")
#: So many words that follow each other in what somebody typed are theirs wherever they stand.
_IN_A_ROW: Final = 4


class WithoutNames:
    """What nobody who has not opened it reads of one file."""

    def __init__(self, file: CaseFile) -> None:
        called = Pseudonyms(file).called
        self._called = dict(sorted(called.items(), key=lambda one: -len(one[0])))
        lines, rows = set[str](), set[tuple[str, ...]]()
        for text, is_line in _typed_in(file):
            words = tuple(_WORD.findall(folded(text)))
            if is_line and text not in called and words not in _ours():
                lines.add(text)
            if len(words) > 1:
                most = min(_IN_A_ROW, len(words))
                rows |= {words[n : n + most] for n in range(len(words) - most + 1)} - _ours()
        parts = {part for name in called for part in _WORD.findall(name) if len(part) > 1}
        each = sorted({*lines, *parts}, key=len, reverse=True)
        every = "|".join(map(re.escape, each))
        self._line = re.compile(rf"(?<!\w)(?:{every})(?!\w)") if every else None
        self._rows = rows

    def reply(self, shown: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
        """The same reply; `names` are those by id that stand in it."""
        found: dict[str, Any] = left_out(self._without(shown, ""))
        if _NAMES in shown:
            found[_NAMES] = {id: names.get(id, NOT_SHOWN) for id in shown[_NAMES]}
        return found

    def _without(self, shown: Any, name: str) -> Any:
        if isinstance(shown, dict):
            return {
                key: one if key in _FIXED else self._without(one, key) for key, one in shown.items()
            }
        if isinstance(shown, list):
            return [self._without(one, name) for one in shown]
        if not isinstance(shown, str):
            return shown
        if name in _WORDS:
            return NOT_SHOWN
        # A code, an id, a time: nobody typed it.
        return self.text(shown) if " " in shown else self._alone(shown)

    def _alone(self, shown: str) -> str:
        if self._line is None or _CODE.fullmatch(shown) or not self._line.fullmatch(shown):
            return shown
        return NOT_SHOWN

    def text(self, text: str) -> str:
        """A text of ours, in which nobody has a name."""
        for name, called in self._called.items():
            text = text.replace(name, called)
        text = _QUOTED.sub(f"“{NOT_SHOWN}”", text)
        ends = [0, *(one.end() for one in _SENTENCE.finditer(text)), len(text)]
        every = (text[one:other] for one, other in pairwise(ends))
        return "".join(one if self._is_ours(one) else _in_place_of(one) for one in every)

    def _is_ours(self, sentence: str) -> bool:
        if self._line is not None and self._line.search(sentence) is not None:
            return False
        words = tuple(_WORD.findall(folded(sentence)))
        return not any(
            words[n : n + long] in self._rows
            for long in range(2, _IN_A_ROW + 1)
            for n in range(len(words) - long + 1)
        )


def _in_place_of(sentence: str) -> str:
    before = sentence[: len(sentence) - len(sentence.lstrip())]
    return f"{before}{NOT_SHOWN}.{sentence[len(sentence.rstrip()) :]}"


@cache
def _ours() -> frozenset[tuple[str, ...]]:
    """So many words in a row as stand in what this service says itself: whoever typed the same has
    said nothing by it that is not said to everybody.
    """
    texts = [*TEXTS.values()]
    for every in CODES.lists.values():
        for one in every.values():
            texts += [one.label, *(it for it in one.attributes.values() if isinstance(it, str))]
    found = set[tuple[str, ...]]()
    for words in (tuple(_WORD.findall(folded(text))) for text in texts):
        for long in range(1, _IN_A_ROW + 1):
            found |= {words[n : n + long] for n in range(len(words) - long + 1)}
    return frozenset(found)


def _typed_in(file: CaseFile) -> Iterator[tuple[str, bool]]:
    """Whatever somebody typed in it, for people; and whether it is one line."""
    for held in file.every():
        yield from _texts(held.event)


def _texts(part: Any) -> Iterator[tuple[str, bool]]:
    for member in members_of(type(part)):
        if member.name not in STAYS:
            yield from _of(getattr(part, member.name), member.holds)


def _of(value: Any, holds: Slot) -> Iterator[tuple[str, bool]]:
    if isinstance(value, msgspec.Struct):
        yield from _texts(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _of(one, holds.each or holds)
    elif isinstance(value, str) and value and (mark := holds.mark(Text)) is not None:
        yield value, not mark.lines
