"""Of whom something is told in a sentence: of whoever stands before it, as whom it is about, and of
nobody whom it only stands beside. Pure.

"Neighbour, psychotic, shouted at mum" is told of the neighbour. Somebody of whom a file knows, and
somebody of whom it does not, are found alike; whoever is told of may so be nobody of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..file.called import names_of
from ..file.caring import adults_roles
from ..file.view import View
from ..memo import worked_out_once
from ..writing import unaccented, untitled
from .kin import PARTNERS
from .namedinprose import is_word_as_well, named_at
from .shortnames import others_of

#: Whoever is called so stands on no file by it. A baby is told of beside whoever has it.
_SOMEBODY: Final = re.compile(
    r"\b(?:(?:grand)?(?:sons?|daughters?|child(?:ren)?|kids?)|lad|boys?|girls?|young person|yp"
    r"|teen\w*|toddler|cousins?|niece|nephew|neighbou?rs?|next door|lodger|friends?|mates?"
    r"|colleague|boss|man|male|tenant|people|patients|clients|residents)\b",
    re.IGNORECASE,
)
#: Of whom something is told.
HE_OR_SHE: Final = re.compile(r"\bs?hes?\b", re.IGNORECASE)
#: By which one of the two is told from the other.
HIS_OR_HERS: Final = re.compile(r"\b(?:his|him|he|her|she)(?=s?\b)", re.IGNORECASE)
_OF_A_MAN: Final = frozenset({"he", "his", "him"})
#: What stands before somebody whom a sentence is not about; and after somebody whom it is.
_BESIDE: Final = re.compile(
    r"\b(?:with|for|to|from|by|of|at)\s(?:(?:his|her|their|my|the|an?|new|little|young|own)\s)*$",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r",?\s(?:who|that|whose)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: From this age on.
_GROWING: Final = 10
_ARE_PARTNERS: Final = frozenset({"PARENTS_PARTNER", "STEPPARENT"})


class Subject(NamedTuple):
    """Where somebody stands, and who may be meant; none where it is somebody of no file."""

    start: int
    end: int
    people: frozenset[str]
    pronoun: str = ""


#: Somebody, and nobody of the file.
ANOTHER: Final = Subject(0, 0, frozenset())


def told_of(
    view: View, sentence: str, start: int, end: int, last: Subject | None = None
) -> Subject | None:
    """Of whom it is told what stands there: whoever comes right behind it ("psychotic ex"), or is
    the last before it, in it, or in the sentence before; or else the first behind. None where
    nobody is named at all.
    """
    every, before = _about(view, sentence, start, end)
    behind = next((one for one in every if one.start >= end and not one.pronoun), None)
    if behind is not None and is_right_behind(sentence, end, behind):
        return behind
    if before:
        return _who(view, sentence, before, last)
    if last is not None:
        said = _said_in(sentence, start, end)
        return last if _may_be_called(view, last, said) else ANOTHER
    return behind


def _said_in(sentence: str, start: int, end: int) -> set[str]:
    return {one.casefold() for one in HIS_OR_HERS.findall(sentence[start:end])}


def _about(view: View, sentence: str, start: int, end: int) -> tuple[list[Subject], list[Subject]]:
    """Each who may be called as whoever it is told of is; and those of them before it."""
    said = _said_in(sentence, start, end)
    every = [one for one in subjects(view, sentence) if _may_be_called(view, one, said)]
    return every, [one for one in every if one.start < start or _is_in_it(sentence, one, end)]


def told_of_her(view: View, sentence: str, start: int, end: int) -> Subject | None:
    """He or she, where it is told of one who is called so there, whoever that is."""
    every, before = _about(view, sentence, start, end)
    if not before or any(is_right_behind(sentence, end, one) for one in every):
        return None
    one = _last_of(sentence, before)
    return one if one.pronoun else None


def may_be_another(view: View, sentence: str, her: Subject, person: str) -> bool:
    """Somebody else of the file who is named before it may be this he or she, and they are not.
    Whoever is as young as this is told of as nobody who cannot decide.
    """
    before = [one for one in subjects(view, sentence) if one.start < her.start]
    named = frozenset[str]().union(*(one.people for one in before))
    others = (one for one in named if (view.ages.get(one) or _GROWING) >= _GROWING)
    return person not in named and any(may_be_called(view, o, {her.pronoun}) for o in others)


def _is_in_it(sentence: str, one: Subject, end: int) -> bool:
    """As in "she's off her face"; "the man in the wall" is nobody."""
    return one.start < end and _SOMEBODY.match(sentence, one.start) is None


def is_right_behind(sentence: str, end: int, one: Subject) -> bool:
    """As in "psychotic ex"."""
    return one.start >= end and not sentence[end : one.start].strip()


def last_in(view: View, sentence: str, last: Subject | None) -> Subject | None:
    """Whom the sentence after it goes on about."""
    every = subjects(view, sentence)
    return _who(view, sentence, every, last) if every else last


def _who(
    view: View, sentence: str, every: Sequence[Subject], last: Subject | None
) -> Subject | None:
    """The last of these whom it is about. He or she is the last before who may be called so."""
    one = _last_of(sentence, every)
    if not one.pronoun:
        return one
    before = [other for other in every if other.start < one.start and not other.pronoun]
    found = [other for other in before if not is_beside(sentence, other)] or before
    found = [*([last] if last is not None else []), *found]
    may_be = [other for other in found if _may_be_called(view, other, {one.pronoun})]
    return may_be[-1] if may_be else (ANOTHER if found else one)


def _last_of(sentence: str, every: Sequence[Subject]) -> Subject:
    return ([one for one in every if not is_beside(sentence, one)] or every)[-1]


def subjects(view: View, sentence: str) -> list[Subject]:
    """Whoever is named in it, or called he or she, in the order of the text."""
    return sorted({one.start: one for one in _every(view, sentence)}.values())


def _every(view: View, sentence: str) -> Iterator[Subject]:
    for found in HE_OR_SHE.finditer(sentence):
        yield Subject(*found.span(), frozenset(), found[0].casefold().removesuffix("s"))
    for found in _SOMEBODY.finditer(sentence):
        yield Subject(*found.span(), frozenset())
    children = _children(view)
    for found in _WORD.finditer(sentence):
        child, is_any = children.get(unaccented(found[0])), is_word_as_well(found[0])
        if child is not None and not (is_any and found[0].islower()):
            yield Subject(*found.span(), child)
    for one in named_at(view, sentence):
        if not one.initial:
            people = _partners(view, one.people) if one.kin in PARTNERS else one.people
            yield Subject(one.start, one.end, people)


def _partners(view: View, people: frozenset[str]) -> frozenset[str]:
    """ "Her boyfriend" is no parent of hers: who is none on the file may be anybody."""
    return frozenset(one for one in people if adults_roles(view).get(one, _NONE) & _ARE_PARTNERS)


_NONE: Final = frozenset[str]()


@worked_out_once
def _children(view: View) -> Mapping[str, frozenset[str]]:
    """By word of a name that no adult has: whose it is."""
    found: dict[str, set[str]] = {}
    for child in view.children:
        for word in _words_of(view, child):
            for one in {word, *others_of(word)}:
                found.setdefault(one, set()).add(view.the_one(child))
    of_adults = {word for adult in view.adults for word in _words_of(view, adult)}
    return {word: frozenset(who) for word, who in found.items() if word not in of_adults}


def _words_of(view: View, person: str) -> Iterator[str]:
    for name in view.each[names_of][person]:
        yield from untitled(unaccented(name).replace(",", " ").split())


def is_beside(sentence: str, one: Subject) -> bool:
    """Somebody does something with them, or to them."""
    before = sentence[max(0, one.start - 40) : one.start]
    return _BESIDE.search(before) is not None and _WHO.match(sentence, one.end) is None


def _may_be_called(view: View, one: Subject, said: set[str]) -> bool:
    """Nobody is both he and a mother."""
    if one.pronoun:
        is_a_man = one.pronoun in _OF_A_MAN
        return all((other in _OF_A_MAN) is is_a_man for other in said)
    return not one.people or any(may_be_called(view, who, said) for who in one.people)


def may_be_called(view: View, person: str, said: set[str]) -> bool:
    """By these words: he, her."""
    roles = adults_roles(view).get(person, _NONE)
    never = "MOTHER" if said & _OF_A_MAN else "FATHER"
    return not said or never not in roles
