"""What somebody wrote that may be about whoever supports them: that one sees nothing from then on,
at whichever door it was written. Pure.

Whom they want is theirs to say, and they need not find the right form for it. No list of words is
whole, so who may be meant is asked widely: by a name, by what a family calls its own, by whoever
helps or reads there, and in letters that are not English. That it was read opens nothing: it is
recorded anew where whoever supports them stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from ..file.called import names_of
from ..file.held import Held
from ..file.view import View
from ..freetext.tellsofharm import kinds_told_in, of_member, told_in
from ..may import FAMILY
from ..names.kin import as_one_word, is_kin, may_help, who_is_called
from ..names.namedinprose import roles_of
from ..names.nearnames import words_are_near
from ..recorded.events import AdvocateStatusChanged
from ..writing import name_key

#: Whoever helps, or reads what stands on a page of theirs.
_OF_HELPERS: Final = re.compile(
    r"\b(?:support(?!\s+(?:worker|plan|group))\w*|helpers?|help(?:ing|s) me|advoca\w+|befrien\w*"
    r"|(?:my|this|our|the|that|a|own) (?:web ?)?(?:page|account|log ?in|record)"
    r"|(?:see|sees|seeing|read|reads|reading|look\w*) (?:\w+ ){0,3}(?:page|mine|everything|anything"
    r"|any ?more|what i \w+)"
    r"|(?:see|sees|seeing|read|reads|reading) (?:this|that|it)"
    r"|(?:by|on) my ?(?:own|self)|(?:somebody|someone) else|no ?(?:body|one) else)\b",
    re.IGNORECASE,
)
#: As the page's other languages call such people, and a page, where they are written in our letters
#: and without a sign of their own.
_ELSEWHERE: Final = re.compile(
    r"\b(?:nain|mamgu|taid|tadcu|modryb|ewythr|chwaer|brawd|ffrind\w*|cefnog\w*|tudalen\w*|nhudalen"
    r"|babci\w*|babk\w*|dziad\w*|cioci?\w*|wuj\w*|siostr\w*|brat\w*|przyjaci\w*|wspier\w*|stron\w*"
    r"|bunic\w*|sora|sorei|frate\w*|matus\w*|unchi\w*|prieten\w*|sustin\w*|pagin\w*)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: What is shorter may be any word.
_SHORTEST: Final = 3
_PARENTS: Final = frozenset(
    {"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT", "PARENTS_PARTNER"}
)


def wrote_of_them(view: View, person: str, now: Held[AdvocateStatusChanged]) -> list[Held[Any]]:
    """Each entry in which they wrote so since it was last said that this one supports them."""
    person = view.the_one(person)
    return [
        held
        for held in _written_since(view, person, now.seq)
        if any(_may_mean(view, person, now.event, words) for words in _words_of(held))
    ]


def _written_since(view: View, person: str, place: int) -> Iterator[Held[Any]]:
    for kind in kinds_told_in():
        for held in view.holding[kind]:
            if held.role in FAMILY and held.seq > place:
                whose = getattr(held.event, "person", getattr(held.event, "child", None))
                if whose is not None and view.the_one(whose) == person:
                    yield held


def _words_of(held: Held[Any]) -> Iterator[str]:
    every = (of_member(held.event, one) for one in told_in() if isinstance(held.event, one.kind))
    yield from filter(None, every)


def _may_mean(view: View, person: str, named: AdvocateStatusChanged, words: str) -> bool:
    if _speaks_of_help(words):
        return True
    said = {word for word in name_key(as_one_word(words)).split() if len(word) >= _SHORTEST}
    return _names_them(view, named, said) or any(
        may_help(word) or (is_kin(word) and _may_be_called(view, person, named, word))
        for word in said
    )


@lru_cache(maxsize=1024)
def _speaks_of_help(words: str) -> bool:
    if _OF_HELPERS.search(words) or _ELSEWHERE.search(words):
        return True
    return any(not word.isascii() for word in _WORD.findall(words))


def _names_them(view: View, named: AdvocateStatusChanged, said: set[str]) -> bool:
    chosen = () if named.advocate_person is None else names_of(view, named.advocate_person)
    names = {
        word
        for text in (named.advocate, *chosen)
        for word in name_key(text or "").split()
        if len(word) >= _SHORTEST
    }
    return any(words_are_near(word, name) for name in names for word in said)


def _may_be_called(view: View, person: str, named: AdvocateStatusChanged, word: str) -> bool:
    """It is not another parent of the child who is called so: "Dad" is, where one stands on the
    file.
    """
    called = who_is_called(roles_of(view), word) - {person}
    if named.advocate_person is not None and view.the_one(named.advocate_person) in called:
        return True
    return all(roles_of(view)[one].isdisjoint(_PARENTS) for one in called)
