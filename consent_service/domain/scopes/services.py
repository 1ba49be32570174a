"""Which service a name means: the one rule by which two names of services are compared.

Somebody types "the Elm Primary", somebody else "Elm Primary School". For an agreement the two are
different until somebody says that they are one: nobody is contacted on the strength of a
likeness. For a no they are the same: nobody's no is lost to a spelling. Where it cannot be told,
the answer is to ask which one is meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from typing import Any, Final, overload

import msgspec

from ..codes import codes
from ..memo import Lately, cached_property, read_once
from ..writing import unaccented

#: Names shorter than this, once their common words are gone, stand in too many others to tell
#: anything: "St" is contained in half of all schools.
_SHORTEST_CONTAINED: Final = 3

#: No place in a ledger is as high.
LATER_THAN_EVERYTHING: Final = 2**63

#: How alike two names are that somebody may have mistyped for each other: one letter in five.
_MISTYPED: Final = 0.8
#: In a shorter name one letter for another makes another name: Elm and Elk. Two that changed places
#: do not.
_SHORTEST_OF_ANOTHER_LETTER: Final = 4
#: So many names are shown as near; more would not be read.
_MOST_NEAR: Final = 5


class Service(msgspec.Struct, frozen=True):
    """One entry of an authority's directory: a named service, with every name it goes by.

    By its names it is found. By one that is only `heard`, taken off the list or not confirmed by a
    manager, it is not; but a no is heard by it. Until a manager has listed it, it is not
    `confirmed`: that it is another service than one of a name like its own lifts no no. By those
    that managers have listed (`settled`; all, where that is not told) it is known which service was
    meant, so that it is no other one. `since` is
    the place in the ledger at which it was first listed: `"*"` in a yes from before it is no yes to
    it. Where that is not known it came later than everything.
    """

    id: str
    type: str
    names: tuple[str, ...]
    heard: tuple[str, ...] = ()
    ended: bool = False
    confirmed: bool = True
    settled: tuple[str, ...] | None = None
    since: int = LATER_THAN_EVERYTHING

    @property
    def known_by(self) -> tuple[str, ...]:
        """The names by which it is known that no other service was meant."""
        return (*self.names, *self.heard) if self.settled is None else self.settled

    @property
    def shown(self) -> str:
        """The name it is shown by."""
        return (self.names or self.heard)[0]


class Directory(Sequence[Service]):
    """The services of an authority at one moment, found by id and by name without a search."""

    def __init__(self, services: Iterable[Service] = ()) -> None:
        self._every = tuple(services)

    @overload
    def __getitem__(self, place: int) -> Service: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Service, ...]: ...

    def __getitem__(self, place: int | slice) -> Service | tuple[Service, ...]:
        return self._every[place]

    def __len__(self) -> int:
        return len(self._every)

    @cached_property
    def by_id(self) -> Mapping[str, Service]:
        """Each service by its id."""
        return {service.id: service for service in self}

    @cached_property
    def worked_out(self) -> Lately[Any]:
        """What rules that stand above it have made of a name, each worked out once."""
        return Lately()

    @cached_property
    def by_name(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """By type and `exact_key`: the ids of those that go by it."""
        every: dict[tuple[str, str], set[str]] = {}
        for service in self:
            for name in service.names:
                every.setdefault((service.type, exact_key(name)), set()).add(service.id)
        return {key: frozenset(ids) for key, ids in every.items()}

    @cached_property
    def cores(self) -> Mapping[str, frozenset[str]]:
        """By type: what is left of each name that a service of it is known by."""
        every: dict[str, set[str]] = {}
        for service in self:
            found = (core_key(name, service.type) for name in service.known_by)
            every.setdefault(service.type, set()).update(filter(None, found))
        return {of_type: frozenset(found) for of_type, found in every.items()}

    @cached_property
    def by_spelling(self) -> Mapping[str, tuple[Service, ...]]:
        """By `exact_key`, of whichever type: those that go by it, or are heard by it."""
        every: dict[str, dict[str, Service]] = {}
        for service in self:
            for name in (*service.names, *service.heard):
                every.setdefault(exact_key(name), {})[service.id] = service
        return {key: tuple(found.values()) for key, found in every.items() if key}


def indexed(services: Iterable[Service]) -> Directory:
    """These services as a directory."""
    # By its very class, which is looked at without the machinery of abstract ones.
    if services.__class__ is Directory:
        return services
    every = tuple(services)
    return Directory(every) if every else _EMPTY


_EMPTY: Final = Directory()


class Likeness(Enum):
    """Whether a name that somebody said no to is the service that is asked about."""

    SAME = "SAME"
    #: Perhaps: one name is contained in the other or mistyped for it, or what was said names nobody
    #: for certain.
    PERHAPS = "PERHAPS"
    OTHER = "OTHER"


def exact_key(name: str) -> str:
    """The name without case, accents, spacing and punctuation. Empty if nothing is left.

    By this alone a name is found in the directory, and an agreement is held to a service.
    """
    return "".join(_words(name))


_OF_NOBODY: Final = """
    a an the this that these those any all each every either both no none some other another
    which whichever whatever whoever of at in for not named unnamed known unknown sure
    my our your his her hers their its own s child childs children childrens kid kids family
    old new former current usual local nearest last previous goes attends he she they them one
    everyone everybody everything anyone anybody anything nobody nothing noone
"""
#: Words that name no service, alone or beside those of its type: which, whose, how many.
NAMES_NONE: Final = frozenset(_OF_NOBODY.split())


@read_once
def core_key(name: str, of_type: str) -> str:
    """The same without "the" and the words that services of this type have in common.

    "The Hillside Surgery" and "Hillside" have one core among GPs, and "Saint Mary" is "St Mary";
    "the school" has none, nor has "any of their schools": what is left of it names no service.
    """
    common = _common_words(of_type)
    left = [word for word in _words(name) if word not in common]
    if NAMES_NONE.issuperset(left):
        return ""
    return "".join("st" if word == "saint" else word for word in left)


def is_description(name: str, of_type: str) -> bool:
    """It says whose the service is, and not what it is called ("Ng's school"), or which it is not
    ("any school except Oak"). Or it is called so: there is no telling.
    """
    if not _TURNS_ROUND.isdisjoint(_words(name)) or _says_where(name, of_type):
        return True
    words = [word.casefold().rstrip(".,;") for word in name.split()]
    others = [word for word in words if not word.endswith(_POSSESSIVES)]
    return len(others) < len(words) and not core_key(" ".join(others), of_type)


@read_once
def says_another_type(name: str, of_type: str) -> frozenset[str]:
    """The types each of whose services it may be, where it was typed under one that it does not
    fit: "the surgery" under schools. Either the type is wrong, or it is what one of them is called.
    """
    if of_type not in codes("agencies") or not core_key(name, of_type):
        return frozenset()
    return frozenset(other for other in codes("agencies") if not core_key(name, other))


def is_like_none(name: str, of_type: str, listed: Iterable[Service]) -> bool:
    """It is like no name that a listed service of the type goes by: a description ("his teacher",
    "school nearest home"), or the name of one that nobody has listed. They alone can tell.
    """
    core = core_key(name, of_type)
    return not any(_contained(core, other) for other in indexed(listed).cores.get(of_type, ()))


def _says_where(name: str, of_type: str) -> bool:
    """Nearest whom or what it is: "the surgery near us", "a school round the corner"."""
    words = _words(name)
    place = next((n for n, word in enumerate(words) if word in _NEAR), None)
    return place is not None and not core_key(" ".join(words[:place]), of_type)


_NEAR: Final = frozenset(
    {"near", "nearby", "nearest", "by", "beside", "opposite", "behind", "round", "around", "on"}
    | {"down", "up", "in", "where", "that", "which", "who", "we", "they", "he", "she", "with"}
)
_TURNS_ROUND: Final = frozenset(
    {"not", "except", "excepting", "excluding", "apart", "other", "but", "besides", "unless"}
)
_POSSESSIVES: Final = tuple(end for mark in "'’ʼ" for end in (f"{mark}s", f"s{mark}"))


def found(name: str, of_type: str, directory: Iterable[Service]) -> Service | None:
    """The one service of this type that goes by this name; None if there is none, or more."""
    listed, key = indexed(directory), exact_key(name)
    ids = listed.by_name.get((of_type, key), frozenset())
    return listed.by_id[next(iter(ids))] if key and len(ids) == 1 else None


def goes_by(service: Service, name: str) -> bool:
    """It is one of its names, however that is spelled."""
    return exact_key(name) in map(exact_key, (*service.names, *service.heard))


def others_so_called(
    typed: str, of_type: str, id: str | None, directory: Directory
) -> Iterator[str]:
    """The ids of those that go or went by the name beside the one that was found by it, unless that
    is the one by what managers list: what an administrator lists lifts no no.
    """
    entry = directory.by_id.get(id or "")
    is_found = entry is not None and spelled_alike((typed,), entry.known_by)
    for one in directory.by_spelling.get(exact_key(typed), ()):
        taken_off = not one.confirmed and not spelled_alike((typed,), one.names)
        if one.type == of_type and one.id != id and (taken_off or not is_found):
            yield one.id


def spelled_alike(some: Iterable[str], others: Iterable[str]) -> bool:
    """One name is in both, however it is spelled."""
    keys = {exact_key(name) for name in some} - {""}
    return bool(keys) and any(exact_key(name) in keys for name in others)


def resembling(name: str, of_type: str, directory: Iterable[Service]) -> tuple[Service, ...]:
    """The services of this type that somebody may have meant by this name, the nearest first.

    What a no would be heard or asked about by counts as near. It is for a person to choose from:
    nothing is decided by it.
    """
    core = core_key(name, of_type)
    # It is quick for many first texts and one second.
    matcher = SequenceMatcher(None, "", exact_key(name))

    def closeness(other: str) -> float:
        others = core_key(other, of_type)
        if core and others and (_contained(core, others) or _is_a_slip(core, others)):
            return 1.0
        matcher.set_seq1(exact_key(other))
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _MISTYPED:
            return 0.0
        return matcher.ratio()

    near = [
        (how_close, service.shown, service)
        for service in directory
        if service.type == of_type and not service.ended
        for how_close in (max(map(closeness, (*service.names, *service.heard))),)
        if how_close >= _MISTYPED
    ]
    nearest = sorted(near, key=lambda one: (-one[0], one[1]))[:_MOST_NEAR]
    return tuple(service for _, _, service in nearest)


def likeness(said: Iterable[str], asked: Iterable[str], of_type: str) -> Likeness:
    """How the names that somebody said no to compare with those of the service asked about.

    A no by a name of which nothing is left ("the school") is a no to each service of the type.
    """
    nos = _cores(said, of_type)
    names = _cores(asked, of_type)
    if not any(nos) or set(nos) & set(names):
        return Likeness.SAME
    if any(_contained(no, name) or _is_mistyped(no, name) for no in nos for name in names):
        return Likeness.PERHAPS
    return Likeness.OTHER


def _cores(names: Iterable[str], of_type: str) -> list[str]:
    """What is left of each name. Nothing counts only where nothing is left of any: an alias like
    "the surgery" must not make a named service into every service.
    """
    cores = [core_key(name, of_type) for name in names]
    return [core for core in cores if core] or [""]


def _contained(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    # A question by "the surgery" names nobody, so it could be any of them.
    return not shorter or (len(shorter) >= _SHORTEST_CONTAINED and shorter in longer)


@read_once
def _is_mistyped(one: str, other: str) -> bool:
    """One letter or two may have been left out, doubled or changed. In whichever order: the measure
    is not the same both ways.
    """
    if _is_a_slip(one, other):
        return True
    first, second = sorted((one, other))
    if 2.0 * min(len(first), len(second)) / (len(first) + len(second)) < _MISTYPED:
        # One is so much longer that it is none, whichever letters they have in common.
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _MISTYPED and matcher.ratio() >= _MISTYPED


def _is_a_slip(one: str, other: str) -> bool:
    """Two letters that stand side by side changed places, or one is another: Prak or Parc for Park.
    In so short a name that is more than one letter in five. A figure is no slip for another.
    """
    if len(one) != len(other) or one == other or not (one + other).isalpha():
        return False
    places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    first, last = places[0], places[-1]
    if len(places) == 1:
        return len(one) >= _SHORTEST_OF_ANOTHER_LETTER
    swapped = len(places) == 2 and last - first == 1
    return swapped and one[first] == other[last] and one[last] == other[first]


@read_once
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, each without case, accents and the punctuation inside it.

    A hyphen or an apostrophe joins ("Hill-side", "O'Brien"); other punctuation separates.
    """
    kept = []
    for character in unaccented(name):
        category = unicodedata.category(character)
        if category[0] in "LNM":
            kept.append(character)
        elif category[0] in "ZC" or character in "/,;:()&+.":
            kept.append(" ")
    return tuple("".join(kept).split())


@cache
def _common_words(of_type: str) -> frozenset[str]:
    row = codes("agencies").get(of_type)
    words = () if row is None else row.attributes.get("words", ())
    assert isinstance(words, tuple | list)  # noqa: S101 - the table is ours
    return frozenset({"the", *words})
