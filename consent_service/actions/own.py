"""What a parent or young person does themself.

A person acts for themself alone. What they name is theirs or it is turned away in the same words,
whether somebody else's stands there or nothing does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from ..domain.file.goingon import NO_ENQUIRY
from ..domain.file.held import Held
from ..domain.file.view import View
from ..domain.file.whattheysaid import NOT_HEARD_HERE
from ..domain.freetext.keptfromaservice import services_left_out
from ..domain.own import Seen, seen_by
from ..domain.own.again import part_read_as, said_alike
from ..domain.own.having import stops_for_themself_alone
from ..domain.recorded.events import AnyEvent, Response, ResponseRecorded
from ..domain.recorded.members import HowMany, InDoubt, Opaque, Without, Words, code
from ..domain.recorded.practice import CorrectionAsked, FamilyAsked
from ..domain.said.contradicting import AGREEMENTS, CHANGE, MAY_BE_A_NO, NOES, takes_in_all
from ..domain.scopes.leftopen import everything_of, filled_from
from ..domain.scopes.scope import ANY, NOTHING_NAMED, Agency, Exclusions, Scope
from .moment import Moment, new_id
from .naming import with_services
from .refused import NoSuchFile
from .responses import Withdraw, taken_back, where_a_stop_reaches

#: How an answer was given that was pressed on their own page.
ONLINE: Final = "ONLINE_SIGNED_IN"
#: There is no no inside a no.
_OWN_SCOPE: Final = Without("OwnScope", ("exclusions",))


#: Parts of an agreement as they read on the person's own page.
READ: TypeAlias = Annotated[
    tuple[Words, ...], HowMany(most=50), "Parts of that agreement, in the words of their page."
]
_ROWS: Final = ("who", "about", "what", "why")


@dataclass(frozen=True, slots=True)
class StopAgreeing:
    """Stop everything; or one agreement of theirs; or what the scope names, where it names it; or
    what reads so on their page in one agreement of theirs.
    """

    response: Opaque | None = None
    scope: Annotated[Scope, _OWN_SCOPE] | None = None
    words: Words | None = None
    who: READ = ()
    about: READ = ()
    what: READ = ()
    why: READ = ()


def stop_agreeing(command: StopAgreeing, person: str, moment: Moment) -> Sequence[AnyEvent]:
    """A withdrawal in each enquiry that goes on, exactly as staff would record it; where none does,
    one that is heard in those to come. What their words leave out besides is stopped with it.
    """
    seen = need_own_view(person, moment)
    scope = with_services(command.scope or NOTHING_NAMED, moment.directory)
    scope = _with_own_subjects(scope, seen, moment)
    stops = [*_stops(command, scope, person, seen, moment)]
    stops += [*_of_what_is_left_out(command, stops, seen, moment)]
    return [
        taken_back(
            Withdraw(
                person=person,
                scope=stop.scope,
                method=ONLINE,
                words=command.words,
                response_kind=stop.kind,
            ),
            stop.enquiry,
            moment,
        )
        for stop in stops
    ]


def _of_what_is_left_out(
    command: StopAgreeing, stops: Sequence[_Stop], seen: Seen, moment: Moment
) -> Iterator[_Stop]:
    """A service that their words plainly name, and of which nothing else is stopped."""
    types = {one.type for stop in stops for one in stop.scope.agencies}
    left_out = services_left_out(command.words or "")
    also = sorted({one for of in left_out if not of & types for one in of})
    if also and ANY not in types:
        scope = filled_from(
            Scope(agencies=tuple(map(Agency, also))), _everything_of(command, seen, moment)
        )
        for enquiry, kind in _to_stop(seen.person, seen, moment):
            yield _Stop(enquiry, kind, scope)


def _stops(
    command: StopAgreeing, scope: Scope, person: str, seen: Seen, moment: Moment
) -> Iterator[_Stop]:
    """Where they name an agreement and a scope, and the scope is a part of it, that part. Where it
    is not, they may have meant either: both. Of an agreement that is not there they may have meant
    any.
    """
    response = command.response
    everything = _everything_of(command, seen, moment)
    everywhere = [
        _Stop(enquiry, kind, filled_from(NOTHING_NAMED if response else scope, everything))
        for enquiry, kind in _to_stop(person, seen, moment)
    ]
    agreement = None if response is None else _the_own_agreement(response, seen, moment)
    if agreement is None or agreement.event.enquiry not in moment.view().enquiries:
        yield from everywhere
        return
    whole = _still_there(agreement.event.scope, moment)
    parts = list(_parts_read(command, whole, seen, moment))
    part = filled_from(scope, whole)
    if parts and command.scope is None:
        stopped = [filled_from(one, whole) for one in parts]
    else:
        stopped = [part if takes_in_all(whole, part) else whole]
    for alike in (agreement, *said_alike(seen, agreement)):
        kind = alike.event.response_kind
        yield from (_Stop(alike.event.enquiry, kind, one) for one in stopped)
    if stopped == [whole] and part != whole:
        yield from (one._replace(scope=filled_from(scope, everything)) for one in everywhere)


def _everything_of(command: StopAgreeing, seen: Seen, moment: Moment) -> Scope:
    """Whoever named somebody who is not there may have meant anybody."""
    names_somebody = command.scope is not None and bool(command.scope.subjects)
    alone = stops_for_themself_alone(moment.view(), seen.person)
    return everything_of(seen.person, as_child=alone and not names_somebody)


def _parts_read(command: StopAgreeing, whole: Scope, seen: Seen, moment: Moment) -> Iterator[Scope]:
    """Each row of which they named something; all of it where what they named is not there."""
    for row in _ROWS:
        read = getattr(command, row)
        if not read:
            continue
        part = part_read_as(seen, whole, row, read)
        if part is None:
            moment.lacks("not-on-your-page", f"/{row}")
        yield part or NOTHING_NAMED


class _Stop(NamedTuple):
    """What is stopped in one enquiry."""

    enquiry: str
    kind: str
    scope: Scope


def _to_stop(person: str, seen: Seen, moment: Moment) -> list[tuple[str, str]]:
    """Sharing, whatever they agreed to; and what else they ever agreed to: each in every enquiry
    that goes on.
    """
    agreed = (r.event.response_kind for r in seen.responses if r.event.answer in AGREEMENTS)
    return [
        (enquiry, kind)
        for kind in dict.fromkeys(("SHARE_INFO", *agreed))
        for enquiry in where_a_stop_reaches(person, kind, moment)
    ]


def _the_own_agreement(response: str, seen: Seen, moment: Moment) -> Held[Response] | None:
    """The one that is meant; with care None, which means all of them. Of one that was found to be
    an error since they saw it they stop what it was about, and nothing that they did not name.
    """
    view = moment.view()
    struck = (r for r in view.file.responses if view.the_one(r.event.person) == seen.person)
    for held in (*_as_on_record(seen, view), *struck):
        if held.event.response == response and held.event.answer in AGREEMENTS:
            return held
    moment.lacks("not-on-your-page", "/response")
    return None


def _as_on_record(seen: Seen, view: View) -> Iterator[Held[Response]]:
    """Their answers with whoever their page leaves out: what they stop is stopped for these too."""
    every = {h.seq: h for one in view.readings_apart for h in one.said_by.get(seen.person, ())}
    for held in seen.responses:
        yield every.pop(held.seq, held)
    # An answer that is about nobody else is on no page at all.
    yield from (h for h in every.values() if h.event.method not in NOT_HEARD_HERE)


def _still_there(scope: Scope, moment: Moment) -> Scope:
    """What an agreement named, without whoever was taken off the file since."""
    view = moment.view()
    subjects = [s for s in scope.subjects if s == ANY or s in view.children or s in view.adults]
    return msgspec.structs.replace(
        scope, subjects=tuple(subjects) or (ANY,), exclusions=Exclusions()
    )


def _with_own_subjects(scope: Scope, seen: Seen, moment: Moment) -> Scope:
    """Those of their page; with care everybody, where none of them is."""
    theirs = (ANY, seen.person, *seen.children)
    for place, subject in enumerate(scope.subjects):
        if subject not in theirs:
            moment.lacks("not-on-your-page", f"/scope/subjects/{place}")
    kept = tuple(subject for subject in scope.subjects if subject in theirs)
    return msgspec.structs.replace(scope, subjects=kept)


@dataclass(frozen=True, slots=True)
class SayWrong:
    """Something on record is wrong, in the person's own words. `about` is an answer of theirs, or
    the conversation in which they gave it.
    """

    words: Words
    about: Opaque | None = None
    what: Annotated[str, code("correction_kinds"), InDoubt("NOT_AGREED")] | None = None


def say_wrong(command: SayWrong, person: str, moment: Moment) -> Sequence[AnyEvent]:
    """They need not know what we call it: their words are enough. Where what they name is not on
    their page, it may be any yes of theirs that they did not give.
    """
    seen = need_own_view(person, moment)
    about, what = command.about, command.what
    if about is not None and about not in _spoken_of(seen):
        moment.lacks("not-on-your-page", "/about")
        about, what = None, what or "NOT_AGREED"
    each = [about] if about is None else sorted(_with_those_alike(about, seen) or {about})
    return [
        CorrectionAsked(
            correction=new_id(),
            person=person,
            words=command.words,
            effective_at=moment.at,
            about=one,
            what=what,
        )
        for one in each
    ]


def _answered(seen: Seen) -> Iterator[Held[Response]]:
    """All that stands on their page as what they said, wherever they said it."""
    yield from (*seen.responses, *seen.on_another_file, *seen.undecided)


def _spoken_of(seen: Seen) -> set[str]:
    """Their answers, and the conversations in which they gave them."""
    said = [held.event for held in _answered(seen)]
    talks = (getattr(event, "conversation", None) for event in said)
    return {*(event.response for event in said), *filter(None, talks)}


@dataclass(frozen=True, slots=True)
class AskUs:
    """Something they want of us: a change, a supporter, another way to reach them, a letter."""

    wants: Annotated[str, code("family_wants"), InDoubt("SPEAK_TO_SOMEBODY", beside=("words",))]
    words: Words | None = None
    response: Annotated[
        Opaque | None, "Of their own answers the one that they want to change; null: any of them."
    ] = None


def ask_us(command: AskUs, person: str, moment: Moment) -> Sequence[AnyEvent]:
    """What they never spoke of before is asked for here: nobody agrees to something new without
    being spoken to. Whoever wants to change what they agreed to, or that we do not use it, may mean
    a no by it, so it may be one until somebody has heard which.
    """
    seen = need_own_view(person, moment)
    every = (one.event.response for one in _answered(seen))
    known = (one for one in every if one == command.response)
    wish = asked(person, command.wants, command.words, moment.at, next(known, UNSET))
    return [wish, *_may_be_a_no(seen, wish, moment.view(), method=ONLINE)]


def write_down_what_they_ask(wish: FamilyAsked, moment: Moment) -> Sequence[AnyEvent]:
    """What somebody asked of staff is what they would have asked on their page: one rule holds for
    both doors.
    """
    view = moment.view()
    # As on the page of the one who asks: of two read as one it is no word of the other.
    seen = seen_by(view, wish.person, as_child=view.the_one(wish.person) in view.children)
    return [wish, *(() if seen is None else _may_be_a_no(seen, wish, view))]


def _may_be_a_no(
    seen: Seen, wish: FamilyAsked, view: View, *, method: str | None = None
) -> Iterator[ResponseRecorded]:
    """To each yes of theirs that may be meant, of what goes on, wherever it was handed on to: once
    to what is the same. In an enquiry in which they agreed to nothing they mean what they agreed
    to in another; and whoever wants to change a no of theirs means no yes. Whoever agreed to
    nothing that goes on may mean anything.
    """
    noes = {one.event.response for one in _answered(seen) if one.event.answer in NOES}
    if wish.wants not in MAY_BE_A_NO or (wish.wants == CHANGE and wish.about in noes):
        return
    yeses = [
        held.event
        for held in _as_on_record(seen, view)
        if held.event.answer in AGREEMENTS and seen.goes_on_for(held.event)
    ]
    yeses = [one for one in yeses if wish.enquiry == one.enquiry] or yeses
    meant = _with_those_alike(wish.about, seen)
    named = [one for one in yeses if one.response in meant]
    doubted = {(one.enquiry, one.response_kind, one.scope) for one in named or yeses}
    if not yeses and not (wish.wants == CHANGE and (noes or not wish.words)):
        # Somebody else's yes would cover what they may have said no to, who agreed to nothing yet.
        alone = stops_for_themself_alone(view, seen.person)
        everything = everything_of(seen.person, as_child=alone)
        enquiries = [wish.enquiry] if wish.enquiry else [*view.may_go_on] or [NO_ENQUIRY]
        doubted = {(one, "SHARE_INFO", everything) for one in enquiries}
    for enquiry, kind, scope in sorted(doubted, key=repr):
        yield ResponseRecorded(
            response=new_id(),
            enquiry=enquiry,
            person=seen.person,
            answer="NOT_CLEAR",
            response_kind=kind,
            scope=msgspec.structs.replace(scope, exclusions=Exclusions()),
            effective_at=wish.effective_at,
            method=method,
            words=wish.words,
        )


def _with_those_alike(response: str | UnsetType, seen: Seen) -> set[str]:
    """Of an answer of theirs, its id and that of each that reads the same on their page."""
    said = (one for one in seen.responses if one.event.response == response)
    return {one.event.response for it in said for one in (it, *said_alike(seen, it))}


def need_own_view(person: str, moment: Moment) -> Seen:
    """What they may see. Raises as for a file that is not there, if they are not on it."""
    as_child = moment.by.role == "YOUNG_PERSON"
    seen = seen_by(moment.view(), person, as_child=as_child)
    if seen is None:
        raise NoSuchFile
    return seen


def asked(
    person: str, wants: str, words: str | None, at: datetime, about: str | UnsetType = UNSET
) -> FamilyAsked:
    """That they asked for something, to be talked about with them."""
    return FamilyAsked(
        request=new_id(), person=person, wants=wants, effective_at=at, words=words, about=about
    )
