"""What the authority knows of somebody by another of its files. Pure.

A sign that somebody is a danger, or in danger, is written into each file on which they stand, as an
entry of that file; it names no other. How surely they are the same person says how it is heard: by
a number, or joined by somebody who says so, like a sign of the file's own; by name and birth only,
or by one telephone or birth and a name like theirs, as something that nobody knows. So is what
cannot be told there: a child's wish, and a sign that names nobody. Of who was joined a no is heard
as well, and never a yes.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Final

from ..families.matching import matches, surest_first
from ..families.searching import Keys, joined_elsewhere, joining_key, keys_by_person
from ..file.bounds import Steps
from ..file.casefile import CaseFile
from ..file.view import View
from ..freetext.tellsofharm import words_tell_of_harm
from ..recorded.circumstances import (
    NumberRecorded,
    PeopleJoined,
    PersonAmended,
    SignRecorded,
    WishWeighed,
)
from ..recorded.compared import WritingRead
from ..recorded.event import Event
from ..recorded.events import (
    AdultAdded,
    AnyEvent,
    ChildAdded,
    ConversationRecorded,
    RelationshipRecorded,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..recorded.joinedelsewhere import PersonJoinedElsewhere
from ..recorded.practice import BirthRecorded, ContactPointRecorded, NeedsRecorded
from ..safety.everasign import first_sign
from ..safety.harmed import says_harmed_as
from ..safety.saidtoharm import that_tell_of_harm
from .childelsewhere import about_joined_children
from .noeselsewhere import BetweenFiles, noes_to_be_told, readings_of
from .signselsewhere import signs_to_be_told


def to_be_told(source: View, target: View, steps: Steps | None = None) -> list[AnyEvent]:
    """What one file knows that another has to hear and has not: entries for that other. Where there
    is more than is gone through in these steps, each no that was said is heard, lifted or not.
    """
    if tells_nothing(source.file):
        return []
    same = sorted(matches(source.file, target.file), key=surest_first)
    if not same:
        return []
    steps = Steps() if steps is None else steps
    readings = readings_of(source, steps) if any(match.joining for match in same) else ()
    telling = BetweenFiles(source, target, same, readings, steps)
    noes = noes_to_be_told(telling)
    return [
        *signs_to_be_told(source, target, same),
        *noes,
        *about_joined_children(telling, noes),
    ]


def tells_nothing(file: CaseFile) -> bool:
    """Whichever other file it is held against, now or later: nothing on it may be a sign, and of
    nobody on it was it ever said that they stand on another.
    """
    return not file.of(PersonJoinedElsewhere) and first_sign(file) == inf


def people_concerned(file: CaseFile, events: Iterable[Event]) -> frozenset[str]:
    """Of whom other files may have something to hear, or have something to tell."""
    found: set[str] = set()
    for event in events:
        found.update(keys_by_person(file) if _may_mean_anybody(file, event) else _concerned(event))
    return frozenset(found)


def keys_of_joinings(file: CaseFile) -> frozenset[str]:
    """By which keys the files are found on which somebody of this one stands as well: whatever is
    written here of anybody, something of it may have to be heard there.
    """
    return frozenset(joining_key(one.joining) for one in joined_elsewhere(file))


def _concerned(event: Event) -> tuple[str, ...]:
    """By what says who they are, or brings a sign."""
    match event:
        case ChildAdded(child=person) | BirthRecorded(child=person):
            return (person,)
        case AdultAdded(person=person) | PersonAmended(person=person):
            return (person,)
        case PersonJoinedElsewhere(person=person):
            return (person,)
        case ContactPointRecorded(person=person) if event.value is not None:
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
    if words_tell_of_harm(event) or (isinstance(event, WritingRead) and event.holds == "HARM"):
        return True
    match event:
        case NeedsRecorded() | ConversationRecorded() | ContactPointRecorded():
            return says_harmed_as(event) is not None
        case SignRecorded(names=names):
            return not names
        case RelationshipRecorded():
            before = (held.event for kind in _OF_HARM for held in file.of(kind))
            told = any(True for _ in that_tell_of_harm(file))
            return told or any(_may_mean_anybody(file, one) for one in before)
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
    return frozenset[str]().union(*(every.get(person, Keys()).perhaps for person in people))
