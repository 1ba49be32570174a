"""The plain words of a family's own view: labels for families in place of codes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ..codes import LISTS, TEXTS, codes
from ..scopes.scope import ANY, BOTH, SEEK, SHARE, Agency, Scope
from ..times import A_MOMENT, LONDON


class Reader(StrEnum):
    """Who reads of a child, by what they are to it: the words follow that."""

    #: A parent reads of "your child".
    PARENT = "PARENT"
    #: The child themself reads of "you".
    YOUNG = "YOUNG"
    #: Whoever cares for another's child, or is nothing to it, reads of "the child".
    OTHER = "OTHER"


#: Where the words for a parent say "your child", others have words of their own.
_OF_OTHERS: Final = {Reader.YOUNG: "young", Reader.OTHER: "carer"}


def words(list_name: str, code: str, reader: Reader = Reader.PARENT) -> str:
    """The words for families of one code; those for staff where families have none."""
    own = f"{_OF_OTHERS.get(reader)}_{list_name}"
    if own in LISTS and code in codes(own):
        return codes(own)[code].label
    row = codes(list_name)[code]
    return row.parent_label or row.label


def day_of(at: datetime) -> str:
    """The day in London."""
    return at.astimezone(LONDON).date().isoformat()


def last_day(end: datetime) -> str:
    """The last day on which something holds whose end is exclusive."""
    return day_of(end - A_MOMENT)


def spoken(day: date) -> str:
    """A day as people say it: 12 November 2026."""
    return f"{day.day} {day:%B %Y}"


def services(agencies: Iterable[Agency]) -> list[str]:
    """Who: the service, by the name of its own where it has one here."""
    found = []
    for agency in agencies:
        kind = TEXTS["own_any_service"] if agency.type == ANY else words("agencies", agency.type)
        small = kind[0].lower() + kind[1:]
        named = agency.organisation
        found.append(kind if named is None else f"{named} ({small})")
    return _once(found)


def information(categories: Iterable[str], reader: Reader) -> list[str]:
    """What."""
    return _once(
        TEXTS["own_any_information"] if c == ANY else words("categories", c, reader)
        for c in categories
    )


def reasons(purposes: Iterable[str], reader: Reader) -> list[str]:
    """Why."""
    return _once(
        TEXTS["own_any_reason"] if p == ANY else words("purposes", p, reader) for p in purposes
    )


def ways(directions: Iterable[str]) -> list[str]:
    """Whether we ask, tell or both."""
    both = BOTH in directions or {SEEK, SHARE} <= set(directions)
    return [words("directions", d) for d in ((BOTH,) if both else directions)]


def people(subjects: Sequence[str], person: str, children: Mapping[str, str]) -> list[str]:
    """Whom it is about: themself, their children by name, and nobody else by any name."""
    found = []
    for subject in subjects:
        if subject == person:
            found.append(TEXTS["own_you"])
        elif subject == ANY:
            found.append(TEXTS["own_everybody"])
        else:
            found.append(children.get(subject, TEXTS["own_somebody"]))
    return sorted(set(found))


def asked_and_told(scope: Scope, reader: Reader) -> tuple[list[str], list[str]]:
    """What we asked a service, and what we told it. Asking an agency tells it whom it is about and
    that there is a worry: which particulars went with that is on record only where they were told.
    """
    asks = bool({SEEK, BOTH} & set(scope.directions))
    tells = bool({SHARE, BOTH} & set(scope.directions))
    return (
        information(scope.categories if asks else (), reader),
        [
            *([TEXTS["own_told_to_ask"]] if asks else []),
            *information(scope.categories if tells else (), reader),
        ],
    )


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
