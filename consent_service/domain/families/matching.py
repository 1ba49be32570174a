"""Who of one file of the authority is, or may be, somebody of another: by a name that is no more
than like theirs only where both are reached by one telephone, or were born on one day. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..file.casefile import CaseFile
from ..names.soundsalike import any_may_be_of_one
from .searching import joining_key, keys_by_person

#: How somebody was found to be the same, the surest first: codes of `sign_matches`.
SUREST_FIRST: Final = ("CONFIRMED", "BY_NUMBER", "BY_NAME")


class Match(NamedTuple):
    """Somebody of one file who is, or may be, somebody of another; by which joining, if any, and
    whether by a number or a name besides.
    """

    person: str
    other: str
    how: str
    joining: str | None = None
    is_besides: bool = False


def matches(file: CaseFile, other: CaseFile) -> Iterator[Match]:
    """Who of one file is, or may be, who of the other."""
    there = keys_by_person(other)
    known: dict[str, list[str]] = defaultdict(list)
    for one, theirs in there.items():
        for key in theirs.perhaps:
            known[key].append(one)
    order = {one: number for number, one in enumerate(there)}
    for person, keys in keys_by_person(file).items():
        found = {one for key in keys.every for one in known.get(key, ())}
        found |= {
            one
            for key in keys.by_one_thing
            for one in known.get(key, ())
            if any_may_be_of_one(keys.called, there[one].called)
        }
        for one in sorted(found, key=order.__getitem__):
            theirs = there[one]
            joined, number = keys.joinings & theirs.joinings, keys.numbers & theirs.numbers
            if joined:
                besides = bool(number or keys.names & theirs.names)
                joining = min(joined).removeprefix(joining_key(""))
                yield Match(person, one, "CONFIRMED", joining, is_besides=besides)
            else:
                yield Match(person, one, "BY_NUMBER" if number else "BY_NAME")


def surest_first(match: Match) -> int:
    return SUREST_FIRST.index(match.how)


def as_sure(match: Match) -> tuple[str, ...]:
    """The ways that are as sure as this, which is the last of them."""
    return SUREST_FIRST[: SUREST_FIRST.index(match.how) + 1]
