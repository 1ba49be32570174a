"""What the authority knows of somebody by another of its files. Pure.

A sign that somebody is a danger, or in danger, is written into each file on which they stand, as an
entry of that file; it names no other. How surely they are the same person says how it is heard: by
a number, like a sign of the file's own; by name and birth only, as something that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .casefile import CaseFile
from .circumstances import NumberRecorded, PeopleJoined, PersonAmended, SignRecorded
from .event import Event
from .events import (
    AdultAdded,
    ChildAdded,
    ConversationRecorded,
    SafetyRecorded,
)
from .practice import BirthRecorded, ContactPointRecorded, NeedsRecorded
from .safety import Sign, may_be_harmed, says_harmed_as, standing_signs
from .searching import Keys, keys_by_person
from .view import View

#: How somebody was found to be the same, the surest first: codes of `sign_matches`.
SUREST_FIRST: Final = ("CONFIRMED", "BY_NUMBER", "BY_NAME")

#: Of what stands against somebody: as which code it is told. A child's wish is told to nobody, and
#: what came from another file goes on from there.
_AGAINST: Final = {
    Sign.RECORDED_NOT_SAFE: "NOT_SAFE",
    Sign.ALLEGED_ABUSER: "ALLEGED_ABUSER",
    Sign.NAMED_BY_A_SIGN: None,
}


class Known(NamedTuple):
    """A sign of a file's own: its code, whether the person is the danger, and where it stands."""

    code: str
    is_danger: bool
    seq: int


class Match(NamedTuple):
    """Somebody of one file who is, or may be, somebody of another."""

    person: str
    other: str
    how: str


def people_concerned(events: Iterable[Event]) -> frozenset[str]:
    """Of whom other files may have something to hear, or have something to tell."""
    return frozenset(person for event in events for person in _concerned(event))


def _concerned(event: Event) -> tuple[str, ...]:
    """By what says who they are, or brings a sign."""
    match event:
        case ChildAdded(child=person) | BirthRecorded(child=person):
            return (person,)
        case AdultAdded(person=person) | PersonAmended(person=person):
            return (person,)
        case NumberRecorded(person=person) | SafetyRecorded(person=person, safe_to_ask=False):
            return (person,)
        case PeopleJoined(person=person, other=other):
            return (person, other)
        case SignRecorded(person=person, names=names):
            return (person, *names)
        case NeedsRecorded() | ConversationRecorded() | ContactPointRecorded():
            return (event.person,) if says_harmed_as(event) else ()
    return ()


def keys_of(file: CaseFile, people: Iterable[str]) -> frozenset[str]:
    """By which keys these people are found on other files."""
    every = keys_by_person(file)
    return frozenset[str]().union(*(every.get(person, Keys()).every for person in people))


def matches(file: CaseFile, other: CaseFile) -> Iterator[Match]:
    """Who of one file is, or may be, who of the other."""
    there = keys_by_person(other)
    for person, keys in keys_by_person(file).items():
        for one, theirs in there.items():
            if keys.numbers & theirs.numbers:
                yield Match(person, one, "BY_NUMBER")
            elif keys.names & theirs.names:
                yield Match(person, one, "BY_NAME")


def to_be_told(source: View, target: View) -> list[SignRecorded]:
    """The signs of one file that another has to hear and has not: entries for that other, in effect
    when they are written.
    """
    told = {
        (held.event.person, held.event.code, bool(held.event.names), held.event.matched): held.seq
        for held in target.recorded(SignRecorded)
        if held.event.matched is not None
    }
    found: dict[tuple[str, str, bool, str], SignRecorded] = {}
    for match in sorted(matches(source.file, target.file), key=_surest_first):
        for known in _known_of(source, match.person):
            said = [(match.other, known.code, known.is_danger, how) for how in _as_sure(match)]
            if any(told.get(one, -1) > known.seq or one in found for one in said):
                continue
            found[said[-1]] = SignRecorded(
                person=match.other,
                code=known.code,
                effective_at=target.known,
                names=(match.other,) if known.is_danger else (),
                matched=match.how,
            )
    return list(found.values())


def _surest_first(match: Match) -> int:
    return SUREST_FIRST.index(match.how)


def _as_sure(match: Match) -> tuple[str, ...]:
    """The ways that are as sure as this, which is the last of them."""
    return SUREST_FIRST[: SUREST_FIRST.index(match.how) + 1]


def _known_of(view: View, person: str) -> Iterator[Known]:
    """The signs of this file's own about somebody, whoever of them is meant in each."""
    own = {held.seq: held.event for held in view.recorded(SignRecorded)}
    elsewhere = {seq for seq, sign in own.items() if sign.matched is not None}
    for against, order in standing_signs(view, person):
        seq = order[-1]
        if against in _AGAINST and seq not in elsewhere:
            yield Known(_AGAINST[against] or own[seq].code, is_danger=True, seq=seq)
    one = view.the_one(person)
    for harmed, code, order in may_be_harmed(view):
        if harmed == one:
            yield Known(code, is_danger=False, seq=order[-1])
    for seq, sign in own.items():
        if sign.person == one and not sign.names and seq not in elsewhere:
            yield Known(sign.code, is_danger=False, seq=seq)
