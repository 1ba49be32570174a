"""Which service a name means: the one rule by which two names of services are compared.

Somebody types "the Elm Primary", somebody else "Elm Primary School". For an agreement the two are
different until somebody says that they are one: nobody is contacted on the strength of a
likeness. For a no they are the same: nobody's no is lost to a spelling. Where it cannot be told,
the answer is to ask which one is meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Final

import msgspec

from .codes import codes
from .writing import folded

#: Names shorter than this, once their common words are gone, stand in too many others to tell
#: anything: "St" is contained in half of all schools.
_SHORTEST_CONTAINED: Final = 3


class Service(msgspec.Struct, frozen=True):
    """One entry of an authority's directory: a named service, with every name it goes by."""

    id: str
    type: str
    names: tuple[str, ...]


class Likeness(Enum):
    """Whether a name that somebody said no to is the service that is asked about."""

    SAME = "SAME"
    #: Perhaps: one name is contained in the other, or what was said names nobody for certain.
    PERHAPS = "PERHAPS"
    OTHER = "OTHER"


def exact_key(name: str) -> str:
    """The name without case, accents, spacing and punctuation. Empty if nothing is left.

    By this alone a name is found in the directory, and an agreement is held to a service.
    """
    return "".join(_words(name))


def core_key(name: str, of_type: str) -> str:
    """The same without "the" and the words that services of this type have in common.

    "The Hillside Surgery" and "Hillside" have one core among GPs; "the school" has none.
    """
    common = _common_words(of_type)
    return "".join(word for word in _words(name) if word not in common)


def found(name: str, of_type: str, directory: Iterable[Service]) -> Service | None:
    """The one service of this type that goes by this name; None if there is none, or more."""
    key = exact_key(name)
    matches = [
        service
        for service in directory
        if service.type == of_type and key in map(exact_key, service.names)
    ]
    return matches[0] if key and len(matches) == 1 else None


def likeness(said: Iterable[str], asked: Iterable[str], of_type: str) -> Likeness:
    """How the names that somebody said no to compare with those of the service asked about.

    A no by a name of which nothing is left ("the school") is a no to each service of the type.
    """
    nos = _cores(said, of_type)
    names = _cores(asked, of_type)
    if not any(nos) or set(nos) & set(names):
        return Likeness.SAME
    if any(_contained(no, name) for no in nos for name in names):
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


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, each without case, accents and the punctuation inside it.

    A hyphen or an apostrophe joins ("Hill-side", "O'Brien"); other punctuation separates.
    """
    # By way of capitals, so that letters which have one capital (ı and i, ς and σ) are one.
    letters = unicodedata.normalize("NFKD", folded(name).upper().casefold())
    kept = []
    for character in letters:
        category = unicodedata.category(character)
        if category[0] in "LN":
            kept.append(character)
        elif category[0] in "ZC" or character in "/,;:()&+.":
            kept.append(" ")
    return tuple("".join(kept).split())


@lru_cache(maxsize=128)
def _common_words(of_type: str) -> frozenset[str]:
    row = codes("agencies").get(of_type)
    words = () if row is None else row.attributes.get("words", ())
    assert isinstance(words, tuple | list)  # noqa: S101 - the table is ours
    return frozenset({"the", *words})
