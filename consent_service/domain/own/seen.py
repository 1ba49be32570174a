"""What one parent or young person may see of their file: the law of their own view. Pure.

Whatever is not let through here is not there for what shows the view, so that no count, order, gap
or size can tell of it. Free text that staff wrote is never let through; neither is anything about
another adult, what they said, or who told us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final, TypeVar

import msgspec

from ..answers import Safe
from ..careful import with_what_may_stand_again
from ..codes import PURPOSES_WITHOUT_AGREEMENT, codes
from ..contradicting import noes_of
from ..counting import is_disputed
from ..event import Event
from ..events import AdvocateStatusChanged, AgreementWithdrawn, Response, ResponseRecorded
from ..held import Held, in_order
from ..practice import (
    HELP_NOW,
    ContactMade,
    ContactPointRecorded,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementStated,
    FamilyAnswered,
    FamilyAsked,
    KeepInformedAgreed,
    TellingRecorded,
)
from ..safety import known_until, telling, value_of
from ..saidlater import close_together, is_after, takes_the_place_of
from ..view import View
from .convened import Ending, FamilyMeeting, GivenPlan, family_meetings, given_plans, outcomes
from .eyes import NO_NEWS, DecisionSeen, Eyes, Shared
from .promised import Promise, promises
from .reaching import AGREEMENTS, meets, one_matter, says_again

F = TypeVar("F", bound=Held[Event])

#: What a person said themself. What the referrer said for them, and why we did not ask them, is
#: somebody else's word.
_SAID: Final = frozenset({"AGREED", "AGREED_IN_PART", "REFUSED", "WITHDRAWN"})


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


class InTheirWords(msgspec.Struct, frozen=True):
    """Something they asked for or told us, in their words, and when it was answered.

    `code` is what they want; `accepted` whether a correction was.
    """

    at: datetime
    words: str | None
    code: str | None = None
    answered_at: datetime | None = None
    accepted: bool | None = None


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """All that a person's own view is made from. `children` are names by id, as they know them, and
    `names_said` those of whom else they have spoken of. By answer of theirs: `still_for`, for which
    purposes it has not ended with its enquiry, where not for each; `left_open`, as which status
    they leave open themself whether it holds.
    """

    person: str
    names: str
    is_young_person: bool
    decides_all: bool
    children: dict[str, str]
    names_said: dict[str, str]
    responses: tuple[Held[Response], ...]
    still_for: dict[str, tuple[str, ...]]
    open_enquiries: frozenset[str]
    who_now: tuple[WhoNow, ...]
    outcomes: tuple[Ending, ...]
    left_open: dict[str, str]
    put_right: tuple[Held[Response], ...]
    shared: tuple[Shared, ...]
    decided: tuple[DecisionSeen, ...]
    meetings: tuple[FamilyMeeting, ...]
    plans: tuple[GivenPlan, ...]
    informed: Informed | None
    contacts: tuple[ContactPointRecorded, ...]
    supported: Supported | None
    asked: tuple[InTheirWords, ...]
    statements: tuple[InTheirWords, ...]
    part_lost: bool = False


def seen_by(view: View, person: str, *, as_child: bool) -> Seen | None:
    """What this adult, or this young person, may see; None if they are not on the file. The view
    is of a moment as it was known then: a family does not look back.
    """
    view = view.without_refused_ends.apart
    person = view.the_one(person)
    who = view.children.get(person) if as_child else view.adults.get(person)
    if who is None:
        return None
    mine = _own_answers(view, person)
    eyes = Eyes(view, person, mine, as_child=as_child)
    return Seen(
        person=person,
        names=who.event.names,
        is_young_person=as_child,
        decides_all=as_child and all(view.decides_alone[person, p] for p in codes("purposes")),
        children={id: eyes.names[id] for id in eyes.children},
        names_said=eyes.names,
        responses=tuple(filter(None, map(eyes.as_known, mine))),
        still_for=dict(_still_for(view, person, mine)),
        open_enquiries=frozenset(e for e in view.going_on if e not in view.handed_on),
        who_now=tuple(_who_now(view, person)),
        outcomes=tuple(outcomes(view, person)),
        left_open=dict(_left_open(view, person, mine)),
        put_right=tuple(filter(None, map(eyes.as_known, _put_right(view, person)))),
        shared=tuple(eyes.shared()),
        decided=tuple(eyes.decided()),
        meetings=tuple(family_meetings(view, person, eyes.names)),
        plans=tuple(given_plans(view, person, eyes.names)),
        informed=_informed(view, person),
        contacts=tuple(_contacts(view, person)),
        supported=_supported(view, person),
        asked=tuple(_asked(view, person)),
        statements=tuple(_statements(view, person)),
        # Of the file as a whole, and without a time: it tells nobody what anybody else said.
        part_lost=view.in_doubt_since is not None,
    )


def eyes_of(view: View, person: str) -> Eyes:
    """What they may see of the sharing and deciding, and what they are still to be told of."""
    as_child = person in view.children
    return Eyes(view, person, _own_answers(view, person), as_child=as_child)


def _own_answers(view: View, person: str) -> list[Held[Response]]:
    """Their answers; each no that stands in one reading of the file and not in all, because what
    would lift it waits; and whatever they said that is called an error by what waits.
    """
    stands = view.with_what_stands
    said = {
        held.seq: held
        for reading in (*reversed(view.readings), stands, view)
        for held in reading.said_by.get(person, ())
        if _is_own(held.event, person) and (reading in (stands, view) or any(noes_of(held)))
    }
    return [said[seq] for seq in sorted(said)]


def _left_open(
    view: View, person: str, mine: Sequence[Held[Response]]
) -> Iterator[tuple[str, str]]:
    """What they said that a check tells instead of their yes; what we think is for no page."""
    every = [said for reading in view.readings for said in reading.said_by.get(person, ())]
    undecided = [said for said in every if said.event.answer == "UNDECIDED"]
    # That they were asked again is no news to them; where it may be, it is on no page.
    waiting = _known(view, person, [said for said in every if said.event.answer == "AWAITING"])
    open_since = sorted([*undecided, *waiting], key=in_order)
    for said in mine:
        if said.event.answer not in AGREEMENTS:
            continue
        if any(is_disputed(reading, said) for reading in view.readings):
            yield said.event.response, "DISPUTED"
        elif any(takes_the_place_of(other, said) for other in every):
            # What took its place is struck, and that waits: it may stand again.
            yield said.event.response, "REPLACED"
        elif since := [o for o in open_since if one_matter(said, o) and not is_after(said, o)]:
            waits = since[-1].event.answer == "AWAITING"
            yield said.event.response, "AWAITING_REPLY" if waits else "UNDECIDED"
        elif any(_may_be_held_by(view, said, no, mine) for no in mine):
            yield said.event.response, "SAID_BOTH"
        elif _is_called_wrong(view, said):
            yield said.event.response, "CALLED_WRONG"


def _is_called_wrong(view: View, said: Held[Response]) -> bool:
    """The answer itself, or the talk in which it was given: no check goes by a yes of a talk that
    never was, whether or not its answers were taken back with it.
    """
    talk = said.event.conversation
    return not any(one.seq == said.seq for one in view.said) or (
        talk is not None and any(talk not in reading.conversations for reading in view.readings)
    )


def _may_be_held_by(
    view: View, said: Held[Response], no: Held[Response], mine: Sequence[Held[Response]]
) -> bool:
    """They said no as well, so that both may stand: close to each other, in another enquiry that is
    open, or before a yes that counts only once they have been rung. That an enquiry was handed on
    is told by a person, so a page says nothing by it.
    """
    if not _says_no_to_some(no, said):
        return False
    if no.event.enquiry != said.event.enquiry:
        is_open = no.event.enquiry in view.going_on and no.event.enquiry not in view.handed_on
        return is_open and not any(
            yes.event.answer in AGREEMENTS and one_matter(yes, no) and is_after(yes, no)
            for yes in mine
        )
    if not is_after(said, no):
        return False
    if close_together(no, said):
        return True
    # Once they have said it again, in a talk, there is nothing left to ask them.
    again = (yes for yes in mine if yes.event.answer in AGREEMENTS and says_again(yes, said))
    return not any(
        _counts(view, yes) for yes in (said, *again) if yes is said or is_after(yes, said)
    )


def _counts(view: View, said: Held[Response]) -> bool:
    """In each reading of the file: nothing of it waits."""
    return all(any(one.seq == said.seq for one in reading.said) for reading in view.readings)


def _says_no_to_some(no: Held[Response], said: Held[Response]) -> bool:
    return no.event.response_kind == said.event.response_kind and any(
        meets(scope, said.event.scope) for scope in noes_of(no)
    )


def _is_own(response: Response, person: str) -> bool:
    return (
        response.person == person and response.answer in _SAID and response.method != "VIA_REFERRER"
    )


def said_themself(event: Event, person: str) -> bool:
    """Whether this is something the person said: an answer, a change of mind, what they ask for.
    The rest is about them, and why they were not asked is among it.
    """
    if isinstance(event, ResponseRecorded):
        return _is_own(event, person)
    return isinstance(event, _THEIRS) and event.person == person


def _still_for(
    view: View, person: str, mine: Sequence[Held[Response]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Why an enquiry was closed is told by a person. So for whoever does not know, one that was
    handed on has ended, but for what we still need their agreement for: that they read, to stop it.
    """
    for said in mine:
        enquiry = said.event.enquiry
        goes_on = view.goes_on_for(enquiry, said.event.scope.purposes)
        if enquiry in view.ended or _knows_who_has_it(view, person, enquiry):
            yield said.event.response, goes_on
        elif enquiry in view.handed_on:
            needed = (p for p in goes_on if p not in PURPOSES_WITHOUT_AGREEMENT)
            yield said.event.response, tuple(needed)


def _who_now(view: View, person: str) -> Iterator[WhoNow]:
    for enquiry, handed in view.handed_on.items():
        if _knows_who_has_it(view, person, enquiry):
            closing = handed.event
            yield WhoNow(handed.effective_at, closing.reason, closing.owner, closing.team)


def _knows_who_has_it(view: View, person: str, enquiry: str) -> bool:
    """They may know that it was handed on, and it is no news to them."""
    judged = telling(view, person, [enquiry])
    return judged.answer is Safe.YES and not NO_NEWS.isdisjoint(judged.signs)


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
    terms, made = _known(view, person, every[0]), _known(view, person, every[1])
    term = max(terms, key=in_order, default=None)
    if term is None or not term.event.agreed_with_person:
        return None
    both: list[Held[KeepInformedAgreed] | Held[ContactMade]] = [*terms, *made]
    last = max(both, key=in_order, default=None)
    agreed = term.event
    return Informed(
        methods=agreed.methods,
        times=agreed.times,
        language=agreed.language,
        format=agreed.format,
        worker=agreed.named_worker,
        next_contact=None if last is None else last.event.next_contact_due,
        promises=tuple(promises([one for one in terms if one.event.agreed_with_person], made)),
    )


def _contacts(view: View, person: str) -> Iterator[ContactPointRecorded]:
    """The ways by which we reach them. One that is not safe is none, and what somebody else gave
    us before they were spoken to, or since it is not known to be safe, is not for them to find.
    """
    points: dict[str, Held[ContactPointRecorded]] = {}
    for held in _known(view, person, view.by[ContactPointRecorded, "person"].get(person, ())):
        last = points.get(held.event.contact)
        points[held.event.contact] = held if last is None else max(last, held, key=in_order)
    events = [held.event for held in points.values()]
    unsafe = {value_of(view, point) for point in events if point.safety == "UNSAFE"}
    for point in events:
        if not point.ended and value_of(view, point) not in unsafe:
            yield point


def _known(view: View, person: str, held: Sequence[F]) -> list[F]:
    """Those that were on record while the person may have come to know of them: what staff write
    down of somebody who is not safe, or with whom nobody has spoken, is no news from a page.
    """
    until = known_until(view, person)
    return [one for one in held if until is None or one.seq <= until]


def _supported(view: View, person: str) -> Supported | None:
    """Why somebody was not suitable is for staff: it can be about the other parent (F17, F18)."""
    every = _known(view, person, view.by[AdvocateStatusChanged, "person"].get(person, ()))
    stands = max(every, key=in_order, default=None)
    if stands is None:
        return None
    return Supported(
        stands.event.status, stands.event.advocate, stands.event.information_permission
    )


def _asked(view: View, person: str) -> Iterator[InTheirWords]:
    view = view.with_what_stands
    answered = {h.event.request: h.effective_at for h in view.holding[FamilyAnswered]}
    for held in view.by[FamilyAsked, "person"].get(person, ()):
        wanted = held.event
        if wanted.wants == HELP_NOW:
            continue
        yield InTheirWords(
            held.effective_at,
            wanted.words,
            code=wanted.wants,
            answered_at=answered.get(wanted.request),
        )


def _statements(view: View, person: str) -> Iterator[InTheirWords]:
    """What they say is wrong, and their own statements; one made of a correction comes once."""
    view = view.with_what_stands
    answered = {h.event.correction: h for h in view.holding[CorrectionAnswered]}
    for held in view.by[CorrectionAsked, "person"].get(person, ()):
        wrong = held.event
        answer = answered.get(wrong.correction)
        yield InTheirWords(
            held.effective_at,
            wrong.words,
            answered_at=None if answer is None else answer.effective_at,
            accepted=None if answer is None else answer.event.accepted,
        )
    for stated in view.by[DisagreementStated, "person"].get(person, ()):
        if stated.event.correction is None:
            yield InTheirWords(stated.effective_at, stated.event.words, accepted=False)
