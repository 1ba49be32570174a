"""A child whom words leave out of a yes: "not about Lark", "just Kit". Pure.

The text has a sign in the place of each child who is named in it: who that is, its reader knows.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..memo import read_once

#: In the place of a child who is named; that something is theirs stands behind it.
CHILD: Final = "\ue000"
_ABOUT: Final = r"(?:about|abt|for|on|re|regarding|with|to|of)"
_ALL_OF_THEM: Final = rf"{CHILD}(?:(?:,| and|,? or|,? nor| &| n| \+)+ {CHILD})*"
_ASK: Final = r"(?:ask|talk|speak|share|tell|check|say|give|pass|send|look|discuss|contact)\w*"
_NOT_MEANT: Final = (
    r"(?!['’‘]?s? (?:too|as well|also|fault|doing|idea|problem|dad|mum|alone|only|just)\b)"
)
_LEFT_OUT: Final = re.compile(
    rf"\b(?:(?:but )?not(?: {_ABOUT})?|(?:but )?no to|(?:nowt|nothing|none) {_ABOUT})"
    rf" (?P<a>{_ALL_OF_THEM}){_NOT_MEANT}"
    rf"|\b(?:not|\w+n['’]?t) (?:want\w* (?:you |u |anyone |them )?(?:to )?)?{_ASK} (?:\w+ ){{0,4}}?"
    rf"{_ABOUT} (?P<b>{_ALL_OF_THEM}){_NOT_MEANT}"
    rf"|\b(?:except|apart from|bar|excluding|not including|but not|other than|minus)"
    rf"(?: {_ABOUT})? (?P<c>{_ALL_OF_THEM})"
    rf"|(?P<d>{CHILD}(?:(?: and| &| n) {CHILD})*)[ :=-]{{1,3}}(?:no|nope|not)(?=\s*(?:[.,;!?]|$))"
    rf"|\b(?:leave|keep|kept|leaving|keeping) (?P<e>{_ALL_OF_THEM}) out"
    rf"|\bno need (?:to )?(?:{_ASK} )?(?:\w+ )?{_ABOUT} (?P<f>{_ALL_OF_THEM})",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(
    rf"(?:(?:^|[.,;!?\n-]\s*|\b(?:yes|yeah|ok|okay|fine|but|happy|agree[ds]?|about|for)\b,? )"
    rf"(?:just|only) (?:{_ABOUT} )?(?P<a>{_ALL_OF_THEM})(?=\s*(?:[.,;!?\n]|$|pls|please|tho\b))"
    rf"|(?P<b>{_ALL_OF_THEM}) (?:only|alone)(?=\s*(?:[.,;!?\n]|$|pls|please|tho\b)))",
    re.IGNORECASE,
)


class ChildLeftOut(NamedTuple):
    """Which of those named are left out, counted from the first; of `is_only` all but these. And
    the words by which they are, from where to where.
    """

    which: tuple[int, ...]
    is_only: bool
    start: int
    end: int


@read_once
def children_left_out(text: str) -> tuple[ChildLeftOut, ...]:
    """Each place at which it is said."""
    if CHILD not in text:
        return ()
    every = [(found, is_only) for is_only, of in _PATTERNS for found in of.finditer(text)]
    return tuple(_found(text, one, is_only=is_only) for one, is_only in every)


_PATTERNS: Final = ((False, _LEFT_OUT), (True, _ONLY))


def _found(text: str, one: re.Match[str], *, is_only: bool) -> ChildLeftOut:
    start, end = one.span(one.lastgroup or 0)
    before = text[:start].count(CHILD)
    which = tuple(range(before, before + text[start:end].count(CHILD)))
    return ChildLeftOut(which, is_only, *one.span())
