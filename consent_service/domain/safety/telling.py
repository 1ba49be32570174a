"""May somebody know that something on the file exists: a decision, a contact, a child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Final, NamedTuple

from ..answers import Safe
from ..file.caring import caring, roles_held
from ..file.held import E, Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from ..recorded.event import Event
from ..recorded.events import AuthorisationMade
from ..recorded.practice import DisclosureRecorded, SafeToTellChanged, TellingRecorded
from ..scopes.scope import ANY
from .close import may_be_meant_by
from .heard import heard_ourselves
from .signs import CAREFUL, Judged, Sign, asking, standing_signs
from .wishes import NOBODY

_WANTS_IT_KEPT: Final = "COMPETENT_YP_DOES_NOT_WANT_PARENT_TOLD"


#: No id of anybody.
_NOT_NAMED: Final = ""
#: What says who may know of something, and the member that says of what.
_SAY_WHO_MAY_KNOW: Final[tuple[tuple[type[Event], str], ...]] = (
    (AuthorisationMade, "authorisation"),
    (DisclosureRecorded, "disclosure"),
    (SafeToTellChanged, "about"),
    (TellingRecorded, "about"),
)


class _SafetyWord(NamedTuple):
    """The word of somebody on whether it is safe that one person knows, or that anybody does."""

    order: tuple[datetime, datetime, int]
    person: str | None
    safe: bool


def telling(view: View, person: str, about: Sequence[str] = ()) -> Judged:
    """Whether this person may know of what goes by these ids; of no ids, of the case at all.

    NO where that was said of any of them, or where it is not safe to ask the person. YES where
    they were told of it, or a member of staff said that they may know; of what belongs to the case
    as it was put to them, once we have heard them ourselves. NOT_KNOWN otherwise. What somebody
    was told they know: that it is no longer safe to ask them takes nothing back, and a page that
    grew empty on that day would say so.
    """
    now = _now(view)
    if about:
        # Of what nobody says who may know it, they may know what they may know of the case.
        spoken_of = _spoken_of(now)
        about = tuple(id for id in dict.fromkeys(about) if id in spoken_of)
    return now.each[_as_now][person, tuple(about)]


@worked_out_once
def _spoken_of(now: View) -> frozenset[str]:
    """All of which it was ever said who may know of it, in any reading. Of a contact its own record
    may say so; of a decision it always does.
    """
    return frozenset(
        id
        for reading in now.readings
        for id in (
            *reading.by[SafeToTellChanged, "about"],
            *reading.by[TellingRecorded, "about"],
            *reading.by[AuthorisationMade, "authorisation"],
            *(made.event.disclosure for made in _said_with(reading)),
        )
    )


def _said_with(reading: View) -> Iterator[Held[DisclosureRecorded]]:
    """Contacts of which it was said with them who may, or may not, know of it."""
    for made in reading.holding[DisclosureRecorded]:
        if made.event.not_safe_for or made.event.safe_to_tell is not None:
            yield made


def _as_now(now: View, of: tuple[str, tuple[str, ...]]) -> Judged:
    if len(now.readings) == 1:
        return _telling(now.readings[0], *of)
    judged = [_telling(reading, *of) for reading in now.readings]
    return min(judged, key=lambda one: CAREFUL.index(one.answer))


def _telling(now: View, person: str, about: tuple[str, ...]) -> Judged:
    """The same in one reading of the file alone."""
    person = now.same.get(person, person)
    if not about:
        return _of_the_case(now, person)
    if person in now.adults and is_kept_by_the_young(now, about):
        return Judged(Safe.NO, (Sign.YOUNG_PERSON_WANTS_IT_KEPT,))
    said = _word_on(now, about, person)
    if said is not None and not said.safe:
        return Judged(Safe.NO, (Sign.SAID_NOT_SAFE_TO_TELL,))
    if _was_told(now, about, person):
        return Judged(Safe.YES, (Sign.TOLD_OF_IT,))
    asked = now.each[asking][person]
    if asked.answer is Safe.NO:
        return asked
    if said is not None and _was_said_knowing(said, now, person):
        return Judged(Safe.YES, (Sign.SAID_THAT_THEY_MAY_KNOW,))
    if asked.answer is Safe.NOT_KNOWN:
        return asked
    if _everybody_was_told(now, about):
        return Judged(Safe.YES, (Sign.TOLD_OF_IT,))
    return _of_the_case(now, person)


def _of_the_case(now: View, person: str) -> Judged:
    """The same of what belongs to the case as it was put to them, of which nobody says anything."""
    asked = now.each[asking][person]
    if asked.answer is not Safe.YES:
        return asked
    if heard_ourselves(now, person) is None:
        return Judged(Safe.NOT_KNOWN, (Sign.NOT_SPOKEN_TO,))
    return Judged(Safe.YES, (Sign.SPOKEN_TO,))


def _now(view: View) -> View:
    """As it stands now, of what is known. Of a decision that is yet to begin what is said with it
    is heard where it is asked about: a secret is one before it begins.
    """
    whole = view.together
    return whole if whole.as_of >= whole.known else whole.at[whole.known]


def telling_anybody(view: View, about: Sequence[str]) -> Safe:
    """What was last said of everybody's knowing of these; NOT_KNOWN where nothing was.

    It says of nobody that they may be told: that is asked for each person.
    """
    now = _now(view)
    if _spoken_of(now).isdisjoint(about):
        return Safe.NOT_KNOWN
    said = [_anybody(reading, about) for reading in now.readings]
    return min(said, key=CAREFUL.index)


def telling_family(view: View, about: Sequence[str]) -> Safe:
    """Whether an agency may tell "the family", which is whoever it thinks belongs to it: NO where
    that was said of anybody, YES where each adult on the file may know, and each child is safe to
    speak to. A child need not have been spoken to; a council, and who has died, is told nothing.
    """
    # Of the case itself nobody says who may know of it.
    if about and (telling_anybody(view, about) is Safe.NO or kept_from(view, about)):
        return Safe.NO
    asked = view.each[asking]
    every = chain(
        (asked[child] for child in view.children),
        (telling(view, person, about) for person in _family(view)),
    )
    is_safe = all(one.answer is Safe.YES for one in every) and not _somebody_else_is_meant(view)
    return Safe.YES if is_safe else Safe.NOT_KNOWN


def _somebody_else_is_meant(view: View) -> bool:
    """A sign of another file speaks of a danger to a child, and nobody on this one may be meant:
    whoever an agency thinks belongs to the family may be that person.
    """
    return any(
        held.event.of_role
        and not any(may_be_meant_by(view, one, held.event, held.seq) for one in caring(view))
        for reading in _now(view).readings
        for held in reading.holding[SignRecorded]
    )


def _family(view: View) -> Iterator[str]:
    for person in view.adults:
        if roles_held(view, person) != {NOBODY} and person not in view.the_dead:
            yield person


def _anybody(now: View, about: Sequence[str]) -> Safe:
    words = [word for word in _said(now, about, None) if word.person is None]
    last = max(words, key=lambda word: word.order, default=None)
    return Safe.NOT_KNOWN if last is None else Safe.YES if last.safe else Safe.NO


def kept_from(view: View, about: Sequence[str]) -> tuple[str, ...]:
    """Those on the file from whom any of these is kept by name."""
    now = _now(view)
    if _spoken_of(now).isdisjoint(about):
        return ()
    return tuple(
        person
        for person in (*view.adults, *view.children)
        if any(_is_kept_from(one, about, one.the_one(person)) for one in now.readings)
    )


def _is_kept_from(now: View, about: Sequence[str], person: str) -> bool:
    said = _word_on(now, about, person)
    return said is not None and said.person is not None and not said.safe


def not_to_be_told(reading: View, about: str) -> frozenset[str | None]:
    """Those of whom it was said that they must not know of this, in one reading of the file; None
    for everybody.
    """
    people, named = (*reading.adults, *reading.children), _named_in(reading, about)
    # Of whoever is not named the same was said, and that is asked once.
    mine = (one for one in people if one in named)
    kept = {one: _is_unsafe(_word_on(reading, [about], one)) for one in mine}
    others = _is_unsafe(_word_on(reading, [about], _NOT_NAMED))
    found = {one for one in people if kept.get(one, others)}
    return frozenset((*found, None) if _anybody(reading, [about]) is Safe.NO else found)


def _is_unsafe(said: _SafetyWord | None) -> bool:
    return said is not None and not said.safe


def _named_in(view: View, about: str) -> set[str | None]:
    """Those of whom anything was said by name, of who may know of this."""
    found = {held.event.person for held in view.by[SafeToTellChanged, "about"].get(about, ())}
    found |= {held.event.person for held in view.by[TellingRecorded, "about"].get(about, ())}
    for made in view.by[DisclosureRecorded, "disclosure"].get(about, ()):
        found.update(made.event.not_safe_for)
    for decision in _decisions(view, [about]):
        by = decision.event.telling
        found.update(() if by is None else by.not_safe_for)
    return found


def spoken_of_in(reading: View) -> frozenset[str]:
    """All of which anything was ever said of who may know of it, in one reading of the file."""
    return frozenset(id for kind, name in _SAY_WHO_MAY_KNOW for id in reading.by[kind, name])


def known_until(view: View, person: str, about: Sequence[str] = ()) -> int | None:
    """The place in the ledger up to which this person may have come to know of these, or of the
    case; None while they may, and 0 where they never could.

    What was put on record later is not for them to find: their page stays as it was then. Where it
    is not safe, only what names this very person says that they know more.
    """
    first = heard_ourselves(view, person)
    readings = _now(view).readings
    stops = [order[-1] for _, order in standing_signs(_now(view), person)]
    # That they may be somebody of whom it was said is known from when that was thought of.
    stops += [
        max(said.order[-1], one.joined_at(person))
        for one in readings
        if (said := _word_on(one, about, one.the_one(person))) is not None and not said.safe
    ]
    if first is not None and not stops:
        return None
    whom = (person,) if stops else (person, None)
    told = min(_last_told(one, about, whom) for one in readings)
    return max(told, min(stops) - 1) if first is not None and first < min(stops) else told


def safe_until(view: View, person: str) -> int | None:
    """The last place in the ledger before the first sign of them that stands; None where none
    does. What was on record by then was kept from nobody because of them.
    """
    return min((order[-1] - 1 for _, order in standing_signs(_now(view), person)), default=None)


def each_known_until(view: View, person: str, about: Sequence[str]) -> int | None:
    """The same of each of these for itself: up to where all of them may be known."""
    until = (known_until(view, person, [id]) for id in about)
    return min((place for place in until if place is not None), default=None)


def last_told(view: View, person: str, about: Sequence[str]) -> int:
    """The last place at which this person, or everybody, was told of one of these, or somebody said
    that they may be; 0 where nobody did.
    """
    return min(_last_told(one, about, (person, None)) for one in _now(view).readings)


def _last_told(view: View, about: Sequence[str], whom: Sequence[str | None]) -> int:
    """The last place at which they were told of one of these, or somebody said that they may be."""
    people = {one if one is None else view.the_one(one) for one in whom}
    said = [
        held.seq
        for id in about
        for held in view.by[TellingRecorded, "about"].get(id, ())
        if held.event.told and held.event.person in people
    ]
    said += [
        held.seq
        for id in about
        for held in view.by[SafeToTellChanged, "about"].get(id, ())
        if held.event.safe and held.event.person in people
    ]
    return max(said, default=0)


def _word_on(view: View, about: Sequence[str], person: str) -> _SafetyWord | None:
    """The word that counts. A word about this person is only lifted by a word about this person:
    what has become safe for everybody else need not be safe for them. A later "not safe" for
    everybody is for them as well.
    """
    words = sorted(_said(view, about, person), key=lambda word: word.order)
    mine = next((word for word in reversed(words) if word.person is not None), None)
    everybody = next((word for word in reversed(words) if word.person is None), None)
    if mine is None or everybody is None:
        return mine or everybody
    return everybody if not everybody.safe and everybody.order > mine.order else mine


def _said(view: View, about: Sequence[str], person: str | None) -> Iterator[_SafetyWord]:
    yield from _said_at_first(view, about, person)
    for id in about:
        for held in view.by[SafeToTellChanged, "about"].get(id, ()):
            change = held.event
            if change.person in (None, person):
                yield _SafetyWord(held.order, change.person, change.safe)
        # "Not told, because it was not safe" says so as well. That somebody was told says nothing
        # of who else may be.
        for told in view.by[TellingRecorded, "about"].get(id, ()):
            if told.event.person in (None, person) and not told.event.told:
                yield _SafetyWord(told.order, told.event.person, safe=False)


def _said_at_first(view: View, about: Sequence[str], person: str | None) -> Iterator[_SafetyWord]:
    """What the record of a contact or a decision says of it. That it says nothing is no word."""
    for made in _among(view.by[DisclosureRecorded, "disclosure"], about):
        yield from _kept_from(made.order, made.event.not_safe_for, person)
        if made.event.safe_to_tell is not None:
            yield _SafetyWord(made.order, None, safe=made.event.safe_to_tell)
    for decision in _decisions(view, about):
        by = decision.event.telling
        yield from _kept_from(decision.order, () if by is None else by.not_safe_for, person)
        if not decision.event.safe_to_tell or (by is not None and by.is_of_all):
            yield _SafetyWord(decision.order, None, safe=False)


def _decisions(view: View, about: Sequence[str]) -> Iterator[Held[AuthorisationMade]]:
    return _among(view.by[AuthorisationMade, "authorisation"], about)


def _among(by_id: Mapping[str, Sequence[Held[E]]], about: Sequence[str]) -> Iterator[Held[E]]:
    for id in about:
        yield from by_id.get(id, ())


def _kept_from(
    order: tuple[datetime, datetime, int], people: Sequence[str], person: str | None
) -> Iterator[_SafetyWord]:
    if person is not None and (person in people or ANY in people):
        yield _SafetyWord(order, person, safe=False)


def is_kept_by_the_young(view: View, about: Sequence[str]) -> bool:
    """A parent is never told of what a young person decided not to let them know."""
    return any(
        _WANTS_IT_KEPT in decision.event.reason_codes for decision in _decisions(view, about)
    )


def _was_said_knowing(said: _SafetyWord, view: View, person: str) -> bool:
    """Of this person, by somebody who knew of every sign; or there is none."""
    signs = standing_signs(view, person)
    return not signs or (said.person is not None and all(order < said.order for _, order in signs))


def _was_told(view: View, about: Sequence[str], person: str) -> bool:
    """It is on record that this very person was."""
    return any(
        held.event.told and held.event.person == person
        for id in about
        for held in view.by[TellingRecorded, "about"].get(id, ())
    )


def _everybody_was_told(view: View, about: Sequence[str]) -> bool:
    """It is on record that the family was, or the decision says so itself. Of somebody whom it may
    not be safe to tell that is not believed: whoever wrote it may not have meant them.
    """
    return any(
        held.event.told and held.event.person is None
        for id in about
        for held in view.by[TellingRecorded, "about"].get(id, ())
    ) or any(
        decision.event.telling is not None and decision.event.telling.status == "TOLD"
        for decision in _decisions(view, about)
    )
