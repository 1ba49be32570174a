"""What somebody wrote that may be about whoever supports them: that one sees nothing from then on,
at whichever door it was written. Pure.

Whom they want is theirs to say, and they need not find the right form for it. No list of words is
whole, so who may be meant is asked widely: by a name, by what a family calls its own, by whoever
helps or reads there, and in letters that are not English. That it was read opens nothing: it is
recorded anew where whoever supports them stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..file.called import every_name, names_of
from ..file.caring import adults_roles
from ..file.held import Held
from ..file.view import View
from ..freetext.tellsofharm import harms_in, kinds_told_in, of_member, told_in
from ..freetext.wordsofayes import reads_as_english
from ..may import FAMILY
from ..memo import read_once, worked_out_once
from ..names.kin import as_one_word, is_kin, may_help, who_is_called
from ..names.namedinprose import is_word_as_well
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
#: Of somebody who is called "she", and not by a name: what is written of whoever helps.
_OF_ONE: Final = re.compile(
    r"\b(?:(?:scared|afraid|frightened|terrified|wary) of (?:her|him|them)"
    r"|(?:she|he|they)(?:['’](?:s|ll|d|ve|re))? (?:\w+ ){0,2}"
    r"(?:tell(?:s|ing)?|told|repeats?)(?! me\b)"
    r"|(?:take|get|want|kick|strike|cut|leave) (?:her|him|them) (?:\w+ )?off"
    r"|remov\w+ (?:her|him|them)"
    r"|(?:do|doing|manage|cope|be|speak|talk) (?:(?:this|it|that|things|to \w+) )?alone"
    r"|(?:on|tak\w+|took) \w+(?:['’]s)? sides?"
    r"|mind about (?:her|him|them|(?-i:[A-Z])\w+)"
    r"|(?:\w*n['’]?t|not|never) (?:really |even )?(?:trust|need|like) (?:her|him|them)"
    r"|(?:\w*n['’]?t|not) want (?:her|him|them)(?: (?:here|there|now|any ?more))?(?=\W*$))\b",
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
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: Before it a sentence begins.
_BEGINS: Final = re.compile(r"(?:^|[.!?:;\n])[\W_]*$")
#: Behind somebody: what they do or did, or have. "Will" and "may" have another form behind them.
_DOES: Final = re.compile(
    r"['’]s\b|\s+(?:is|was|isn['’]?t|hasn['’]?t|doesn['’]?t|did(?:n['’]?t)?|said|told|kept|came"
    r"|went|knew|saw|rang|got|took|made|broke|gave|left|spoke|wrote|sent|found|heard|thought"
    r"|brought|bought|drove|ran|met|lied"
    r"|(?!(?:always|perhaps|sometimes|its|yes|things?|as|kids|boys|girls|lads|days)\b)"
    r"\w{2,}(?:(?<![sui])s|(?<!e)ed))\b",
    re.IGNORECASE,
)
#: Before somebody: that they are not wanted, feared, met, or told.
_OF_WHOM: Final = re.compile(
    r"(?:\b(?:\w*n['’]?t|not|never|no longer) (?:\w+ ){0,2}?"
    r"(?:want|like|need|trust|see|have|let|tell)"
    r"|\b(?:scared|afraid|frightened|terrified|wary|sick|tired|fed up|rid) (?:of|with)"
    r"|(?:^|[.!?;\n])\W*(?:please\W+)?no"
    r"|\b(?:tell|told|ask|asked|ring|rang|remove|sack|drop|called|named|hates?|hated|saw|met|about"
    r"|get|getting|kick|keep))\s+$",
    re.IGNORECASE,
)
#: What is shorter may be any word, of whichever language.
_SHORTEST: Final = 3
#: These have an accent in English.
_ALSO_ENGLISH: Final = frozenset({"café", "cafés", "fiancé", "fiancée", "née", "naïve", "cliché"})
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
    yield from (held for held in _written(view).get(person, ()) if held.seq > place)


@worked_out_once
def _written(view: View) -> Mapping[str, Sequence[Held[Any]]]:
    """Whatever a family wrote, by whom."""
    found: dict[str, list[Held[Any]]] = {}
    for kind in view.read.those_of(kinds_told_in()):
        for held in view.holding[kind]:
            whose = getattr(held.event, "person", getattr(held.event, "child", None))
            if held.role in FAMILY and whose is not None:
                found.setdefault(view.the_one(whose), []).append(held)
    return found


def _words_of(held: Held[Any]) -> Iterator[str]:
    every = (of_member(held.event, one) for one in told_in() if isinstance(held.event, one.kind))
    yield from filter(None, every)


def _may_mean(view: View, person: str, named: AdvocateStatusChanged, words: str) -> bool:
    if _speaks_of_help(words) or _is_elsewhere(view, words):
        return True
    said = {word for word in name_key(as_one_word(words)).split() if len(word) >= _SHORTEST}
    return _names_them(view, named, words) or any(
        may_help(word) or (is_kin(word) and _may_be_called(view, person, named, word))
        for word in said
    )


@read_once
def _speaks_of_help(words: str) -> bool:
    return any(one.search(words) for one in (_OF_HELPERS, _OF_ONE, _ELSEWHERE))


def _is_elsewhere(view: View, words: str) -> bool:
    """Nobody says that it is English: it is in other letters; or there are accents in it that are
    in no name of the file, and what stands beside them is no English either.
    """
    if words.isascii():
        return False
    every = [word.casefold() for word in _WORD.findall(re.sub("[’‘ʼ`]", "'", words))]
    names = _words_of_names(view)
    accented = [
        word
        for word in every
        if not word.isascii()
        and word not in _ALSO_ENGLISH
        and names.isdisjoint(name_key(word.removesuffix("'s")).split())
    ]
    if not accented:
        return False
    beside = " ".join(word for word in every if word.isascii() and len(word) >= _SHORTEST)
    return (
        not beside
        or not reads_as_english(" ".join(accented), is_foreign=False)
        or not reads_as_english(beside, is_foreign=True)
    )


@worked_out_once
def _words_of_names(view: View) -> frozenset[str]:
    names = (name for given in every_name(view).values() for _, name in given)
    return frozenset(word for name in names for word in name_key(name).split())


def _names_them(view: View, named: AdvocateStatusChanged, words: str) -> bool:
    """By a word of a name of theirs. One that is any word as well, such as hope, is a name where it
    is written or used as one: else hardly anything could be written without closing their page.
    """
    chosen = () if named.advocate_person is None else names_of(view, named.advocate_person)
    names = {
        word
        for text in (named.advocate, *chosen)
        for word in name_key(text or "").split()
        if len(word) >= _SHORTEST
    }
    found = [
        (place, near)
        for place in _LETTERS.finditer(as_one_word(words))
        if len(word := name_key(place[0])) >= _SHORTEST
        and (near := {name for name in names if words_are_near(word, name)})
    ]
    if any(not is_word_as_well(place[0]) for place, _ in found):
        return True
    if any(name_key(place[0]) in near for place, near in found) and _is_of_somebody(words):
        return True
    ends = {place.end(): near for place, near in found}
    return any(_is_used_as_a_name(place, near, ends) for place, near in found)


@read_once
def _is_of_somebody(words: str) -> bool:
    """They tell of harm, or of kin: whoever may be named there as well is meant, in doubt."""
    kin = map(is_kin, name_key(as_one_word(words)).split())
    return any(kin) or next(harms_in(words), None) is not None


def _is_used_as_a_name(place: re.Match[str], names: set[str], ends: Mapping[int, set[str]]) -> bool:
    """It has a capital where no sentence begins, or stands where a name does: beside another word
    of theirs, or before or behind what is said of people alone.
    """
    text, start = place.string, place.start()
    if place[0][:1].isupper() and _BEGINS.search(text, 0, start) is None:
        return True
    beside = ends.get(start - 1, set()) - names
    is_theirs = name_key(place[0]) in names
    behind, before = _DOES.match(text, place.end()), _OF_WHOM.search(text, 0, start)
    return bool(beside) or (is_theirs and (behind is not None or before is not None))


def _may_be_called(view: View, person: str, named: AdvocateStatusChanged, word: str) -> bool:
    """It is not another parent of the child who is called so: "Dad" is, where one stands on the
    file.
    """
    called = who_is_called(adults_roles(view), word) - {person}
    if named.advocate_person is not None and view.the_one(named.advocate_person) in called:
        return True
    return all(adults_roles(view)[one].isdisjoint(_PARENTS) for one in called)
