"""How those of a file are called, by word: whoever cares for a child, and the children. Pure."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..file.called import names_of
from ..file.caring import adults_roles, caring, is_council
from ..file.view import View
from ..memo import worked_out_once
from ..writing import unaccented, untitled
from .shortnames import others_of
from .soundsalike import sound_of

OF_WHOM: Final = re.compile(r"(?:['’‘ʼ`]s|s['’‘ʼ`])$")
INSIDE: Final = re.compile(r"['’‘ʼ`-]")
_SHORTEST_SOUND: Final = 2


@dataclass(frozen=True)
class TheirNames:
    """How those of a file are called, and what they are to its children. It is mostly the same from
    one look to the next, and then the same are named in a text.
    """

    same: Hashable
    #: By word of a name, as it is compared: whose it is; and by how they sound, these words.
    names: Mapping[str, frozenset[str]] = field(compare=False)
    by_sound: Mapping[str, Sequence[str]] = field(compare=False)
    #: These words, and what else whoever is called so may be called.
    words: frozenset[str] = field(compare=False)
    #: By person: with which letters a first name of theirs begins; what they are to a child.
    initials: Mapping[str, frozenset[str]] = field(compare=False)
    roles: Mapping[str, frozenset[str]] = field(compare=False)
    #: Of each child, the words of each name of theirs; where children are named, of each adult.
    of_others: Sequence[frozenset[str]] = field(compare=False)
    #: Of children only: how they are called is found in small letters as well, and where it says
    #: of whom something is without a sign: "nothing about will", "just Kits".
    are_children: bool = False
    by_letters: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)


@worked_out_once
def their_names(view: View) -> TheirNames:
    """Of whoever cares for a child."""
    people = _people(view)
    names, initials = names_by_word(view, people), _initials(view, people)
    return _of_a_family(names, initials, adults_roles(view), _words_of_names(view, view.children))


@worked_out_once
def childrens_names(view: View) -> TheirNames:
    """A word that is of each child's name, and is nobody's first, says of none who is meant."""
    every, first = names_by_word(view, view.children), _first_words(view, view.children)
    names = {
        word: people
        for word, people in every.items()
        if len(people) < len(first) or any(word in words for words in first.values())
    }
    others, initials = _words_of_names(view, view.adults), _initials(view, view.children)
    family = _of_a_family(names, initials, {}, others)
    short = _by_letters(view, view.children)
    same = family.same, *sorted(short.items())
    return replace(family, same=same, are_children=True, by_letters=short)


def _by_letters(view: View, people: Iterable[str]) -> dict[str, frozenset[str]]:
    """Whose first two names begin with these letters: MJ is Mary-Jane. By one surname many are."""
    found: dict[str, set[str]] = {}
    for person in people:
        for name in view.each[names_of][person]:
            given = [part for word in _words_of(name)[:-1] for part in INSIDE.split(word) if part]
            if len(given) > 1:
                letters = given[0][0] + given[1][0]
                found.setdefault(letters, set()).add(view.the_one(person))
    return {letters: frozenset(whose) for letters, whose in found.items()}


def _of_a_family(
    names: Mapping[str, frozenset[str]],
    initials: Mapping[str, frozenset[str]],
    roles: Mapping[str, frozenset[str]],
    of_others: Sequence[frozenset[str]],
) -> TheirNames:
    by_sound: dict[str, list[str]] = {}
    for name in names:
        if len(sound := sound_of(name)) >= _SHORTEST_SOUND:
            by_sound.setdefault(sound, []).append(name)
    words = frozenset(names).union(*map(others_of, names))
    same = *map(frozenset, (names.items(), initials.items(), roles.items())), of_others
    return TheirNames(same, names, by_sound, words, initials, roles, of_others)


def _people(view: View) -> Iterable[str]:
    """Of a council "the" would be the first name, and it is no person."""
    return [one for one in caring(view) if not is_council(view, one)]


def names_by_word(view: View, people: Iterable[str]) -> dict[str, frozenset[str]]:
    """By word of a name, as it is compared: whose it is."""
    found: dict[str, set[str]] = {}
    for person in people:
        for name in view.each[names_of][person]:
            for word in _words_of(name):
                for one in (INSIDE.sub("", word), *INSIDE.split(word)):
                    if len(one) > 1:
                        found.setdefault(one, set()).add(view.the_one(person))
    return {word: frozenset(people) for word, people in found.items()}


def _words_of_names(view: View, people: Iterable[str]) -> Sequence[frozenset[str]]:
    return tuple(
        frozenset(map(plain_of, _words_of(name)))
        for person in people
        for name in view.each[names_of][person]
    )


def _initials(view: View, people: Iterable[str]) -> dict[str, frozenset[str]]:
    first = _first_words(view, people)
    return {person: frozenset(one[0] for one in words) for person, words in first.items()}


def _first_words(view: View, people: Iterable[str]) -> dict[str, set[str]]:
    """By person: with which word a name of theirs begins."""
    found: dict[str, set[str]] = {}
    for person in people:
        for name in view.each[names_of][person]:
            found.setdefault(view.the_one(person), set()).update(_words_of(name)[:1])
    return found


def _words_of(name: str) -> list[str]:
    return untitled(unaccented(name).replace(",", " ").split())


#: What is written to a name as one word: "Jake'd", "mum'll".
_WITH_A_VERB: Final = re.compile(r"(?<=\w\w)['’‘ʼ`](?:d|ll|ve|re)$", re.IGNORECASE)


def plain_of(word: str) -> str:
    """A word as names are compared: without the sign that says of whom something is."""
    word = _WITH_A_VERB.sub("", OF_WHOM.sub(_only_of_one, word))
    return unaccented(word).strip("'’‘ʼ`-")


def _only_of_one(ending: re.Match[str]) -> str:
    """Kurt's is Kurt; the boys' stays the boys."""
    return "s" if ending[0].startswith("s") else ""
