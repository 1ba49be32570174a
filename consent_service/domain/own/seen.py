"""What one parent or young person may see of their file: the law of their own view. Pure.

Whatever is not let through here is not there for what shows the view, so that no count, order, gap
or size can tell of it. Free text that staff wrote is never let through; neither is anything about
another adult, what they said, or who told us.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import msgspec

from ..codes import codes
from ..file.caring import is_young
from ..file.comingofage import may_decide_alone
from ..file.held import Held, in_order
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE
from ..file.whatwaits import with_what_may_stand_again
from ..following.advocates import SAYS_WHO, TAKEN_ON
from ..following.askedagain import asked_again
from ..recorded.event import Event
from ..recorded.events import AdvocateStatusChanged, AgreementWithdrawn, Response, ResponseRecorded
from ..recorded.practice import (
    ContactMade,
    ContactPointRecorded,
    CorrectionAsked,
    DisagreementStated,
    FamilyAsked,
    KeepInformedAgreed,
    TellingRecorded,
)
from ..safety.carethatholds import WayThatHolds, ways_of
from ..safety.nottobetold import is_on_their_page
from ..safety.reaching import NOBODY_KNOWS_YET, NOT_TO_BE, value_of
from ..safety.whosepage import on_pages
from ..said.contradicting import noes_of
from .afterwards import still_for
from .asking import InTheirWords, as_stated, as_they_typed, asked_by, statements_of
from .besides import words_that_hold
from .bymatter import ByMatter
from .children import parent_of
from .convened import Ending, FamilyMeeting, GivenPlan, family_meetings, given_plans, outcomes
from .counted import as_they_know
from .eyes import Eyes
from .leftopen import known_to, left_open, unknown_ends
from .onanotherfile import noes_said_elsewhere
from .promised import Promise, promises
from .reaching import meets
from .supporting import somebody_sees_all
from .whatisshown import DecisionSeen, Shared

#: What a person said themself: no word of the referrer's, nor why we did not ask them.
_SAID: Final = frozenset({"AGREED", "AGREED_IN_PART", "REFUSED", "WITHDRAWN"})
_ANSWERED: Final = frozenset({*_SAID, "UNDECIDED"})
#: What else a person says.
_THEIRS: Final = (AgreementWithdrawn, CorrectionAsked, FamilyAsked, DisagreementStated)


class Informed(msgspec.Struct, frozen=True):
    """How they want to be kept informed, as agreed with them; and what was promised so far."""

    methods: tuple[str, ...]
    times: tuple[str, ...]
    language: str | None
    format: str | None
    worker: str | None
    next_contact: date | None
    promises: tuple[Promise, ...]


class WhoNow(msgspec.Struct, frozen=True):
    """With whom it goes on, since an enquiry was handed on and the person was told."""

    at: datetime
    reason: str
    worker: str | None
    team: str | None


class Supported(msgspec.Struct, frozen=True):
    """Where they stand about somebody to support them."""

    status: str
    names: str | None
    information_permission: str | None
    asked_again: date | None = None
    #: They asked for somebody else since: this one sees nothing.
    is_closed: bool = False


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """All that a person's own view is made from. `speaks` is their language, as staff have it;
    `is_young`: they are not of age, whatever they were typed as. `children` are names by id, as
    they know them, and `names_said` those of whom else they have spoken of. By answer of theirs:
    `still_for`, for which purposes it has not ended with its enquiry, where not for each;
    `left_open`, as which status they leave open themself whether it holds; `said_of`, what they
    say of it. `on_another_file`: noes that they said on another file of the authority; what they
    agreed to here does not end by them, and counts no more until we have talked to them.
    `besides`: what else they said that may be a no. `told` is the file as they may know
    it, of which it is asked what of it counts. `has_another_reader`: their supporter sees it too.
    """

    person: str
    names: str
    speaks: str | None
    is_young_person: bool
    is_young: bool
    parent_of: frozenset[str]
    decides_all: bool
    children: dict[str, str]
    names_said: dict[str, str]
    responses: tuple[Held[Response], ...]
    on_another_file: tuple[Held[Response], ...]
    still_for: dict[str, tuple[str, ...]]
    open_enquiries: frozenset[str]
    who_now: tuple[WhoNow, ...]
    outcomes: tuple[Ending, ...]
    left_open: dict[str, str]
    undecided: tuple[Held[Response], ...]
    said_of: dict[str, tuple[str, ...]]
    besides: tuple[Held[Any], ...]
    told: View
    put_right: tuple[Held[Response], ...]
    shared: tuple[Shared, ...]
    decided: tuple[DecisionSeen, ...]
    meetings: tuple[FamilyMeeting, ...]
    plans: tuple[GivenPlan, ...]
    informed: Informed | None
    contacts: tuple[WayThatHolds, ...]
    supported: Supported | None
    has_another_reader: bool
    asked: tuple[InTheirWords, ...]
    statements: tuple[InTheirWords, ...]
    part_lost: bool = False

    def goes_on_for(self, said: Response) -> tuple[str, ...]:
        """The purposes for which an answer of theirs has not ended with its enquiry, as they read
        it.
        """
        return self.still_for.get(said.response, said.scope.purposes)


def seen_by(view: View, person: str, *, as_child: bool) -> Seen | None:
    """What this adult, or this young person, may see; None if they are not on the file. The view
    is of a moment as it was known then: a family does not look back.
    """
    whole = on_pages(view)
    view = whole.without_refused_ends
    person = view.the_one(person)
    who = view.children.get(person) if as_child else view.adults.get(person)
    if who is None:
        return None
    mine = _own_answers(view, person)
    eyes, open_ = Eyes(view, person, mine, as_child=as_child), list(_undecided(view, person))
    heard = list(noes_said_elsewhere(view, person))
    return Seen(
        person=person,
        names=who.event.names,
        speaks=who.event.language,
        is_young_person=as_child,
        is_young=as_child or is_young(whole, person),
        parent_of=parent_of(view, person),
        decides_all=as_child and all(may_decide_alone(view, person, p) for p in codes("purposes")),
        children={id: eyes.names[id] for id in eyes.may_answer_for},
        names_said=eyes.names,
        responses=tuple(filter(None, map(eyes.as_known, mine))),
        on_another_file=tuple(filter(None, map(eyes.as_known, heard))),
        still_for=dict(still_for(view, eyes, mine)),
        open_enquiries=frozenset(e for e in view.going_on if e not in view.handed_on)
        | unknown_ends(view, person),
        who_now=tuple(_who_now(view, eyes)),
        outcomes=tuple(outcomes(view, person)),
        left_open=dict(left_open(view, person, mine)),
        undecided=tuple(filter(None, map(eyes.as_known, open_))),
        said_of=dict(_said_of(view, person, [*mine, *heard, *open_])),
        besides=words_that_hold(view, person, eyes.known),
        told=as_they_know(view, person),
        put_right=tuple(filter(None, map(eyes.as_known, _put_right(view, person)))),
        shared=tuple(eyes.shared()),
        decided=tuple(eyes.decided()),
        meetings=tuple(family_meetings(view, person, eyes.names)),
        plans=tuple(given_plans(view, person, eyes.names)),
        informed=_informed(view, person),
        contacts=tuple(_contacts(view, person)),
        supported=_supported(view, person),
        has_another_reader=somebody_sees_all(whole, person),
        asked=tuple(asked_by(view, person)),
        statements=tuple(statements_of(view, person, whole)),
        # Of the file as a whole, and without a time: it tells nobody what anybody else said.
        part_lost=view.in_doubt_since is not None,
    )


def eyes_of(view: View, person: str) -> Eyes:
    """What they may see of the sharing and deciding, and what they are still to be told of."""
    view = on_pages(view)
    as_child = person in view.children
    return Eyes(view, person, _own_answers(view, person), as_child=as_child)


def _own_answers(view: View, person: str) -> list[Held[Response]]:
    """Their answers; each no that stands in one reading of the file and not in all, because what
    would lift it waits; and whatever they said that is called an error by what waits.
    """
    stands = view.with_what_stands
    said = {
        held.seq: held
        for reading in (*reversed(view.readings_apart), stands, view)
        for held in reading.said_by.get(person, ())
        if _is_own(held.event, person) and (reading in (stands, view) or any(noes_of(held)))
    }
    return [said[seq] for seq in sorted(said)]


def _undecided(view: View, person: str) -> Iterator[Held[Response]]:
    """What they had not decided when they were asked, and have not answered since."""
    every = view.said_by.get(person, ())
    answered = ByMatter(said for said in every if said.event.answer in _ANSWERED)
    for said in every:
        if said.event.answer == "UNDECIDED" and not answered.any_later(meets, said):
            yield said


def _is_own(response: Response, person: str) -> bool:
    return (
        response.person == person
        and response.answer in _SAID
        and response.method not in NOT_HEARD_HERE
    )


def said_themself(event: Event, person: str) -> bool:
    """Whether this is something the person said: an answer, a change of mind, what they ask for.
    The rest is about them, and why they were not asked is among it.
    """
    if isinstance(event, ResponseRecorded):
        return _is_own(event, person)
    return isinstance(event, _THEIRS) and event.person == person


def _who_now(view: View, eyes: Eyes) -> Iterator[WhoNow]:
    for enquiry, handed in view.handed_on.items():
        if eyes.knows_who_has_it(enquiry):
            now = view.whose[enquiry].event
            yield WhoNow(handed.effective_at, handed.event.reason, now.owner, now.team)


def _put_right(view: View, person: str) -> Iterator[Held[Response]]:
    """Answers entered in error, once nobody has that to confirm and the person has been told (F10):
    until then it may have been somebody else's answer that stood under their name.
    """
    told = {
        h.event.about
        for h in view.holding[TellingRecorded]
        if h.event.told and h.event.person == person
    }
    for response in with_what_may_stand_again(view.read, view.known).responses:
        known = response.is_struck(view.known) and response.event.response in told
        if known and _is_own(response.event, person):
            yield response


def _informed(view: View, person: str) -> Informed | None:
    """What was laid down without them, because it was not safe to ask, is not for them to read; nor
    is what was, by whoever typed it, laid down with them since.
    """
    every = view.kept_informed(person, None)
    terms, made = known_to(view, person, every[0]), known_to(view, person, every[1])
    return _as_agreed(view, person, terms, made)


def to_reach_them(view: View, person: str) -> tuple[Informed | None, frozenset[str]]:
    """What was agreed with them, and the kinds of ways to them, for what they are promised: as on
    record, though nobody has recorded a talk with them. None of it is shown to them.
    """
    person = view.the_one(person)
    ways = _that_are_safe(view, _every_way(view, person))
    informed = _as_agreed(view, person, *view.kept_informed(person, None))
    return informed, frozenset(way.said.event.type for way in ways)


def _as_agreed(
    view: View,
    person: str,
    terms: Sequence[Held[KeepInformedAgreed]],
    made: Sequence[Held[ContactMade]],
) -> Informed | None:
    term = max(terms, key=in_order, default=None)
    if term is None or not term.event.agreed_with_person:
        return None
    both: list[Held[KeepInformedAgreed] | Held[ContactMade]] = [*terms, *made]
    last = max(both, key=in_order, default=None)
    agreed = term.event
    return Informed(
        methods=tuple(dict.fromkeys((*agreed.methods, *_asked_still(view, person, terms)))),
        times=agreed.times,
        language=agreed.language,
        format=agreed.format,
        worker=agreed.named_worker,
        next_contact=None if last is None else last.event.next_contact_due,
        promises=tuple(promises([one for one in terms if one.event.agreed_with_person], made)),
    )


def _asked_still(
    view: View, person: str, terms: Sequence[Held[KeepInformedAgreed]]
) -> Iterator[str]:
    """How they asked not to be contacted, where that they did so no more waits for a manager."""
    known = {held.seq for held in terms}
    for reading in view.readings_apart:
        every = [h for h in reading.kept_informed(person, None)[0] if h.seq in known]
        last = max(every, key=in_order, default=None)
        if last is not None and last.event.agreed_with_person:
            yield from sorted(NOT_TO_BE.intersection(last.event.methods))


def _contacts(view: View, person: str) -> Iterator[WayThatHolds]:
    """The ways by which we reach them. One that is not safe is none, and what somebody else gave
    us before they were spoken to, or since it is not known to be safe, is not for them to find.
    """
    return _that_are_safe(view, known_to(view, person, _every_way(view, person)))


def _every_way(view: View, person: str) -> list[Held[ContactPointRecorded]]:
    return [
        held
        for reading in (view, *view.readings_apart)
        for held in reading.by[ContactPointRecorded, "person"].get(person, ())
    ]


#: What of this is on nobody's page.
_NOT_SAFE: Final = frozenset({"UNSAFE", NOBODY_KNOWS_YET})


def _that_are_safe(
    view: View, said: Sequence[Held[ContactPointRecorded]]
) -> Iterator[WayThatHolds]:
    ways = list(ways_of(view, {held.seq for held in said}))
    unsafe = {value_of(view, way.said.event) for way in ways if way.cares[0].safety in _NOT_SAFE}
    for way in ways:
        if value_of(view, way.said.event) not in unsafe:
            yield way


def _supported(view: View, person: str) -> Supported | None:
    """Why somebody was not suitable is for staff: it can be about the other parent (F17, F18).

    Whoever was only named is as they said it, and so is whoever was taken on: that somebody is of
    concern since, that another has named the same person, or has answered otherwise, is told by a
    person. Only what they wrote here themself changes what stands here (`own/supporting.py`).
    """
    every = known_to(view, person, view.by[AdvocateStatusChanged, "person"].get(person, ()))
    stands = max(every, key=in_order, default=None)
    if stands is None:
        return None
    said = stands.event
    is_closed = said.status in TAKEN_ON and is_on_their_page(view, person, stands)
    names = said.advocate if said.status in SAYS_WHO else None
    # Before somebody is confirmed they know nothing, whatever they are to be let know then.
    knows = said.status in TAKEN_ON and not is_closed
    permission = said.information_permission if knows else None
    # That the enquiry ended is told by a person, and changes no word here before.
    goes_on = said.enquiry in {*view.going_on, *unknown_ends(view, person)}
    again = asked_again(stands) if goes_on else None
    return Supported(said.status, names, permission, again, is_closed)


def _said_of(
    view: View, person: str, mine: Sequence[Held[Response]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By answer of theirs: their own words about it, or about the talk in which they gave it, each
    once. Whatever staff made of them, they stand beside it (F11).
    """
    view = view.with_what_stands
    found: dict[str, list[Held[CorrectionAsked] | Held[DisagreementStated]]] = defaultdict(list)
    asked = view.by[CorrectionAsked, "person"].get(person, ())
    typed: list[Held[CorrectionAsked] | Held[DisagreementStated]] = [
        held for held in asked if as_they_typed(view, held)
    ]
    # One that was made of what they said is theirs to read where that is.
    made_of = {None, *(held.event.correction for held in typed)}
    stated = view.by[DisagreementStated, "person"].get(person, ())
    every = [
        *typed,
        *(held for held in stated if held.event.correction in made_of and as_stated(view, held)),
    ]
    for held in every:
        found[held.event.about or ""].append(held)
    for said in mine if found else ():
        talk = getattr(said.event, "conversation", None)
        of_it = [one for about in filter(None, (said.event.response, talk)) for one in found[about]]
        said_so = dict.fromkeys(one.event.words for one in sorted(of_it, key=in_order))
        if said_so:
            yield said.event.response, tuple(said_so)
