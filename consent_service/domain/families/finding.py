"""By what little is known of somebody their family is found. Pure.

A caller has half a name, a year, a number on a letter. Each of these is a key that a file may be
known by, so that the index can say which files may be meant without being able to say of whom they
are. The index only proposes: the file itself says who in it matched, and by what. Nothing here is
about risk: the order is how much of what was asked somebody fits (`fitting.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import msgspec

from ..file.held import File
from ..file.whatwaits import with_what_may_stand_again
from ..memo import cached_property
from ..names.soundsalike import sound_of
from ..recorded.births import born_in, due_in, is_month, year_of
from ..recorded.circumstances import NumberRecorded, PersonAmended
from ..recorded.event import Event
from ..recorded.events import AdultAdded, ChildAdded
from ..recorded.practice import BirthRecorded, ContactPointRecorded
from ..safety.reaching import same_way
from ..writing import unaccented, untitled

#: Of how many letters a beginning is known. A longer one is looked for by the longest of these.
BEGINNINGS: Final = (3, 5)
#: What stands inside one name, however it is typed.
_INSIDE: Final = frozenset("'’‘ʼʻ`´-‐‑‒–")
_POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b")
_A_MONTH: Final = timedelta(days=31)


class FoundBy(StrEnum):
    """What of a question somebody fits, that which tells most first."""

    REFERENCE = "REFERENCE"
    NUMBER = "NUMBER"
    TELEPHONE = "TELEPHONE"
    NAME = "NAME"
    BIRTH = "BIRTH"
    FORMER_NAME = "FORMER_NAME"
    POSTCODE = "POSTCODE"
    BIRTH_SWAPPED = "BIRTH_SWAPPED"
    BIRTH_MONTH = "BIRTH_MONTH"
    NAME_BEGINS = "NAME_BEGINS"
    SOUNDS_LIKE = "SOUNDS_LIKE"
    DUE_MONTH = "DUE_MONTH"
    BIRTH_YEAR = "BIRTH_YEAR"
    PART_OF_NAME = "PART_OF_NAME"


#: How much each tells, of somebody who fits it.
_TELLS: Final[Mapping[FoundBy, int]] = {
    FoundBy.REFERENCE: 100,
    FoundBy.NUMBER: 100,
    FoundBy.TELEPHONE: 60,
    FoundBy.NAME: 40,
    FoundBy.BIRTH: 40,
    FoundBy.FORMER_NAME: 35,
    FoundBy.POSTCODE: 30,
    FoundBy.BIRTH_SWAPPED: 25,
    FoundBy.BIRTH_MONTH: 15,
    FoundBy.NAME_BEGINS: 20,
    FoundBy.SOUNDS_LIKE: 15,
    FoundBy.DUE_MONTH: 15,
    FoundBy.BIRTH_YEAR: 10,
    FoundBy.PART_OF_NAME: 5,
}
#: By what a word of a name is found, that which tells most first.
_OF_A_WORD: Final = (FoundBy.NAME, FoundBy.NAME_BEGINS, FoundBy.SOUNDS_LIKE)
#: How many sounds say something: "Lee" sounds like "Leigh", and like much else.
_SHORTEST_SOUND: Final = 3
#: Too little by themselves, where more was asked.
_LITTLE: Final = frozenset(
    {
        *(FoundBy.PART_OF_NAME, FoundBy.SOUNDS_LIKE),
        *(FoundBy.BIRTH_YEAR, FoundBy.BIRTH_MONTH, FoundBy.DUE_MONTH),
    }
)


# ── names ───────────────────────────────────────────────────────────────────────────────────


class Name(msgspec.Struct, frozen=True):
    """A name as it is compared: each of its words by every spelling that it may have, and the
    beginnings of which somebody may have typed one.
    """

    words: tuple[frozenset[str], ...]

    @property
    def spellings(self) -> frozenset[str]:
        """Every word, however it may be written."""
        return frozenset[str]().union(*self.words)


def name_of(text: str) -> Name:
    """Of "Mary-Anne O'Neill" the words are mary, anne or maryanne; and neill or oneill. What stands
    beside another may have been written as one with it: "Mc Donald", "Annemarie".
    """
    typed = [_parts(word) for word in untitled(_apart(text))]
    kept = [parts for parts in typed if parts]
    whole = ["".join(parts) for parts in kept]
    words = []
    for n, parts in enumerate(kept):
        beside = {whole[m] + whole[m + 1] for m in (n - 1, n) if 0 <= m < len(whole) - 1}
        words.append(frozenset({*(p for p in parts if len(p) > 1), whole[n], *beside}))
    # One letter is an initial, and everybody has it; unless it is all there is.
    long = tuple(word for n, word in enumerate(words) if len(whole[n]) > 1)
    return Name(long or tuple(words))


def _apart(text: str) -> list[str]:
    kept = (
        c if c in _INSIDE or unicodedata.category(c)[0] in "LNM" else " " for c in unaccented(text)
    )
    return "".join(kept).split()


def _parts(word: str) -> list[str]:
    apart = "".join(" " if c in _INSIDE else c for c in word)
    return apart.split()


# ── by which keys somebody is known ─────────────────────────────────────────────────────────


def finding_keys(file: File, on_file: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each of these people, with a key by which they are found."""
    for said in said_of_people(file):
        person = whom(said)
        if person in on_file:
            yield from ((person, key) for key in keys_of(said))


def keys_of(said: Any) -> Iterator[str]:
    """By which keys whoever this is said of is found."""
    names = getattr(said, "names", None)
    if names is not None:
        for word in name_of(names).spellings:
            yield f"word|{word}"
            yield from (f"begins|{word[:n]}" for n in BEGINNINGS if len(word) >= n)
            yield from sound_keys(word)
    born = getattr(said, "dob", None)
    if born is not None:
        yield from (f"born|{born.isoformat()}", f"month|{born:%Y-%m}", f"year|{born.year}")
    if isinstance(said, ChildAdded | PersonAmended):
        yield from _keys_of_a_month(born_in(said), due_in(said))
    guessed = getattr(said, "estimated_dob", None)
    if guessed is not None:
        yield from (f"year|{guessed.year + n}" for n in (-1, 0, 1))
    due = getattr(said, "estimated_due_date", None)
    if due is not None:
        yield from (f"due|{due:%Y-%m}", f"year|{due.year}")
    yield from (f"number|{_close(one.value)}" for one in getattr(said, "identifiers", ()))
    if isinstance(said, ContactPointRecorded) and said.value is not None:
        if said.type == "PHONE":
            yield telephone_key(said.value)
        if said.type == "ADDRESS":
            yield from (f"postcode|{code}" for code in postcodes(said.value))


def sound_keys(word: str) -> Iterator[str]:
    """The key of how a word of a name sounds, where that says enough: heard by telephone, nobody
    knows how it is spelt.
    """
    sound = sound_of(word)
    if len(sound) >= _SHORTEST_SOUND:
        yield f"sounds|{sound}"


def _keys_of_a_month(born: str | None, due: str | None) -> Iterator[str]:
    """Of whom no day is known."""
    if born is not None:
        # By `about` they are found by whoever asks by more than is known.
        yield from (f"year|{year_of(born)}", f"about|{year_of(born)}")
        if is_month(born):
            yield from (f"month|{born}", f"about|{born}")
    if due is not None:
        yield from (f"due|{due}", f"year|{year_of(due)}")


def said_of_people(file: File) -> Iterator[Event]:
    """What says who somebody is and how they are reached, but for what was found to be wrong."""
    file = with_what_may_stand_again(file)
    for kind in SAYS_HOW_FOUND:
        for held in file.of(kind):
            if held.struck_at is None:
                yield held.event


def whom(said: Event) -> str:
    """Of whom it is said."""
    return str(getattr(said, "child", None) or getattr(said, "person", ""))


#: What changes by which of these keys somebody is found.
SAYS_HOW_FOUND: Final[tuple[type[Event], ...]] = (
    ChildAdded,
    AdultAdded,
    BirthRecorded,
    PersonAmended,
    NumberRecorded,
    ContactPointRecorded,
)


def swapped(dob: date) -> date | None:
    """With day and month the other way round, where that is another day."""
    if dob.day > 12 or dob.day == dob.month:
        return None
    return dob.replace(month=dob.day, day=dob.month)


def telephone_key(number: str) -> str:
    """The key of a telephone number, however it is written."""
    return f"telephone|{same_way(number)}"


def postcodes(text: str) -> list[str]:
    """The postcodes that stand in an address, as one writes them."""
    return ["".join(found.groups()) for found in _POSTCODE.finditer(text.upper())]


def reference_key(reference: str) -> str:
    """What a case system's own reference is looked for by: "la 20418" reads like "LA-20418"."""
    return _close(reference)


def _close(number: str) -> str:
    return "".join(c for c in unaccented(number) if c.isalnum())


# ── what is asked ───────────────────────────────────────────────────────────────────────────


class Sought(msgspec.Struct, frozen=True, dict=True):
    """What somebody knows of whom they look for. Something of it is there."""

    names: str | None = None
    dob: date | None = None
    year: int | None = None
    born_in: str | None = None
    due: date | None = None
    number: str | None = None
    telephone: str | None = None
    postcode: str | None = None
    reference: str | None = None

    @cached_property
    def name(self) -> Name:
        """The name, as it is compared; of no words where none is asked for."""
        return Name(()) if self.names is None else name_of(self.names)

    @cached_property
    def swapped(self) -> date | None:
        """The date of birth with day and month the other way round, where that is another day."""
        return None if self.dob is None else swapped(self.dob)

    @property
    def month(self) -> str | None:
        """The month of birth that is asked for, where no day of it is known."""
        return None if self.born_in is None or not is_month(self.born_in) else self.born_in

    @property
    def in_year(self) -> int | None:
        """The year of birth that is asked for by itself. Of a day its month and year are not: all
        of that year would be proposed.
        """
        alone = self.born_in is not None and not is_month(self.born_in)
        return year_of(self.born_in) if alone and self.born_in else self.year

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The month in which a child is expected, and those beside it."""
        if self.due is None:
            return ()
        middle = self.due.replace(day=15)
        return tuple(f"{middle + n * _A_MONTH:%Y-%m}" for n in (-1, 0, 1))

    @cached_property
    def keys(self) -> Mapping[str, tuple[FoundBy, int]]:
        """By each key that the index may hold: what it would be found by, and which word of the
        name it is of.
        """
        found: dict[str, tuple[FoundBy, int]] = {}
        for n, word in enumerate(self.name.words):
            for spelling in word:
                for key, by in _keys_of_a_word(spelling):
                    found.setdefault(key, (by, n))
        if self.dob is not None:
            found[f"born|{self.dob.isoformat()}"] = (FoundBy.BIRTH, 0)
        if self.swapped is not None:
            found[f"born|{self.swapped.isoformat()}"] = (FoundBy.BIRTH_SWAPPED, 0)
        asked = self.month if self.dob is None else f"{self.dob:%Y-%m}"
        if asked is not None:
            found[f"about|{asked}"] = (FoundBy.BIRTH_MONTH, 0)
            found[f"about|{year_of(asked)}"] = (FoundBy.BIRTH_YEAR, 0)
        if self.month is not None:
            found[f"month|{self.month}"] = (FoundBy.BIRTH_MONTH, 0)
        if self.in_year is not None:
            found[f"year|{self.in_year}"] = (FoundBy.BIRTH_YEAR, 0)
        found |= {f"due|{month}": (FoundBy.DUE_MONTH, 0) for month in self.months}
        if self.number is not None:
            found[f"number|{_close(self.number)}"] = (FoundBy.NUMBER, 0)
        if self.telephone is not None:
            found[telephone_key(self.telephone)] = (FoundBy.TELEPHONE, 0)
        if self.postcode is not None:
            found[f"postcode|{_close(self.postcode).upper()}"] = (FoundBy.POSTCODE, 0)
        return found

    def proposed(self, hits: Mapping[str, Collection[str]]) -> list[str]:
        """The files that may be meant, the likeliest first, by the keys that the index has of each.
        Those that have only little of what was asked are left out, unless there are no others.
        """
        told = {file: self._told(keys) for file, keys in hits.items()}
        enough = {file: found for file, found in told.items() if not _LITTLE.issuperset(found)}
        chosen = enough or told
        return sorted(chosen, key=lambda file: (-weight(chosen[file]), file))

    def resembling(self, hits: Mapping[str, Collection[str]]) -> list[str]:
        """The files on which somebody may be the very one who is asked about, by the index."""
        # Files that are found by the very same keys say the same.
        alike: dict[frozenset[str], list[str]] = defaultdict(list)
        for file, keys in hits.items():
            alike[frozenset(keys)].append(file)
        return sorted(
            file for keys, files in alike.items() if resembles(self._told(keys)) for file in files
        )

    def _told(self, keys: Collection[str]) -> set[FoundBy]:
        by_word: dict[int, set[FoundBy]] = {}
        found: set[FoundBy] = set()
        for key in keys:
            why, word = self.keys[key]
            if why in _OF_A_WORD:
                by_word.setdefault(word, set()).add(why)
            else:
                found.add(why)
        if by_word:
            found.add(of_words([by_word.get(n, set()) for n in range(len(self.name.words))]))
        return found


def _keys_of_a_word(spelling: str) -> Iterator[tuple[str, FoundBy]]:
    """By which keys somebody is sought who typed this, and what they would be found by."""
    yield f"word|{spelling}", FoundBy.NAME
    longest = max((length for length in BEGINNINGS if len(spelling) >= length), default=0)
    if longest:
        yield f"begins|{spelling[:longest]}", FoundBy.NAME_BEGINS
    yield from ((key, FoundBy.SOUNDS_LIKE) for key in sound_keys(spelling))


def of_words(words: Sequence[Collection[FoundBy]]) -> FoundBy:
    """What a name is found by, each of whose words is found by these."""
    if not all(words):
        return FoundBy.PART_OF_NAME
    return max((min(one, key=_OF_A_WORD.index) for one in words), key=_OF_A_WORD.index)


_BORN: Final = frozenset(
    {FoundBy.BIRTH, FoundBy.BIRTH_SWAPPED, FoundBy.BIRTH_MONTH, FoundBy.DUE_MONTH}
)
#: Whoever is found by none of these resembles nobody, whatever else they are found by.
RESEMBLES_BY: Final = _BORN | {FoundBy.TELEPHONE}


def resembles(found: Collection[FoundBy]) -> FoundBy | None:
    """By what somebody may be the one who is asked about: reached by the same telephone, or named
    as they are or were, however it is written, and born on that day, or with day and month swapped,
    or in that month where no day is known, or expected about it; or by a name that sounds like
    theirs, and born on that very day.
    """
    named = {FoundBy.NAME, FoundBy.FORMER_NAME, FoundBy.NAME_BEGINS} & set(found)
    born = _BORN & set(found)
    if (named and born) or {FoundBy.SOUNDS_LIKE, FoundBy.BIRTH} <= set(found):
        return FoundBy.BIRTH
    return FoundBy.TELEPHONE if FoundBy.TELEPHONE in found else None


def weight(found: Collection[FoundBy]) -> int:
    """How much of the question that is; for the order alone."""
    return sum(_TELLS[one] for one in found)
