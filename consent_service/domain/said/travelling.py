"""What taking an agreement back means for what was asked or told under it (`domain.md` 5.3).

What was shared stays on record, and stays what it was when it was done. An agency that was
contacted is told to stop; what went out after the person had spoken is looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

import msgspec

from ..file.held import Held
from ..file.view import View
from ..memo import cached_property, worked_out_once
from ..recorded.event import Event
from ..recorded.events import AuthorisationMade, Response
from ..recorded.practice import (
    DisclosureRecorded,
    DisclosureReviewed,
    StopNoticeAcknowledged,
    StopNoticeSent,
)
from ..scopes.containing import holds
from ..scopes.near import Near
from ..scopes.scope import BOTH, SEEK, SHARE, Agency, Point, Reach, Scope, excludes, overlaps
from .contradicting import AGREEMENTS, noes_of
from .relied import yes_gone_since


class StopNotice(StrEnum):
    """How far telling an agency to stop has come."""

    TO_SEND = "TO_SEND"
    SENT = "SENT"
    ACKNOWLEDGED = "ACKNOWLEDGED"


class Contacted(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure made under what was taken back.

    `to_review` says that it was made at or after the moment the person said so: look at this
    again. Nobody had to know it then.
    """

    disclosure: str
    agency: Agency
    direction: str
    made_at: datetime
    notice: StopNotice
    to_review: bool
    notice_sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    reviewed_at: datetime | None = None


class TakenBack(msgspec.Struct, frozen=True, kw_only=True):
    """A withdrawal, or a later no to some of a yes, and every contact made under it."""

    response: str
    person: str
    enquiry: str
    answer: str
    effective_at: datetime
    recorded_at: datetime
    contacted: tuple[Contacted, ...]


@worked_out_once
def travelling(view: View) -> tuple[TakenBack, ...]:
    """Each withdrawal in the order in which it was said, with the agencies it must reach.

    A no is among them where something had been shared under an earlier yes of the same person.
    """
    said = [r for r in view.said if r.event.response_kind == "SHARE_INFO" and any(noes_of(r))]
    every = (_taken_back(view, r) for r in said)
    return tuple(one for one in every if one.contacted or one.answer == "WITHDRAWN")


def _taken_back(view: View, withdrawal: Held[Response]) -> TakenBack:
    return TakenBack(
        response=withdrawal.event.response,
        person=withdrawal.event.person,
        enquiry=withdrawal.event.enquiry,
        answer=withdrawal.event.answer,
        effective_at=withdrawal.effective_at,
        recorded_at=withdrawal.recorded_at,
        contacted=tuple(
            _contacted(view, withdrawal, held) for held in _made_under(view, withdrawal)
        ),
    )


def _made_under(view: View, withdrawal: Held[Response]) -> Iterator[Held[DisclosureRecorded]]:
    """Disclosures that rested on an earlier yes of this person and that the no reaches.

    One made after the withdrawal was recorded is among them: it rested on it all the same. A no to
    what no yes was ever to takes nothing back, unless it says that it does: what was told of that
    is looked at for what it is.
    """
    if not view.holding[DisclosureRecorded]:
        return
    given = _Given(view, withdrawal)
    noes, says_so = list(noes_of(withdrawal)), withdrawal.event.answer == "WITHDRAWN"
    for held in _near(view, withdrawal, noes):
        yeses = given.under(held.event)
        if yeses and any(
            any(overlaps(no, point, ()) >= Reach.NAMED for no in noes)
            and (says_so or any(overlaps(yes, point, ()) is not Reach.NOT for yes in yeses))
            for point in _points(held.event)
        ):
            yield held


def _near(
    view: View, withdrawal: Held[Response], noes: Sequence[Scope]
) -> Iterator[Held[DisclosureRecorded]]:
    """Those of the disclosures that may rest on something they said in the enquiry, and that one of
    these noes may reach, as they stand on the file.
    """
    resting = view.each[_by_what_they_rest_on][()]
    person, enquiry = withdrawal.event.person, withdrawal.event.enquiry
    every = [resting[of] for of in ((person, enquiry), (person,)) if of in resting]
    near = {place: held for one in every for no in noes for place, held in one.to(no)}
    yield from (near[place] for place in sorted(near))


_Placed: TypeAlias = tuple[int, Held[DisclosureRecorded]]
_ByWhom: TypeAlias = tuple[str | None, ...]


def _by_what_they_rest_on(view: View, _: tuple[()]) -> Mapping[_ByWhom, Near[_Placed]]:
    """By whose yes, and in which enquiry; and by whom a decision relies on, in whichever."""
    whose: dict[str, set[_ByWhom]] = defaultdict(set)
    for of, by_id in _agreements(view).items():
        for id in by_id:
            whose[id].add(of)
    for person, decisions in _relied_on(view).items():
        for id in decisions:
            whose[id].add((person,))
    found: dict[_ByWhom, list[tuple[Scope, _Placed]]] = defaultdict(list)
    for place, held in enumerate(view.holding[DisclosureRecorded]):
        by = {one for id in held.event.rests_on for one in whose.get(id, ())}
        if _is_left_out(held.event):
            by |= _agreements(view).keys()
        for by_whom in by:
            found[by_whom].append((scope_of(held.event), (place, held)))
    return {by_whom: Near(every) for by_whom, every in found.items()}


def goes_on_by_decision(view: View, disclosure: str) -> bool:
    """A manager's decision in force reaches all of this contact: whoever is told that the agreement
    was taken back hears that as well, or would stop what was decided.
    """
    made = next(
        (h.event for h in view.holding[DisclosureRecorded] if h.event.disclosure == disclosure),
        None,
    )
    return made is not None and all(_is_decided(view, made, point) for point in _points(made))


def _is_decided(view: View, made: DisclosureRecorded, point: Point) -> bool:
    return any(
        decision.event.enquiry == made.enquiry
        and not view.has_ended_for(made.enquiry, made.purpose)
        and holds(decision.event.scope, point, view.then(decision.seq), ())
        and excludes(decision.event.scope, point, ()) is Reach.NOT
        and yes_gone_since(view, decision) is None
        for decision in view.authorising
    )


def scope_of(made: DisclosureRecorded) -> Scope:
    """What was asked or told, about whom."""
    given = (made.purpose,), (made.agency,), made.categories, (made.direction,)
    return Scope(made.subjects, *given)


_Agreements: TypeAlias = dict[tuple[str, str | None], dict[str, list[Held[Response]]]]


class _Given:
    """What somebody had said yes to in an enquiry when they took it back."""

    def __init__(self, view: View, withdrawal: Held[Response]) -> None:
        self._person = withdrawal.event.person
        self._withdrawal, self._known = withdrawal, view.known
        self._agreed = _agreements(view).get((self._person, withdrawal.event.enquiry), {})
        self._relied = _relied_on(view).get(self._person, frozenset())

    def under(self, made: DisclosureRecorded) -> Sequence[Scope]:
        """What of it something was shared under. A decision to rely on them rests on their yes."""
        if _is_left_out(made):
            return [one for one in self._every if _is_of_it(one, made)]
        if made.basis == "AGREED":
            found = (self._scope_of(self._agreed[id]) for id in made.rests_on if id in self._agreed)
            return [scope for scope in found if scope is not None]
        return () if self._relied.isdisjoint(made.rests_on) else self._every

    @cached_property
    def _every(self) -> tuple[Scope, ...]:
        scopes = map(self._scope_of, self._agreed.values())
        return tuple(dict.fromkeys(scope for scope in scopes if scope is not None))

    def _scope_of(self, said: Sequence[Held[Response]]) -> Scope | None:
        """As what goes by one id was last recorded before it was taken back."""
        before = (
            one
            for one in reversed(said)
            if _came_before(one, self._withdrawal) and one.recorded_at <= self._known
        )
        last = next(before, None)
        return None if last is None else last.event.scope


def _is_left_out(made: DisclosureRecorded) -> bool:
    """It rests on what was agreed, and nobody said on whose yes: on each that is to any of it."""
    return made.basis == "AGREED" and not made.rests_on


def _is_of_it(yes: Scope, made: DisclosureRecorded) -> bool:
    return any(overlaps(yes, point, ()) is not Reach.NOT for point in _points(made))


@worked_out_once
def _relied_on(view: View) -> Mapping[str, frozenset[str]]:
    """By person: the decisions to rely on them."""
    found: dict[str, set[str]] = defaultdict(set)
    for made in view.read.of(AuthorisationMade):
        if made.event.relies_on is not None:
            found[made.event.relies_on].add(made.event.authorisation)
    return {person: frozenset(ids) for person, ids in found.items()}


def _came_before(yes: Held[Response], no: Held[Response]) -> bool:
    """What somebody says no to in the very talk in which they agree to the rest was never agreed
    to; taken back it is by whoever says so.
    """
    if yes.order >= no.order:
        return False
    is_one_talk = (
        no.event.conversation is not None
        and yes.event.conversation == no.event.conversation
        and yes.effective_at == no.effective_at
    )
    return no.event.answer == "WITHDRAWN" or not is_one_talk


@worked_out_once
def _agreements(view: View) -> _Agreements:
    """By person and enquiry, then by its id: each yes."""
    found: _Agreements = defaultdict(dict)
    for r in view.read.responses:
        if r.event.answer in AGREEMENTS:
            by_id = found[r.event.person, r.event.enquiry]
            by_id.setdefault(r.event.response, []).append(r)
    return found


def _points(made: DisclosureRecorded) -> Iterator[Point]:
    directions = (SEEK, SHARE) if made.direction == BOTH else (made.direction,)
    for direction in directions:
        for subject in made.subjects:
            for category in made.categories:
                yield Point(subject, made.purpose, made.agency, category, direction)


def _contacted(view: View, withdrawal: Held[Response], held: Held[DisclosureRecorded]) -> Contacted:
    id, since = held.event.disclosure, withdrawal.effective_at
    sent_at = _first(view, StopNoticeSent, id, since)
    acknowledged_at = _first(view, StopNoticeAcknowledged, id, since)
    reviewed_at = _first(view, DisclosureReviewed, id, since)
    if acknowledged_at is not None:
        notice = StopNotice.ACKNOWLEDGED
    else:
        notice = StopNotice.TO_SEND if sent_at is None else StopNotice.SENT
    return Contacted(
        disclosure=id,
        agency=held.event.agency,
        direction=held.event.direction,
        made_at=held.effective_at,
        notice=notice,
        to_review=held.effective_at >= since,
        notice_sent_at=sent_at,
        acknowledged_at=acknowledged_at,
        reviewed_at=reviewed_at,
    )


def _first(view: View, kind: type[Event], disclosure: str, since: datetime) -> datetime | None:
    """When it was first done. What was done before the person spoke was about something else."""
    done = view.by[kind, "disclosure"].get(disclosure, ())
    return min((held.effective_at for held in done if held.effective_at >= since), default=None)
