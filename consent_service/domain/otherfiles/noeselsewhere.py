"""The noes of somebody who stands on two files of the authority, and was joined. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec
from msgspec import UNSET

from ..families.matching import Match
from ..file.bounds import Steps, TooMuch, of_a_reading
from ..file.caring import caring
from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..recorded.joinedelsewhere import NoHeardElsewhere
from ..said.contradicting import noes_of
from ..said.saidsince import SaidSince
from ..scopes.leftopen import everything_of, everything_unless_named
from ..scopes.scope import ANY, Scope


class BetweenFiles(NamedTuple):
    """What one file has to tell another: who is the same on both, the surest first, the readings in
    which what somebody said is looked for, or None where they are too many, and the steps left.
    """

    source: View
    target: View
    same: Sequence[Match]
    readings: Sequence[View] | None
    steps: Steps


def noes_to_be_told(telling: BetweenFiles) -> list[NoHeardElsewhere]:
    """Each no that stands there, in each enquiry that goes on here, as far as it is about people
    who stand on both files, or about everybody: that is everybody here as well, as whoever says no
    has one say and not one for each file. A yes crosses to no other file.
    """
    source, target, same = telling[:3]
    who: dict[str, Match] = {}
    for match in same:
        who.setdefault(source.the_one(match.person), match)
    heard: dict[tuple[str, str, str | None], list[NoHeardElsewhere]] = defaultdict(list)
    # One that was struck here is not said again.
    for held in target.file.of(NoHeardElsewhere):
        heard[_by_which(held.event)].append(held.event)
    found: list[NoHeardElsewhere] = []
    for match in (match for match in same if match.joining):
        for said, no in noes_of_somebody(telling, match.person):
            about: dict[str | None, dict[str, None]] = defaultdict(dict)
            for other in (who[one] for one in no.subjects if one in who):
                about[_through(other, match)][other.other] = None
            if ANY in no.subjects or _is_all_of_a_child(source, target, match, no):
                # Whoever stops everything names nobody of one file.
                about = {None: {ANY: None}}
            for through, people in about.items():
                for enquiry in target.going_on:
                    made = _heard(match, said, no, (tuple(people), through), enquiry)
                    alike = heard[_by_which(made)]
                    if not any(_is_in(made, one) for one in alike):
                        alike.append(made)
                        found.append(made)
    return found


def _is_all_of_a_child(source: View, target: View, match: Match, no: Scope) -> bool:
    """Everything about themself is all that a child stops; who is grown up, or a mother, on the
    other file stops with it what is theirs to decide there.
    """
    person = source.the_one(match.person)
    return (
        person in source.children
        and target.the_one(match.other) in caring(target)
        and no == everything_of(person, as_child=True)
    )


def _through(other: Match, match: Match) -> str | None:
    """By which joining whom a no is about are of both files, but for that of who said it: with it
    what they said of these people is none of theirs any more.
    """
    return None if other.is_besides or other.joining == match.joining else other.joining


def readings_of(source: View, steps: Steps) -> Sequence[View] | None:
    """In which what somebody said is looked for; None where they are too many."""
    try:
        steps.take(of_a_reading(source.file) * source.count_of_readings)
    except TooMuch:
        return None
    return source.readings


def noes_of_somebody(
    telling: BetweenFiles, person: str, *, has_ended: bool = False
) -> Iterator[tuple[Held[Response], Scope]]:
    """Each no of theirs that nothing has lifted, in an enquiry that goes on; in any `has_ended`."""
    source, readings, steps = telling.source, telling.readings, telling.steps
    if readings is None:
        one = source.the_one(person)
        for said in source.file.responses:
            of_another = source.the_one(said.event.person) != one
            if not of_another and not isinstance(said.event, NoHeardElsewhere):
                yield from ((said, no) for no in noes_of(said))
        return
    seen: set[str] = set()
    for reading in readings:
        for said in reading.said_by.get(reading.the_one(person), ()):
            told = isinstance(said.event, NoHeardElsewhere) or said.event.response in seen
            # A closing that waits for a manager has ended nothing yet.
            goes_on = said.event.enquiry in reading.going_on
            stands = goes_on or reading.is_heard_in(said, None)
            if told or not (stands or has_ended):
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
    match: Match,
    said: Held[Response],
    no: Scope,
    about: tuple[tuple[str, ...], str | None],
    enquiry: str,
) -> NoHeardElsewhere:
    people, through = about
    joining = match.joining or ""
    by = () if through is None else (through,)
    named = "|".join((joining, said.event.response, enquiry, *people, *by, repr(no)))
    return NoHeardElsewhere(
        # The same each time it is worked out, and not the id that it has on the other file.
        response=sha256(named.encode()).hexdigest()[:24],
        joining=joining,
        said=said.event.response,
        enquiry=enquiry,
        person=match.other,
        scope=msgspec.structs.replace(everything_unless_named(no), subjects=people),
        effective_at=said.effective_at,
        response_kind=said.event.response_kind,
        precision=said.event.precision,
        through=UNSET if through is None else through,
        passed_on=True if said.event.method == BY_REFERRER else UNSET,
    )


def _by_which(no: NoHeardElsewhere) -> tuple[str, str, str | None]:
    return no.joining, no.said, no.enquiry


def _is_in(made: NoHeardElsewhere, heard: NoHeardElsewhere) -> bool:
    """It has been heard, of all these people: one of the same joining, answer and enquiry."""
    if heard.through not in (UNSET, made.through):
        return False
    less = msgspec.structs.replace(heard.scope, subjects=made.scope.subjects)
    return less == made.scope and set(made.scope.subjects) <= set(heard.scope.subjects)
