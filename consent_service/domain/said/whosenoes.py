"""Of whom words of ours tell a no, where they name several of a family. Pure.

They are read clause by clause: "Mum agreed. Kyle rang and seems to say no" tells of a yes of hers
and a no of his. What names nobody goes on with whoever was named last in its sentence, or is of
whoever may be called "he" or "she". In doubt it is one more: a no is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..file.caring import adults_roles
from ..file.view import View
from ..following.ofthefamily import adults_named_in
from ..freetext.howleftout import clauses_of
from ..freetext.readslikeano import is_less_than_it_seems, says_yes
from ..freetext.sentences import sentences
from ..freetext.wordsofareferrer import answer_tells_of_a_no
from ..names.namedinprose import as_read, named_at

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHE_OR_HE: Final = re.compile(r"\b(?P<she>she)|\bhe\b", re.IGNORECASE)
#: Nobody can be left out of it by who was named last.
_ALL_OF_THEM: Final = re.compile(
    r"\b(?:they|both|neither|each|all|everyone|everybody|no ?one|nobody|none of them)\b",
    re.IGNORECASE,
)
#: A yes that is asked for, hoped for, or was not given freely is no plain one.
_NO_PLAIN_YES: Final = re.compile(
    r"^\W*(?:did|has|have|does|do|is|was|can|are)\b|\b(?:if|whether|maybe|thinks?|thought|hopes?"
    r"|seem\w*|sounds?|probably|pretend\w*|made|forced|press\w*|because|cos|coz|bc|before|first"
    r"|used to|only|scared|afraid|frighten\w*)\b|\bto (?:agree|consent|say)\b"
    r"|\b(?:may|might|could|would|will|should|can|must|ought)\b(?: \w+){0,3}"
    r" (?:agree|consent|say|be)\b",
    re.IGNORECASE,
)
#: Beside a no of another: they say the same, or take the side of whoever said it.
_GOES_WITH_IT: Final = re.compile(
    r"\b(?:so|as) (?:did|do|does|has|have|is|was|will)\b|\b(?:too|as well|also|likewise|ditto"
    r"|same|similar\w*|sid(?:es|ed|ing)|supports? (?:him|her|them|that|this|dad|mum)|out)\b"
    r"|\b(?:with|to) (?:him|her|them|that|this|dad|mum|his|their|stop\w*|end|leave)\b"
    r"|\b(?:leave|stop|end|drop) it\b",
    re.IGNORECASE,
)
#: Beside a name they say no more of whoever it is.
_BESIDE: Final = frozenset(["mr", "mrs", "ms", "miss", "the", "her", "his", "their", "my", "our"])
_FEW: Final = 6
#: It may be a no that is put in other words, or of something else.
_DENIES: Final = re.compile(
    r"\b(?:no|not|nor|never|against|reluctan\w+)\b|n['’]?t\b", re.IGNORECASE
)
_NOT_SHE: Final = frozenset({"FATHER"})
_NOT_HE: Final = frozenset({"MOTHER"})


class NoesTold(NamedTuple):
    """Whose no it tells of; whose it may be, where a clause says of nobody whose it is or may deny
    something else; and of whom it plainly tells a yes.
    """

    noes: list[str]
    perhaps: list[str]
    yeses: list[str]


def named_in(view: View, text: str) -> list[str]:
    """The adults who are named in it, or called as the family calls them: "Mum rang us"."""
    called = {one for at in named_at(view, as_read(text)) if at.kin for one in at.people}
    named = [*adults_named_in(view, text)]
    return named + sorted(called & view.adults.keys() - {*named})


def whose_noes(view: View, words: str) -> NoesTold:
    """As far as anybody can tell by it."""
    told, named, last = NoesTold([], [], []), named_in(view, words), list[str]()
    for sentence in sentences(words):
        within, together, is_open = list[str](), list[str](), False
        for clause in clauses_of(sentence):
            own = named_in(view, clause)
            if own and _is_nothing_but_names(view, clause):
                together += own
                continue
            is_one = len(own) <= 1
            own, together = [*dict.fromkeys((*together, *own))], []
            if answer_tells_of_a_no(clause):
                whose = [*_whose(view, clause, own, named, within)]
                told.noes.extend(whose)
                is_open = not whose
                if is_open:
                    # "Mum agreed. Since withdrawn": nobody but her was named last.
                    told.noes.extend(last if len(last) == 1 else ())
                    told.perhaps.extend(_unless_agreed(named, told.yeses, last))
            elif told.noes and own and _GOES_WITH_IT.search(clause):
                told.noes.extend(own)
            elif own and is_one and _is_plain_yes(clause):
                told.yeses.extend(own)
            elif _DENIES.search(clause):
                is_of_each = not is_one or _ALL_OF_THEM.search(clause)
                (told.noes if is_of_each else told.perhaps).extend(own)
            within = last = own or within or last
        # "Do not ring me again, Mum": whoever stands last, by name alone.
        told.noes.extend(together if is_open else ())
        last = [*dict.fromkeys((*last, *together))]
    return NoesTold(*(list(dict.fromkeys(each)) for each in told))


def _whose(
    view: View, clause: str, own: list[str], named: list[str], within: list[str]
) -> Iterator[str]:
    """Whoever is named in it, and whoever "she" there may be; else as its sentence began."""
    yield from own
    if _ALL_OF_THEM.search(clause):
        yield from named
    elif called := _SHE_OR_HE.search(clause):
        roles, never = adults_roles(view), _NOT_SHE if called["she"] else _NOT_HE
        every = [one for one in view.adults if never.isdisjoint(roles.get(one, ()))]
        near = [one for one in own or within if one in every]
        yield from near or [one for one in named if one in every] or every
    elif not own:
        yield from within


def _unless_agreed(named: list[str], yeses: list[str], last: list[str]) -> Iterator[str]:
    """Whoever was named last may be meant, though they agreed before."""
    yield from (one for one in named if one in last or one not in yeses)


def _is_plain_yes(clause: str) -> bool:
    is_whole = not is_less_than_it_seems(clause) and _NO_PLAIN_YES.search(clause) is None
    return is_whole and says_yes(clause)


def _is_nothing_but_names(view: View, clause: str) -> bool:
    """As "Mum" in "Mum and Dad said no": what it says stands behind the next."""
    words = [one for one in _WORD.findall(clause) if one.casefold() not in _BESIDE]
    return len(words) <= _FEW and all(named_in(view, one) for one in words)
