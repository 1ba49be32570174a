"""What the authority knows of somebody by another of its files. Pure.

A sign that somebody is a danger, or in danger, is written into each file on which they stand, as an
entry of that file; it names no other. How surely they are the same person says how it is heard: by
a number, or joined by somebody who says so, like a sign of the file's own; by name and birth only,
as something that nobody knows. So is what cannot be told there: a child's wish, and a sign that
names nobody. Of who was joined a no is heard as well, and never a yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, NamedTuple

import msgspec

from .casefile import CaseFile
from .circumstances import NumberRecorded, PeopleJoined, PersonAmended, SignRecorded
from .contradicting import noes_of
from .event import Event
from .events import (
    AdultAdded,
    AgreementWithdrawn,
    AnyEvent,
    ChildAdded,
    ConversationRecorded,
    EnquiryOpened,
    RelationshipRecorded,
    Response,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from .held import Held
from .joinedelsewhere import NoHeardElsewhere, PersonJoinedElsewhere
from .leftopen import everything_unless_named
from .practice import BirthRecorded, ContactPointRecorded, NeedsRecorded
from .safety import NOBODY_KNOWS, Sign, may_be_harmed, says_harmed_as, standing_signs
from .saidsince import SaidSince
from .scope import ANY, Scope
from .searching import Keys, joined_elsewhere, joining_key, keys_by_person
from .view import View

#: How somebody was found to be the same, the surest first: codes of `sign_matches`.
SUREST_FIRST: Final = ("CONFIRMED", "BY_NUMBER", "BY_NAME")

#: Of what stands against somebody: as which code it is told; None is as the sign itself has it.
#: That a child wished it, or who else is harmed, is told on no other file: only that nobody knows.
_AGAINST: Final = {
    Sign.RECORDED_NOT_SAFE: "NOT_SAFE",
    Sign.ALLEGED_ABUSER: "ALLEGED_ABUSER",
    Sign.NAMED_BY_A_SIGN: None,
    Sign.WISH_NOT_WEIGHED: NOBODY_KNOWS,
    Sign.SIGN_THAT_NAMES_NOBODY: NOBODY_KNOWS,
}


class OwnSign(NamedTuple):
    """A sign of a file's own: its code, whether the person is the danger, and where it stands."""

    code: str
    is_danger: bool
    seq: int


class Match(NamedTuple):
    """Somebody of one file who is, or may be, somebody of another; by which joining, if any."""

    person: str
    other: str
    how: str
    joining: str | None = None


def people_concerned(file: CaseFile, events: Iterable[Event]) -> frozenset[str]:
    """Of whom other files may have something to hear, or have something to tell."""
    joined = frozenset(one.person for one in joined_elsewhere(file))
    found: set[str] = set()
    for event in events:
        found.update(keys_by_person(file) if _may_mean_anybody(file, event) else _concerned(event))
        if isinstance(event, ResponseRecorded | AgreementWithdrawn | EnquiryOpened):
            # What a person who was joined says no to is heard there; in a new enquiry as well.
            found |= joined
    return frozenset(found)


def _concerned(event: Event) -> tuple[str, ...]:
    """By what says who they are, or brings a sign."""
    match event:
        case ChildAdded(child=person) | BirthRecorded(child=person):
            return (person,)
        case AdultAdded(person=person) | PersonAmended(person=person):
            return (person,)
        case PersonJoinedElsewhere(person=person):
            return (person,)
        case NumberRecorded(person=person) | SafetyRecorded(person=person, safe_to_ask=False):
            return (person,)
        case PeopleJoined(person=person, other=other):
            return (person, other)
        case ResponseRecorded(person=person, answer="NOT_ASKED_UNSAFE"):
            return (person,)
        case SignRecorded(person=person, names=names):
            return (person, *names)
        case WishRecorded(not_to_be_told=names):
            return names
    return ()


def _may_mean_anybody(file: CaseFile, event: Event) -> bool:
    """It says that somebody may be harmed, and not by whom; or who is close to such a one."""
    match event:
        case NeedsRecorded() | ConversationRecorded() | ContactPointRecorded():
            return says_harmed_as(event) is not None
        case SignRecorded(names=names):
            return not names
        case RelationshipRecorded():
            before = (held.event for kind in _OF_HARM for held in file.of(kind))
            return any(_may_mean_anybody(file, one) for one in before)
    return False


#: What may say that somebody is harmed, and not by whom.
_OF_HARM: Final[tuple[type[Event], ...]] = (
    NeedsRecorded,
    ConversationRecorded,
    ContactPointRecorded,
    SignRecorded,
)


def keys_of(file: CaseFile, people: Iterable[str]) -> frozenset[str]:
    """By which keys these people are found on other files."""
    every = keys_by_person(file)
    return frozenset[str]().union(*(every.get(person, Keys()).every for person in people))


def matches(file: CaseFile, other: CaseFile) -> Iterator[Match]:
    """Who of one file is, or may be, who of the other."""
    there = keys_by_person(other)
    for person, keys in keys_by_person(file).items():
        for one, theirs in there.items():
            if keys.joinings & theirs.joinings:
                yield Match(person, one, "CONFIRMED", min(keys.joinings & theirs.joinings))
            elif keys.numbers & theirs.numbers:
                yield Match(person, one, "BY_NUMBER")
            elif keys.names & theirs.names:
                yield Match(person, one, "BY_NAME")


def to_be_told(source: View, target: View) -> list[AnyEvent]:
    """What one file knows that another has to hear and has not: entries for that other."""
    return [*_signs(source, target), *_noes(source, target)]


def _signs(source: View, target: View) -> list[SignRecorded]:
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


def _known_of(view: View, person: str) -> Iterator[OwnSign]:
    """The signs of this file's own about somebody, whoever of them is meant in each."""
    own = {held.seq: held.event for held in view.recorded(SignRecorded)}
    elsewhere = {seq for seq, sign in own.items() if sign.matched is not None}
    for against, order in standing_signs(view, person):
        seq = order[-1]
        if against in _AGAINST and seq not in elsewhere:
            yield OwnSign(_AGAINST[against] or own[seq].code, is_danger=True, seq=seq)
    one = view.the_one(person)
    for harmed, code, order in may_be_harmed(view):
        if harmed == one:
            yield OwnSign(code, is_danger=False, seq=order[-1])
    for seq, sign in own.items():
        if sign.person == one and not sign.names and seq not in elsewhere:
            yield OwnSign(sign.code, is_danger=False, seq=seq)


# ── noes of somebody who was joined ─────────────────────────────────────────────────────────


def _noes(source: View, target: View) -> list[NoHeardElsewhere]:
    """Each no that stands there, in each enquiry that goes on here, as far as it is about people
    who stand on both files. A yes crosses to no other file.
    """
    same = sorted(matches(source.file, target.file), key=_surest_first)
    who: dict[str, str] = {}
    for match in same:
        who.setdefault(source.the_one(match.person), match.other)
    # One that was struck here is not said again.
    heard = [held.event for held in target.file.of(NoHeardElsewhere)]
    found: list[NoHeardElsewhere] = []
    for match in same:
        for said, no in _noes_of(source, match) if match.joining else ():
            subjects = tuple(who) if ANY in no.subjects else no.subjects
            about = tuple(dict.fromkeys(who[one] for one in subjects if one in who))
            for enquiry in target.going_on if about else ():
                made = _heard(match, said, no, about, enquiry)
                if not any(_is_in(made, one) for one in (*heard, *found)):
                    found.append(made)
    return found


def _noes_of(source: View, match: Match) -> Iterator[tuple[Held[Response], Scope]]:
    going_on = source.going_on
    seen: set[str] = set()
    for reading in source.readings:
        for said in reading.said_by.get(reading.the_one(match.person), ()):
            told = isinstance(said.event, NoHeardElsewhere) or said.event.response in seen
            stands = said.event.enquiry in going_on or reading.is_heard_in(said, None)
            if told or not stands:
                continue
            seen.add(said.event.response)
            for no in noes_of(said):
                if not _is_lifted(reading, said, no):
                    yield said, no


def _is_lifted(view: View, said: Held[Response], no: Scope) -> bool:
    """They have said yes to all of it since."""
    return SaidSince.of(view, said).is_lifted(said, no)


def _heard(
    match: Match, said: Held[Response], no: Scope, about: tuple[str, ...], enquiry: str
) -> NoHeardElsewhere:
    joining = (match.joining or "").removeprefix(joining_key(""))
    named = "|".join((joining, said.event.response, enquiry, *about, repr(no)))
    return NoHeardElsewhere(
        # The same each time it is worked out, and not the id that it has on the other file.
        response=sha256(named.encode()).hexdigest()[:24],
        joining=joining,
        said=said.event.response,
        enquiry=enquiry,
        person=match.other,
        scope=msgspec.structs.replace(everything_unless_named(no), subjects=about),
        effective_at=said.effective_at,
        response_kind=said.event.response_kind,
        precision=said.event.precision,
    )


def _is_in(made: NoHeardElsewhere, heard: NoHeardElsewhere) -> bool:
    """It has been heard, of all these people."""
    less = msgspec.structs.replace(heard.scope, subjects=made.scope.subjects)
    return (
        (heard.joining, heard.said, heard.enquiry) == (made.joining, made.said, made.enquiry)
        and less == made.scope
        and set(made.scope.subjects) <= set(heard.scope.subjects)
    )
