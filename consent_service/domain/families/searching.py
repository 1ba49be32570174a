"""By which keys a person is known to be somebody of another file, and any is found.

Exact, after what makes no difference is taken away: case, width, accents, order of the names,
titles, punctuation. Beside the date of birth no more is needed to know "Zoë" by "Zoe". Nothing here
guesses: a sign would be carried into another family's file. By how much less somebody who looks for
a family may find it, `finding.py` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple, TypeAlias, cast

from ..file.casefile import CaseFile
from ..file.held import Held
from ..file.whatwaits import with_what_may_stand_again
from ..file.whilejoined import joined_still
from ..recorded.circumstances import NumberRecorded, PersonAmended
from ..recorded.event import Event
from ..recorded.events import AdultAdded, ChildAdded
from ..recorded.joinedelsewhere import PersonJoinedElsewhere, PersonPartedElsewhere
from ..recorded.particulars import Identifier
from ..recorded.practice import BirthRecorded, ContactPointRecorded
from ..safety.reaching import same_way
from ..writing import name_key
from .finding import SAYS_HOW_FOUND, finding_keys, swapped, telephone_key


def search_key(names: str, dob: date) -> str:
    """The key of a name and a date of birth. "Sample, John" and "Mr john  SAMPLE" have the same."""
    return f"{name_key(names)}|{dob.isoformat()}"


def reached_key(names: str, way: str) -> str:
    """The key of a name and a number or address by which whoever has it is reached: a stranger has
    the one or the other, and not both.
    """
    return f"{name_key(names)}|by|{way}"


def number_key(number: Identifier) -> str:
    """The key of a number that another system knows a child by, however it is spaced."""
    return f"{number.scheme}|{''.join(number.value.split()).casefold()}"


class Keys(NamedTuple):
    """By which keys one person is known: numbers; names, with a birth or a telephone number; and
    joinings. By which telephones they are reached, when they were born, and what they are called:
    whoever is reached by the same, or was born on the same day, may be they, by a name that sounds
    like it.
    """

    numbers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    joinings: frozenset[str] = frozenset()
    telephones: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    births: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.numbers | self.names | self.joinings

    @property
    def perhaps(self) -> frozenset[str]:
        """Those besides by which somebody who may be they is found."""
        return self.every | self.by_one_thing

    @property
    def by_one_thing(self) -> frozenset[str]:
        """Those that are nothing without a name like theirs."""
        return self.telephones | self.births


def joining_key(joining: str) -> str:
    """The key of a joining across files, by which each of the two finds the other."""
    return f"joined|{joining}"


def joined_elsewhere(file: CaseFile) -> Iterator[PersonJoinedElsewhere]:
    """Who was joined with somebody of another file, and has not been parted from them."""
    return joined_still(with_what_may_stand_again(file))


def known_keys(file: CaseFile) -> frozenset[str]:
    """Every key by which somebody of the file is known to be somebody of another."""
    return frozenset[str]().union(*(keys.perhaps for keys in keys_by_person(file).values()))


def search_keys(file: CaseFile) -> frozenset[str]:
    """Every key a file is found by: what its people are known by, and what finds them."""
    known = keys_by_person(file)
    found = frozenset(key for _, key in finding_keys(file, known))
    return found.union(every_joining(file), *(keys.every for keys in known.values()))


def every_joining(file: CaseFile) -> frozenset[str]:
    """The key of each joining there ever was: one that has ended may go on after all."""
    return frozenset(joining_key(held.event.joining) for held in file.of(PersonJoinedElsewhere))


def keys_by_person(file: CaseFile) -> dict[str, Keys]:
    """Of each child, born or since born, and each adult: their numbers, and what they are called
    and were called before.

    What was entered in error no longer finds anything, once nobody has that to confirm.
    """
    file = with_what_may_stand_again(file)
    names: dict[str, list[str]] = defaultdict(list)
    births: dict[str, list[date]] = defaultdict(list)
    numbers: dict[str, set[str]] = defaultdict(set)
    for held in _who_is_who(file):
        said = held.event
        person = said.child if isinstance(said, ChildAdded | BirthRecorded) else said.person
        if isinstance(said, ChildAdded | NumberRecorded):
            numbers[person].update(map(number_key, said.identifiers))
        if isinstance(said, NumberRecorded):
            continue
        if said.names is not None:
            names[person].append(said.names)
        if said.dob is not None:
            births[person].append(said.dob)
    reached: dict[str, set[str]] = defaultdict(set)
    rung: dict[str, set[str]] = defaultdict(set)
    for way in file.of(ContactPointRecorded):
        if way.struck_at is None and way.event.type in _NUMBERED and way.event.value:
            reached[way.event.person].add(same_way(way.event.value))
            if way.event.type == "PHONE":
                rung[way.event.person].add(telephone_key(way.event.value))
    joinings: dict[str, set[str]] = defaultdict(set)
    for joined in joined_elsewhere(file):
        joinings[joined.person].add(joining_key(joined.joining))
    return {
        person: Keys(
            frozenset(numbers[person]),
            frozenset(
                [search_key(name, dob) for name in names[person] for dob in births[person]]
                + [reached_key(name, way) for name in names[person] for way in reached[person]]
            ),
            frozenset(joinings[person]),
            frozenset(rung[person]),
            frozenset(names[person]),
            frozenset(key for dob in births[person] for key in _born(dob)),
        )
        for person in _on_file(file)
    }


def _born(dob: date) -> Iterator[str]:
    """As `finding.py` has it; and with day and month swapped, as often as it is typed so."""
    return (f"born|{day.isoformat()}" for day in (dob, swapped(dob)) if day is not None)


def _on_file(file: CaseFile) -> Iterator[str]:
    yield from (held.event.child for held in file.of(ChildAdded) if held.struck_at is None)
    yield from (held.event.person for held in file.of(AdultAdded) if held.struck_at is None)


#: By these one person is reached, and no household.
_NUMBERED: Final = frozenset({"PHONE", "EMAIL"})
#: What says who somebody is.
_SAYS_WHO: Final = (ChildAdded, AdultAdded, BirthRecorded, PersonAmended, NumberRecorded)
#: What changes by which keys somebody is found.
WHO_IS_WHO: Final[tuple[type[Event], ...]] = (
    *SAYS_HOW_FOUND,
    PersonJoinedElsewhere,
    PersonPartedElsewhere,
)

_Said: TypeAlias = ChildAdded | AdultAdded | BirthRecorded | PersonAmended | NumberRecorded


def _who_is_who(file: CaseFile) -> Iterator[Held[_Said]]:
    """What says who somebody is: of whoever is on the file, and not found to be an error."""
    for kind in _SAYS_WHO:
        for held in file.of(kind):
            if held.struck_at is None:
                yield cast("Held[_Said]", held)
