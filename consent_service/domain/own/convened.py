"""Which meetings, safety plans and ends of enquiries stand on somebody's own page: those to which
they were asked, that they were given, and of which they were told. Pure.

What was discussed without them, who else was asked and where it is are on no page. Of a plan: that
there is one, whom it keeps safe and when we look at it again. What it says is on the copy that they
have: staff wrote it, and it may speak of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

import msgspec

from ..file.view import View
from ..following.convened import Convened, as_moved, convened
from ..following.outcometold import person_told
from ..following.planned import looked_at_again, planned
from ..recorded.meetings import MeetingCalled, MeetingMoved
from ..safety.telling import each_known_until, known_until


class FamilyMeeting(msgspec.Struct, frozen=True):
    """One to which they were asked: when it is, and about which children, as they know them."""

    starts_at: datetime
    children: tuple[str, ...]


def family_meetings(view: View, person: str, names: Mapping[str, str]) -> Iterator[FamilyMeeting]:
    """Those recorded while they may have come to know of it. One that was not held is none."""
    for one in _of_the_family(view):
        called = one.called.event
        children = tuple(names[child] for child in called.children if child in names)
        starts = _starts(view, person, called)
        if children and starts is not None and any(_asked_to(view, person, one)):
            yield FamilyMeeting(starts, children)


def _starts(view: View, person: str, called: MeetingCalled) -> datetime | None:
    """When it is, as far as they may have come to know to when it was moved."""
    id = called.meeting
    until = each_known_until(view, person, [id, *called.children])
    moves = view.by[MeetingMoved, "meeting"].get(id, ())
    known = [one for one in moves if until is None or one.seq <= until]
    starts: datetime | None = as_moved(
        view.newest[MeetingCalled, "meeting"][id], known
    ).event.starts_at
    return starts


def family_invitations(view: View, person: str) -> frozenset[str]:
    """By which they were asked to one."""
    return frozenset(id for one in _of_the_family(view) for id in _asked_to(view, person, one))


def _of_the_family(view: View) -> Iterator[Convened]:
    for one in convened(view):
        was_off = one.recorded is not None and not one.recorded.event.held
        if one.called.event.meeting_type == "FAMILY_NETWORK_MEETING" and not was_off:
            yield one


def _asked_to(view: View, person: str, one: Convened) -> Iterator[str]:
    called = one.called.event
    until = each_known_until(view, person, [called.meeting, *called.children])
    for invited in one.invited:
        if invited.person == person and (until is None or invited.invitation.seq <= until):
            yield invited.invitation.event.invitation


class Ending(msgspec.Struct, frozen=True):
    """When one ended, and how: a code of `close_reasons`."""

    at: datetime
    reason: str


def outcomes(view: View, person: str) -> Iterator[Ending]:
    """Those of which this very person was told, while they may have come to know of it."""
    for enquiry, end in view.ended.items():
        told = person_told(view, enquiry, person)
        until = known_until(view, person, [enquiry])
        if (
            told is not None
            and told.event.told
            and told.event.person == person
            and (until is None or told.seq <= until)
        ):
            yield Ending(end.effective_at, end.event.reason)


class GivenPlan(msgspec.Struct, frozen=True):
    """One that they have: since when, about which children as they know them, whether it ended."""

    at: datetime
    children: tuple[str, ...]
    looked_at_again: date | None
    has_ended: bool


def given_plans(view: View, person: str, names: Mapping[str, str]) -> Iterator[GivenPlan]:
    """The version that they have, of those given while they may have come to know of it."""
    for plan in planned(view):
        about = (plan.newest.event.plan, *plan.newest.event.children)
        until = each_known_until(view, person, about)
        for one in plan.recipients:
            if one.person != person or one.shared is None:
                continue
            if until is not None and one.shared.seq > until:
                continue
            # What they have may have been found to be an error since, and they still have it.
            theirs = (held for held in plan.versions if held.event.version == one.has)
            version = next(theirs, plan.newest)
            children = tuple(names[child] for child in version.event.children if child in names)
            told = one.told_of_end
            if children:
                yield GivenPlan(
                    one.shared.effective_at,
                    children,
                    looked_at_again(version.event),
                    told is not None and (until is None or told.seq <= until),
                )
