"""Which children of a family words leave out, and by which of their words. Pure.

They are left out as services are, by one grammar (`howleftout.py`): a sign stands in the text for
each name that may be a child's. Where it may be that of several, each of them is left out: a father
of the same name takes nobody's place, and two of one name are two. So is "the baby".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..file.view import View
from ..freetext.howleftout import (
    LookedFor,
    Things,
    clauses_of,
    is_nothing_else,
    only_named,
    plainly_left_out_of,
)
from ..freetext.sentences import in_a_line
from ..freetext.servicesinwords import services_named
from ..memo import read_once
from .kin import is_kin
from .namedinprose import Named, as_read, children_named_at

#: A letter that no word has; behind it which of those named it is, in letters.
_SIGN: Final = "\ua66e"
_A_SIGN: Final = re.compile(rf"{_SIGN}[a-j]+")
_LETTERS: Final = str.maketrans("0123456789", "abcdefghij")
_NUMBERS: Final = str.maketrans("abcdefghij", "0123456789")
#: What is said of a child who is not left out by it.
_OF_THEM: Final = re.compile(
    r"['’]?s? (?:fault|doing|idea|problem|turn|choice|birthday)\b", re.IGNORECASE
)
#: Behind it: it goes on about the same.
_ON_ABOUT_THEM: Final = re.compile(
    r"\b(?:about|ask|asking|involve|tell|to|with|for|on) (?:him|her|them)\b", re.IGNORECASE
)
_NOT_ALONE: Final = re.compile(r"\bnot $", re.IGNORECASE)
_ALONE: Final = re.compile(r" (?:alone|only|just)\b", re.IGNORECASE)
_ADDRESSED: Final = re.compile(r"\b(?:mr|mrs|ms|mx|dr)\.? $", re.IGNORECASE)


#: What a child is called by, and by no name.
_CALLED: Final = re.compile(
    r"\b(?:(?P<baby>baby|bump)|(?P<young>youngest|littlest|(?:little|younger|wee) (?:one|un))"
    r"|(?P<old>eldest|oldest|(?:older|big|bigger) one)"
    r"|(?P<any>(?<!step)(?:son|daughter|lad|twins?|boys?|girls?)|(?<!no )other (?:one|child)))\b",
    re.IGNORECASE,
)
_NO_BABY: Final = 3
_WHOSE: Final = re.compile(r"['’]?s? ([^\W\d_]+)")
#: Who is not let out, or have something, is left out of nothing.
_LET: Final = re.compile(r"\blet $", re.IGNORECASE)
_HAVES: Final = re.compile(r" (?:out|have|go)\b", re.IGNORECASE)
#: Of several, it is said of them all.
_OF_ALL: Final = re.compile(r".*s", re.IGNORECASE)


def left_out_in(view: View, words: str) -> Iterator[tuple[str, str]]:
    """Each child, with the words by which they are."""
    text = as_read(in_a_line(words.replace(_SIGN, "")))
    by_name = children_named_at(view, text)
    every = sorted((*by_name, *_not_by_name(view, text, by_name)))
    places = [one for one in every if _may_be_left_out(text, one)]
    if not places:
        return
    signed = _with_signs(text, places)
    left, named_alone = _left_out(signed)
    found: dict[str, str] = {}
    for sign, where in left:
        for child in places[_which(sign)].people:
            found.setdefault(child, where)
    if named_alone:
        alone = (places[_which(sign)] for sign in named_alone)
        meant = {child for one in alone for child in _surely_meant(text, one)}
        found = dict.fromkeys({*map(view.the_one, view.children)} - meant, signed) | found
    for child, where in sorted(found.items()):
        yield child, _as_typed(where, text, places)


def _not_by_name(view: View, text: str, by_name: Sequence[Named]) -> Iterator[Named]:
    """As in "not the baby": whichever may be meant of those who are not named there."""
    named = frozenset[str]().union(*(one.people for one in by_name))
    left = [
        child for child in dict.fromkeys(map(view.the_one, view.children)) if child not in named
    ]
    taken = {place for one in by_name for place in range(one.start, one.end)}
    for found in _CALLED.finditer(text) if left else ():
        whose = _WHOSE.match(text, found.end())
        if found.start() not in taken and not (whose and is_kin(whose[1].casefold())):
            yield Named(*found.span(), _meant_by(view, found.lastgroup, left))


def _meant_by(view: View, how: str | None, left: Sequence[str]) -> frozenset[str]:
    """By their ages, where all are known: of one who is not born yet it is none."""
    if any(view.ages.get(one) is None and not _is_awaited(view, one) for one in left):
        return frozenset(left)
    ages = {child: view.ages.get(child) or 0 for child in left}
    meant: list[str] = []
    match how:
        case "baby":
            meant = [child for child, age in ages.items() if age < _NO_BABY]
        case "young":
            meant = [child for child, age in ages.items() if age == min(ages.values())]
        case "old":
            meant = [child for child, age in ages.items() if age == max(ages.values())]
    return frozenset(meant or left)


def _is_awaited(view: View, child: str) -> bool:
    """When they will be born stands on record."""
    event = view.children[child].event
    return event.estimated_due_date is not None or bool(event.due_in)


def _surely_meant(text: str, one: Named) -> frozenset[str]:
    """Of one who may be each of several nobody knows that it is about them."""
    is_of_all = _OF_ALL.fullmatch(text, one.start, one.end) is not None
    return one.people if is_of_all or len(one.people) == 1 else frozenset()


def _may_be_left_out(text: str, one: Named) -> bool:
    """Not where it is said of them that they are in it as well, or who somebody else is."""
    before = text[max(0, one.start - 6) : one.start]
    if _LET.search(before) is not None and _HAVES.match(text, one.end) is not None:
        return False
    if _NOT_ALONE.search(before) is not None and _ALONE.match(text, one.end) is not None:
        return False
    if _OF_THEM.match(text, one.end) and not _ON_ABOUT_THEM.search(text, one.end):
        return False
    return _ADDRESSED.search(before) is None


def _with_signs(text: str, places: Sequence[Named]) -> str:
    parts, end = list[str](), 0
    for n, one in enumerate(places):
        parts += (text[end : one.start], _SIGN, str(n).translate(_LETTERS))
        end = one.end
    return "".join((*parts, text[end:]))


def _which(sign: str) -> int:
    return int(sign.removeprefix(_SIGN).translate(_NUMBERS))


def _as_typed(signed: str, text: str, places: Sequence[Named]) -> str:
    def typed(sign: re.Match[str]) -> str:
        one = places[_which(sign[0])]
        return text[one.start : one.end]

    return _A_SIGN.sub(typed, signed).strip(" .,;!?")


# ── in a text with signs ────────────────────────────────────────────────────────────────────


@read_once
def _left_out(signed: str) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """The sign of each who is left out, and in which clause, or else in all of it; and the signs
    of those whom it is about alone.
    """
    where: dict[str, str] = {}
    for clause in (*clauses_of(signed), signed):
        for (sign,) in plainly_left_out_of(clause, _SIGNS) if _SIGN in clause else ():
            where.setdefault(sign, clause)
    return tuple(sorted(where.items())), only_named(signed, _SIGNS)


def _of_a_word(word: str) -> Things:
    return frozenset({word} if word.startswith(_SIGN) else ())


def _inside(words: str) -> Iterator[Things]:
    yield from (frozenset({one}) for one in _A_SIGN.findall(words.casefold()))


def _is_all(words: str) -> bool:
    return is_nothing_else(words, _SIGNS)


#: Of a service for a child it is said as of the child: "no school for Lark".
_SIGNS: Final = LookedFor(_of_a_word, _inside, _is_all, services_named)
