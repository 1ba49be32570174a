"""Which children of a family words leave out, and by which of their words. Pure.

A child is found by a word of a name that is no other's of the family; one that is any word as well
has its capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..file.called import names_of
from ..file.view import View
from ..freetext.leavesachildout import CHILD, ChildLeftOut, children_left_out
from ..memo import worked_out_once
from ..writing import unaccented, untitled
from .namedinprose import is_word_as_well
from .shortnames import others_of

_WORD: Final = re.compile(r"[^\W\d_]+")


def left_out_in(view: View, words: str) -> Iterator[tuple[str, str]]:
    """Each child, with the words by which they are."""
    text = " ".join(words.split())
    named = [*_named_in(view, text)]
    signed = _with_signs(text, named)
    for one in children_left_out(signed):
        meant = {view.the_one(named[which].child) for which in one.which}
        others = {*map(view.the_one, view.children)} - meant
        for child in sorted(others if one.is_only else meant):
            yield child, _quoted(signed, text, named, one)


class _ChildNamed(NamedTuple):
    """Where a child is."""

    start: int
    end: int
    child: str


def _named_in(view: View, text: str) -> Iterator[_ChildNamed]:
    called = _called(view)
    for found in _WORD.finditer(text):
        word = unaccented(found[0])
        is_capital = found[0][0].isupper()
        child = called.get(word)
        if child is not None and (is_capital or not is_word_as_well(word)):
            yield _ChildNamed(*found.span(), child)


@worked_out_once
def _called(view: View) -> Mapping[str, str]:
    """By word of a name that is no other's of this family: of which child it is."""
    whose: dict[str, set[str]] = {}
    for person in (*view.children, *view.adults):
        for name in view.each[names_of][person]:
            for word in untitled(unaccented(name).replace(",", " ").split()):
                for one in {word, *others_of(word)}:
                    whose.setdefault(one, set()).add(view.the_one(person))
    one_alone = ((word, *people) for word, people in whose.items() if len(people) == 1)
    return {word: person for word, person in one_alone if person in view.children}


def _with_signs(text: str, named: Sequence[_ChildNamed]) -> str:
    parts, end = list[str](), 0
    for one in named:
        parts += (text[end : one.start], CHILD)
        end = one.end
    return "".join((*parts, text[end:]))


def _quoted(signed: str, text: str, named: Sequence[_ChildNamed], one: ChildLeftOut) -> str:
    """As they were typed."""
    whom = iter(named[signed[: one.start].count(CHILD) :])
    typed = (
        text[at.start : at.end] if (sign == CHILD and (at := next(whom))) else sign
        for sign in signed[one.start : one.end]
    )
    return "".join(typed).strip(" .,;!?")
