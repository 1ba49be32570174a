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
from datetime import date
from functools import cache
from itertools import chain, pairwise
from typing import Any, Final

import msgspec

from ...domain.codes import CODES, IN_ANY_LIST, TEXTS, codes
from ...domain.file.casefile import CaseFile
from ...domain.file.pseudonyms import NOT_SHOWN, STAYS, Pseudonyms, left_out
from ...domain.recorded.event import Event
from ...domain.recorded.members import Slot, Text, members_of
from ...domain.writing import folded

#: What is of somebody's own typing, whoever typed it.
_WORDS: Final = frozenset({"words", "child_words"})
#: Who somebody is, by id: of the family, who are called otherwise; and of staff, who are not.
_PEOPLE, _STAFF = "people", "staff"
_NAMES: Final = "names"
#: The members that say whose names those are.
_WHOSE: Final = ("child", "person", "id")
#: Members in which codes, and sentences of ours, stand as well as what somebody typed.
_OURS_TOO: Final = frozenset({"text", "label", "headline", "helper", "next", "title", "reason"})
#: What is said in each answer alike.
_FIXED: Final = "share_now"
_QUOTED: Final = re.compile(r"“[^”]*”")
#: The same where somebody typed such signs themselves: then no sign says where their words end.
_FROM_FIRST_TO_LAST: Final = re.compile(r"[“”].*[“”]", re.DOTALL)
_SENTENCE: Final = re.compile(r"(?<=[.!?])(?=\s)|\n")
_WORD: Final = re.compile(r"\w+")
_OF_BIRTHS: Final = frozenset({"dob", "estimated_dob", "estimated_due_date"})
#: So many words that follow each other in what somebody typed are theirs wherever they stand.
_IN_A_ROW: Final = 4


class WithoutNames:
    """What nobody who has not opened them reads of these: files, of which the last says what each
    is called, and entries that stand in none.
    """

    def __init__(self, *parts: CaseFile | Event) -> None:
        files = [one for one in parts if isinstance(one, CaseFile)]
        events = [one for one in parts if not isinstance(one, CaseFile)]
        every = [*events, *(held.event for file in files for held in file.every())]
        called: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        for file in sorted(files, key=lambda one: one.folded_to):
            names = Pseudonyms(file)
            called |= names.called
            self._by_id |= names.by_id
        self._called = dict(sorted(called.items(), key=lambda one: -len(one[0])))
        lines, rows = set[str](), set[tuple[str, ...]]()
        #: Each as a whole: where it stands by itself somebody typed it, whatever it is.
        self._whole = set[str]()
        for text, is_line in chain.from_iterable(map(_texts, every)):
            self._whole.add(folded(text))
            words = tuple(_WORD.findall(folded(text)))
            if is_line and text not in called and words not in _ours():
                lines.add(text)
            if len(words) > 1:
                most = min(_IN_A_ROW, len(words))
                rows |= {words[n : n + most] for n in range(len(words) - most + 1)} - _ours()
        has_signs = any(sign in text for text in self._whole for sign in "“”")
        self._quoted = _FROM_FIRST_TO_LAST if has_signs else _QUOTED
        self._births = {*chain.from_iterable(map(_births, every))}
        parts_of = {part for name in called for part in _WORD.findall(name) if len(part) > 1}
        each = sorted({*lines, *parts_of}, key=len, reverse=True)
        pattern = "|".join(map(re.escape, each))
        self._line = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if pattern else None
        self._rows = rows

    def reply(self, shown: dict[str, Any]) -> dict[str, Any]:
        """The same reply."""
        found: dict[str, Any] = left_out(self._without(shown, ""))
        return found

    def _without(self, shown: Any, name: str) -> Any:
        if isinstance(shown, dict):
            return self._members(shown, name)
        if isinstance(shown, list | tuple):
            return [self._without(one, name) for one in shown]
        if not isinstance(shown, str):
            return shown
        if name in _WORDS and shown not in codes("words_compared"):
            return NOT_SHOWN
        if shown in self._called:
            return self._called[shown]
        if shown in IN_ANY_LIST:
            return shown
        if name not in _OURS_TOO and folded(shown) in self._whole:
            return NOT_SHOWN
        # A code, an id, a time: nobody typed it.
        return self.text(shown) if " " in shown else self._alone(shown)

    def _members(self, shown: dict[str, Any], name: str) -> dict[str, Any]:
        if name in (_STAFF, _FIXED):
            return shown
        if name == _PEOPLE:
            return {id: self._by_id.get(id, NOT_SHOWN) for id in shown}
        found = {key: self._without(one, key) for key, one in shown.items()}
        if isinstance(shown.get(_NAMES), str):
            whose = (shown.get(one) for one in _WHOSE)
            known = next((self._by_id[one] for one in whose if one in self._by_id), None)
            found[_NAMES] = known or found[_NAMES]
        return found

    def _alone(self, shown: str) -> str:
        if self._line is None or not self._line.fullmatch(shown):
            return shown
        return NOT_SHOWN

    def text(self, text: str) -> str:
        """A text of ours, in which nobody has a name."""
        if text in _said_to_all():
            return text
        for name, called in self._called.items():
            text = text.replace(name, called)
        text = self._quoted.sub(self._in_quotes, text)
        ends = [0, *(one.end() for one in _SENTENCE.finditer(text)), len(text)]
        every = (text[one:other] for one, other in pairwise(ends))
        return "".join(one if self._is_ours(one) else _in_place_of(one) for one in every)

    def _in_quotes(self, quoted: re.Match[str]) -> str:
        """What this service calls something stays, unless somebody typed the same."""
        said = quoted[0][1:-1]
        is_ours = said in _said_to_all() and folded(said) not in self._whole
        return quoted[0] if is_ours else f"“{NOT_SHOWN}”"

    def _is_ours(self, sentence: str) -> bool:
        if self._line is not None and self._line.search(sentence) is not None:
            return False
        if any(born in sentence for born in self._births):
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
def _said_to_all() -> frozenset[str]:
    """What this service says itself, whole."""
    texts = [*TEXTS.values()]
    for every in CODES.lists.values():
        for one in every.values():
            texts += [one.label, *(it for it in one.attributes.values() if isinstance(it, str))]
    return frozenset(texts)


@cache
def _ours() -> frozenset[tuple[str, ...]]:
    """So many words in a row as stand in what this service says itself: whoever typed the same has
    said nothing by it that is not said to everybody.
    """
    found = set[tuple[str, ...]]()
    for words in (tuple(_WORD.findall(folded(text))) for text in _said_to_all()):
        for long in range(1, _IN_A_ROW + 1):
            found |= {words[n : n + long] for n in range(len(words) - long + 1)}
    return frozenset(found)


def _births(event: Event) -> Iterator[str]:
    """When somebody was or will be born, as a sentence would say it."""
    for member in _OF_BIRTHS & {*type(event).__struct_fields__}:
        said = getattr(event, member)
        if isinstance(said, date):
            yield from (said.isoformat(), f"{said.day} {said:%B} {said.year}")


def _texts(part: Any) -> Iterator[tuple[str, bool]]:
    """Whatever somebody typed in it, for people; and whether it is one line."""
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
