"""Who of a family is named in what somebody wrote: by a name, as they are called for short or as it
sounds, or by what the family calls them. Pure.

Of names in fields one is looked for (`ofthefamily.py`, `feared.py`). Here it stands among other
words, and whoever may be meant is found: in doubt one more.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from ..file.called import names_of
from ..file.caring import adults_roles, caring, is_council
from ..file.view import View
from ..freetext.wordsofayes import reads_as_english
from ..memo import read_once, worked_out_once
from ..writing import unaccented, untitled
from .kin import (
    NEVER_ADDRESSED_AS,
    as_one_word,
    is_a_parent,
    is_kin,
    of_a_parent,
    of_one_who_is,
    who_is_called,
)
from .shortnames import others_of
from .soundsalike import sound_of

#: A word, with what is written inside it: O'Neil, Kurt's.
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼ`-][^\W\d_]+)*['’]?")
_OF_WHOM: Final = re.compile(r"(?:['’‘ʼ`]s|s['’‘ʼ`])$")
_INSIDE: Final = re.compile(r"['’‘ʼ`-]")
#: What stands between two words that may be one name.
_CLOSE: Final = re.compile(r"[\s,.-]{1,3}")
#: Words that are names as well: without a capital they name nobody.
_WORDS_AS_WELL: Final = """
will may mark rose hope grace faith joy art rob bill sue drew dean frank grant max ray guy penny pat
pip pen den dot eve rich rod mo ed al jack miles chase ian dale glen heath lee les lou mal nan nat
nic sandy si vi viv don ron tel ted van wade young old brown green white black gray grey long short
day king bell wood woods stone hill field fields price sharp small little love
april august june summer autumn dawn angel charity patience mercy peace justice chance page park
parks lane case cook bond banks cash pool star sky nick norm
"""
_ALSO_WORDS: Final = frozenset(_WORDS_AS_WELL.split())
#: Of these a name as often as not, as people on telephones write no capitals: none where a word
#: stands before it that stands before no name, or of a time.
_NAMES_AS_WELL: Final = frozenset({"nick", "norm", "angel", "sky", "star", "dawn", "june"})
_TIMES: Final = frozenset({"dawn", "june"})
_OF_A_THING: Final = re.compile(r"\b(?:an?|the|my|our|this|little)\s$", re.IGNORECASE)
_OF_A_TIME: Final = re.compile(
    r"(?:\b(?:in|by|at|since|until|till|from|last|next|every|before|after|mid|early|late"
    r"|(?:end|start|middle|rest) of)|\d(?:\w\w)?(?: of)?)[\s-]$",
    re.IGNORECASE,
)
#: Between somebody and what they are to another: "Bea's new boyfriend".
_OLD_OR_NEW: Final = "old new ex own current former late birth real foster"
_BETWEEN: Final = frozenset(_OLD_OR_NEW.split())
#: What somebody is to a child of theirs.
_PARENTS: Final = frozenset({"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT"})
#: Letters that are words, or none of a name.
_NO_INITIAL: Final = frozenset("AIOX")
_SHORTEST_SOUND: Final = 2
_BEFORE_AT: Final = re.compile(r"([^\s@]+)@")
_LONG_ENOUGH: Final = 4
_BLANKS: Final = re.compile(r"\s{2,}")


@dataclass(frozen=True)
class _TheirNames:
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
    #: Of each child, the words of each name of theirs.
    of_children: Sequence[frozenset[str]] = field(compare=False)


@worked_out_once
def _their_names(view: View) -> _TheirNames:
    names, initials, roles = _names(view), _initials(view), adults_roles(view)
    by_sound: dict[str, list[str]] = {}
    for name in names:
        if len(sound := sound_of(name)) >= _SHORTEST_SOUND:
            by_sound.setdefault(sound, []).append(name)
    words = frozenset(names).union(*map(others_of, names))
    of_children = _childrens_names(view)
    same = *map(frozenset, (names.items(), initials.items(), roles.items())), of_children
    return _TheirNames(same, names, by_sound, words, initials, roles, of_children)


class Named(NamedTuple):
    """Where somebody is named, and who may be meant; `kin` where it is by what they are to others,
    which may mean nobody of the file; `initial` where it is by one letter alone.
    """

    start: int
    end: int
    people: frozenset[str]
    kin: str = ""
    initial: bool = False


class _Spelt(NamedTuple):
    """A word of a text: where it stands, as it is written, and as names are compared: with what is
    written inside it and without. It says `of_whom` something is, and how it sounds if it may be a
    name.
    """

    start: int
    end: int
    written: str
    plain: str
    whole: str
    of_whom: bool
    sound: str


def _as_word(found: re.Match[str]) -> _Spelt:
    return _Spelt(found.start(), found.end(), found[0], *_compared(found[0]))


@read_once
def _compared(written: str) -> tuple[str, str, bool, str]:
    plain = _plain(written)
    sound = sound_of(plain) if written[:1].isupper() else ""
    return plain, _INSIDE.sub("", plain), _OF_WHOM.search(written) is not None, sound


def named_in(view: View, text: str) -> frozenset[str]:
    """Everybody who may be."""
    return frozenset[str]().union(*(one.people for one in named_at(view, text)))


def named_at(view: View, text: str) -> Sequence[Named]:
    """Each place at which somebody is named, in the order of the text. Words that are written as
    two are read as one: the places are those of `as_one_word`.
    """
    return _named_at(_their_names(view), text)


@read_once
def _named_at(family: _TheirNames, text: str) -> Sequence[Named]:
    words = [*map(_as_word, _WORD.finditer(text))]
    every = [*_kin(family, words)]
    others = {one.start for one in every}
    others |= {one.start for n, one in enumerate(words) if _is_whose(family, words, n)}
    every += _by_name(family, text, [one for one in words if one.start not in others])
    return tuple(sorted(every))


def first_names_inside(view: View, text: str, whose: str | None) -> frozenset[str]:
    """Whose first name stands within what goes before the @ of an address, as one word with
    others: kurtandbea@. Of a name that is `whose` as well nobody else is meant.
    """
    places = [one.casefold() for one in _BEFORE_AT.findall(text)]
    found = frozenset[str]()
    for name, people in _names(view).items() if places else ():
        if len(name) >= _LONG_ENOUGH and whose not in people:
            found |= people if any(name in _INSIDE.sub("", one) for one in places) else frozenset()
    return found


@read_once
def as_read(text: str) -> str:
    """A text as `named_at` is to be given it; and with one blank, or one end of a line, where there
    are more: a pattern looks no further for each of thousands.
    """
    return as_one_word(_BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", text))


def is_word_as_well(word: str) -> bool:
    """It may be a name, and is any word as well: hope, will; or it is none of our names."""
    plain = _plain(word)
    return plain in _ALSO_WORDS or reads_as_english(plain, is_foreign=True)


# ── by what they are to others ──────────────────────────────────────────────────────────────


def _kin(family: _TheirNames, words: Sequence[_Spelt]) -> Iterator[Named]:
    for place, one in enumerate(words):
        if is_kin(one.plain) and not _is_whose(family, words, place):
            called = of_a_parent(one.plain) if _is_a_parents(family, words, place) else one.plain
            owners = _owners(family, words, place)
            called = of_one_who_is(family.roles, owners, called)
            found = who_is_called(family.roles, called)
            found -= frozenset() if called == one.plain else owners
            yield Named(one.start, one.end, found, called)


def _is_whose(family: _TheirNames, words: Sequence[_Spelt], place: int) -> bool:
    """It says whose relation somebody is, and the one who is meant comes after: "Mum's partner"."""
    if not (words[place].of_whom or _owner(family, words[place])):
        return False
    after = [one.plain for one in words[place + 1 : place + 3]]
    return bool(after) and (is_kin(after[0]) or (after[0] in _BETWEEN and any(map(is_kin, after))))


def _owner(family: _TheirNames, word: _Spelt) -> str:
    """Who it says something is of, where the sign is left out: "Craigs mum", "dads brother"."""
    stem = word.plain.removesuffix("s")
    is_one = stem != word.plain and word.plain not in family.names
    return stem if is_one and (is_a_parent(stem) or stem in family.names) else ""


def _before(family: _TheirNames, words: Sequence[_Spelt], place: int) -> int | None:
    """Where it stands whose relation somebody is, who is called so at this place."""
    before = place - 1
    while before >= 0 and words[before].plain in _BETWEEN:
        before -= 1
    return before if before >= 0 and _is_whose(family, words, before) else None


def _owners(family: _TheirNames, words: Sequence[_Spelt], place: int) -> frozenset[str]:
    """Whoever it may be whose relation that is, by a name or by what they are to the children."""
    before = _before(family, words, place)
    if before is None:
        return frozenset()
    owner = _owner(family, words[before]) or words[before].plain
    by_name = family.names.get(owner, frozenset[str]())
    return by_name or (who_is_called(family.roles, owner) if is_kin(owner) else frozenset())


def _is_a_parents(family: _TheirNames, words: Sequence[_Spelt], place: int) -> bool:
    """Whoever is called so is that to a parent, and not to a child of the file."""
    before = _before(family, words, place)
    if before is None:
        return False
    owner = _owner(family, words[before]) or words[before].plain
    people = family.names.get(owner, frozenset())
    is_one = any(family.roles.get(who, frozenset()) & _PARENTS for who in people)
    called = {owner, *(one.plain for one in words[max(0, before - 1) : before])}
    of_a_child = any(called & names for names in family.of_children)
    return is_a_parent(owner) or (is_one and not of_a_child)


# ── by a name ───────────────────────────────────────────────────────────────────────────────

#: Words in a row that may be one name, and whose each may be.
_Run: TypeAlias = Sequence[tuple[_Spelt, dict[str, int]]]


def _by_name(family: _TheirNames, text: str, words: Sequence[_Spelt]) -> Iterator[Named]:
    """Several words in a row are one name: of a family of one surname whoever has the most."""
    found: list[tuple[_Spelt, dict[str, int]]] = []
    before = ""
    for place, one in enumerate(words):
        people = _who(family, text, one)
        near = found and _CLOSE.fullmatch(text, found[-1][0].end, one.start) is not None
        if found and (not people or not near):
            yield from _as_one(family, text, before, found)
            found = []
        if people and not found:
            before = _just_before(text, words, place)
        if people:
            found.append((one, people))
    yield from _as_one(family, text, before, found)


def _just_before(text: str, words: Sequence[_Spelt], place: int) -> str:
    """The word before with nothing but a space between: of one name with it, if it is a name."""
    if place == 0 or text[words[place - 1].end : words[place].start].strip():
        return ""
    return words[place - 1].plain


def _is_a_childs(family: _TheirNames, before: str, run: _Run) -> bool:
    """A child who is named with their surname is no parent of whom that is the surname as well."""
    of_it = {one.plain for one, _ in run}
    return any(before in names and of_it <= names for names in family.of_children)


def _as_one(family: _TheirNames, text: str, before: str, run: _Run) -> Iterator[Named]:
    if not run or _is_a_childs(family, before, run):
        return
    count: dict[str, int] = {}
    for _, people in run:
        for person, weight in people.items():
            count[person] = count.get(person, 0) + weight
    most = max(count.values())
    meant = {person for person, number in count.items() if number == most}
    start = run[0][0].start
    titles = _WORD.findall(text[max(0, start - 8) : start].replace(".", ""))
    title = titles[-1].lower() if titles else ""
    roles = family.roles
    other = {
        p for p in meant if any(title in NEVER_ADDRESSED_AS.get(r, ()) for r in roles.get(p, ()))
    }
    is_initial = all(len(one.written) == 1 for one, _ in run)
    yield Named(start, run[-1][0].end, frozenset(meant - other or meant), initial=is_initial)


def _who(family: _TheirNames, text: str, word: _Spelt) -> dict[str, int]:
    """Of those who care for a child: whose name it may be, and how surely."""
    plain, names = word.plain, family.names
    if plain in _ALSO_WORDS and word.written.islower() and _is_any_word(text, word):
        return {}
    if len(plain) == 1:
        return _by_initial(family, word.written)
    if family.words.isdisjoint((plain, word.whole)) and word.sound not in family.by_sound:
        return {}
    alike = [name for name in others_of(plain) if name in names]
    sounds_so = family.by_sound.get(word.sound, ())
    alike += [name for name in sounds_so if plain[:1] in _begins(name)]
    found = {person: 1 for name in alike for person in names[name]}
    for name in (plain, word.whole):
        found |= dict.fromkeys(names.get(name, ()), 2)
    return found


def _is_any_word(text: str, word: _Spelt) -> bool:
    """A word that is a name as well is none here."""
    before = text[max(0, word.start - 12) : word.start]
    return (
        word.plain not in _NAMES_AS_WELL
        or _OF_A_THING.search(before) is not None
        or (word.plain in _TIMES and _OF_A_TIME.search(before) is not None)
    )


def _by_initial(family: _TheirNames, word: str) -> dict[str, int]:
    if not word.isupper() or word in _NO_INITIAL:
        return {}
    letter = word.lower()
    first = {one for one, begins in family.initials.items() if letter in begins}
    return dict.fromkeys(first, 1)


def _begins(name: str) -> frozenset[str]:
    """Kurt may be written Curt, Geoff Jeff, and Phil Fil."""
    alike = next((one for one in ("ckq", "gj", "fp", "sz", "iey", "xsz") if name[:1] in one), "")
    return frozenset(name[:1] + alike)


@worked_out_once
def _names(view: View) -> dict[str, frozenset[str]]:
    """By word of a name, as it is compared: whose it is."""
    found: dict[str, set[str]] = {}
    for person in _people(view):
        for name in view.each[names_of][person]:
            for word in untitled(unaccented(name).replace(",", " ").split()):
                for one in {_INSIDE.sub("", word), *_INSIDE.split(word)}:
                    if len(one) > 1:
                        found.setdefault(one, set()).add(view.the_one(person))
    return {word: frozenset(people) for word, people in found.items()}


def _people(view: View) -> Iterator[str]:
    """Of a council "the" would be the first name, and it is no person."""
    return (one for one in caring(view) if not is_council(view, one))


def _childrens_names(view: View) -> Sequence[frozenset[str]]:
    return tuple(
        frozenset(_plain(word) for word in untitled(unaccented(name).replace(",", " ").split()))
        for child in view.children
        for name in view.each[names_of][child]
    )


def _initials(view: View) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person in _people(view):
        for name in view.each[names_of][person]:
            words = untitled(unaccented(name).replace(",", " ").split())
            found.setdefault(view.the_one(person), set()).update(one[0] for one in words[:1])
    return {person: frozenset(letters) for person, letters in found.items()}


def _plain(word: str) -> str:
    return unaccented(_OF_WHOM.sub(_only_of_one, word)).strip("'’‘ʼ`-")


def _only_of_one(ending: re.Match[str]) -> str:
    """Kurt's is Kurt; the boys' stays the boys."""
    return "s" if ending[0].startswith("s") else ""
