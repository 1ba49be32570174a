"""Of whom words of ours tell a no, where they name several of a family. Pure.

They are read clause by clause: "Mum agreed. Kyle rang and seems to say no" tells of a yes of hers
and a no of his. What names nobody goes on with whoever was named last in its sentence, or is of
whoever may be called "he" or "she". In doubt it is one more: a no is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Final, NamedTuple

from ..file.caring import adults_roles
from ..file.view import View
from ..following.ofthefamily import adults_named_in
from ..freetext.howleftout import clauses_of
from ..freetext.readslikeano import is_less_than_it_seems, says_yes
from ..freetext.sentences import sentences
from ..freetext.servicesinwords import names_others_only
from ..freetext.wordsofareferrer import answer_tells_of_a_no
from ..names.namedinprose import as_read, named_at

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHE_OR_HE: Final = re.compile(r"\b(?P<she>she)|\bhe\b", re.IGNORECASE)
#: Nobody can be left out of it by who was named last.
_ALL_OF_THEM: Final = re.compile(
    r"\b(?:they|both|neither|each|all(?! of (?:it|this|that)\b)|everyone|everybody|no ?one|nobody"
    r"|none of them)\b",
    re.IGNORECASE,
)
#: Where nobody is named beside it: also all that were named before.
_ALL: Final = re.compile(rf"{_ALL_OF_THEM.pattern}|\ball\b", re.IGNORECASE)
#: Whoever speaks so may speak for the other.
_FOR_OTHERS: Final = re.compile(
    r"\bfor (?:(?:them|us|the) )?(?:both|all of them|everyone|everybody|them(?! to\b))\b"
    r"|\b(?:on|her|his|their) behalf\b",
    re.IGNORECASE,
)
#: Why somebody said it.
_BECAUSE: Final = re.compile(
    r"\b(?:because|cos|coz|bc|in case|for fear|(?:as|since) s?he)\b", re.IGNORECASE
)
#: Whoever is named behind that has said nothing: they are feared, or something befell them.
_FEARED: Final = re.compile(
    r"\b(?:fear\w*|scared|afraid|frighten\w*|terrified|worried what|wary|ill|unwell|poorly"
    r"|in hospital)\b",
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
#: A yes beside it was not given freely, as far as it is told.
_NOT_FREELY: Final = re.compile(
    r"\b(?:fears?|feared|scared|afraid|frighten\w*|terrified|forced|pressured|threat\w*"
    r"|made (?:(?:her|him) )?(?:to )?agree)\b",
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


def whose_noes(view: View, words: str, about: Set[str] = frozenset()) -> NoesTold:
    """As far as anybody can tell by it; of what is asked about services of these types."""
    told, named = NoesTold([], [], []), named_in(view, words)
    last, by_name = list[str](), list[str]()
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
                is_open = not own
                if not whose:
                    # "Mum agreed. Since withdrawn": nobody but her was named last.
                    for one in (last, by_name):
                        told.noes.extend(one if len(one) == 1 else ())
                    told.perhaps.extend(_unless_agreed(named, told.yeses, [*last, *by_name]))
            elif told.noes and own and _GOES_WITH_IT.search(clause):
                told.noes.extend(own)
            elif own and _is_no_yes_to_it(clause, about):
                told.noes.extend(_but_for_why(view, clause, own))
            elif own and is_one and _is_plain_yes(clause):
                told.yeses.extend(own)
            elif _DENIES.search(clause):
                is_of_each = not is_one or _ALL_OF_THEM.search(clause)
                (told.noes if is_of_each else told.perhaps).extend(own)
            within = last = own or _called_so(view, clause, named) or within or last
            by_name = own or by_name
        # "Do not ring me again, Mum": whoever stands last, by name alone.
        told.noes.extend(together if is_open else ())
        last, by_name = ([*dict.fromkeys((*one, *together))] for one in (last, by_name))
    return NoesTold(*(list(dict.fromkeys(each)) for each in told))


def _is_no_yes_to_it(clause: str, about: Set[str]) -> bool:
    """ "Mum agreed to the GP only" is none to housing; nor is one that was not given freely."""
    is_of_another = bool(about) and names_others_only(clause, {*about})
    return is_of_another or (_NOT_FREELY.search(clause) is not None and says_yes(clause))


def _but_for_why(view: View, clause: str, own: list[str]) -> list[str]:
    """Without whoever is named as why it was said."""
    said = _without_why(clause)
    behind = {*named_in(view, clause[len(said) :])} - {*named_in(view, said)}
    return [one for one in own if one not in behind] or own


def _without_why(clause: str) -> str:
    """Without what is feared behind "because"; what denies anything there may be a no of theirs."""
    found = _BECAUSE.search(clause)
    why = "" if found is None else clause[found.start() :]
    is_feared = _FEARED.search(why) is not None
    if not is_feared or _DENIES.search(why) or answer_tells_of_a_no(why):
        return clause
    return clause[: len(clause) - len(why)]


def _whose(
    view: View, clause: str, own: list[str], named: list[str], within: list[str]
) -> Iterator[str]:
    """Whoever is named in it, but for whom it is because of; and whoever "she" there may be; else
    as its sentence began.
    """
    said, theirs = _without_why(clause), _but_for_why(view, clause, own)
    yield from theirs
    is_for_others = bool(named) and _FOR_OTHERS.search(said) is not None
    if is_for_others:
        yield from (link.event.person for child in view.children for link in view.deciders[child])
    if (_ALL_OF_THEM if own else _ALL).search(said):
        yield from named
    elif is_for_others:
        return
    elif called := _may_be_called(view, said):
        near = [one for one in theirs or within if one in called]
        yield from near or [one for one in named if one in called] or called
    elif not own:
        yield from within


def _called_so(view: View, clause: str, named: list[str]) -> list[str]:
    """Of those who are named, whoever "she" there may be: "then she rang back"."""
    called = _may_be_called(view, clause)
    return [one for one in named if one in called]


def _may_be_called(view: View, clause: str) -> list[str]:
    called = _SHE_OR_HE.search(clause)
    if called is None:
        return []
    roles, never = adults_roles(view), _NOT_SHE if called["she"] else _NOT_HE
    return [one for one in view.adults if never.isdisjoint(roles.get(one, ()))]


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
