"""What the authority knows of somebody by another of its files. Pure.

A sign that somebody is a danger, or in danger, is written into each file on which they stand, as an
entry of that file; it names no other. How surely they are the same person says how it is heard: by
a number, or joined by somebody who says so, like a sign of the file's own; by name and birth only,
as something that nobody knows. So is what cannot be told there: a child's wish, and a sign that
names nobody. Of who was joined a no is heard as well, and never a yes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

import msgspec

from .bounds import Steps, TooMuch, of_a_reading
from .casefile import CaseFile
from .circumstances import (
    NumberRecorded,
    PeopleJoined,
    PersonAmended,
    SignRecorded,
    WishWeighed,
)
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
from .memo import Memo
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
        case WishWeighed(means=names):
            return names or ()
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
    known: dict[str, list[str]] = defaultdict(list)
    for one, theirs in there.items():
        for key in theirs.every:
            known[key].append(one)
    order = {one: number for number, one in enumerate(there)}
    for person, keys in keys_by_person(file).items():
        found = {one for key in keys.every for one in known.get(key, ())}
        for one in sorted(found, key=order.__getitem__):
            theirs = there[one]
            if keys.joinings & theirs.joinings:
                yield Match(person, one, "CONFIRMED", min(keys.joinings & theirs.joinings))
            elif keys.numbers & theirs.numbers:
                yield Match(person, one, "BY_NUMBER")
            elif keys.names & theirs.names:
                yield Match(person, one, "BY_NAME")


def to_be_told(source: View, target: View, steps: Steps | None = None) -> list[AnyEvent]:
    """What one file knows that another has to hear and has not: entries for that other. Where there
    is more than is gone through in these steps, each no that was said is heard, lifted or not.
    """
    same = sorted(matches(source.file, target.file), key=_surest_first)
    if not same:
        return []
    steps = Steps() if steps is None else steps
    return [*_signs(source, target, same), *_noes(source, target, same, steps)]


def _signs(source: View, target: View, same: Sequence[Match]) -> list[SignRecorded]:
    """The signs of one file that another has to hear and has not: entries for that other, in effect
    when they are written.
    """
    told = {
        (held.event.person, held.event.code, bool(held.event.names), held.event.matched): held.seq
        for held in target.recorded(SignRecorded)
        if held.event.matched is not None
    }
    found: dict[tuple[str, str, bool, str], SignRecorded] = {}
    known_of = Memo[str, tuple[OwnSign, ...]](lambda person: tuple(_known_of(source, person)))
    for match in same:
        for known in known_of[match.person]:
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


def _noes(
    source: View, target: View, same: Sequence[Match], steps: Steps
) -> list[NoHeardElsewhere]:
    """Each no that stands there, in each enquiry that goes on here, as far as it is about people
    who stand on both files. A yes crosses to no other file.
    """
    who: dict[str, str] = {}
    for match in same:
        who.setdefault(source.the_one(match.person), match.other)
    heard: dict[tuple[str, str, str | None], list[NoHeardElsewhere]] = defaultdict(list)
    # One that was struck here is not said again.
    for held in target.file.of(NoHeardElsewhere):
        heard[_by_which(held.event)].append(held.event)
    found: list[NoHeardElsewhere] = []
    joined = [match for match in same if match.joining]
    readings = _readings(source, steps) if joined else ()
    for match in joined:
        for said, no in _noes_of(source, match, readings, steps):
            subjects = tuple(who) if ANY in no.subjects else no.subjects
            about = tuple(dict.fromkeys(who[one] for one in subjects if one in who))
            for enquiry in target.going_on if about else ():
                made = _heard(match, said, no, about, enquiry)
                alike = heard[_by_which(made)]
                if not any(_is_in(made, one) for one in alike):
                    alike.append(made)
                    found.append(made)
    return found


def _readings(source: View, steps: Steps) -> Sequence[View] | None:
    """In which what somebody said is looked for; None where they are too many."""
    try:
        steps.take(of_a_reading(source.file) * source.count_of_readings)
    except TooMuch:
        return None
    return source.readings


def _noes_of(
    source: View, match: Match, readings: Sequence[View] | None, steps: Steps
) -> Iterator[tuple[Held[Response], Scope]]:
    if readings is None:
        one = source.the_one(match.person)
        for said in source.file.responses:
            of_another = source.the_one(said.event.person) != one
            if not of_another and not isinstance(said.event, NoHeardElsewhere):
                yield from ((said, no) for no in noes_of(said))
        return
    going_on = source.going_on
    seen: set[str] = set()
    for reading in readings:
        for said in reading.said_by.get(reading.the_one(match.person), ()):
            told = isinstance(said.event, NoHeardElsewhere) or said.event.response in seen
            stands = said.event.enquiry in going_on or reading.is_heard_in(said, None)
            if told or not stands:
                continue
            seen.add(said.event.response)
            for no in noes_of(said):
                if not _is_lifted(reading, said, no, steps):
                    yield said, no


def _is_lifted(view: View, said: Held[Response], no: Scope, steps: Steps) -> bool:
    """They have said yes to all of it since; where that is too much to tell, they have not."""
    try:
        return SaidSince.of(view, said).is_lifted(said, no, steps)
    except TooMuch:
        return False


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


def _by_which(no: NoHeardElsewhere) -> tuple[str, str, str | None]:
    return no.joining, no.said, no.enquiry


def _is_in(made: NoHeardElsewhere, heard: NoHeardElsewhere) -> bool:
    """It has been heard, of all these people: one of the same joining, answer and enquiry."""
    less = msgspec.structs.replace(heard.scope, subjects=made.scope.subjects)
    return less == made.scope and set(made.scope.subjects) <= set(heard.scope.subjects)
