"""Who of a family is named in what somebody wrote: by a name, as they are called for short or as it
sounds, or by what the family calls them. Pure.

Of names in fields one is looked for (`ofthefamily.py`, `feared.py`). Here it stands among other
words, and whoever may be meant is found: in doubt one more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from ..file.view import View
from ..freetext.wordsofayes import reads_as_english
from ..memo import read_once
from .kin import (
    NEVER_ADDRESSED_AS,
    SIBLINGS,
    as_one_word,
    is_a_parent,
    is_kin,
    of_a_parent,
    of_one_who_is,
    who_is_called,
)
from .shortnames import others_of
from .soundsalike import sound_of
from .theirnames import (
    INSIDE,
    OF_WHOM,
    TheirNames,
    childrens_names,
    plain_of,
    their_names,
)

#: A word, with what is written inside it: O'Neil, Kurt's.
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼ`-][^\W\d_]+)*['’]?")
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
#: Before whose home it is: "at my mums".
_WHERE: Final = frozenset(["at", "to", "from", "in", "near", "outside", "into", "on", "round"])
#: Behind it and before it a child is named in small letters.
_LEAVES_OUT: Final = re.compile(
    r"\b(?:not|no|nothing|nowt|none|except|but|without|bar|minus|apart from|other than|excluding"
    r"|leave|keep|only|just|\w+n['’]?t)(?: (?:about|abt|for|on|of|to|with|re|regarding|from|my|our"
    r"|the|my little|little))*\s$",
    re.IGNORECASE,
)
_LEFT_OUT: Final = re.compile(r" ?[-–:=,]? ?(?:no|nope|only)(?=\s*(?:$|[.,;:!?)]))", re.IGNORECASE)
#: Between somebody and what they are to another: "Bea's new boyfriend".
_OLD_OR_NEW: Final = "old new ex own current former late birth real foster"
_BETWEEN: Final = frozenset(_OLD_OR_NEW.split())
#: What somebody is to a child of theirs.
_PARENTS: Final = frozenset({"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT"})
#: Letters that are words, or none of a name.
_NO_INITIAL: Final = frozenset("AIOX")
_BEFORE_AT: Final = re.compile(r"([^\s@]+)@")
_LONG_ENOUGH: Final = 4
_BLANKS: Final = re.compile(r"\s{2,}")


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
    plain = plain_of(written)
    sound = sound_of(plain) if written[:1].isupper() else ""
    return plain, INSIDE.sub("", plain), OF_WHOM.search(written) is not None, sound


def named_in(view: View, text: str) -> frozenset[str]:
    """Everybody who may be."""
    return frozenset[str]().union(*(one.people for one in named_at(view, text)))


def named_at(view: View, text: str) -> Sequence[Named]:
    """Each place at which somebody is named, in the order of the text. Words that are written as
    two are read as one: the places are those of `as_one_word`.
    """
    return _named_at(their_names(view), text)


def children_named_at(view: View, text: str) -> Sequence[Named]:
    """The same of the children: by a name, and by nothing that they are to others."""
    return tuple(one for one in _named_at(childrens_names(view), text) if not one.kin)


@read_once
def _named_at(family: TheirNames, text: str) -> Sequence[Named]:
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
    for name, people in their_names(view).names.items() if places else ():
        if len(name) >= _LONG_ENOUGH and whose not in people:
            found |= people if any(name in INSIDE.sub("", one) for one in places) else frozenset()
    return found


@read_once
def as_read(text: str) -> str:
    """A text as `named_at` is to be given it; and with one blank, or one end of a line, where there
    are more: a pattern looks no further for each of thousands.
    """
    return as_one_word(_BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", text))


def is_word_as_well(word: str) -> bool:
    """It may be a name, and is any word as well: hope, will; or it is none of our names."""
    plain = plain_of(word)
    return plain in _ALSO_WORDS or reads_as_english(plain, is_foreign=True)


# ── by what they are to others ──────────────────────────────────────────────────────────────


def _kin(family: TheirNames, words: Sequence[_Spelt]) -> Iterator[Named]:
    for place, one in enumerate(words):
        plain = _without_is(family, words, place)
        if is_kin(plain) and not _is_whose(family, words, place):
            called = of_a_parent(plain) if _is_a_parents(family, words, place) else plain
            owners = _owners(family, words, place)
            called = of_one_who_is(family.roles, owners, called)
            found = who_is_called(family.roles, called)
            found -= frozenset() if called == plain else owners
            yield Named(one.start, one.end, found, called)


def _is_whose(family: TheirNames, words: Sequence[_Spelt], place: int) -> bool:
    """It says whose relation somebody is, and the one who is meant comes after: "Mum's partner"."""
    if not (words[place].of_whom or _owner(family, words[place])):
        return False
    after = [one.plain for one in words[place + 1 : place + 3]]
    return bool(after) and (is_kin(after[0]) or (after[0] in _BETWEEN and any(map(is_kin, after))))


def _owner(family: TheirNames, word: _Spelt) -> str:
    """Who it says something is of, where the sign is left out: "Craigs mum", "dads brother"."""
    stem = word.plain.removesuffix("s")
    is_one = stem != word.plain and word.plain not in family.names
    return stem if is_one and (is_a_parent(stem) or stem in family.names) else ""


def _without_is(family: TheirNames, words: Sequence[_Spelt], place: int) -> str:
    """ "Dads hitting us" is Dad's: people on telephones leave the sign out. "At dads" is where."""
    plain = words[place].plain
    stem = plain.removesuffix("s")
    if stem == plain or is_kin(plain) or not is_kin(stem) or stem in SIBLINGS:
        return plain
    before = [one.plain for one in words[max(0, place - 2) : place]]
    return plain if plain in family.names or _WHERE & {*before} else stem


def _before(family: TheirNames, words: Sequence[_Spelt], place: int) -> int | None:
    """Where it stands whose relation somebody is, who is called so at this place."""
    before = place - 1
    while before >= 0 and words[before].plain in _BETWEEN:
        before -= 1
    return before if before >= 0 and _is_whose(family, words, before) else None


def _owners(family: TheirNames, words: Sequence[_Spelt], place: int) -> frozenset[str]:
    """Whoever it may be whose relation that is, by a name or by what they are to the children."""
    before = _before(family, words, place)
    if before is None:
        return frozenset()
    owner = _owner(family, words[before]) or words[before].plain
    by_name = family.names.get(owner, frozenset[str]())
    return by_name or (who_is_called(family.roles, owner) if is_kin(owner) else frozenset())


def _is_a_parents(family: TheirNames, words: Sequence[_Spelt], place: int) -> bool:
    """Whoever is called so is that to a parent, and not to a child of the file."""
    before = _before(family, words, place)
    if before is None:
        return False
    owner = _owner(family, words[before]) or words[before].plain
    people = family.names.get(owner, frozenset())
    is_one = any(family.roles.get(who, frozenset()) & _PARENTS for who in people)
    called = {owner, *(one.plain for one in words[max(0, before - 1) : before])}
    of_a_child = any(called & names for names in family.of_others)
    return is_a_parent(owner) or (is_one and not of_a_child)


# ── by a name ───────────────────────────────────────────────────────────────────────────────

#: Words in a row that may be one name, and whose each may be.
_Run: TypeAlias = Sequence[tuple[_Spelt, dict[str, int]]]


def _by_name(family: TheirNames, text: str, words: Sequence[_Spelt]) -> Iterator[Named]:
    """Several words in a row are one name: of a family of one surname whoever has the most."""
    found: list[tuple[_Spelt, dict[str, int]]] = []
    before = ""
    for place, one in enumerate(words):
        people = _who(family, text, one)
        if found and (not people or not _is_one_name(family, text, found[-1], (one, people))):
            yield from _as_one(family, text, before, found)
            found = []
        if people and not found:
            before = _just_before(text, words, place)
        if people:
            found.append((one, people))
    yield from _as_one(family, text, before, found)


def _is_one_name(
    family: TheirNames,
    text: str,
    last: tuple[_Spelt, dict[str, int]],
    one: tuple[_Spelt, dict[str, int]],
) -> bool:
    """With the word before it. Of children each is named by themself: "for Kit, Lark no"."""
    if family.are_children and last[1].keys().isdisjoint(one[1]):
        return False
    return _CLOSE.fullmatch(text, last[0].end, one[0].start) is not None


def _just_before(text: str, words: Sequence[_Spelt], place: int) -> str:
    """The word before with nothing but a space between: of one name with it, if it is a name."""
    if place == 0 or text[words[place - 1].end : words[place].start].strip():
        return ""
    return words[place - 1].plain


def _is_a_childs(family: TheirNames, before: str, run: _Run) -> bool:
    """A child who is named with their surname is no parent of whom that is the surname as well."""
    of_it = {one.plain for one, _ in run}
    return any(before in names and of_it <= names for names in family.of_others)


def _as_one(family: TheirNames, text: str, before: str, run: _Run) -> Iterator[Named]:
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


def _who(family: TheirNames, text: str, word: _Spelt) -> dict[str, int]:
    """Of those who care for a child: whose name it may be, and how surely."""
    plain, sound, names = word.plain, word.sound, family.names
    if family.are_children:
        plain, sound = _as_a_childs(family, text, word)
    elif plain not in names and plain.removesuffix("s") in names and not is_word_as_well(plain):
        # "Jons hitting us" is Jon's.
        plain = plain.removesuffix("s")
    elif plain in _ALSO_WORDS and word.written.islower() and _is_any_word(text, word):
        return {}
    if len(plain) <= 1:
        return _by_initial(family, word.written) if plain else {}
    if word.written.isupper() and plain in family.by_letters:
        return dict.fromkeys(family.by_letters[plain], 2)
    if family.words.isdisjoint((plain, word.whole)) and sound not in family.by_sound:
        return {}
    alike = [name for name in others_of(plain) if name in names]
    sounds_so = family.by_sound.get(sound, ())
    alike += [name for name in sounds_so if plain[:1] in _begins(name)]
    found = {person: 1 for name in alike for person in names[name]}
    for name in (plain, word.whole):
        found |= dict.fromkeys(names.get(name, ()), 2)
    return found


def _as_a_childs(family: TheirNames, text: str, word: _Spelt) -> tuple[str, str]:
    """How it is compared, and how it sounds. One that is any word as well has a capital, or stands
    where somebody is left out: "not about rose", "rose no". There one in small letters that is no
    other word is heard as it sounds.
    """
    plain = word.plain
    if plain not in family.names and plain.removesuffix("s") in family.names:
        plain = plain.removesuffix("s")
    if not word.written.islower():
        return plain, word.sound
    if _LEAVES_OUT.search(text[max(0, word.start - 30) : word.start]) is not None:
        # "Dont tell Ken" is not about Tilly.
        return plain, "" if is_word_as_well(plain) else sound_of(plain)
    if _LEFT_OUT.match(text, word.end) is None and is_word_as_well(plain):
        return "", ""
    return plain, ""


def _is_any_word(text: str, word: _Spelt) -> bool:
    """A word that is a name as well is none here."""
    before = text[max(0, word.start - 12) : word.start]
    return (
        word.plain not in _NAMES_AS_WELL
        or _OF_A_THING.search(before) is not None
        or (word.plain in _TIMES and _OF_A_TIME.search(before) is not None)
    )


def _by_initial(family: TheirNames, word: str) -> dict[str, int]:
    if not word.isupper() or word in _NO_INITIAL:
        return {}
    letter = word.lower()
    first = {one for one, begins in family.initials.items() if letter in begins}
    return dict.fromkeys(first, 1)


def _begins(name: str) -> frozenset[str]:
    """Kurt may be written Curt, Geoff Jeff, and Phil Fil."""
    alike = next((one for one in ("ckq", "gj", "fp", "sz", "iey", "xsz") if name[:1] in one), "")
    return frozenset(name[:1] + alike)
